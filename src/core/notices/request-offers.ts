import type { BulkTold } from "../approvals/bulk.ts";
import { changesFrom } from "../approvals/decide.ts";
import { INQUIRY_MAX, type InquiryFound } from "../approvals/inquiry.ts";
import { type RosterPage, statusOfTab } from "../approvals/roster-list.ts";
import { defined } from "../model/defined.ts";
import { type Answered, lengthOf } from "../model/form.ts";
import { fullName } from "../model/person.ts";
import { isLate, type Registration } from "../model/registration.ts";
import { unreachable } from "../model/result.ts";
import type { Status } from "../model/status.ts";
import type { Webinar } from "../model/webinar.ts";
import { isOver } from "../model/webinar.ts";
import { CARRIED_MAX, type CardAct } from "./card-acts.ts";
import type { Notice } from "./notice.ts";
import { type ActOffer, codeOffer, minor, offer } from "./offer.ts";

/** A request's card shows so many answers, of which so many of some length. The others are a press away. */
const ANSWERS_ON_CARD = 8;
const LONG_ON_CARD = 3;
const LONG = 80;

/** So many characters of an answer stand on a card. */
export const ANSWER_ON_CARD_MAX = 300;

const isCut = ({ answer }: Answered): boolean => answer.join(", ").length > ANSWER_ON_CARD_MAX;

/** The answers of a request that its card shows: the first ones. */
export const answersOnCard = (answers: readonly Answered[]): readonly Answered[] => {
  const long = answers.flatMap(({ answer }, at) => (answer.join(", ").length > LONG ? [at] : []));
  return answers.slice(0, Math.min(ANSWERS_ON_CARD, long[LONG_ON_CARD] ?? ANSWERS_ON_CARD));
};

interface About {
  readonly webinar: Webinar;
  readonly registration: Registration;
}

/** An act about one registration, at the version that the card shows. */
const versioned = <Act extends "approve" | "reject" | "reject_reason" | "change" | "undo" | "raise" | "ask">(
  act: Act,
  { webinar, registration }: About,
) => ({ act, code: webinar.code, registration: registration.key, version: registration.version });

/** An act about one registration, whatever its version. */
const keyed = <Act extends "answers" | "always">(act: Act, { webinar, registration }: About) => ({
  act,
  code: webinar.code,
  registration: registration.key,
});

/** Whether nothing is left to decide, so that a card needs no answers any more. */
export const isDecided = (status: Status): boolean =>
  status === "approved" || status === "rejected" || status === "cancelled";

const pending = (about: About): ActOffer[] => {
  const { webinar, registration } = about;
  const name = fullName(registration);
  return [
    isLate(webinar, registration)
      ? offer("admit_now", versioned("approve", about), { about: { name }, tone: "primary" })
      : offer("approve", versioned("approve", about), { about: { name, say: "approve_name" }, tone: "primary" }),
    offer("reject", versioned("reject", about), { about: { name, say: "reject_name" }, tone: "danger" }),
    minor(offer("reject_reason", versioned("reject_reason", about))),
    minor(offer("ask", versioned("ask", about), { about: { name, say: "ask_title" } })),
  ];
};

/** What an undo takes back, as its button says it. */
export const UNDOES = { approved: "undo_approval", rejected: "undo_rejection" } as const;

/** What a host can make of a request, and ask about it. */
const decisions = (notice: Notice & { kind: "request" }): ActOffer[] => {
  const { registration, isUndoable, domain } = notice;
  const always = domain ? [minor(offer("always", keyed("always", notice), { values: { domain } }))] : [];
  switch (registration.status) {
    case "pending":
      return [...pending(notice), ...always];
    case "approved":
    case "rejected":
      return [
        ...(isUndoable ? [offer(UNDOES[registration.status], versioned("undo", notice))] : []),
        minor(offer("change", versioned("change", notice))),
        ...always,
      ];
    case "waitlisted":
    case "offered":
      return [offer("see_waitlist", { act: "requests", code: notice.webinar.code, tab: "waitlisted" })];
    case "cancelled":
      return [];
    default:
      return unreachable(registration.status);
  }
};

/** All answers: a card shows the beginning of some of them while its request waits, and none once it is decided. */
const allAnswersOffers = (notice: Notice & { kind: "request" }): ActOffer[] => {
  const { registration, answers } = notice;
  const made = offer("answers", keyed("answers", notice));
  if (isDecided(registration.status)) return answers.length > 0 ? [minor(made)] : [];
  return answers.length > answersOnCard(answers).length || answers.some(isCut) ? [made] : [];
};

/** The offers of a request's card; none once its webinar is cancelled or over. */
export const requestOffers = (notice: Notice & { kind: "request" }, now: number): ActOffer[] =>
  isOver(notice.webinar, now) ? [] : [...decisions(notice), ...allAnswersOffers(notice)];

/** *Approve and add a seat*, where the plan allows it; and the roster, where a seat can be freed. */
export const raiseOffers = (notice: Notice & { kind: "no_free_seat" }): ActOffer[] =>
  notice.mayRaise
    ? [offer("raise", versioned("raise", notice), { tone: "primary" }), codeOffer("roster", notice.webinar.code)]
    : [codeOffer("roster", notice.webinar.code, "primary")];

/** *Add a seat and register*, likewise, for whom a host adds (P35). */
export const addRaiseOffers = ({ webinar, whom, token, mayRaise }: Notice & { kind: "no_seat_to_add" }): ActOffer[] =>
  mayRaise
    ? [
        offer("add_raise", { act: "add_raise", code: webinar.code, person: whom, token }, { tone: "primary" }),
        codeOffer("roster", webinar.code),
      ]
    : [codeOffer("roster", webinar.code, "primary")];

/** The offers of a digest card while something in it waits (N5): the list, and approving all that it gathered. */
export const digestOffers = ({ webinar, digest, gathered }: Notice & { kind: "digest" }, now: number): ActOffer[] => {
  const { code } = webinar;
  const count = gathered.counts.pending;
  if (isOver(webinar, now) || count === 0) return [];
  return [
    // Nobody has looked at them yet.
    offer("review", { act: "requests", code }, { tone: "primary" }),
    offer(
      "approve_all",
      { act: "bulk_approve", code, digest },
      { values: { count }, asksFirst: { to: "approve", say: "approve_all", values: { count } } },
    ),
  ];
};

/** A bulk decision is undone as one: its button says so. */
export const undoingSays = ({ counts, goesOn }: BulkTold): "undo" | "undo_all" =>
  goesOn || counts.done > 1 ? "undo_all" : "undo";

/** Undoing a bulk decision while that can be done; and what is left to decide. */
export const bulkOffers = (notice: Notice & { kind: "bulk" }, now: number): ActOffer[] => {
  const { code } = notice.webinar;
  return [
    ...(notice.isUndoable ? [offer(undoingSays(notice), { act: "bulk_undo", code, id: notice.id })] : []),
    ...(isOver(notice.webinar, now) ? [] : [codeOffer("requests", code)]),
  ];
};

/** Whether what somebody registered goes on, so that their address can matter. */
const isCorrectable = ({ status }: Registration): boolean => status !== "cancelled" && status !== "rejected";

/** Whether a host can take the seat, or the place in line, that it holds. */
export const isFreeable = ({ status }: Registration): boolean => changesFrom(status).includes("cancelled");

/** Opens the form of a decision, by what is probably wanted: something else than what was decided, or a seat set free. */
const decideOffer = (about: About, isGone = false): ActOffer => {
  const { status } = about.registration;
  const decided = status === "approved" || status === "rejected" ? "change" : "decide";
  const say = isGone && isFreeable(about.registration) ? "decide_cancelled" : decided;
  return offer(
    say,
    versioned("change", about),
    defined({ tone: status === "pending" ? ("primary" as const) : undefined }),
  );
};

/** What a host can do about one person of the roster. */
export const registrantOffers = ({ webinar, row }: Notice & { kind: "registrant" }, now: number): ActOffer[] => {
  const { registration, key } = row;
  if (isOver(webinar, now)) return [];
  const about = registration && { webinar, registration };
  const hasDeclined = !registration && row.invitee?.declinedAt !== undefined;
  const resend = offer(registration ? "resend_to" : "resend_invitation", {
    act: "resend_to",
    code: webinar.code,
    registration: key,
  });
  return [
    ...(about && changesFrom(registration.status).length > 0 ? [decideOffer(about, row.isGone)] : []),
    ...(about && registration.status === "pending" ? [offer("ask", versioned("ask", about))] : []),
    ...(hasDeclined ? [] : [resend]),
    // A member's address is their profile's.
    ...(row.isGuest && (!registration || isCorrectable(registration))
      ? [offer("correct", { act: "correct", code: webinar.code, registration: key })]
      : []),
    // Who said no is hardly invited once more.
    ...(hasDeclined ? [resend] : []),
  ];
};

/** What a host does once they read all answers; whose they are goes back to what they had. */
export const answersOffers = (
  { webinar, registration, isOwn }: Notice & { kind: "answers" },
  now: number,
): ActOffer[] => {
  if (isOwn) return [offer("own_registrations", { act: "page", list: "mine", from: 0 })];
  const { code } = webinar;
  const mayDecide = !isOver(webinar, now) && changesFrom(registration.status).length > 0;
  return [...(mayDecide ? [decideOffer({ webinar, registration })] : []), codeOffer("roster", code)];
};

/** Opens the roster as it was narrowed. */
export const rosterOffer = ({ webinar, tab, domain, search }: RosterPage): ActOffer =>
  offer(
    statusOfTab(tab) ? "requests" : "roster",
    { act: "requests", code: webinar.code, tab, ...defined({ domain, search }) },
    { tone: "primary" },
  );

/** Opens the form of *Change decision*, that of a rejection's reason, or that of *Ask*. */
export const registrationFormOffer = (act: "change" | "reject_reason" | "ask", about: About): ActOffer =>
  offer(act, versioned(act, about), { tone: act === "reject_reason" ? "danger" : "primary" });

type AnswerAct = CardAct & { act: "answer" };

const answerActOf = ({ webinar, registration, inquiry }: InquiryFound): AnswerAct => ({
  act: "answer",
  code: webinar.code,
  registration: registration.key,
  inquiry: inquiry.id,
});

/** Opens the form in which a host's question is answered. */
export const answerOffer = (found: InquiryFound): ActOffer => offer("answer", answerActOf(found), { tone: "primary" });

/** The most characters of a button's value in Slack. */
const VALUE_MAX = 2_000;

const isCarried = (act: CardAct & { text: string }): boolean =>
  act.text.length <= CARRIED_MAX && JSON.stringify(act).length <= VALUE_MAX;

/** Sends what was typed as the answer; undefined where it is longer than an answer may be, or than a button carries. */
export const sentAnswerOf = ({
  webinar,
  registration,
  inquiry,
  text,
}: Notice & { kind: "answer_found" }): (CardAct & { act: "send_answer" }) | undefined => {
  const act = {
    act: "send_answer",
    code: webinar.code,
    registration: registration.key,
    inquiry: inquiry.id,
    text,
  } as const;
  return isCarried(act) && lengthOf(text) <= INQUIRY_MAX ? act : undefined;
};

/** Opens the form with what was typed in it, to be shortened; undefined where it can be sent, or a button cannot carry it. */
export const shortenedAnswerOf = (notice: Notice & { kind: "answer_found" }): AnswerAct | undefined => {
  const act = { ...answerActOf(notice), text: notice.text };
  return isCarried(act) && lengthOf(notice.text) > INQUIRY_MAX ? act : undefined;
};

/** What was typed, sent as the answer with one press; or the form of the answer. */
export const answerFoundOffers = (notice: Notice & { kind: "answer_found" }): ActOffer[] => {
  const act = sentAnswerOf(notice);
  if (act) return [offer("send_answer", act, { tone: "primary" }), offer("write_answer", answerActOf(notice))];
  const say = lengthOf(notice.text) > INQUIRY_MAX ? "shorten_answer" : "answer";
  return [offer(say, shortenedAnswerOf(notice) ?? answerActOf(notice), { tone: "primary" })];
};

/** The answer to a host's question, once and while it matters (N9). */
export const askedOffers = (notice: Notice & { kind: "asked" }, now: number): ActOffer[] =>
  isOver(notice.webinar, now) || notice.inquiry.answer !== undefined ? [] : [answerOffer(notice)];
