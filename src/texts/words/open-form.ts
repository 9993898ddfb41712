import { type RosterPage, statusOfTab } from "../../core/approvals/roster-list.ts";
import type { FormOwner } from "../../core/hosting/form-builder.ts";
import type { WrittenAbout } from "../../core/hosting/messages/messages.ts";
import { fullName, nameOrAddress, type Person } from "../../core/model/person.ts";
import type { Refusal } from "../../core/model/refusal.ts";
import { unreachable } from "../../core/model/result.ts";
import type { Webinar } from "../../core/model/webinar.ts";
import type { Notice } from "../../core/notices/notice.ts";
import { openIn } from "../../core/registering/form-steps.ts";
import { isFull } from "../../core/registering/register-refusals.ts";
import type { Target } from "../../core/registering/sent-step.ts";
import { makeWords, type Words } from "../fact.ts";
import { sayRefusal } from "../refusals.ts";
import type { Translate } from "../translate.ts";
import { markPart } from "../when.ts";
import { shownAddress } from "../written.ts";
import { capital, codeFact, instantIn, showInstantOf, type TextContext, whenFact, zoneFor } from "./facts.ts";
import { leaveWords } from "./registration.ts";
import { rosterLines } from "./roster.ts";
import { POLICY_TEXTS } from "./status.ts";

/** A button of more characters is no button. */
const ADDED_MAX = 40;

/** About what a host writes. */
const titleWritten = ({ series, webinar }: WrittenAbout): string => series?.series.title ?? webinar.title;

const titleOf = (owner: FormOwner): string => (owner.kind === "series" ? owner.series.title : owner.webinar.title);

/** Why only the name can be changed, below the webinar's title and date, in whose style a deadline is said. */
export const closedLine = (closed: Refusal, webinar: Webinar, context: TextContext): string => {
  const { t, locale, marksTimes } = context;
  const zone = zoneFor(context, webinar);
  switch (closed.reason) {
    case "answers_fixed":
      return t("answers_closed_fixed");
    case "answers_until_approval":
      return t("answers_closed_approval");
    case "answers_until": {
      const { until } = closed;
      return marksTimes
        ? t("answers_closed_until", {
            day: markPart(until, zone, locale, "day"),
            time: markPart(until, zone, locale, "hour"),
          })
        : sayRefusal(closed, locale, zone);
    }
    default:
      return sayRefusal(closed, locale, zone, instantIn(zone, context));
  }
};

/** The form in which answers are changed, and why only the name can be, where that is so. */
const editForm = ({ webinar, answersClosed }: Target & { kind: "webinar" }, context: TextContext): Words => {
  const closed = answersClosed ? [closedLine(answersClosed, webinar, context)] : [];
  const title = answersClosed ? "open_correct_name" : "open_edit_answers";
  return makeWords(context.t(title, { title: webinar.title }), closed, [whenFact(webinar, context)]);
};

type RegisterForm = Notice & { kind: "open_form"; form: "register" };

/** What registering somebody else is called: by their first name, where that is known and fits. */
export const addingSays = ({ firstName }: Pick<Person, "firstName">, t: Translate, max = ADDED_MAX): string => {
  const said = firstName ? t("add_person", { name: firstName }) : "";
  return said !== "" && said.length <= max ? said : t("add");
};

/** What a list of people is opened for. */
const rosterSays = (roster: RosterPage): "open_roster_line" | "open_roster_decided" | "open_roster_see" => {
  const status = statusOfTab(roster.tab);
  if (status === "pending") return "open_roster_line";
  return status === "approved" || status === "rejected" ? "open_roster_decided" : "open_roster_see";
};

/** What registering leads to, where the seats last: who is invited may be approved at once (P36). */
export const registeringLines = (webinar: Webinar, { t }: TextContext): readonly string[] => {
  if (isFull(webinar)) return [];
  const policy = webinar.approveInvited && webinar.policy === "manual" ? "rules" : webinar.policy;
  return [t(POLICY_TEXTS[policy].register)];
};

/** The registration form of somebody, or the one that a host fills in for them. */
const registerForm = ({ target, adds }: RegisterForm, context: TextContext): Words => {
  const { t } = context;
  if (adds && target.kind === "webinar") {
    const name = nameOrAddress(adds);
    const title = t("open_add_person", { name, title: target.webinar.title });
    return makeWords(title, [t("open_add_line", { name })], [whenFact(target.webinar, context)]);
  }
  if (target.kind === "webinar" && target.edits) return editForm(target, context);
  if (target.kind === "webinar") {
    const { webinar } = target;
    return makeWords(webinar.title, registeringLines(webinar, context), [whenFact(webinar, context)]);
  }
  const count = openIn(target, context.now ?? 0).length;
  return makeWords(target.series.title, [t("open_register_series", { count })]);
};

/** A host's question and who asked it, above the text of its answer. */
const answerForm = (notice: Notice & { kind: "open_form"; form: "answer" }, context: TextContext): Words => {
  const { t } = context;
  const { webinar, inquiry, byName } = notice;
  const question = byName === "" ? inquiry.text : t("asked_line", { name: byName, question: inquiry.text });
  const facts = [whenFact(webinar, context)];
  return {
    ...makeWords(t("asked_title", { title: webinar.title }), [question, t("asked_next")], facts),
    quotes: [inquiry.text],
  };
};

/** What is chosen in a form of people, and who is that already. */
const CHOSEN = {
  cohost: { title: "open_cohost", now: "open_cohost_now" },
  speaker: { title: "open_speaker", now: "open_speaker_now" },
} as const;

/** The form in which a webinar is scheduled again, and which of its settings are left to be chosen. */
const againForm = ({ title, ...times }: Webinar, { t }: TextContext): Words => {
  const { opensAt, closesAt, answersUntil } = times;
  const isTimed = (opensAt ?? closesAt ?? answersUntil) !== undefined;
  return makeWords(t("open_schedule_again", { title }), [
    t(isTimed ? "open_schedule_again_times" : "open_schedule_again_line"),
  ]);
};

/** What stands above a form, or beside the button that opens it. */
export const openFormWords = (notice: Notice & { kind: "open_form" }, context: TextContext): Words => {
  const { t } = context;
  switch (notice.form) {
    case "schedule":
      return notice.like ? againForm(notice.like, context) : makeWords(t("open_schedule"), [t("open_schedule_line")]);
    case "edit": {
      const { webinar } = notice;
      return makeWords(webinar.title, [t("open_edit_line")], [codeFact(webinar, context), whenFact(webinar, context)]);
    }
    case "questions":
      return makeWords(t("open_questions", { title: titleOf(notice.owner) }), [t("open_questions_line")]);
    case "series":
      return notice.series
        ? makeWords(t("open_series_edit", { title: notice.series.series.title }), [t("open_series_edit_line")])
        : makeWords(t("open_series"), [t("open_series_line")]);
    case "rules":
      return makeWords(
        t("open_rules", { title: notice.webinar.title }),
        [t("open_rules_line")],
        [codeFact(notice.webinar, context)],
      );
    case "decide": {
      const { webinar, registration, to } = notice;
      const { status, decidedAt } = registration;
      const name = fullName(registration);
      const values = { name, title: webinar.title };
      const facts = [codeFact(webinar, context)];
      if (to) return makeWords(t("open_reject", values), [t("open_reject_line", { name })], facts);
      const stands = capital(t(`status_${status}`), context);
      const now =
        decidedAt === undefined
          ? stands
          : t("open_decide_at", { status: stands, when: showInstantOf(webinar, decidedAt, context) });
      return makeWords(t("open_decide", values), [now, t("open_decide_line", { name })], facts);
    }
    case "roster": {
      const { roster } = notice;
      const [title = t("roster_title")] = rosterLines(roster, context);
      return makeWords(title, [t(rosterSays(roster))], [codeFact(roster.webinar, context)]);
    }
    case "password": {
      const { webinar, refusal } = notice;
      const wrong = refusal ? sayRefusal(refusal, context.locale, zoneFor(context, webinar)) : undefined;
      return makeWords(t("open_password", { title: webinar.title }), [wrong ?? t("open_password_line")]);
    }
    case "ask": {
      const name = fullName(notice.registration);
      return makeWords(t("open_ask", { name, title: notice.webinar.title }), [t("ask_line", { name })]);
    }
    case "answer":
      return answerForm(notice, context);
    case "correct": {
      const { webinar, name, address } = notice;
      return makeWords(t("open_correct", { name }), [
        t("open_correct_line", { address: shownAddress(address), title: webinar.title }),
      ]);
    }
    case "leave":
      return leaveWords(notice, context);
    case "invite":
      return makeWords(
        t("open_invite", { title: notice.webinar.title }),
        [t("open_invite_line")],
        [codeFact(notice.webinar, context)],
      );
    case "announce":
      return makeWords(t("open_announce", { title: (notice.series ?? notice.webinar).title }), [
        t("open_announce_line"),
      ]);
    case "add":
      return makeWords(
        t("open_add", { title: notice.webinar.title }),
        [t("open_add_who")],
        [codeFact(notice.webinar, context)],
      );
    case "cohost":
    case "speaker": {
      const { form, webinar } = notice;
      const { title, now } = CHOSEN[form];
      const names = notice.people.map(nameOrAddress);
      const lines = names.length > 0 ? [t(now, { names: names.join(", ") })] : [];
      if (form === "speaker") lines.unshift(t("open_speaker_line"));
      return makeWords(t(title, { title: webinar.title }), lines, [codeFact(webinar, context)]);
    }
    case "handover":
      return makeWords(
        t("open_handover", { title: notice.webinar.title }),
        [t("open_handover_line")],
        [codeFact(notice.webinar, context)],
      );
    case "message":
      return makeWords(t("open_message", { title: titleWritten(notice) }), [
        t("open_message_line"),
        ...(notice.series ? [t("open_message_series")] : []),
      ]);
    case "message_preview": {
      const { count, to, text } = notice;
      if (text === "")
        return makeWords(t("open_nudge_preview", { count, title: titleWritten(notice) }), [
          t("open_nudge_preview_line"),
        ]);
      const title = t("open_message_preview", { title: titleWritten(notice) });
      const line = notice.series ? "open_message_preview_series" : "open_message_preview_line";
      const who = t(line, { who: t(`audience_who_${to}`, { count }) });
      return { ...makeWords(title, [who, text, t("open_message_preview_then")]), quotes: [text] };
    }
    case "register":
      return registerForm(notice, context);
    default:
      return unreachable(notice);
  }
};
