import { defined } from "../../core/model/defined.ts";
import { hasOpenAnswers } from "../../core/model/form.ts";
import { fullName } from "../../core/model/person.ts";
import { isLate, type Registration } from "../../core/model/registration.ts";
import type { Status } from "../../core/model/status.ts";
import { gateOpensAt, isOver, type Policy, type Webinar } from "../../core/model/webinar.ts";
import type { Notice } from "../../core/notices/notice.ts";
import { isWayIn } from "../../core/notices/readers/way-in.ts";
import { answersOnCard } from "../../core/notices/request-offers.ts";
import { isFull, registrationClosed } from "../../core/registering/register-refusals.ts";
import type { TextKey } from "../en.ts";
import { type Fact, headlined, makeWords, type Words } from "../fact.ts";
import { answerFact } from "./answers.ts";
import {
  codeFact,
  hostLines,
  offerFacts,
  passwordFact,
  placeText,
  registrationIdFacts,
  statusFact,
  type TextContext,
  whenFact,
} from "./facts.ts";

const STATUS_TEXTS = {
  pending: { title: "request_received_title", line: "request_received_line" },
  approved: { title: "approved_title", line: "approved_line" },
  rejected: { title: "rejected_title", line: "rejected_next" },
  cancelled: { title: "cancelled_title", line: "cancelled_line" },
  waitlisted: { title: "in_line_title", line: "in_line_line" },
  offered: { title: "offered_title", line: "offered_line_manual" },
} as const satisfies Record<Registration["status"], Record<"title" | "line", TextKey>>;

/** Where somebody stands, as a sentence: of others the title says enough. */
const HEADLINES: Partial<Record<Registration["status"], TextKey>> = {
  rejected: "headline_rejected",
  waitlisted: "headline_waitlisted",
};

/** What registering, and claiming an offered seat, leads to under each policy. */
export const POLICY_TEXTS = {
  manual: { register: "invitation_register_manual", claim: "offered_line_manual" },
  rules: { register: "invitation_register_rules", claim: "offered_line_rules" },
  automatic: { register: "invitation_register_automatic", claim: "offered_line_automatic" },
} as const satisfies Record<Policy, Record<"register" | "claim", TextKey>>;

/** The policy as it is for somebody: an invitation may be an approval already (P36). */
export const policyFor = ({ policy, approveInvited }: Webinar, isInvited: boolean): Policy =>
  approveInvited && isInvited ? "automatic" : policy;

/** What registering leads to, below a card on which one registers; nothing where nobody can. */
export const registerLines = (webinar: Webinar, { t, now = 0 }: TextContext): readonly string[] =>
  registrationClosed(webinar, now) || isFull(webinar) ? [] : [t(POLICY_TEXTS[webinar.policy].register)];

/** Whether somebody who was approved waits again, because they changed what they had said (P17). */
const isReopened = ({ isEdited, registration: { status, history } }: Notice & { kind: "registration" }): boolean =>
  isEdited === true && status === "pending" && history.at(-2)?.status === "approved";

/** What an approval means by the clock, where that is known. */
const approvedLine = (webinar: Webinar, { now = 0 }: TextContext): TextKey => {
  if (now >= webinar.startsAt) return "approved_line_begun";
  return now >= gateOpensAt(webinar) ? "approved_line_open" : "approved_line";
};

const statusLine = (
  { webinar, registration, isInvited }: Notice & { kind: "registration" },
  context: TextContext,
): TextKey => {
  const { status, expired } = registration;
  if (status === "approved") return approvedLine(webinar, context);
  if (status === "offered") return POLICY_TEXTS[policyFor(webinar, isInvited === true)].claim;
  if (status === "pending" && isLate(webinar, registration)) return "request_received_line_late";
  return status === "waitlisted" && expired > 0 ? "in_line_after_line" : STATUS_TEXTS[status].line;
};

const approvedLines = (notice: Notice & { kind: "registration" }, { t, isCard }: TextContext): readonly string[] => {
  const { webinar, registration, registrationId } = notice;
  const late = isLate(webinar, registration);
  const lines: string[] = [];
  // Who comes late presses *Join* at once: a mail has no more to say than what that asks for.
  if (late) lines.push(t(isCard ? "approved_late_card" : "approved_late"));
  if (registrationId && (isCard || !late)) lines.push(t(isCard ? "approved_id_card" : "approved_id"));
  return lines;
};

/** Who asks, or claims, once it has begun comes in by a password, which the approval brings (S16). */
const lateLines = ({ webinar, registration }: Notice & { kind: "registration" }, context: TextContext): string[] => {
  const { t, now = 0 } = context;
  const isClaimedLate = registration.status === "offered" && now >= webinar.startsAt && webinar.policy !== "automatic";
  const isAskedLate = registration.status === "pending" && isLate(webinar, registration);
  return isClaimedLate || isAskedLate ? [t("late_password")] : [];
};

/** What a form's last view says of a registration whose direct message is on its way: all but a place in line is there. */
const BRIEFLY: Readonly<Partial<Record<Status, TextKey>>> = {
  approved: "registered_brief_approved",
  pending: "registered_brief_pending",
};

/** To who asks again, by what they have. */
const AGAIN: Readonly<Partial<Record<Status, TextKey>>> = {
  approved: "again_line",
  waitlisted: "again_line_waitlisted",
};

const brief = (notice: Notice & { kind: "registration" }, context: TextContext): Words => {
  const { t } = context;
  const { title } = notice.webinar;
  const { status } = notice.registration;
  const line = t(BRIEFLY[status] ?? "registered_brief");
  const place = placeText(notice, context);
  const { webinar, registration } = notice;
  // Whoever needs no password from the message can go in from here.
  const isNow = isWayIn(notice, context.now ?? 0) && !isLate(webinar, registration);
  const lines = [
    ...(isNow ? [t(approvedLine(webinar, context))] : []),
    ...(place ? [t("in_line_at", { place })] : []),
    line,
  ];
  return makeWords(t(STATUS_TEXTS[status].title, { title }), lines, [
    whenFact(notice.webinar, context),
    ...offerFacts(notice, context),
  ]);
};

/** What their person says now: the name, and as many answers as a card has room for. */
const ownAnswers = (
  { registration, answers = [] }: Notice & { kind: "registration" },
  { t }: TextContext,
): readonly Fact[] => [
  { label: t("fact_name"), value: fullName(registration), isWritten: true, heading: t("answers_own") },
  ...answersOnCard(answers).map((one) => answerFact(one, t)),
];

/**
 * Whoever asks again, or changed what they had said, reads where they stand: a card says of it that it is saved below,
 * a mail says that by its subject.
 */
const titleOf = (notice: Notice & { kind: "registration" }, { isCard }: TextContext): TextKey => {
  const { registration, again, isEdited } = notice;
  const { status } = registration;
  if (isReopened(notice)) return "reopened_title";
  if (isEdited && !isCard) return "edited_answers_title";
  return (again || isEdited) && status === "pending" ? "waiting_still_title" : STATUS_TEXTS[status].title;
};

/** Whether the title says where somebody stands; one of a request that came in says only that, and a card the rest. */
const isStatusInTitle = (
  { isEdited, registration, again }: Notice & { kind: "registration" },
  { isCard }: TextContext,
): boolean => isCard === true || (isEdited !== true && (again || registration.status !== "pending"));

/** Whether its webinar is cancelled or over, so that it leads nowhere any more. */
const hasRunOut = ({ webinar, registration }: Notice & { kind: "registration" }, { now = 0 }: TextContext): boolean =>
  registration.status !== "rejected" && registration.status !== "cancelled" && isOver(webinar, now) !== undefined;

/** What reaches its person late: nobody comes in any more, so that nothing is said of how. */
const overWords = ({ webinar, registration }: Notice & { kind: "registration" }, context: TextContext): Words => {
  const { t } = context;
  const { title, state, recording } = webinar;
  const facts: Fact[] = [
    codeFact(webinar, context),
    whenFact(webinar, context),
    { label: t("fact_status"), value: t("status_over"), is: "status", isInTitle: true },
  ];
  if (state === "cancelled")
    return headlined(
      t("headline_called_off"),
      makeWords(t("called_off_title", { title }), [t("called_off_line")], facts),
    );
  if (recording === undefined || registration.status !== "approved")
    return headlined(t("headline_over"), makeWords(t("over_title", { title }), [], facts));
  return headlined(
    t("headline_recording"),
    makeWords(t("recording_title", { title }), [t("recording_now_line")], facts),
  );
};

/** Where it stands now, with the place in line of who waits in it. */
const standingLine = (notice: Notice & { kind: "registration" }, context: TextContext): string => {
  const { t } = context;
  if (isReopened(notice)) return t("reopened_line");
  if (notice.registration.status === "rejected" && notice.hostName)
    return t("rejected_next_of", { host: notice.hostName });
  const line = statusLine(notice, context);
  const place = placeText(notice, context);
  return line === "in_line_line" && place !== undefined ? t("in_line_place", { place }) : t(line);
};

/** What somebody is told of their registration: where it stands, and what follows from that. */
export const statusWords = (notice: Notice & { kind: "registration" }, context: TextContext): Words => {
  const { t } = context;
  if (notice.isToldBesides) return brief(notice, context);
  const { webinar, registration, again, addedByName, isEdited } = notice;
  const { status, reason } = registration;
  if (hasRunOut(notice, context)) return overWords(notice, context);
  // The headline says that the request was not accepted.
  const isReasonTold = status === "rejected" && reason?.told;
  const lines = [isReasonTold ? t("rejected_reason", { reason: reason.text }) : standingLine(notice, context)];
  if (isEdited && !isReopened(notice))
    lines.unshift(t(context.isCard ? "edited_answers_line_card" : "edited_answers_line"));
  // An offer says what its reader may do now, not what they did before.
  if (again && status !== "rejected" && status !== "cancelled" && status !== "offered")
    lines.unshift(t(AGAIN[status] ?? "again_line_request"));
  if (status === "approved") lines.push(...approvedLines(notice, context));
  lines.push(...lateLines(notice, context));
  if (addedByName) lines.unshift(t("added_by_line", { host: addedByName }));
  if (addedByName && hasOpenAnswers(webinar.form, registration.answers))
    lines.push(t(context.isCard ? "added_open_line_card" : "added_open_line"));
  const own = status === "approved" ? webinar.approvalText : "";
  lines.push(...hostLines(own, t));
  const said = isEdited ? ownAnswers(notice, context) : [];
  const facts = [
    codeFact(webinar, context),
    whenFact(webinar, context),
    { ...statusFact(registration, context), ...defined({ isInTitle: isStatusInTitle(notice, context) || undefined }) },
    ...offerFacts(notice, context),
    // Right below the sentence that asks for it.
    ...(status === "approved" && isLate(webinar, registration) ? [passwordFact(webinar, context)] : []),
    ...registrationIdFacts(notice, context),
    ...said,
  ];
  const headline = isEdited ? undefined : HEADLINES[status];
  return {
    ...makeWords(t(titleOf(notice, context), { title: webinar.title }), lines, facts),
    ...defined({ headline: headline && t(headline) }),
    quotes: [own, reason?.told ? reason.text : ""],
  };
};
