import type { CardElementArray } from "@microsoft/teams.cards";
import { LINK_MAX, NOTE_MAX, OFFER_MAX_MINUTES, PASSWORD_MAX } from "../../../core/hosting/settings.ts";
import {
  ANSWER_EDITS,
  capLimit,
  EARLY_MINUTES,
  POLICIES,
  VISIBILITIES,
  WAIT_MINUTES,
  WAIT_RESULTS,
} from "../../../core/model/webinar.ts";
import type { Translate } from "../../../texts/translate.ts";
import { beside, type Choice, hint } from "../../platform/inputs.ts";
import { shortened } from "../../platform/size.ts";
import { AS_KIND_HAS, NOTHING } from "./fields.ts";
import type { Inputs, Under, WebinarForm } from "./form.ts";
import { told } from "./told.ts";

const COHOSTS_MAX_LENGTH = 8_000;

const earlyChoices = (t: Translate): Choice[] => [
  { title: t("early_none"), value: "none" },
  ...EARLY_MINUTES.map((minutes) => ({ title: t("early_minutes", { minutes }), value: String(minutes) })),
];

const idChoices = (t: Translate, isEdited: boolean): Choice[] => [
  ...(isEdited ? [] : [{ title: t("ids_as_kind_has"), value: AS_KIND_HAS }]),
  { title: t("yes"), value: "true" },
  { title: t("no"), value: "false" },
];

/** The parts of the settings: under forty fields in a row nobody finds one. */
export type PartName = "registering" | "approving" | "seats" | "answers" | "words" | "people";

export interface Part {
  readonly name: PartName;
  readonly title: string;
  readonly items: CardElementArray;
}

/** All further settings, part by part. */
export const settings = (
  form: WebinarForm & { readonly hasTexts: boolean },
  t: Translate,
  input: Inputs,
  under: Under,
): readonly Part[] => {
  const { site, edited, typed } = form;
  const domains = shortened(site.landingDomains.join(", "), 300);
  return [
    {
      name: "registering",
      title: t("settings_registering"),
      items: [
        input.toggle("registration", t("option_registration"), t("option_registration_hint")),
        ...under("registration"),
        // S9: switched off on the site it is offered only where a webinar has it already.
        ...(site.registrationIds || (edited && typed.ids === "true")
          ? [input.choice("ids", t("option_ids"), idChoices(t, edited !== undefined)), hint(t("option_ids_hint"))]
          : []),
        ...under("ids"),
        input.toggle("waitlist", t("field_waitlist"), t("field_waitlist_hint")),
        ...under("waitlist"),
        input.toggle("dmOnly", t("option_dm_only"), t("option_dm_only_hint")),
        input.toggle("invitationsLocked", t("option_locked"), t("option_locked_hint")),
        input.choice(
          "visibility",
          t("field_visibility"),
          VISIBILITIES.map((one) => ({ title: t(`visibility_${one}`), value: one })),
        ),
        hint(t("field_visibility_hint")),
        ...under("visibility"),
        input.amount("offer", t("field_offer")),
        hint(t("field_offer_hint", { max: OFFER_MAX_MINUTES })),
        ...under("offer"),
        input.choice("early", t("field_early"), earlyChoices(t)),
        hint(t("field_early_hint")),
        ...under("early"),
      ],
    },
    {
      name: "approving",
      title: t("settings_approving"),
      items: [
        input.choice(
          "policy",
          t("field_policy"),
          POLICIES.map((policy) => ({ title: t(`policy_${policy}`), value: policy })),
        ),
        ...under("policy"),
        input.toggle("approveInvited", t("option_approve_invited"), t("option_approve_invited_hint")),
        input.choice("wait", t("field_wait"), [
          { title: t("wait_none"), value: NOTHING },
          ...WAIT_MINUTES.map((minutes) => ({ title: t("wait_minutes", { minutes }), value: String(minutes) })),
        ]),
        hint(t("field_wait_hint")),
        ...under("wait"),
        input.choice(
          "waitResult",
          t("field_wait_result"),
          ([NOTHING, ...WAIT_RESULTS] as const).map((value) => ({ title: t(`wait_result_${value}`), value })),
        ),
        hint(t("field_wait_result_hint")),
        ...under("waitResult"),
        input.text("password", t("field_password"), { max: PASSWORD_MAX }),
        hint(t("field_password_hint")),
        ...under("password"),
      ],
    },
    {
      name: "seats",
      title: t("settings_seats"),
      items: [
        input.amount("cap", t("field_cap")),
        hint(t("field_cap_hint", { max: capLimit(site.plan) })),
        ...under("cap"),
        beside(input.date("opensDate", t("field_opens_date")), input.time("opensTime", t("field_opens_time"))),
        hint(t("field_opens_hint")),
        ...under("opens"),
        beside(input.date("closesDate", t("field_closes_date")), input.time("closesTime", t("field_closes_time"))),
        hint(t("field_closes_hint")),
        ...under("closes"),
      ],
    },
    {
      name: "answers",
      title: t("settings_answers"),
      items: [
        input.choice(
          "answerEdits",
          t("field_answer_edits"),
          ANSWER_EDITS.map((edits) => ({ title: t(`answer_edits_${edits}`), value: edits })),
        ),
        hint(t("field_answer_edits_hint")),
        ...under("answerEdits"),
        beside(
          input.date("answersUntilDate", t("field_answersUntil_date")),
          input.time("answersUntilTime", t("field_answersUntil_time")),
        ),
        hint(t("field_answersUntil_hint")),
        ...under("answersUntil"),
        input.toggle("editsReopen", t("option_edits_reopen"), t("option_edits_reopen_hint")),
        ...under("editsReopen"),
      ],
    },
    {
      name: "words",
      title: t("settings_words"),
      items: [
        input.text("landing", t("field_landing"), { max: LINK_MAX }),
        hint(domains === "" ? t("field_landing_none") : t("field_landing_hint", { domains })),
        ...under("landing"),
        input.text("fullText", t("field_full_text"), { max: NOTE_MAX, isMultiline: true }),
        hint(t("field_full_text_hint")),
        ...under("fullText"),
        input.text("planText", t("field_plan_text"), { max: NOTE_MAX, isMultiline: true }),
        hint(t("field_plan_text_hint", { plan: site.plan })),
        ...under("planText"),
        ...told(form, t, input, under),
      ],
    },
    {
      name: "people",
      title: t("settings_people"),
      items: [
        input.text("cohosts", t("field_cohosts"), { max: COHOSTS_MAX_LENGTH }),
        hint(t("field_cohosts_address_hint")),
        ...under("cohosts"),
      ],
    },
  ];
};
