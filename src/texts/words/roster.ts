import { isUndoable } from "../../core/approvals/decision.ts";
import type { Registrant } from "../../core/approvals/registrant.ts";
import type { RosterPage, RosterRow } from "../../core/approvals/roster-list.ts";
import { isNarrow, statusOfTab } from "../../core/approvals/roster-list.ts";
import { fullName } from "../../core/model/person.ts";
import type { Registration } from "../../core/model/registration.ts";
import { unreachable } from "../../core/model/result.ts";
import type { Status } from "../../core/model/status.ts";
import { isOver, type Webinar } from "../../core/model/webinar.ts";
import type { Notice } from "../../core/notices/notice.ts";
import { isFreeable } from "../../core/notices/request-offers.ts";
import { LOOKED_AT_MAX, type Reached, type RosterTab, type Told } from "../../core/ports/roster.ts";
import { type Fact, makeWords, type Words } from "../fact.ts";
import { labelOf, sayHow } from "../settings.ts";
import type { Translate } from "../translate.ts";
import { showAgo } from "../when.ts";
import { shownAddress } from "../written.ts";
import { alone, capital, codeFact, instantIn, showInstantOf, type TextContext, zoneFor } from "./facts.ts";

type RosterNotice = Extract<Notice, { kind: "registrant" | "exported" | "resent_to" }>;

/** A tab with how many are in it. */
export const tabLabel = (tab: RosterTab, { counts }: Pick<RosterPage, "counts">, t: Translate): string =>
  t("roster_tab", { tab: t(`tab_${tab}`), count: counts[tab] });

const tabLine = ({ webinar, tab, counts }: RosterPage, { t }: TextContext): string => {
  const { title } = webinar;
  const status = statusOfTab(tab);
  const count = counts[tab];
  if (status) return t(`review_${status}`, { title, count });
  switch (tab) {
    case "everybody":
      return t("roster_everybody", { title, count });
    case "silent":
      return t("roster_silent", { title, count });
    default:
      return t("roster_declined", { title, count });
  }
};

/** Which part of the tab stands on this page, or how far a search looked. */
const placeLines = (page: RosterPage, { t }: TextContext): string[] => {
  const { some, before, counts, tab, next, isPartial } = page;
  if (isPartial) return [t("roster_partial", { count: LOOKED_AT_MAX, found: some.length })];
  // That a tab is empty is said by its count.
  if (some.length === 0) return isNarrow(page) ? [t("roster_none_match")] : counts[tab] > 0 ? [t("roster_none")] : [];
  if (before === undefined || isNarrow(page))
    return [t(next ? "roster_found_here" : "roster_found", { count: some.length })];
  return before > 0 || next ? [t("page_line", { from: before + 1, to: before + some.length, total: counts[tab] })] : [];
};

/** What stands above the roster: how many the tab has, and which of them are shown. */
export const rosterLines = (page: RosterPage, context: TextContext): readonly string[] => [
  tabLine(page, context),
  ...placeLines(page, context),
];

/** How the last news reached somebody, where it did not simply arrive. */
const reachedText = ({ dm, mail }: Reached, isUntold: boolean, t: Translate): string | undefined => {
  if (mail === "refused") return t(dm === undefined || dm === "failed" ? "reached_refused" : "reached_dm_refused");
  if (dm === "failed" && mail === "failed") return t("reached_neither");
  if (dm === "failed") return t(mail === undefined ? "reached_not" : "reached_mail_only");
  if (mail === "failed") return t(dm === undefined ? "reached_not" : "reached_dm_only");
  const isWaiting = dm === "waiting" || mail === "waiting";
  return isWaiting && !isUntold ? t("reached_soon") : undefined;
};

/** The seats of a webinar. */
interface Seats {
  readonly seatsHeld: number;
  readonly cap: number;
  readonly counts: Readonly<Record<"approved" | "pending" | "offered", number>>;
}

/** Who takes seats, each with how many. */
const takersOf = ({ approved, pending, offered }: Seats["counts"], t: Translate): string[] => {
  const takers = [
    ["roster_seats_approved", approved],
    ["roster_seats_waiting", pending],
    ["roster_seats_offered", offered],
  ] as const;
  return takers.flatMap(([say, count]) => (count > 0 ? [t(say, { count })] : []));
};

/** How many registrations several webinars have together; empty where they have none. */
export const totalsLine = (counts: Seats["counts"], { t, locale }: TextContext): string => {
  const parts = takersOf(counts, t);
  return parts.length === 0 ? "" : t("roster_totals", { parts: new Intl.ListFormat(locale).format(parts) });
};

/** How many seats somebody has: not those that are held while a rejection can be undone, which is said in its row. */
export const seatsTaken = ({ seatsHeld, counts: { approved, pending, offered } }: Seats): number =>
  Math.min(seatsHeld, approved + pending + offered);

/**
 * How many seats are taken, and by whom where not by the approved alone: else three seats stand beside one person who is
 * in.
 */
export const seatsLine = (seats: Seats, { t, locale }: TextContext): string => {
  const { cap, counts } = seats;
  const taken = { held: seatsTaken(seats), cap };
  return taken.held <= counts.approved
    ? t("roster_seats", taken)
    : t("roster_seats_by", { ...taken, parts: new Intl.ListFormat(locale).format(takersOf(counts, t)) });
};

/** What hosts see of one person in a line. */
export interface RowText {
  /** Their name; the address where it is not known. */
  readonly name: string;
  /** Empty where it stands in the name's place. */
  readonly address: string;
  /** Where they stand, and since when: "approved · 5 March, 14:00". */
  readonly state: string;
  /** The same apart: the status alone, and what goes with it. */
  readonly status: string;
  readonly more: string;
  readonly facts: readonly string[];
  /** By which link or card they came; empty where that is not known. */
  readonly from: string;
  /** The first answers, when there are any. */
  readonly answers: string;
}

/** Where nobody has said yes. */
const ASKED: readonly Status[] = ["pending", "waitlisted", "offered", "rejected"];
const MINUTE_MS = 60_000;

const ANSWERS_IN_ROW = 3;
const ANSWER_IN_ROW = 60;

const short = (text: string): string =>
  text.length > ANSWER_IN_ROW ? `${text.slice(0, ANSWER_IN_ROW - 1).toWellFormed()}…` : text;

/** Where somebody of the roster stands. */
export const stateText = (
  { registration, invitee }: Pick<RosterRow, "registration" | "invitee">,
  t: Translate,
): string =>
  registration
    ? t(`status_${registration.status}`)
    : t(invitee?.declinedAt === undefined ? "roster_no_answer" : "roster_has_declined");

/** How long ago somebody asked, registered or was invited; a *now* below a status would not say what was. */
const agoText = ({ registration, invitee }: RosterRow, at: number, context: TextContext): string | undefined => {
  const { now, locale, t } = context;
  const shown = now === undefined ? undefined : showAgo(at, now, locale);
  if (now === undefined || shown === undefined) return undefined;
  const ago = now - at < MINUTE_MS ? t("roster_just_now") : shown;
  if (registration) return t(ASKED.includes(registration.status) ? "roster_asked" : "roster_registered", { ago });
  return invitee?.declinedAt === undefined ? t("roster_invited", { ago }) : ago;
};

/** A host's decision can still be undone: its person is told only after. */
const isUntoldYet = (registration: Registration | undefined, { now }: TextContext): boolean =>
  registration !== undefined && now !== undefined && isUndoable(registration, now);

/** How somebody stands in a row under a tab, which says the status where it is one. */
export const stateUnder = (tab: RosterTab, { state, more }: Pick<RowText, "state" | "more">): string =>
  statusOfTab(tab) && more !== "" ? more : state;

/** One row of the roster, as plain text. */
export const rowText = (row: RosterRow, webinar: Webinar, context: TextContext): RowText => {
  const { t } = context;
  const { registration, invitee, isIn, isGone } = row;
  const address = shownAddress(row.address);
  const at = registration?.registeredAt ?? invitee?.declinedAt ?? invitee?.invitedAt;
  const status = stateText(row, t);
  const isUntold = isUntoldYet(registration, context);
  const parts = [
    isIn ? t("roster_attended") : undefined,
    isGone ? t("roster_gone") : undefined,
    isUntold ? t("roster_untold") : undefined,
    isUntold && registration?.keepsSeat ? t("roster_seat_kept") : undefined,
    row.reached.isUnsubscribed ? t("roster_unsubscribed") : undefined,
    // What waits until a decision can no longer be undone is not on its way.
    reachedText(row.reached, isUntold, t),
    // Whose time it is would be much in every row.
    at === undefined ? undefined : (agoText(row, at, context) ?? instantIn(zoneFor(context, webinar), context, "")(at)),
  ].filter((part) => part !== undefined);
  const answers = Object.values(registration?.answers ?? {}).map((given) => short(given.join(", ")));
  return {
    name: fullName(row) || address,
    address: fullName(row) === "" ? "" : address,
    state: [status, ...parts].join(" · "),
    status,
    more: parts.join(" · "),
    facts: parts,
    from: registration?.tag ? t("roster_from", { tag: registration.tag }) : "",
    answers: answers
      .filter((answer) => answer !== "")
      .slice(0, ANSWERS_IN_ROW)
      .join(" · "),
  };
};

const invitedFacts = ({ webinar, row, invitedByName }: Registrant, context: TextContext): Fact[] => {
  const { t } = context;
  const { invitee } = row;
  if (!invitee) return [];
  const when = showInstantOf(webinar, invitee.invitedAt, context);
  const value = invitedByName ? t("roster_by", { when, name: invitedByName }) : when;
  const declined =
    invitee.declinedAt === undefined
      ? []
      : [{ label: t("fact_answered"), value: showInstantOf(webinar, invitee.declinedAt, context) }];
  return [{ label: t("fact_invited"), value }, ...declined];
};

/** How the last news reached somebody, by each way. */
const messagesFacts = ({ dm, mail }: Reached, isUntold: boolean, context: TextContext): Fact[] => {
  const { t } = context;
  const said = (how: Told | "refused", ways: "news_dm" | "news_mail" | "news_both"): string =>
    t("news_of", {
      how: t(isUntold && how === "waiting" ? "told_not_yet" : `told_${how}`, { count: ways === "news_both" ? 2 : 1 }),
      ways: capital(t(ways), context),
    });
  if (dm && dm === mail) return [{ label: t("fact_reached"), value: said(dm, "news_both") }];
  const ways = [...(dm ? [said(dm, "news_dm")] : []), ...(mail ? [said(mail, "news_mail")] : [])];
  return ways.length === 0 ? [] : [{ label: t("fact_reached"), value: ways.join(" · ") }];
};

/** What was done, and by whom. Who registered did that themselves. */
const happened = ({ status, byName }: Registrant["changes"][number], isFirst: boolean, { t }: TextContext): string => {
  if (isFirst && status === "pending") return t("happened_registered");
  const what = t(`happened_${status}`);
  return byName === "" ? what : t("happened_by", { what, name: byName });
};

const registrant = (notice: Registrant, context: TextContext): Words => {
  const { t } = context;
  const { webinar, row, answers, changes } = notice;
  const { registration, reached, isGuest, isGone, isIn } = row;
  const mayFree = registration !== undefined && isFreeable(registration) && !isOver(webinar, context.now ?? 0);
  const isUntold = isUntoldYet(registration, context);
  const address = shownAddress(row.address);
  const standing = [stateText(row, t), ...(isIn ? [t("roster_attended")] : [])].join(", ");
  const name = fullName(row);
  const shownMail = isGuest ? t("roster_guest", { address }) : address;
  return makeWords(
    name || address,
    [
      // The address stands in the name's place.
      ...(name === "" && isGuest ? [t("roster_guest_line")] : []),
      ...(isGone ? [t(mayFree ? "roster_gone_free" : "roster_gone_line")] : []),
      ...(reached.isUnsubscribed ? [t("roster_unsubscribed_line")] : []),
      ...(reached.mail === "refused" ? [t("roster_refused_line")] : []),
    ],
    [
      // Elsewhere it stands beside the name.
      ...(context.isCard ? [{ label: t("fact_webinar"), value: webinar.title }] : []),
      ...(name === "" ? [] : [{ label: t("fact_email"), value: shownMail, is: "address" as const }]),
      { label: t("fact_status"), value: alone(standing, context), is: "status" },
      ...(registration?.how
        ? [{ label: t("fact_how"), value: alone(sayHow(registration.how, webinar.form, t), context) }]
        : []),
      ...(registration?.reason ? [{ label: t("fact_reason"), value: registration.reason.text }] : []),
      ...(registration?.tag ? [{ label: t("fact_tag"), value: registration.tag }] : []),
      ...invitedFacts(notice, context),
      ...messagesFacts(reached, isUntold, context),
      codeFact(webinar, context),
    ],
    [
      ...answers.map(({ question, answer }) => ({
        title: labelOf(question, t),
        facts: [{ label: "", value: answer.join(", ") }],
      })),
      ...(changes.length > 0
        ? [
            {
              title: t("roster_history"),
              facts: changes.map((change, i) => ({
                label: happened(change, i === changes.length - 1, context),
                value: showInstantOf(webinar, change.at, context),
              })),
            },
          ]
        : []),
    ],
  );
};

/** What hosts are told about the people of a webinar. */
export const rosterWords = (notice: RosterNotice, context: TextContext): Words => {
  const { t } = context;
  switch (notice.kind) {
    case "registrant":
      return registrant(notice, context);
    case "exported":
      return makeWords(t(notice.refusedOf ? "refused_file_title" : "exported_title", { title: notice.webinar.title }), [
        t("exported_line"),
      ]);
    case "resent_to":
      return makeWords(
        t(notice.isInvitation ? "resent_invitation" : "resent_to", { name: notice.name, title: notice.webinar.title }),
      );
    default:
      return unreachable(notice);
  }
};
