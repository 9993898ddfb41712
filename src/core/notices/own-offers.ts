import { defined } from "../model/defined.ts";
import { questionsOf } from "../model/form.ts";
import type { Mine, Registration } from "../model/registration.ts";
import { unreachable } from "../model/result.ts";
import { isOver, type Webinar } from "../model/webinar.ts";
import { isFull, registrationClosed } from "../registering/register-refusals.ts";
import { listed, nameAmong } from "./listed-offers.ts";
import type { Notice } from "./notice.ts";
import { type ActOffer, type CodeAct, codeOffer, type LinkOffer, type NoticeOffer, offer } from "./offer.ts";
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

/** One act of somebody about their own registration. */
export const ownOffer = (act: CodeAct, { webinar, registration }: Mine): ActOffer => {
  const { code, waitlist, form } = webinar;
  if (act === "edit_answers") {
    const made = codeOffer(act, code);
    return questionsOf(form).length > 0 ? made : { ...made, say: "correct_name" };
  }
  if (act !== "leave" && act !== "claim" && act !== "pass") {
    const made = codeOffer(act, code, "primary");
    return act === "register" && waitlist && isFull(webinar) ? { ...made, say: "join_line" } : made;
  }
  const tone = act === "claim" ? ("primary" as const) : undefined;
  return offer(act, { act, code, ...defined({ version: registration?.version }) }, defined({ tone }));
};

/** What somebody can do about their own registration now. */
export const ownOffers = (mine: Mine, shown: Shown): ActOffer[] =>
  ownActs(mine, shown).map((act) => ownOffer(act, mine));

/** An invitation can be declined until the webinar is over, or its person has answered. */
const declineOffers = ({ webinar, registration, declinedAt }: Mine, now: number): ActOffer[] =>
  isOver(webinar, now) || registration || declinedAt !== undefined ? [] : [codeOffer("decline", webinar.code)];

/** An invitation can be answered either way. */
export const invitationOffers = (notice: Notice & { kind: "invitation" }, now: number): ActOffer[] => [
  ...ownOffers(notice, { now, isLasting: true }),
  ...declineOffers(notice, now),
];

/** What can be done about one of what somebody has, where it is listed: registrations, and invitations. */
export const ownItemOffers = (entry: Mine, now: number): ActOffer[] => [
  ...ownOffers(entry, { now }),
  ...(entry.isInvited ? declineOffers(entry, now) : []),
];

/** Cancelling after all, or not: it cannot be undone, and the seat may go to somebody else. */
export const confirmLeaveOffers = ({
  webinar: { code },
  registration: { version },
}: Pick<Notice & { kind: "confirm_leave" }, "webinar" | "registration">): ActOffer[] => [
  offer("leave_now", { act: "leave_now", code, version }, { tone: "danger" }),
  codeOffer("keep", code),
];

/** What of an own registration is offered beside what hosts do, of which a card has much already. */
const GIVEN_UP: readonly string[] = ["leave", "claim", "pass"];

/** A host or cohost goes in without a registration (P34); one of their own can still be given up. */
export const hostJoinOffers = ({ webinar, registration }: Mine, now: number): ActOffer[] => {
  if (isOver(webinar, now)) return [];
  const own = registration
    ? ownOffers({ webinar, registration }, { now }).filter(({ act }) => GIVEN_UP.includes(act.act))
    : [];
  return [codeOffer("join", webinar.code, "primary"), ...own];
};

/** The landing page (S24), for everybody who holds or waits for a seat. */
export const landingOffers = ({ landingPage }: Webinar, { status }: Registration): LinkOffer[] =>
  landingPage && (status === "pending" || status === "approved" || status === "waitlisted")
    ? [{ link: landingPage, say: "landing" }]
    : [];

export const registrationOffers = (notice: Notice & { kind: "registration" }, now: number): NoticeOffer[] => {
  const { webinar, registration, again } = notice;
  const own = ownOffers(notice, { now, isLasting: true });
  const isWanted = !own.some(({ tone }) => tone === "primary");
  return [
    ...landingOffers(webinar, registration).map((page) => (isWanted ? { ...page, tone: "primary" as const } : page)),
    ...own,
    ...(again && registration.status !== "rejected" && !isOver(webinar, now)
      ? [codeOffer("resend", webinar.code)]
      : []),
  ];
};

/** The two lists of what somebody has and had lead to each other. */
export const mineOffers = ({ page, isPast }: Notice & { kind: "mine" }): ActOffer[] => [
  ...pageOffers(page, (from) => ({ act: "page", list: isPast ? "past" : "mine", from })),
  isPast
    ? offer("coming_registrations", { act: "page", list: "mine", from: 0 })
    : offer("past_registrations", { act: "page", list: "past", from: 0 }),
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
    .flatMap((entry) => listed(isPast ? pastOffers(entry) : ownItemOffers(entry, now), name));
};
