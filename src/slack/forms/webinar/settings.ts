import type { KnownBlock } from "@slack/types";
import { COHOSTS_MAX, NOTE_MAX, OFFER_MAX_MINUTES, PASSWORD_MAX } from "../../../core/hosting/settings.ts";
import {
  capLimit,
  EARLY_MINUTES,
  POLICIES,
  type Site,
  WAIT_MINUTES,
  WAIT_RESULTS,
} from "../../../core/model/webinar.ts";
import type { Say } from "../../../texts/say.ts";
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
import type { BlockId, WebinarForm } from "./essentials.ts";

const options = ({ fields }: WebinarForm, site: Site, block: BlockId, say: Say): KnownBlock => {
  const required = {
    value: "required",
    text: say("option_registration"),
    description: say("option_registration_hint"),
  };
  // S9: switched off for the site they are not offered, and a webinar that has them can still let go of them.
  const ids =
    site.registrationIds || fields.registrationIds
      ? [{ value: "ids", text: say("option_ids"), description: say("option_ids_hint") }]
      : [];
  const waitlist = { value: "waitlist", text: say("field_waitlist"), description: say("field_waitlist_hint") };
  const isOn = { required: fields.registrationRequired, ids: fields.registrationIds, waitlist: fields.waitlist };
  return severalInput({
    block: block("options"),
    label: say("field_options"),
    optional: true,
    choices: [required, ...ids, waitlist],
    values: Object.entries(isOn).flatMap(([value, on]) => (on ? [value] : [])),
  });
};

const window = (name: "opens" | "closes", { fields }: WebinarForm, block: BlockId, say: Say): KnownBlock[] => [
  dateInput({
    block: block(`${name}Date`),
    label: say(`field_${name}_date`),
    hint: say(`field_${name}_hint`),
    optional: true,
    value: fields[name].date,
  }),
  timeInput({
    block: block(`${name}Time`),
    label: say(`field_${name}_time`),
    hint: say("field_start_zone_hint", { zone: fields.zone }),
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

/** All further settings. */
export const settings = (form: WebinarForm, site: Site, block: BlockId, say: Say): KnownBlock[] => {
  const { fields } = form;
  const domains = site.landingDomains.join(", ");
  return [
    options(form, site, block, say),
    selectInput({
      block: block("early"),
      label: say("field_early"),
      hint: say("field_early_hint"),
      choices: [
        { value: "none", text: say("early_none") },
        ...EARLY_MINUTES.map((minutes) => ({ value: String(minutes), text: say("early_minutes", { minutes }) })),
      ],
      value: fields.joinBeforeHost === undefined ? "none" : String(fields.joinBeforeHost),
    }),
    selectInput({
      block: block("policy"),
      label: say("field_policy"),
      choices: POLICIES.map((policy) => ({ value: policy, text: say(`policy_${policy}`) })),
      value: fields.policy,
    }),
    selectInput({
      block: block("wait"),
      label: say("field_wait"),
      hint: say("field_wait_hint"),
      choices: [
        { value: "none", text: say("wait_none") },
        ...WAIT_MINUTES.map((minutes) => ({ value: String(minutes), text: say("wait_minutes", { minutes }) })),
      ],
      value: fields.waitMinutes === undefined ? "none" : String(fields.waitMinutes),
    }),
    selectInput({
      block: block("waitResult"),
      label: say("field_wait_result"),
      hint: say("field_wait_result_hint"),
      choices: ["none" as const, ...WAIT_RESULTS].map((one) => ({ value: one, text: say(`wait_result_${one}`) })),
      value: fields.waitResult ?? "none",
    }),
    textInput({
      block: block("password"),
      label: say("field_password"),
      hint: say("field_password_hint"),
      optional: true,
      value: fields.password,
      max: PASSWORD_MAX,
    }),
    numberInput({
      block: block("cap"),
      label: say("field_cap"),
      hint: say("field_cap_hint", { max: capLimit(site.plan) }),
      optional: true,
      value: fields.cap,
    }),
    numberInput({
      block: block("offer"),
      label: say("field_offer"),
      hint: say("field_offer_hint", { max: OFFER_MAX_MINUTES }),
      optional: true,
      value: fields.offerMinutes,
    }),
    ...window("opens", form, block, say),
    ...window("closes", form, block, say),
    urlInput({
      block: block("landing"),
      label: say("field_landing"),
      hint: domains === "" ? say("field_landing_none") : say("field_landing_hint", { domains }),
      optional: true,
      value: fields.landingPage,
    }),
    note("fullText", form, block, say("field_full_text"), say("field_full_text_hint")),
    note("planText", form, block, say("field_plan_text"), say("field_plan_text_hint", { plan: site.plan })),
    peopleInput({
      block: block("cohosts"),
      label: say("field_cohosts"),
      hint: say("field_cohosts_hint"),
      optional: true,
      values: form.cohosts,
      max: COHOSTS_MAX,
    }),
  ];
};
