import type { CardElementArray } from "@microsoft/teams.cards";
import { DESCRIPTION_MAX, LINK_MAX, TITLE_MAX, type WebinarProblem } from "../../../core/hosting/settings.ts";
import type { WebinarCode } from "../../../core/model/ids.ts";
import type { Reader } from "../../../core/model/person.ts";
import type { Site } from "../../../core/model/webinar.ts";
import type { Translate } from "../../../texts/translate.ts";
import type { Typed } from "../../platform/filled-in.ts";
import { type Choice, hint, type inputsFor } from "../../platform/inputs.ts";
import { textBlock } from "../../platform/text.ts";

const INVITEES_LENGTH_MAX = 12_000;

/** A webinar that is changed, as the form shows it. */
interface EditedWebinar {
  readonly code: WebinarCode;
  readonly title: string;
  readonly version: number;
}

export interface WebinarForm {
  readonly site: Site;
  readonly reader: Reader;
  /** The host's zone: dates and times are typed in it. */
  readonly zone: string;
  /** Where requests can be posted. */
  readonly channels: readonly Choice[];
  /** Absent: a new one. */
  readonly edited?: EditedWebinar;
  /** Idempotency key: however often the form is submitted, it is done once. */
  readonly nonce: string;
  readonly typed: Typed;
  readonly problems: readonly WebinarProblem[];
  /** On a card in the personal chat, for clients without dialogs. */
  readonly inline: boolean;
}

/** Makes inputs that hold what was typed. */
export type Inputs = ReturnType<typeof inputsFor>;

/** What is wrong with a field, for the place under it. */
export type Under = (field: string) => CardElementArray;

/** What every form of a webinar asks. */
export const essentials = (
  { zone, channels, edited }: WebinarForm,
  t: Translate,
  input: Inputs,
  under: Under,
): CardElementArray => [
  // Nothing is marked as required: the client would say that alone, and a past date only after it (B18).
  input.text("title", t("field_title"), { max: TITLE_MAX }),
  ...under("title"),
  input.text("description", t("field_description"), { max: DESCRIPTION_MAX, isMultiline: true }),
  ...under("description"),
  input.choice("kind", t("field_kind"), [
    { title: t("kind_webinar"), value: "webinar" },
    { title: t("kind_meeting"), value: "meeting" },
  ]),
  input.date("date", t("field_start_date")),
  input.time("time", t("field_start_time")),
  hint(t("field_start_zone_hint", { zone })),
  ...under("start"),
  input.amount("duration", t("field_duration")),
  ...under("duration"),
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
