import { type AskedQuestion, type Form, questionsOf } from "../core/model/form.ts";
import { unreachable } from "../core/model/result.ts";
import type { Rule } from "../core/model/rules.ts";
import type { How } from "../core/model/verdict.ts";
import type { HostText, SettingChange, Settings, WebinarField } from "../core/model/webinar.ts";
import type { TextKey } from "./en.ts";
import type { Fact } from "./fact.ts";
import type { Translate } from "./translate.ts";

/** The label of each field of the webinar's form. */
const FIELD_LABELS = {
  title: "field_title",
  description: "field_description",
  visibility: "field_visibility",
  kind: "field_kind",
  start: "field_start",
  duration: "field_duration",
  link: "field_link",
  password: "field_password",
  registration: "option_registration",
  early: "field_early",
  ids: "option_ids",
  policy: "field_policy",
  approveInvited: "option_approve_invited",
  wait: "field_wait",
  waitResult: "field_wait_result",
  cap: "field_cap",
  opens: "field_opens",
  closes: "field_closes",
  waitlist: "field_waitlist",
  dmOnly: "option_dm_only",
  invitationsLocked: "option_locked",
  invitees: "field_invitees",
  offer: "field_offer",
  answerEdits: "field_answer_edits",
  answersUntil: "field_answers_until",
  editsReopen: "option_edits_reopen",
  landing: "field_landing",
  fullText: "field_full_text",
  planText: "field_plan_text",
  reminders: "field_reminders",
  nudge: "field_nudge",
  followUp: "option_follow_up",
  recording: "field_recording",
  invitationText: "field_invitation_text",
  approvalText: "field_approval_text",
  reminderText: "field_reminder_text",
  followUpText: "field_follow_up_text",
  cohosts: "field_cohosts",
  speakers: "fact_speakers",
  channels: "field_channel",
  repeat: "field_repeat",
  repeatEvery: "field_repeat_every",
  repeatCount: "field_repeat_count",
  repeatUntil: "field_repeat_until",
  inSeries: "field_in_series",
} as const satisfies Record<Exclude<WebinarField, "confirm">, TextKey>;

/** The label of each of a host's own texts (P38). */
export const HOST_TEXT_LABELS = {
  invitationText: FIELD_LABELS.invitationText,
  approvalText: FIELD_LABELS.approvalText,
  reminderText: FIELD_LABELS.reminderText,
  followUpText: FIELD_LABELS.followUpText,
} as const satisfies Record<HostText, TextKey>;

const SHOWN_MAX = 80;
const short = (text: string): string => (text.length > SHOWN_MAX ? `${text.slice(0, SHOWN_MAX)}…` : text);

/** About so long, as people say it. */
export const sayLength = (minutes: number, t: Translate): string => {
  if (minutes >= 36 * 60) return t("length_days", { count: Math.round(minutes / 1_440) });
  return minutes >= 55 && (minutes >= 90 || minutes <= 65)
    ? t("length_hours", { count: Math.round(minutes / 60) })
    : t("length_minutes", { count: Math.round(minutes) });
};

/** So long before the start. */
export const sayBefore = (minutes: number, t: Translate): string =>
  t("before_start", {
    length: minutes % 1_440 === 0 ? t("length_days", { count: minutes / 1_440 }) : sayLength(minutes, t),
  });

/** Says an instant to a reader. */
export type SayInstant = (at: number) => string;

/** The value of one setting, as text. */
const settingText = (setting: keyof Settings, settings: Settings, t: Translate, sayInstant: SayInstant): string => {
  const instant = (at: number | undefined) => (at === undefined ? t("setting_empty") : sayInstant(at));
  const flag = (on: boolean) => t(on ? "setting_on" : "setting_off");
  const text = (value: string | undefined) => (value ? short(value) : t("setting_empty"));
  switch (setting) {
    // P21: only the gate gives out the meeting's own address.
    case "link":
      return t("setting_changed");
    case "title":
    case "description":
    case "password":
    case "landingPage":
    case "fullText":
    case "planText":
    case "recording":
    case "invitationText":
    case "approvalText":
    case "reminderText":
    case "followUpText":
      return text(settings[setting]);
    case "reminders":
      return settings.reminders.length === 0
        ? t("wait_none")
        : settings.reminders.map((minutes) => sayBefore(minutes, t)).join(", ");
    case "nudgeMinutes":
      return settings.nudgeMinutes === undefined ? t("wait_none") : sayBefore(settings.nudgeMinutes, t);
    case "kind":
      return t(`kind_${settings.kind}`);
    case "startsAt":
    case "endsAt":
    case "opensAt":
    case "closesAt":
    case "answersUntil":
      return instant(settings[setting]);
    case "registrationRequired":
    case "registrationIds":
    case "waitlist":
    case "dmOnly":
    case "invitationsLocked":
    case "editsReopen":
    case "approveInvited":
    case "followUp":
      return flag(settings[setting]);
    case "joinBeforeHost":
      return settings.joinBeforeHost === undefined
        ? t("early_none")
        : t("early_minutes", { minutes: settings.joinBeforeHost });
    case "answerEdits":
      return t(`answer_edits_${settings.answerEdits}`);
    case "visibility":
      return t(`visibility_${settings.visibility}`);
    case "policy":
      return t(`policy_${settings.policy}`);
    case "waitMinutes":
      return settings.waitMinutes === undefined ? t("wait_none") : t("wait_minutes", { minutes: settings.waitMinutes });
    case "waitResult":
      return t(`wait_result_${settings.waitResult ?? "none"}`);
    case "cap":
    case "offerMinutes":
      return t("count", { count: settings[setting] });
    case "cohosts":
    case "speakers":
    case "hostChannels":
      return String(settings[setting].length);
    default:
      return unreachable(setting);
  }
};

/** One changed setting of a webinar: its old and its new value. */
export const changeFact = ({ field, setting, from, to }: SettingChange, t: Translate, sayInstant: SayInstant): Fact => {
  const [before = "", now = ""] = [from, to].map((settings) => settingText(setting, settings, t, sayInstant));
  const label = field === "confirm" ? "" : setting === "endsAt" ? t("field_end") : t(FIELD_LABELS[field]);
  return { label, value: before === now ? t("setting_changed") : t("edited_one", { from: before, to: now }) };
};

/** The same within a sentence. */
export const sayChange = (change: SettingChange, t: Translate, sayInstant: SayInstant): string => {
  const { label, value } = changeFact(change, t, sayInstant);
  return t("fact_line", { label, value });
};

/** Who decides requests for a webinar. */
export const sayApproval = ({ policy, approveInvited }: Settings, t: Translate): string => {
  const said = t(`policy_${policy}`);
  return approveInvited && policy !== "automatic" ? t("policy_invited", { policy: said }) : said;
};

/** What a rule looks at; `?` for a question that is gone. */
const ruleFieldText = ({ field }: Rule, form: Form, t: Translate): string => {
  if (field === "address" || field === "name") return t(`rule_field_${field}`);
  const question = questionsOf(form).find(({ id }) => id === field);
  return question ? labelOf(question, t) : "?";
};

/** A rule as a sentence, under its number. */
export const sayRule = (rule: Rule, number: number, form: Form, t: Translate): string =>
  t("rule_line", {
    number,
    field: ruleFieldText(rule, form, t),
    test: t(`rule_${rule.test}`),
    value: rule.value,
    result: t(`rule_${rule.result}`),
  });

/** Which rule decided, where that is known already: what it looks at, without what it leads to. */
export const sayMatch = ({ rule, number }: How & { by: "rule" }, form: Form, t: Translate): string =>
  t("rule_test_matches", {
    number,
    field: ruleFieldText(rule, form, t),
    test: t(`rule_${rule.test}`),
    value: rule.value,
  });

/** How something was decided without a host (N8). */
export const sayHow = (how: How, form: Form, t: Translate): string =>
  how.by === "rule"
    ? t("how_rule", {
        number: how.number,
        field: ruleFieldText(how.rule, form, t),
        test: t(`rule_${how.rule.test}`),
        value: how.rule.value,
      })
    : t(`how_${how.by}`);

/** A question's label: a standard one in the reader's language, any other as the host wrote it. */
export const labelOf = (question: Pick<AskedQuestion, "standard" | "label">, t: Translate): string =>
  question.standard ? t(`question_${question.standard}`) : question.label;
