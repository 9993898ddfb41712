import { hasOpenAnswers } from "../../core/model/form.ts";
import { showRegistrationId } from "../../core/model/ids.ts";
import { isLate, type Mine, type Registration } from "../../core/model/registration.ts";
import { unreachable } from "../../core/model/result.ts";
import type { Policy, Webinar } from "../../core/model/webinar.ts";
import type { Notice } from "../../core/notices/notice.ts";
import { fullRefusal, registrationClosed } from "../../core/registering/register-refusals.ts";
import type { TextKey } from "../en.ts";
import { makeWords, type Words } from "../fact.ts";
import { sayRefusal } from "../refusals.ts";
import type { Translate } from "../translate.ts";
import {
  codeFact,
  descriptionLines,
  pageLines,
  passwordFact,
  pastFacts,
  registrationIdFacts,
  showSpanOf,
  standingFacts,
  statusFact,
  type TextContext,
  waitlistFacts,
  webinarItem,
  whenFact,
  zoneFor,
} from "./facts.ts";

type RegistrationNotice = Extract<
  Notice,
  {
    kind:
      | "mine"
      | "invitation"
      | "declined"
      | "registration"
      | "confirm_leave"
      | "moved"
      | "revised"
      | "called_off"
      | "over"
      | "id_given"
      | "password_changed"
      | "line_over"
      | "let_go"
      | "withdrawn"
      | "corrected"
      | "full"
      | "admitted"
      | "draft";
  }
>;

const STATUS_TEXTS = {
  pending: { title: "request_received_title", line: "request_received_line" },
  approved: { title: "approved_title", line: "approved_line" },
  rejected: { title: "rejected_title", line: "rejected_line" },
  cancelled: { title: "cancelled_title", line: "cancelled_line" },
  waitlisted: { title: "in_line_title", line: "in_line_line" },
  offered: { title: "offered_title", line: "offered_line_manual" },
} as const satisfies Record<Registration["status"], Record<"title" | "line", TextKey>>;

/** What registering, and claiming an offered seat, leads to under each policy. */
const POLICY_TEXTS = {
  manual: { register: "invitation_register_manual", claim: "offered_line_manual" },
  rules: { register: "invitation_register_rules", claim: "offered_line_rules" },
  automatic: { register: "invitation_register_automatic", claim: "offered_line_automatic" },
} as const satisfies Record<Policy, Record<"register" | "claim", TextKey>>;

/** The policy as it is for somebody: an invitation may be an approval already (P36). */
const policyFor = ({ policy, approveInvited }: Webinar, isInvited: boolean): Policy =>
  approveInvited && isInvited ? "automatic" : policy;

const mine = ({ entries, page, isPast }: Notice & { kind: "mine" }, context: TextContext): Words => {
  const { t } = context;
  if (entries.length === 0) return makeWords(t(isPast ? "past_none" : "mine_none"));
  const facts = isPast ? pastFacts : standingFacts;
  const items = entries.map((entry) => webinarItem(entry.webinar, context, facts(entry, context)));
  return makeWords(t(isPast ? "past_title" : "mine_title"), pageLines(page, context), [], items);
};

const invitation = (notice: Notice & { kind: "invitation" }, context: TextContext): Words => {
  const { t } = context;
  const { webinar, hostName, registrationId } = notice;
  const { registrationRequired } = webinar;
  const policy = policyFor(webinar, true);
  const lines = [t(registrationRequired ? POLICY_TEXTS[policy].register : "invitation_open")];
  if (hostName !== "") lines.unshift(t("invitation_line", { host: hostName }));
  lines.push(...descriptionLines(webinar));
  if (registrationId) lines.push(t(policy === "automatic" ? "invitation_id_automatic" : "invitation_id"));
  return makeWords(t("invitation_title", { title: webinar.title }), lines, [
    codeFact(webinar, context),
    whenFact(webinar, context),
    ...registrationIdFacts(notice, context),
  ]);
};

/** Whether somebody who was approved waits again, because they changed what they had said (P17). */
const isReopened = ({ isEdited, registration: { status, history } }: Notice & { kind: "registration" }): boolean =>
  isEdited === true && status === "pending" && history.at(-2)?.status === "approved";

const statusLine = ({ webinar, registration, isInvited }: Notice & { kind: "registration" }): TextKey => {
  const { status, expired } = registration;
  if (status === "offered") return POLICY_TEXTS[policyFor(webinar, isInvited === true)].claim;
  return status === "waitlisted" && expired > 0 ? "in_line_after_line" : STATUS_TEXTS[status].line;
};

const approvedLines = (notice: Notice & { kind: "registration" }, { t }: TextContext): readonly string[] => {
  const { webinar, registration, registrationId } = notice;
  const { password, code } = webinar;
  const lines: string[] = [];
  if (registrationId) lines.push(t("approved_id"));
  if (isLate(webinar, registration)) lines.push(t("approved_late", { password, code }));
  return lines;
};

const registration = (notice: Notice & { kind: "registration" }, context: TextContext): Words => {
  const { t } = context;
  const { webinar, registration, again, addedByName, isEdited } = notice;
  const { status, reason } = registration;
  const lines = [t(isReopened(notice) ? "reopened_line" : statusLine(notice))];
  if (again && status !== "rejected") lines.unshift(t("again_line"));
  if (status === "approved") lines.push(...approvedLines(notice, context));
  if (addedByName) lines.unshift(t("added_by_line", { host: addedByName }));
  if (addedByName && hasOpenAnswers(webinar.form, registration.answers)) lines.push(t("added_open_line"));
  if (status === "rejected" && reason?.told) lines.push(t("rejected_reason", { reason: reason.text }));
  const edited = isReopened(notice) ? "reopened_title" : "edited_answers_title";
  return makeWords(t(isEdited ? edited : STATUS_TEXTS[status].title, { title: webinar.title }), lines, [
    codeFact(webinar, context),
    whenFact(webinar, context),
    statusFact(registration, context),
    ...waitlistFacts(notice, context),
    ...registrationIdFacts(notice, context),
  ]);
};

/** What goes with a registration that can be cancelled. */
const LOST: Partial<Record<Registration["status"], TextKey>> = {
  pending: "leave_lost_pending",
  approved: "leave_lost_approved",
  waitlisted: "leave_lost_waitlisted",
  offered: "leave_lost_offered",
};

/** What is lost with a registration that is cancelled, and whether one can register again. */
export const leaveWords = (notice: Mine & { readonly registration: Registration }, context: TextContext): Words => {
  const { t, locale, now = 0 } = context;
  const { webinar, registration, registrationId } = notice;
  const { status } = registration;
  const closed = registrationClosed(webinar, now);
  const lost = LOST[status];
  const lines = lost ? [t(lost)] : [];
  if (registrationId && status === "approved") lines.push(t("leave_lost_id"));
  lines.push(closed ? sayRefusal(closed, locale, zoneFor(context, webinar)) : t("leave_again"));
  return makeWords(t("leave_question", { title: webinar.title }), lines, [
    codeFact(webinar, context),
    whenFact(webinar, context),
    statusFact(registration, context),
    ...waitlistFacts(notice, context),
  ]);
};

const moved = (notice: Notice & { kind: "moved" }, context: TextContext): Words => {
  const { t } = context;
  const { webinar, registration, startsAt, endsAt } = notice;
  const facts = [
    codeFact(webinar, context),
    { label: t("fact_before"), value: showSpanOf(webinar, startsAt, endsAt, context) },
    { label: t("fact_now"), value: showSpanOf(webinar, webinar.startsAt, webinar.endsAt, context) },
  ];
  if (registration) facts.push(statusFact(registration, context), ...registrationIdFacts(notice, context));
  const invited = webinar.registrationRequired ? "moved_line_invited" : "moved_line_open";
  return makeWords(t("moved_title", { title: webinar.title }), [t(registration ? "moved_line" : invited)], facts);
};

const idGiven = (notice: Notice & { kind: "id_given" }, context: TextContext): Words => {
  const { t } = context;
  const { webinar, registration, registrationId } = notice;
  const line = registration?.status === "approved" ? "approved_id" : "invitation_id";
  return makeWords(
    t("id_given_title", { title: webinar.title }),
    [t("id_given_line"), t(line)],
    [
      codeFact(webinar, context),
      whenFact(webinar, context),
      statusFact(registration, context),
      { label: t("fact_id"), value: showRegistrationId(registrationId) },
    ],
  );
};

const passwordChanged = ({ webinar }: Notice & { kind: "password_changed" }, context: TextContext): Words => {
  const { t } = context;
  return makeWords(
    t("password_changed_title", { title: webinar.title }),
    [t("password_changed_line")],
    [codeFact(webinar, context), whenFact(webinar, context), passwordFact(webinar, context)],
  );
};

const askHost = (host: string, t: Translate): string => (host === "" ? t("full_ask_hosts") : t("full_ask", { host }));

/** What somebody is told about their own invitation, registration or visit. */
export const registrationWords = (notice: RegistrationNotice, context: TextContext): Words => {
  const { t, locale } = context;
  if (notice.kind === "mine") return mine(notice, context);
  const { webinar } = notice;
  const { title } = webinar;
  const [code, when] = [codeFact(webinar, context), whenFact(webinar, context)];
  switch (notice.kind) {
    case "invitation":
      return invitation(notice, context);
    case "declined":
      return makeWords(
        t("declined_title", { title }),
        [t(webinar.registrationRequired ? "declined_line" : "declined_line_open")],
        [code, when],
      );
    case "registration":
      return registration(notice, context);
    case "confirm_leave":
      return leaveWords(notice, context);
    case "moved":
      return moved(notice, context);
    case "revised":
      return makeWords(t("revised_title", { title }), [t("revised_line"), ...descriptionLines(webinar)], [code, when]);
    case "called_off":
      return makeWords(t("called_off_title", { title }), [t("called_off_line")], [code, when]);
    case "over":
      return webinar.state === "cancelled"
        ? makeWords(t("called_off_title", { title }), [t("announcement_cancelled")], [code])
        : makeWords(t("over_title", { title }), [t("over_line")], [code]);
    case "id_given":
      return idGiven(notice, context);
    case "password_changed":
      return passwordChanged(notice, context);
    case "line_over":
      return makeWords(t("line_over_title", { title }), [t("line_over_line")], [code]);
    case "withdrawn":
      return makeWords(t("withdrawn_title", { title }), [t("withdrawn_line")], [code, when]);
    case "corrected": {
      const { name, address } = notice;
      return makeWords(t("corrected_title", { name }), [t("corrected_line", { address, title })], [code]);
    }
    case "let_go":
      return makeWords(
        t("let_go_title", { title }),
        [t(notice.isOld ? "let_go_line_old" : "let_go_line")],
        [code, when],
      );
    case "full": {
      const lines = [sayRefusal(fullRefusal(webinar), locale, zoneFor(context, webinar))];
      // Where the host wrote nothing, whom to ask is all there is to say (S26).
      if (webinar.fullText === "") lines.push(askHost(notice.hostName, t));
      return makeWords(t("full_title", { title }), lines, [code, when]);
    }
    case "admitted":
      return makeWords(t("admitted_title", { title }), [t("admitted_line")]);
    case "draft":
      return makeWords(t("draft_title", { title }), [t("draft_line")], [when]);
    default:
      return unreachable(notice);
  }
};
