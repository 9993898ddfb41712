import type { KnownBlock } from "@slack/types";
import type { WebinarCode } from "../core/ids.ts";
import {
  CHANNELS_MAX,
  COHOSTS_MAX,
  DESCRIPTION_MAX,
  DURATION_MAX_MINUTES,
  NOTE_MAX,
  OFFER_MAX_MINUTES,
  PASSWORD_MAX,
  TITLE_MAX,
  type WebinarFields,
} from "../core/settings.ts";
import { capLimit, EARLY_MINUTES, KINDS, POLICIES, type Site } from "../core/webinar.ts";
import type { Say } from "../texts/say.ts";
import { escapeMrkdwn } from "./escape.ts";
import {
  channelsInput,
  dateInput,
  numberInput,
  peopleInput,
  section,
  selectInput,
  severalInput,
  textInput,
  timeInput,
  urlInput,
} from "./inputs.ts";

/** What the form of a webinar shows. */
export interface WebinarForm {
  readonly fields: WebinarFields;
  /** Slack's ids. */
  readonly channels: readonly string[];
  readonly cohosts: readonly string[];
  /** Whether it shows all settings, or the essentials and a button. */
  readonly isExpanded: boolean;
  /** The webinar that it changes; none: it schedules one. */
  readonly edits?: { readonly code: WebinarCode; readonly version: number } | undefined;
  /** Makes its inputs others than those of an earlier state, so that Slack shows what is given here and not what stood in them. */
  readonly mark?: string | undefined;
  /** How many registrations of which webinar saving would delete: asks for the code. */
  readonly deletes?: { readonly count: number; readonly title: string } | undefined;
  readonly notes?: readonly string[];
}

/** The block of an input, by its name. */
type BlockId = (name: string) => string;

/** What every form of a webinar asks. */
export const essentials = ({ fields, channels }: WebinarForm, block: BlockId, say: Say): KnownBlock[] => [
  textInput({ block: block("title"), label: say("field_title"), value: fields.title, max: TITLE_MAX }),
  selectInput({
    block: block("kind"),
    label: say("field_kind"),
    choices: KINDS.map((kind) => ({ value: kind, text: say(`kind_${kind}`) })),
    value: fields.kind,
  }),
  dateInput({ block: block("date"), label: say("field_start_date"), value: fields.start.date }),
  timeInput({
    block: block("time"),
    label: say("field_start_time"),
    hint: say("field_start_zone_hint", { zone: fields.zone }),
    value: fields.start.time,
  }),
  numberInput({
    block: block("duration"),
    label: say("field_duration"),
    value: fields.durationMinutes,
    min: 1,
    max: DURATION_MAX_MINUTES,
  }),
  urlInput({
    block: block("link"),
    label: say("field_link"),
    hint: say("field_link_hint"),
    value: fields.link,
  }),
  channelsInput({
    block: block("channels"),
    label: say("field_channel"),
    hint: say("field_channel_hint"),
    optional: true,
    values: channels,
    max: CHANNELS_MAX,
  }),
  textInput({
    block: block("description"),
    label: say("field_description"),
    optional: true,
    multiline: true,
    value: fields.description,
    max: DESCRIPTION_MAX,
  }),
];

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

/** On top, where it is seen: what saving deletes, and the code to type against it. Empty, the change can be taken back. */
export const confirmation = ({ deletes, edits }: WebinarForm, block: BlockId, say: Say): KnownBlock[] =>
  deletes && edits
    ? [
        section(escapeMrkdwn(say("confirm_warning", { ...deletes }))),
        textInput({
          block: block("confirm"),
          label: say("field_confirm", { code: edits.code, count: deletes.count }),
          optional: true,
          value: "",
          max: 20,
        }),
      ]
    : [];
