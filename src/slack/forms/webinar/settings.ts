import type { KnownBlock } from "@slack/types";
import { COHOSTS_MAX, NOTE_MAX, OFFER_MAX_MINUTES, PASSWORD_MAX } from "../../../core/hosting/settings.ts";
import {
  ANSWER_EDITS,
  capLimit,
  EARLY_MINUTES,
  POLICIES,
  type Site,
  VISIBILITIES,
  WAIT_MINUTES,
  WAIT_RESULTS,
} from "../../../core/model/webinar.ts";
import type { Translate } from "../../../texts/translate.ts";
import { header } from "../../notices/blocks.ts";
import {
  dateInput,
  numberInput,
  peopleInput,
  selectInput,
  severalInput,
  textInput,
  timeInput,
  urlInput,
} from "../../platform/inputs.ts";
import type { BlockId, WebinarForm } from "./form.ts";
import { told } from "./told.ts";

const options = ({ fields }: WebinarForm, site: Site, block: BlockId, t: Translate): KnownBlock => {
  const required = {
    value: "required",
    text: t("option_registration"),
    description: t("option_registration_hint"),
  };
  // S9: switched off for the site they are not offered, and a webinar that has them can still let go of them.
  const ids =
    site.registrationIds || fields.registrationIds
      ? [{ value: "ids", text: t("option_ids"), description: t("option_ids_hint") }]
      : [];
  const waitlist = { value: "waitlist", text: t("field_waitlist"), description: t("field_waitlist_hint") };
  const dmOnly = { value: "dmOnly", text: t("option_dm_only"), description: t("option_dm_only_hint") };
  const invitationsLocked = {
    value: "invitationsLocked",
    text: t("option_locked"),
    description: t("option_locked_hint"),
  };
  const reopen = { value: "editsReopen", text: t("option_edits_reopen"), description: t("option_edits_reopen_hint") };
  const followUp = { value: "followUp", text: t("option_follow_up"), description: t("option_follow_up_hint") };
  const approveInvited = {
    value: "approveInvited",
    text: t("option_approve_invited"),
    description: t("option_approve_invited_hint"),
  };
  const isOn = {
    required: fields.registrationRequired,
    ids: fields.registrationIds,
    waitlist: fields.waitlist,
    dmOnly: fields.dmOnly,
    editsReopen: fields.editsReopen,
    followUp: fields.followUp,
    approveInvited: fields.approveInvited,
    invitationsLocked: fields.invitationsLocked,
  };
  return severalInput({
    block: block("options"),
    label: t("field_options"),
    optional: true,
    choices: [required, ...ids, waitlist, dmOnly, approveInvited, reopen, invitationsLocked, followUp],
    values: Object.entries(isOn).flatMap(([value, on]) => (on ? [value] : [])),
  });
};

const window = (
  name: "opens" | "closes" | "answersUntil",
  { fields }: WebinarForm,
  block: BlockId,
  t: Translate,
): KnownBlock[] => [
  dateInput({
    block: block(`${name}Date`),
    label: t(`field_${name}_date`),
    hint: t(`field_${name}_hint`),
    optional: true,
    value: fields[name].date,
  }),
  timeInput({
    block: block(`${name}Time`),
    label: t(`field_${name}_time`),
    hint: t("field_start_zone_hint", { zone: fields.zone }),
    optional: true,
    value: fields[name].time,
  }),
];

const note = (
  name: "fullText" | "planText",
  form: WebinarForm,
  block: BlockId,
  label: string,
  hint: string,
): KnownBlock =>
  textInput({
    block: block(name),
    label,
    hint,
    optional: true,
    multiline: true,
    value: form.fields[name],
    max: NOTE_MAX,
  });

/** All further settings, part by part. */
export const settings = (form: WebinarForm, site: Site, block: BlockId, t: Translate): KnownBlock[] => {
  const { fields } = form;
  const domains = site.landingDomains.join(", ");
  return [
    header(t("settings_registering")),
    options(form, site, block, t),
    selectInput({
      block: block("visibility"),
      label: t("field_visibility"),
      hint: t("field_visibility_hint"),
      choices: VISIBILITIES.map((one) => ({ value: one, text: t(`visibility_${one}`) })),
      value: fields.visibility,
    }),
    selectInput({
      block: block("early"),
      label: t("field_early"),
      hint: t("field_early_hint"),
      choices: [
        { value: "none", text: t("early_none") },
        ...EARLY_MINUTES.map((minutes) => ({ value: String(minutes), text: t("early_minutes", { minutes }) })),
      ],
      value: fields.joinBeforeHost === undefined ? "none" : String(fields.joinBeforeHost),
    }),
    header(t("settings_approving")),
    selectInput({
      block: block("policy"),
      label: t("field_policy"),
      choices: POLICIES.map((policy) => ({ value: policy, text: t(`policy_${policy}`) })),
      value: fields.policy,
    }),
    selectInput({
      block: block("wait"),
      label: t("field_wait"),
      hint: t("field_wait_hint"),
      choices: [
        { value: "none", text: t("wait_none") },
        ...WAIT_MINUTES.map((minutes) => ({ value: String(minutes), text: t("wait_minutes", { minutes }) })),
      ],
      value: fields.waitMinutes === undefined ? "none" : String(fields.waitMinutes),
    }),
    selectInput({
      block: block("waitResult"),
      label: t("field_wait_result"),
      hint: t("field_wait_result_hint"),
      choices: ["none" as const, ...WAIT_RESULTS].map((one) => ({ value: one, text: t(`wait_result_${one}`) })),
      value: fields.waitResult ?? "none",
    }),
    textInput({
      block: block("password"),
      label: t("field_password"),
      hint: t("field_password_hint"),
      optional: true,
      value: fields.password,
      max: PASSWORD_MAX,
    }),
    header(t("settings_seats")),
    numberInput({
      block: block("cap"),
      label: t("field_cap"),
      hint: t("field_cap_hint", { max: capLimit(site.plan) }),
      optional: true,
      value: fields.cap,
    }),
    numberInput({
      block: block("offer"),
      label: t("field_offer"),
      hint: t("field_offer_hint", { max: OFFER_MAX_MINUTES }),
      optional: true,
      value: fields.offerMinutes,
    }),
    ...window("opens", form, block, t),
    ...window("closes", form, block, t),
    header(t("settings_answers")),
    selectInput({
      block: block("answerEdits"),
      label: t("field_answer_edits"),
      hint: t("field_answer_edits_hint"),
      choices: ANSWER_EDITS.map((edits) => ({ value: edits, text: t(`answer_edits_${edits}`) })),
      value: fields.answerEdits,
    }),
    ...window("answersUntil", form, block, t),
    header(t("settings_words")),
    urlInput({
      block: block("landing"),
      label: t("field_landing"),
      hint: domains === "" ? t("field_landing_none") : t("field_landing_hint", { domains }),
      optional: true,
      value: fields.landingPage,
    }),
    note("fullText", form, block, t("field_full_text"), t("field_full_text_hint")),
    note("planText", form, block, t("field_plan_text"), t("field_plan_text_hint", { plan: site.plan })),
    ...told(form, block, t),
    header(t("settings_people")),
    peopleInput({
      block: block("cohosts"),
      label: t("field_cohosts"),
      hint: t("field_cohosts_hint"),
      optional: true,
      values: form.cohosts,
      max: COHOSTS_MAX,
    }),
  ];
};
