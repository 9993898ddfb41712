import { unreachable } from "../../model/result.ts";
import { codeOf } from "../../model/series.ts";
import { isOver, type Webinar } from "../../model/webinar.ts";
import type { Notice } from "../notice.ts";
import { type ActOffer, codeOffer, type LinkOffer, minor, minorLink, type NoticeOffer, offer } from "../offer.ts";
import { hostJoinOffers, ownItemOffers } from "../own-offers.ts";
import { exceedsPlan } from "./plan.ts";

/** Offers those of a host's `acts` that the webinar's state and settings allow; none once it is over. */
export const hostOffers = (
  webinar: Webinar,
  now: number,
  acts: readonly ("show" | "edit" | "cohost" | "speaker" | "form" | "rules" | "cancel" | "call_off" | "step_down")[],
): ActOffer[] => {
  const { code, registrationRequired } = webinar;
  return isOver(webinar, now)
    ? []
    : acts
        .filter((act) => registrationRequired || (act !== "form" && act !== "rules"))
        .map((act) => codeOffer(act, code, act === "call_off" ? "danger" : undefined));
};

/** What waits for a decision, with its number; where nothing does, who waits in line. */
const requestsOffer = ({ code, counts }: Webinar): ActOffer => {
  if (counts.pending > 0)
    return offer("requests_count", { act: "requests", code }, { values: { count: counts.pending }, tone: "primary" });
  return counts.waitlisted > 0
    ? offer("see_waitlist", { act: "requests", code, tab: "waitlisted" })
    : codeOffer("requests", code);
};

/** Whether there is anybody to decide about: who waits for a decision, or in line. */
const hasRequests = ({ registrationRequired, counts }: Webinar): boolean =>
  registrationRequired && counts.pending + counts.waitlisted > 0;

/** What whoever has just become its host looks at first: who waits for a decision, else the webinar. */
export const newHostOffers = (webinar: Webinar, now: number, isYours: boolean): ActOffer[] => [
  ...(isYours && !isOver(webinar, now) && webinar.registrationRequired && webinar.counts.pending > 0
    ? [requestsOffer(webinar)]
    : []),
  ...hostOffers(webinar, now, ["show"]),
];

/** What hosts do with a webinar that is not over, the most wanted in sight. */
export const leadingOffers = (webinar: Webinar): ActOffer[] => {
  const { code, registrationRequired, seatsHeld, cap } = webinar;
  if (hasRequests(webinar)) return [{ ...requestsOffer(webinar), tone: "primary" }, codeOffer("invite", code)];
  const isFull = registrationRequired && seatsHeld >= cap;
  // Where nobody waits, more people are what is missing, as long as there are seats for them.
  return [codeOffer("invite", code, isFull ? undefined : "primary")];
};

const shareOffer = (link: string): LinkOffer => ({ link, say: "share_page" });

/** What comes next for a webinar that was just scheduled. */
export const scheduledOffers = (
  { webinar, preview, page, plan }: Notice & { kind: "scheduled" },
  now: number,
): NoticeOffer[] =>
  isOver(webinar, now)
    ? []
    : [
        codeOffer("invite", webinar.code, "primary"),
        // Where more can register than the meeting takes, the seats are what to look at.
        ...(exceedsPlan(webinar, plan)
          ? [...hostOffers(webinar, now, ["edit"]), ...hostOffers(webinar, now, ["form"]).map(minor)]
          : hostOffers(webinar, now, ["form", "edit"]).map(minor)),
        ...(preview ? [{ link: preview, say: "preview_link" } as const] : []),
        // A page that opens to nobody is not given away.
        ...(page && webinar.visibility !== "invited_only"
          ? [exceedsPlan(webinar, plan) ? minorLink(shareOffer(page)) : shareOffer(page)]
          : []),
      ];

/** What was changed can be changed again. */
export const editedOffers = ({ webinar }: Notice & { kind: "edited" }, now: number): ActOffer[] =>
  hostOffers(webinar, now, ["edit", "form", "show"]);

/** A card has at most six acts in Teams. */
const ACTS_MAX = 6;

interface Wanted {
  readonly sure: readonly ActOffer[];
  readonly going: readonly ActOffer[];
  readonly failed: readonly ActOffer[];
  readonly roster: readonly ActOffer[];
  readonly announce: readonly ActOffer[];
}

/** What did not arrive, and whom it was for, comes before what more people are asked for, which is then sought. */
const sightOf = ({ sure, going, failed, roster, announce }: Wanted, isBegun: boolean): [ActOffer[], ActOffer[]] => {
  // Its hosts have to be in there.
  if (isBegun) return [[...sure, ...going, ...failed], failed.length === 0 ? [] : [...roster]];
  if (failed.length === 0) return [[...sure, ...going, ...announce], []];
  return sure.length > 0 ? [[...sure, ...failed, ...roster], [...going]] : [[...going, ...failed, ...roster], []];
};

/** The overview, where hosts do most of what they do. What is left stands on the webinar's own card. */
export const overviewOffers = (
  { webinar, reached }: Notice & { kind: "overview" },
  readers: readonly ActOffer[],
  now: number,
): ActOffer[] => {
  const { code, registrationRequired } = webinar;
  const failed =
    reached.failed > 0
      ? [offer("retry_count", { act: "retry_failed", code }, { values: { count: reached.failed } })]
      : [];
  const report = [codeOffer("report", code)];
  if (webinar.state === "cancelled") return [...failed, codeOffer("again", code)];
  if (isOver(webinar, now)) return [...report, ...failed, codeOffer("again", code)];
  // Few hosts register themselves.
  const ofReaders = registrationRequired && failed.length === 0 ? readers : [];
  const announce = webinar.visibility === "invited_only" ? [] : [codeOffer("announce", code)];
  const isBegun = now >= webinar.startsAt;
  const leading = leadingOffers(webinar);
  const isAsked = hasRequests(webinar);
  const [sure, besides] = registrationRequired
    ? [leading.slice(0, isAsked ? 1 : 0), leading.slice(isAsked ? 1 : 0)]
    : [readers, leading];
  // Once it has begun its hosts go in before they ask more people.
  const going = isBegun && registrationRequired ? [codeOffer("join", code, isAsked ? undefined : "primary")] : besides;
  const roster = registrationRequired ? [codeOffer("roster", code)] : [];
  const [inSight, later] = sightOf({ sure, going, failed, roster, announce }, isBegun);
  const seldom = [
    ...later,
    ...(isBegun && registrationRequired ? besides : []),
    ...(registrationRequired && !isAsked ? [requestsOffer(webinar)] : []),
    ...ofReaders,
    codeOffer("edit", code),
  ];
  // What does not fit stands behind *More…* as well.
  const left = ACTS_MAX - 1 - inSight.length;
  const fitting = registrationRequired ? Math.max(0, left - seldom.length) : 0;
  const more = [...(failed.length > 0 ? [] : roster), codeOffer("form", code)].slice(0, fitting);
  return [...inSight, ...[...seldom.slice(0, left), ...more, offer("more", { act: "show", code })].map(minor)];
};

/** What can be done with a webinar where it is looked at: by its hosts, its speakers, and everybody else. */
export const webinarOffers = (notice: Notice & { kind: "webinar" }, now: number): ActOffer[] => {
  const { webinar, hosting, isSpeaker } = notice;
  if (!hosting) return isSpeaker ? hostJoinOffers(notice, now) : ownItemOffers(notice, now);
  const writing = codeOffer("message", webinar.code);
  // Once it is over, its form takes the recording.
  const isEnded = webinar.state === "scheduled" && isOver(webinar, now) !== undefined;
  const again = codeOffer("again", webinar.code);
  const report = codeOffer("report", webinar.code);
  // There is nothing else to do with it.
  if (webinar.state === "cancelled") return [again];
  if (isEnded) return [report, { ...codeOffer("edit", webinar.code), say: "add_recording" }, writing, again];
  // What gives up a registration of their own stands last.
  const [join, ...own] = hostJoinOffers(notice, now);
  return [
    ...(join ? [join] : []),
    ...hostOffers(webinar, now, ["edit"]),
    ...own,
    ...[...hostOffers(webinar, now, ["form", "rules", "cancel"]), writing, again].map(minor),
  ].slice(0, ACTS_MAX);
};

/** Where a host sees who comes, and decides what still waits. */
export const hostNewsOffers = (
  { kind, webinar }: Notice & { kind: "cancellations" | "coming" },
  now: number,
): ActOffer[] => {
  if (isOver(webinar, now)) return [];
  const roster = codeOffer("roster", webinar.code);
  const isNews = kind === "cancellations";
  if (webinar.counts.pending === 0) return [isNews ? roster : { ...roster, tone: "primary" }];
  // A day before the start, requests that wait are what a host can still do something about; a cancellation asks nothing.
  const { tone: _, ...requests } = requestsOffer(webinar);
  return isNews ? [roster, requests] : [{ ...requests, tone: "primary" }, roster];
};

/** A message that is not sent yet can be taken back; once that was done, or it is sent, another can be written. */
export const messageOffers = (notice: Notice & { kind: "message_sent" }): ActOffer[] => {
  const { webinar, message, isUndoable, isUndone, isDone, isToldBesides } = notice;
  const { code } = webinar;
  if (isUndone) return message.series || webinar.state === "cancelled" ? [] : [codeOffer("message", code)];
  if (isDone && !isToldBesides)
    return message.series
      ? [
          offer("whole_series", {
            act: "show",
            code: webinar.series ? codeOf({ series: { code: webinar.series } }) : code,
          }),
        ]
      : [codeOffer("roster", code)];
  return isUndoable ? [offer("undo", { act: "message_undo", code, id: message.id })] : [];
};

/** Members of a channel that other organisations share are invited once a host was told how many they are. */
export const invitedOffers = ({
  webinar,
  id,
  shared,
  left,
  refused,
  file,
}: Notice & { kind: "invited" }): NoticeOffer[] => {
  const { code } = webinar;
  const agreeing = { values: { count: left }, tone: "primary" } as const;
  const asFile = file
    ? ({ link: file, say: "invite_refused" } as const)
    : offer("invite_refused", { act: "invite_refused", code, id });
  return [
    ...(shared === "asked" && left > 0
      ? [
          offer("invite_shared", { act: "invite_shared", code, id }, agreeing),
          offer("not_now", { act: "keep_webinar", code }),
        ]
      : []),
    // What could not be done is corrected, and done again.
    ...(refused > 0 ? [asFile, ...(shared === "asked" ? [] : [codeOffer("invite", code)])] : []),
  ];
};

/**
 * A channel that other organisations share is announced in once a host was told so. What was announced can be looked at,
 * where its product gives a link, and withdrawn.
 */
export const announcedOffers = (
  { webinar, series, ...told }: Notice & { kind: "announced" },
  now: number,
): NoticeOffer[] => {
  const code = codeOf(series ? { series } : { webinar });
  const { became, link } = told;
  const { face, channelId: channel } = told.channel;
  switch (became) {
    case "asked":
      return [
        offer("announce_shared", { act: "announce_shared", code, channel }, { tone: "primary" }),
        offer("not_now", { act: series ? "show" : "keep_webinar", code }),
      ];
    case "announced":
    case "again":
      return [
        ...(link ? [{ link, say: "see_announcement" } as const] : []),
        offer("announce_withdraw", { act: "announce_withdraw", code, face, channel }),
      ];
    case "withdrawn":
      return series || isOver(webinar, now) ? [] : [codeOffer("announce", code)];
    default:
      return unreachable(became);
  }
};

/** Handing it over after all, or not: its host hosts it no more. */
export const confirmHandoverOffers = (
  { webinar, to, isYours }: Notice & { kind: "confirm_handover" },
  now: number,
): ActOffer[] => {
  const { code, version } = webinar;
  const act = { act: "handover_now", code, person: to, version } as const;
  return isOver(webinar, now)
    ? []
    : [
        offer(isYours ? "take_over" : "handover_now", act, { tone: isYours ? "primary" : "danger" }),
        offer("not_now", { act: "keep_webinar", code }),
      ];
};

/** Who handed it over stays on as a cohost, and can leave that too; whom they handed it to can take it from them. */
export const formerHostOffers = (
  { webinar, formerName, formerStays, isYours }: Notice & { kind: "handover" },
  now: number,
): ActOffer[] => {
  if (formerName === "") return [];
  if (!isYours) return hostOffers(webinar, now, ["step_down"]);
  return formerStays ? hostOffers(webinar, now, ["cohost"]) : [];
};

/** No cohost any more after all, or still. */
export const stepDownOffers = ({ webinar, isDone }: Notice & { kind: "step_down" }, now: number): ActOffer[] => {
  const { code, version } = webinar;
  if (isOver(webinar, now)) return [];
  if (isDone) return [codeOffer("show", code)];
  return [
    offer("step_down_now", { act: "step_down_now", code, version }, { tone: "danger" }),
    offer("stay_cohost", { act: "keep_webinar", code }),
  ];
};

/** All numbers as a page and as a file; in a channel, a way to ask for them. */
export const reportOffers = ({ webinar, page }: Notice & { kind: "report" }): NoticeOffer[] =>
  page
    ? [
        { link: page, say: "report_page", tone: "primary" },
        { link: `${page}.csv`, say: "download" },
      ]
    : [{ ...codeOffer("report", webinar.code, "primary"), say: "report_page" }];

/** A file, and where all of it stands as a page. */
export const exportedOffers = (notice: Notice & { kind: "exported" }): NoticeOffer[] => [
  { link: notice.file, say: "download", tone: "primary" },
  ...(notice.refusedOf ? [] : [{ link: notice.page, say: "roster_page" } as const]),
];
