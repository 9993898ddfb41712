import { defined } from "../model/defined.ts";
import { hasOpenAnswers, questionsOf } from "../model/form.ts";
import type { WebinarCode } from "../model/ids.ts";
import type { Mine } from "../model/registration.ts";
import { unreachable } from "../model/result.ts";
import { codeOf } from "../model/series.ts";
import type { Status } from "../model/status.ts";
import { type Tag, USHERS_TAGS } from "../model/tag.ts";
import { TOLD_BY } from "../model/told/choice.ts";
import { isOver, type Webinar } from "../model/webinar.ts";
import { isFull, registrationClosed } from "../registering/register-refusals.ts";
import { actOfCommand } from "./command-acts.ts";
import { leavingOf } from "./leaving.ts";
import { listed, nameAmong } from "./listed-offers.ts";
import type { Notice } from "./notice.ts";
import { type ActOffer, type CodeAct, codeOffer, type LinkOffer, minor, type NoticeOffer, offer } from "./offer.ts";
import { pageOffers } from "./paging.ts";

/** When a notice is shown, and for how long. */
interface Shown {
  readonly now: number;
  /**
   * It stands for long and is not edited with every seat and at every instant: *Register* stays while the webinar is
   * ahead, and its answer says what is in the way.
   */
  readonly isLasting?: boolean;
}

/** How somebody comes who registers. */
interface Coming {
  /** By which card (P24). */
  readonly tag?: Tag;
  /** By one press, where the form asks nothing that is not known (N17). */
  readonly isAtOnce?: boolean;
}

const mayRegister = (webinar: Webinar, { now, isLasting = false }: Shown): boolean =>
  isLasting || (registrationClosed(webinar, now) === undefined && (webinar.waitlist || !isFull(webinar)));

/** The acts of somebody about their own registration, the most wanted first. */
const ownActs = ({ webinar, registration }: Mine, shown: Shown): CodeAct[] => {
  if (isOver(webinar, shown.now)) return [];
  if (!webinar.registrationRequired) return ["join"];
  const register: CodeAct[] = mayRegister(webinar, shown) ? ["register"] : [];
  if (!registration) return register;
  switch (registration.status) {
    case "cancelled":
      return register;
    case "approved":
      return ["join", "edit_answers", "leave"];
    case "pending":
    case "waitlisted":
      return ["edit_answers", "leave"];
    case "offered":
      return ["claim", "pass", "edit_answers"];
    case "rejected":
      return [];
    default:
      return unreachable(registration.status);
  }
};

/** The way to the registration form, or to the registration itself. */
export const registerOffer = (code: WebinarCode, { tag, isAtOnce }: Coming = {}): ActOffer =>
  offer(
    "register",
    { act: "register", code, ...defined({ from: tag, atOnce: isAtOnce || undefined }) },
    { tone: "primary" },
  );

/** What giving it up is called: nobody has registered yet who waits for an answer. */
export const leaveSays = (status: Status | undefined): "leave" | "leave_line" | "leave_request" => {
  if (status === "waitlisted") return "leave_line";
  return status === "pending" ? "leave_request" : "leave";
};

/** One act of somebody about their own registration. */
export const ownOffer = (act: CodeAct, { webinar, registration }: Mine, coming?: Coming): ActOffer => {
  const { code, waitlist, form } = webinar;
  if (act === "edit_answers") {
    const made = codeOffer(act, code);
    return questionsOf(form).length > 0 ? made : { ...made, say: "correct_name" };
  }
  if (act === "register") {
    const made = registerOffer(code, coming);
    return waitlist && isFull(webinar) ? { ...made, say: "join_line" } : made;
  }
  if (act !== "leave" && act !== "claim" && act !== "pass") return codeOffer(act, code, "primary");
  const tone = act === "claim" ? ("primary" as const) : undefined;
  const say = act === "leave" ? leaveSays(registration?.status) : act;
  return offer(say, { act, code, ...defined({ version: registration?.version }) }, defined({ tone }));
};

/** Whether somebody is let in only once they have answered what a host left open who registered them (P35). */
const mustAnswer = ({ webinar, registration }: Mine): boolean =>
  registration?.status === "approved" && hasOpenAnswers(webinar.form, registration.answers);

/**
 * Whether an act about one's own registration is wanted seldom: giving it up, and changing what was said. Who waits in
 * line can do little else.
 */
const isSeldom = (act: CodeAct, mine: Mine): boolean =>
  act === "leave" ? mine.registration?.status !== "waitlisted" : act === "edit_answers" && !mustAnswer(mine);

/** What somebody can do about their own registration now. */
export const ownOffers = (mine: Mine, shown: Shown & Coming): ActOffer[] =>
  ownActs(mine, shown).map((act) => {
    const made = ownOffer(act, mine, shown);
    return isSeldom(act, mine) ? minor(made) : made;
  });

/** The waiting list, once there is one; else once more, as a seat may be free again, and what else is coming. */
export const fullOffers = ({ webinar }: Notice & { kind: "full" }, now: number): ActOffer[] => {
  const others = offer("whats_coming", actOfCommand("list", undefined));
  if (isOver(webinar, now)) return [others];
  const own = ownOffers({ webinar }, { now });
  const { tone: _, ...again } = registerOffer(webinar.code);
  return [...(own.length > 0 ? own : [{ ...again, say: "try_again" } as const]), others];
};

/** The last reminder has the way in as its only button (P14). */
export const reminderOffers = (notice: Notice & { kind: "reminder" }, now: number): ActOffer[] =>
  ownOffers(notice, { now, isLasting: true }).filter(({ act }) => !notice.isLast || act.act === "join");

/** Where the recording is, once the host said it (P30). */
export const recordingOffers = ({ webinar: { recording } }: Mine): LinkOffer[] =>
  recording === undefined ? [] : [{ link: recording, say: "watch_recording", tone: "primary" }];

/** An invitation can be declined until the webinar is over, or its person has answered. */
const declineOffers = ({ webinar, registration, declinedAt }: Mine, now: number): ActOffer[] =>
  isOver(webinar, now) || registration || declinedAt !== undefined ? [] : [codeOffer("decline", webinar.code)];

/** What is possible, and not what is wanted most. */
export const calm = ({ tone: _, ...one }: ActOffer): ActOffer => one;

/** An invitation can be answered either way. */
export const invitationOffers = (notice: Notice & { kind: "invitation" | "declined" }, now: number): ActOffer[] => {
  const isNudge = notice.kind === "invitation" && notice.isNudge;
  const tag = isNudge ? USHERS_TAGS.reminder : USHERS_TAGS.invitation;
  const asksNothing = questionsOf(notice.webinar.form).length === 0;
  const own = ownOffers(notice, { now, isLasting: true, tag, isAtOnce: true }).map((one) =>
    one.act.act === "register" && asksNothing ? { ...one, opens: false } : one,
  );
  // Who has just declined is not asked to come.
  if (notice.kind === "declined") return own.map(calm);
  return [...own, ...declineOffers(notice, now), ...seriesOffers(notice.webinar)];
};

/** Whoever is invited to all of a series is told once, and finds the others behind the card's menu (P37). */
const seriesOffers = ({ series }: Webinar): ActOffer[] =>
  series ? [minor(offer("whole_series", { act: "show", code: codeOf({ series: { code: series } }) }))] : [];

/** What readers of a channel can do: it is edited when that changes. A registration says in which channel it began (P24). */
export const announcementOffers = ({ webinar, tag }: Notice & { kind: "announcement" }, now: number): NoticeOffer[] => {
  const others = offer("whats_coming", actOfCommand("list", undefined));
  const { landingPage } = webinar;
  if (isOver(webinar, now)) return [others, ...(landingPage ? [{ link: landingPage, say: "landing" } as const] : [])];
  const own = ownOffers({ webinar }, { now, tag, isAtOnce: true });
  // Where nobody can register now, something else may do.
  return own.length > 0 ? own : [others];
};

/** The same for one webinar of a series, beside its row. */
export const announcedItemOffers = (
  { webinars, tag }: Notice & { kind: "series_announcement" },
  index: number,
  now: number,
): ActOffer[] => {
  const of = (webinar: Webinar) =>
    listed(ownOffers({ webinar }, { now, tag, isAtOnce: true }), nameAmong(webinars, index));
  return webinars.slice(index, index + 1).flatMap(of);
};

/**
 * The way to register by the preview of a link (N19): one press in a product in which it can be pressed, else its page.
 * Who looks is not known, and how many seats are left changes: the answer says what is in the way.
 */
export const linkPreviewOffers = ({ webinar, page }: Notice & { kind: "link_preview" }, now: number): NoticeOffer[] => {
  if (isOver(webinar, now)) return [];
  if (page === undefined)
    return ownOffers({ webinar }, { now, isLasting: true, tag: USHERS_TAGS.preview, isAtOnce: true });
  return [{ link: page, say: webinar.registrationRequired ? "register" : "share_open", tone: "primary" }];
};

/** What somebody can do about what they have, a registration or an invitation, where they look at it. */
export const ownItemOffers = (entry: Mine, now: number): ActOffer[] => [
  ...ownOffers(entry, { now }),
  ...(entry.isInvited ? declineOffers(entry, now) : []),
];

/** The same in a row of a list, which always leads to what it is about, and where nothing is given up at first sight. */
export const ownRowOffers = (entry: Mine, now: number): ActOffer[] => {
  const offers = ownItemOffers(entry, now).map((one) => (one.act.act === "leave" ? minor(one) : one));
  return offers.every(({ isMinor }) => isMinor) ? [codeOffer("show", entry.webinar.code), ...offers] : offers;
};

/** Cancelling after all, or not: it cannot be undone, and the seat may go to somebody else. */
export const confirmLeaveOffers = ({
  webinar: { code },
  registration: { version, status },
}: Pick<Notice & { kind: "confirm_leave" }, "webinar" | "registration">): ActOffer[] => {
  const says = leavingOf(status);
  return [
    offer(says.now, { act: "leave_now", code, version }, { tone: "danger" }),
    offer(says.keep, { act: "keep", code }),
  ];
};

export const inSight = ({ isMinor: _, ...one }: ActOffer): ActOffer => one;

/** What of an own registration is offered beside what hosts do, of which a card has much already. */
const GIVEN_UP: readonly string[] = ["leave", "claim", "pass"];

/** A host or cohost goes in without a registration (P34); one of their own can still be given up. */
export const hostJoinOffers = ({ webinar, registration }: Mine, now: number): ActOffer[] => {
  if (isOver(webinar, now)) return [];
  const own = registration
    ? ownOffers({ webinar, registration }, { now }).filter(({ act }) => GIVEN_UP.includes(act.act))
    : [];
  // Behind the menu stands what they do as a host.
  return [codeOffer("join", webinar.code, "primary"), ...own.map(inSight)];
};

/** The other ways of being told; and, where one was chosen for this webinar, the same for all. */
export const toldByOffers = ({ webinar: { code }, by: now, isOwn }: Notice & { kind: "told_by" }): ActOffer[] => [
  ...TOLD_BY.filter((by) => by !== now).map((by) => offer(`told_by_${by}`, { act: "tell_by", code, by })),
  ...(isOwn ? [offer(`told_everywhere_${now}`, { act: "tell_by", code, by: now, everywhere: true })] : []),
];

/** The two lists of what somebody has and had lead to each other. */
export const mineOffers = ({ page, isPast, entries }: Notice & { kind: "mine" }): ActOffer[] => [
  ...(entries.length === 0 && !isPast ? [offer("whats_coming", actOfCommand("list", undefined))] : []),
  ...pageOffers(page, (from) => ({ act: "page", list: isPast ? "past" : "mine", from })),
  isPast
    ? offer("see_upcoming", { act: "page", list: "mine", from: 0 })
    : offer("see_past", { act: "page", list: "past", from: 0 }),
];

/** What was said stays readable when the webinar is over. */
const pastOffers = ({ webinar: { code }, registration }: Mine): ActOffer[] =>
  registration && Object.keys(registration.answers).length > 0
    ? [offer("own_answers", { act: "answers", code, registration: registration.key })]
    : [];

export const mineItemOffers = (
  { entries, isPast }: Notice & { kind: "mine" },
  index: number,
  now: number,
): ActOffer[] => {
  const name = nameAmong(
    entries.map(({ webinar }) => webinar),
    index,
  );
  return entries
    .slice(index, index + 1)
    .flatMap((entry) => listed(isPast ? pastOffers(entry) : ownRowOffers(entry, now), name));
};
