import type { CardElementArray } from "@microsoft/teams.cards";
import { LINK_MAX, NOTE_MAX, OFFER_MAX_MINUTES, PASSWORD_MAX } from "../../../core/hosting/settings.ts";
import { capLimit, EARLY_MINUTES, POLICIES, WAIT_MINUTES, WAIT_RESULTS } from "../../../core/model/webinar.ts";
import type { Say } from "../../../texts/say.ts";
import { type Choice, hint } from "../../platform/inputs.ts";
import { shortened } from "../../platform/size.ts";
import type { Inputs, Under, WebinarForm } from "./essentials.ts";
import { NOTHING } from "./fields.ts";

const COHOSTS_MAX_LENGTH = 8_000;

const earlyChoices = (say: Say): Choice[] => [
  { title: say("early_none"), value: "none" },
  ...EARLY_MINUTES.map((minutes) => ({ title: say("early_minutes", { minutes }), value: String(minutes) })),
];

/** All further settings. */
export const settings = (
  { site, edited, typed }: WebinarForm,
  say: Say,
  input: Inputs,
  under: Under,
): CardElementArray => {
  const domains = shortened(site.landingDomains.join(", "), 300);
  return [
    input.toggle("registration", say("option_registration"), say("option_registration_hint")),
    ...under("registration"),
    // S9: switched off on the site it is offered only where a webinar has it already.
    ...(site.registrationIds || (edited && typed.ids === "true")
      ? [input.toggle("ids", say("option_ids"), say("option_ids_hint"))]
      : []),
    ...under("ids"),
    input.toggle("waitlist", say("field_waitlist"), say("field_waitlist_hint")),
    ...under("waitlist"),
    input.amount("offer", say("field_offer")),
    hint(say("field_offer_hint", { max: OFFER_MAX_MINUTES })),
    ...under("offer"),
    input.choice("early", say("field_early"), earlyChoices(say)),
    hint(say("field_early_hint")),
    ...under("early"),
    input.choice(
      "policy",
      say("field_policy"),
      POLICIES.map((policy) => ({ title: say(`policy_${policy}`), value: policy })),
    ),
    ...under("policy"),
    input.choice("wait", say("field_wait"), [
      { title: say("wait_none"), value: NOTHING },
      ...WAIT_MINUTES.map((minutes) => ({ title: say("wait_minutes", { minutes }), value: String(minutes) })),
    ]),
    hint(say("field_wait_hint")),
    ...under("wait"),
    input.choice(
      "waitResult",
      say("field_wait_result"),
      ([NOTHING, ...WAIT_RESULTS] as const).map((value) => ({ title: say(`wait_result_${value}`), value })),
    ),
    hint(say("field_wait_result_hint")),
    ...under("waitResult"),
    input.text("password", say("field_password"), { max: PASSWORD_MAX }),
    hint(say("field_password_hint")),
    ...under("password"),
    input.amount("cap", say("field_cap")),
    hint(say("field_cap_hint", { max: capLimit(site.plan) })),
    ...under("cap"),
    input.date("opensDate", say("field_opens_date")),
    input.time("opensTime", say("field_opens_time")),
    hint(say("field_opens_hint")),
    ...under("opens"),
    input.date("closesDate", say("field_closes_date")),
    input.time("closesTime", say("field_closes_time")),
    hint(say("field_closes_hint")),
    ...under("closes"),
    input.text("landing", say("field_landing"), { max: LINK_MAX }),
    hint(domains === "" ? say("field_landing_none") : say("field_landing_hint", { domains })),
    ...under("landing"),
    input.text("fullText", say("field_full_text"), { max: NOTE_MAX, isMultiline: true }),
    hint(say("field_full_text_hint")),
    ...under("fullText"),
    input.text("planText", say("field_plan_text"), { max: NOTE_MAX, isMultiline: true }),
    hint(say("field_plan_text_hint", { plan: site.plan })),
    ...under("planText"),
    input.text("cohosts", say("field_cohosts"), { max: COHOSTS_MAX_LENGTH }),
    hint(say("field_cohosts_address_hint")),
    ...under("cohosts"),
  ];
};
