import type { CardElementArray } from "@microsoft/teams.cards";
import { DESCRIPTION_MAX, LINK_MAX, TITLE_MAX } from "../../../core/hosting/settings.ts";
import type { Translate } from "../../../texts/translate.ts";
import { beside, hint } from "../../platform/inputs.ts";
import { textBlock } from "../../platform/text.ts";
import type { Inputs, Under, WebinarForm } from "./form.ts";
import { repetition } from "./repeat.ts";

const INVITEES_LENGTH_MAX = 12_000;

/** What every form of a webinar asks. */
export const essentials = (form: WebinarForm, t: Translate, input: Inputs, under: Under): CardElementArray => [
  ...what(form, t, input, under),
  ...(form.edited ? [] : repetition(form, t, input, under)),
  ...where(form, t, input, under),
];

const what = ({ zone }: WebinarForm, t: Translate, input: Inputs, under: Under): CardElementArray => [
  // Nothing is marked as required: the client would say that alone, and a past date only after it (B18).
  input.text("title", t("field_title"), { max: TITLE_MAX }),
  ...under("title"),
  input.text("description", t("field_description"), { max: DESCRIPTION_MAX, isMultiline: true }),
  ...under("description"),
  input.choice("kind", t("field_kind"), [
    { title: t("kind_webinar"), value: "webinar" },
    { title: t("kind_meeting"), value: "meeting" },
  ]),
  beside(input.date("date", t("field_start_date")), input.time("time", t("field_start_time"))),
  hint(t("field_start_zone_hint", { zone })),
  ...under("start"),
  input.amount("duration", t("field_duration")),
  ...under("duration"),
];

const where = ({ channels, edited }: WebinarForm, t: Translate, input: Inputs, under: Under): CardElementArray => [
  input.text("link", t("field_link"), { max: LINK_MAX }),
  hint(t("field_link_hint")),
  ...under("link"),
  input.choice("channels", t("field_channel"), channels, { isMultiSelect: true, isExpanded: false }),
  hint(t("field_channel_hint")),
  ...under("channels"),
  ...(edited
    ? []
    : [
        input.text("invitees", t("field_guests"), { max: INVITEES_LENGTH_MAX, isMultiline: true }),
        hint(t("field_guests_hint")),
        ...under("invitees"),
      ]),
];

/** Says on top what saving deletes, and asks for the code to confirm it. */
export const confirmation = (
  { edited }: WebinarForm,
  count: number,
  t: Translate,
  input: Inputs,
  under: Under,
): CardElementArray =>
  edited && count > 0
    ? [
        textBlock(t("confirm_warning", { count, title: edited.title })),
        input.text("confirm", t("field_confirm", { code: edited.code, count }), { max: 20 }),
        ...under("confirm"),
      ]
    : [];
