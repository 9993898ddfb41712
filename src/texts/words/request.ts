import { defined } from "../../core/model/defined.ts";
import { STANDARD_QUESTIONS } from "../../core/model/form.ts";
import { fullName } from "../../core/model/person.ts";
import { isLate, type Registration } from "../../core/model/registration.ts";
import { unreachable } from "../../core/model/result.ts";
import { holdsSeat } from "../../core/model/status.ts";
import { isOver } from "../../core/model/webinar.ts";
import type { Notice } from "../../core/notices/notice.ts";
import { answersOnCard, isDecided } from "../../core/notices/request-offers.ts";
import { NAME } from "../../core/registering/answer-changes.ts";
import type { TextKey } from "../en.ts";
import { type Fact, makeWords, type Words } from "../fact.ts";
import { labelOf, sayHow, sayMatch } from "../settings.ts";
import { shownAddress } from "../written.ts";
import { answerFact, cut, LABEL_MAX } from "./answers.ts";
import {
  alone,
  capital,
  codeFact,
  nameIn,
  offerFacts,
  showInstantOf,
  statusFact,
  type TextContext,
  whenFact,
} from "./facts.ts";

type RequestNotice = Extract<
  Notice,
  {
    kind: "request" | "added" | "no_seat_to_add" | "answers" | "no_free_seat" | "always" | "rule_test";
  }
>;

type RequestOf = Notice & { kind: "request" };

const CHANGED_MAX = 100;

const CARD_TITLES = {
  pending: "request_title",
  approved: "request_approved",
  rejected: "request_rejected",
  cancelled: "request_cancelled",
  waitlisted: "request_in_line",
  offered: "request_offered",
} as const satisfies Record<Registration["status"], TextKey>;

/** Who decided and when: a host, or Usher by itself. */
const decisionOf = ({ registration, decidedByName }: Notice & { kind: "request" }, { t }: TextContext) => {
  const { decidedAt, how, history, status } = registration;
  if (status === "pending" || status === "waitlisted" || status === "offered") return undefined;
  if (!how && decidedByName && decidedAt !== undefined) return { name: decidedByName, at: decidedAt };
  const last = history.at(-1);
  return how && last ? { name: t("log_somebody"), at: last.at } : undefined;
};

/** The host who cancelled it; undefined where its person did, or time. */
const cancellerOf = ({ registration, decidedByName }: RequestOf): string | undefined => {
  const { history, decidedAt, person } = registration;
  const last = history.at(-1);
  const isHosts = last?.status === "cancelled" && last.by !== person && last.at === decidedAt;
  return isHosts ? decidedByName : undefined;
};

/** When it was cancelled, and what became of the seat, where one was held. An earlier round's card knows neither. */
const cancelledFacts = (notice: RequestOf, context: TextContext): readonly Fact[] => {
  const { t } = context;
  const { webinar, registration } = notice;
  const [before, last] = registration.history.slice(-2);
  if (last?.status !== "cancelled") return [];
  const name = cancellerOf(notice);
  const when = showInstantOf(webinar, last.at, context);
  const { waitlisted, offered } = webinar.counts;
  const seat = waitlisted + offered > 0 ? t("request_seat_next") : t("request_seat_free");
  const said = [
    name === undefined ? when : t("request_cancelled_by", { name, when }),
    ...(before && holdsSeat(before.status) ? [seat] : []),
  ];
  return [{ label: "", value: said.join(" · "), is: "decision" }];
};

/** Who decided, by what, and the reason that was given. */
const decisionFacts = (notice: Notice & { kind: "request" }, context: TextContext): readonly Fact[] => {
  const { t } = context;
  const { webinar, registration } = notice;
  if (registration.status === "cancelled") return cancelledFacts(notice, context);
  const { how, reason, registeredAt } = registration;
  const { addedByName } = notice;
  const decision = decisionOf(notice, context);
  const facts: Fact[] = [];
  if (addedByName) {
    const value = t("added_by", { name: addedByName, when: showInstantOf(webinar, registeredAt, context) });
    facts.push({ label: "", value, is: "decision" });
  }
  if (how?.by === "added") return facts;
  if (decision) {
    const { name, at } = decision;
    const value = t("decided_by", { name, when: showInstantOf(webinar, at, context) });
    facts.push({ label: "", value, is: "decision" });
  }
  if (notice.isUndoable)
    facts.push({ label: "", value: t("request_undoable", { name: fullName(registration) }), is: "decision" });
  if (how)
    facts.push({
      label: t("fact_how"),
      value: alone(sayHow(how, webinar.form, t), context),
      is: "decision",
      isAside: true,
    });
  if (reason) {
    const told = notice.isUndoable ? "reason_to_tell" : "reason_told";
    const label = reason.told ? t(told, { name: fullName(registration) }) : t("reason_kept");
    facts.push({ label, value: reason.text, is: "decision", isWritten: true });
  }
  return facts;
};

/** Why a host is asked, where hosts would not think of it: not of one that came late, as its title says so. */
const whyItWaits = ({ webinar, registration }: RequestOf): TextKey | undefined => {
  if (registration.status !== "pending" || isLate(webinar, registration)) return undefined;
  if (registration.changes && registration.history.some(({ status }) => status === "approved")) return "waits_changed";
  return webinar.policy === "rules" ? "waits_rules" : undefined;
};

/** Why nobody decides any more; undefined while somebody can. */
const whyItRests = ({ webinar, registration }: RequestOf, { now = 0 }: TextContext): TextKey | undefined => {
  const over = isDecided(registration.status) ? undefined : isOver(webinar, now);
  return over && (over.reason === "webinar_cancelled" ? "request_off" : "request_over");
};

const whyFacts = (notice: RequestOf, context: TextContext): readonly Fact[] => {
  const { t } = context;
  if (whyItRests(notice, context)) return [];
  const why = whyItWaits(notice);
  return why ? [{ label: "", value: capital(t(why), context), is: "decision", isAside: true }] : [];
};

/** Who asks, beyond their name, while that can matter: whether they were invited, and whether they are a guest. */
const whoFacts = ({ registration, isInvited, isGuest }: RequestOf, { t }: TextContext): readonly Fact[] => {
  const said: readonly TextKey[] = [
    ...(isInvited ? (["asks_invited"] as const) : []),
    ...(isGuest ? (["asks_guest"] as const) : []),
  ];
  return isDecided(registration.status)
    ? []
    : said.map((key) => ({ label: "", value: t(key), is: "who" as const, isAside: true as const }));
};

/** What was changed: what stood there, and what does now; hosts decide about the difference (P17). */
const changeFacts = ({ registration, answers }: RequestOf, context: TextContext): readonly Fact[] => {
  const { t } = context;
  return (registration.changes?.was ?? []).map(({ id, label, was }) => {
    const now =
      id === NAME
        ? fullName(registration)
        : (answers.find(({ question }) => question.id === id)?.answer ?? []).join(", ");
    const standard = STANDARD_QUESTIONS.find((one) => one === id);
    const name = id === NAME ? t("fact_name") : labelOf({ label: label ?? "", ...defined({ standard }) }, t);
    const values = [was.join(", "), now].map((text) => (text === "" ? t("setting_empty") : cut(text, CHANGED_MAX)));
    return {
      label: cut(name, LABEL_MAX),
      value: t("answer_changed", { from: values[0] ?? "", to: values[1] ?? "" }),
      is: "change",
    };
  });
};

/** Answers that stand as they were first sent; those that were changed stand beside what they were. */
const answerFacts = ({ registration, answers }: RequestOf, { t }: TextContext): readonly Fact[] => {
  const changed = new Set((registration.changes?.was ?? []).map(({ id }) => id));
  const standing = answers.filter(({ question }) => !changed.has(question.id));
  const shown = answersOnCard(standing);
  const facts = shown.map((one) => answerFact(one, t));
  const left = standing.length - shown.length;
  return left > 0
    ? [...facts, { label: "…", value: t("answers_more", { count: left }), is: "answer", isAside: true }]
    : facts;
};

const titleKey = (notice: RequestOf, context: TextContext): TextKey => {
  const { webinar, registration } = notice;
  const { status } = registration;
  if (status === "pending" && whyItRests(notice, context)) return "request_undecided";
  if (status === "pending" && isLate(webinar, registration)) return "request_urgent";
  // Nobody has been told yet.
  if (status === "rejected" && notice.isUndoable) return "request_rejecting";
  return cancellerOf(notice) === undefined ? CARD_TITLES[status] : "request_freed";
};

const request = (notice: Notice & { kind: "request" }, context: TextContext): Words => {
  const { t } = context;
  const { webinar, registration } = notice;
  const { address, registeredAt, changes } = registration;
  const rests = whyItRests(notice, context);
  return makeWords(
    t(titleKey(notice, context), {
      name: nameIn(fullName(registration), context),
      title: nameIn(t("title_quoted", { title: webinar.title }), context),
    }),
    [
      ...(rests ? [t(rests)] : []),
      ...(!rests && registration.status === "waitlisted" ? [t("request_in_line_next")] : []),
      ...(!rests && registration.status === "offered"
        ? [t("request_offered_next", { name: fullName(registration) })]
        : []),
      ...(changes ? [t("answers_changed_line", { when: showInstantOf(webinar, changes.at, context) })] : []),
    ],
    [
      // What does not take place has no time.
      ...(webinar.state === "cancelled" ? [] : [whenFact(webinar, context)]),
      // Hosts claim nothing.
      ...offerFacts({ webinar, registration }, context).map((fact) => ({ ...fact, label: t("fact_offered_until") })),
      { label: t("fact_email"), value: shownAddress(address), is: "address" },
      { label: t("fact_requested"), value: showInstantOf(webinar, registeredAt, context) },
      { ...statusFact(registration, context), isInTitle: true },
      ...whoFacts(notice, context),
      ...decisionFacts(notice, context),
      ...whyFacts(notice, context),
      codeFact(webinar, context),
      ...changeFacts(notice, context),
      ...answerFacts(notice, context),
    ],
  );
};

const answers = (notice: Notice & { kind: "answers" }, context: TextContext): Words => {
  const { t } = context;
  const { webinar, registration, answers, isOwn } = notice;
  const { title } = webinar;
  const ofHosts: Fact[] = [
    { label: t("fact_email"), value: shownAddress(registration.address), is: "address" },
    statusFact(registration, context),
  ];
  const none = isOwn ? t("answers_none_own") : t("answers_none", { name: registration.firstName });
  const when = whenFact(webinar, context);
  return makeWords(
    isOwn ? t("answers_title_own", { title }) : t("answers_title", { name: fullName(registration) }),
    answers.length === 0 ? [none] : [],
    // Of a person, the title names them; which webinar it is stands before when it is.
    [
      codeFact(webinar, context),
      isOwn ? when : { ...when, value: `${title} · ${when.value}` },
      ...(isOwn ? [] : ofHosts),
    ],
    answers.map(({ question, answer }) => ({
      title: labelOf(question, t),
      facts: [{ label: "", value: answer.join(", ") }],
    })),
  );
};

/** Why a rule test ends as it does. */
const whyVerdict = ({ webinar, verdict: { how } }: Notice & { kind: "rule_test" }, context: TextContext): string => {
  const { t } = context;
  if (how?.by === "rule") return sayMatch(how, webinar.form, t);
  if (how?.by === "list") return t("rule_test_list");
  if (how?.by === "no_match" || (!how && webinar.policy === "rules")) return t("rule_test_none");
  return t("how_sentence", { how: capital(how ? sayHow(how, webinar.form, t) : t("waits_manual"), context) });
};

const ruleTest = (notice: Notice & { kind: "rule_test" }, context: TextContext): Words => {
  const { t } = context;
  const { webinar, address, verdict } = notice;
  const title = t(`rule_test_${verdict.status}`, { address: shownAddress(address), title: webinar.title });
  return makeWords(title, [whyVerdict(notice, context), t("rule_test_only")]);
};

/** What hosts are told about one request. */
export const requestWords = (notice: RequestNotice, context: TextContext): Words => {
  const { t } = context;
  const { title } = notice.webinar;
  switch (notice.kind) {
    case "request":
      return request(notice, context);
    case "answers":
      return answers(notice, context);
    case "added": {
      const { webinar, registration } = notice;
      return makeWords(
        t("added_title", { name: fullName(registration), title }),
        [t("added_line")],
        [{ label: t("fact_email"), value: shownAddress(registration.address) }, codeFact(webinar, context)],
      );
    }
    case "no_seat_to_add":
    case "no_free_seat": {
      const name = notice.kind === "no_free_seat" ? fullName(notice.registration) : notice.name;
      const line = t("seatless_line", { cap: notice.webinar.cap, name });
      const next = notice.mayRaise ? t("seatless_next_raise", { name }) : t("seatless_next");
      return makeWords(t("seatless_title", { title }), [line, next]);
    }
    case "always":
      return makeWords(t("always_title", { domain: notice.domain, title }), [t("always_line")]);
    case "rule_test":
      return ruleTest(notice, context);
    default:
      return unreachable(notice);
  }
};
