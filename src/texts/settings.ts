import { type AskedQuestion, type Form, questionsOf } from "../core/model/form.ts";
import { unreachable } from "../core/model/result.ts";
import type { Rule } from "../core/model/rules.ts";
import type { How } from "../core/model/verdict.ts";
import type { SettingChange, Settings, WebinarField } from "../core/model/webinar.ts";
import type { TextKey } from "./en.ts";
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
  cohosts: "field_cohosts",
  speakers: "fact_speakers",
  channels: "field_channel",
} as const satisfies Record<Exclude<WebinarField, "confirm">, TextKey>;

const SHOWN_MAX = 80;
const short = (text: string): string => (text.length > SHOWN_MAX ? `${text.slice(0, SHOWN_MAX)}…` : text);

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
      return text(settings[setting]);
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
      return String(settings[setting]);
    case "cohosts":
    case "speakers":
    case "hostChannels":
      return String(settings[setting].length);
    default:
      return unreachable(setting);
  }
};

/** One changed setting of a webinar: its old and its new value. */
export const sayChange = (
  { field, setting, from, to }: SettingChange,
  t: Translate,
  sayInstant: SayInstant,
): string => {
  const [before, now] = [from, to].map((settings) => settingText(setting, settings, t, sayInstant));
  const label = field === "confirm" ? "" : setting === "endsAt" ? t("field_end") : t(FIELD_LABELS[field]);
  return before === now
    ? t("fact_line", { label, value: t("setting_changed") })
    : t("edited_one", { field: label, from: before ?? "", to: now ?? "" });
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

/** How something was decided without a host (N8). */
export const sayHow = (how: How, form: Form, t: Translate): string =>
  how.by === "rule"
    ? t("how_rule", { number: how.number, rule: sayRule(how.rule, how.number, form, t).replace(/^\d+\. /, "") })
    : t(`how_${how.by}`);

/** A question's label: a standard one in the reader's language, any other as the host wrote it. */
export const labelOf = (question: Pick<AskedQuestion, "standard" | "label">, t: Translate): string =>
  question.standard ? t(`question_${question.standard}`) : question.label;
