import type { KnownBlock } from "@slack/types";
import { INVITEES_MAX } from "../../../core/hosting/inviting/parts.ts";
import {
  CHANNELS_MAX,
  DESCRIPTION_MAX,
  DURATION_MAX_MINUTES,
  TITLE_MAX,
  type WebinarFields,
} from "../../../core/hosting/settings.ts";
import type { WebinarCode } from "../../../core/model/ids.ts";
import { KINDS } from "../../../core/model/webinar.ts";
import type { Translate } from "../../../texts/translate.ts";
import { escapeMrkdwn } from "../../platform/escape.ts";
import {
  channelsInput,
  dateInput,
  numberInput,
  peopleInput,
  section,
  selectInput,
  textInput,
  timeInput,
  urlInput,
} from "../../platform/inputs.ts";

/** What an input of Slack takes at most. */
const GUESTS_LENGTH_MAX = 3_000;

/** What the form of a webinar shows. */
export interface WebinarForm {
  readonly fields: WebinarFields;
  /** Slack's ids. */
  readonly channels: readonly string[];
  readonly cohosts: readonly string[];
  readonly invitees: readonly string[];
  readonly guests: string;
  /** Whether it shows all settings, or the essentials and a button. */
  readonly isExpanded: boolean;
  /** The webinar that it changes; none: it schedules one. */
  readonly edits?: { readonly code: WebinarCode; readonly version: number } | undefined;
  /** Renames the inputs, since Slack keeps what stands in an input of the same name. */
  readonly mark?: string | undefined;
  /** How many registrations of which webinar saving would delete: asks for the code. */
  readonly deletes?: { readonly count: number; readonly title: string } | undefined;
  readonly notes?: readonly string[];
  /** What is wrong with the start that was just chosen: Slack's own client says what is missing before we are asked. */
  readonly startNote?: string | undefined;
  /** Its notes ask whether registration opens and closes with the start. */
  readonly timesAsked?: boolean;
}

/** The block of an input, by its name. */
export type BlockId = (name: string) => string;

/** What every form of a webinar asks. */
export const essentials = (form: WebinarForm, block: BlockId, t: Translate): KnownBlock[] => [
  ...always(form, block, t),
  ...(form.edits ? [] : invitees(form, block, t)),
];

/** Whom a new webinar invites; later there is the command for it. */
const invitees = ({ invitees: chosen, guests }: WebinarForm, block: BlockId, t: Translate): KnownBlock[] => [
  peopleInput({
    block: block("invitees"),
    label: t("field_invitees"),
    hint: t("field_invitees_hint"),
    optional: true,
    values: chosen,
    max: INVITEES_MAX,
  }),
  textInput({
    block: block("guests"),
    label: t("field_guests"),
    hint: t("field_guests_hint"),
    optional: true,
    multiline: true,
    value: guests,
    max: GUESTS_LENGTH_MAX,
  }),
];

const always = ({ fields, channels }: WebinarForm, block: BlockId, t: Translate): KnownBlock[] => [
  textInput({ block: block("title"), label: t("field_title"), value: fields.title, max: TITLE_MAX }),
  selectInput({
    block: block("kind"),
    label: t("field_kind"),
    choices: KINDS.map((kind) => ({ value: kind, text: t(`kind_${kind}`) })),
    value: fields.kind,
  }),
  dateInput({ block: block("date"), label: t("field_start_date"), value: fields.start.date, isTold: true }),
  timeInput({
    block: block("time"),
    label: t("field_start_time"),
    hint: t("field_start_zone_hint", { zone: fields.zone }),
    value: fields.start.time,
    isTold: true,
  }),
  numberInput({
    block: block("duration"),
    label: t("field_duration"),
    value: fields.durationMinutes,
    min: 1,
    max: DURATION_MAX_MINUTES,
  }),
  urlInput({
    block: block("link"),
    label: t("field_link"),
    hint: t("field_link_hint"),
    value: fields.link,
  }),
  channelsInput({
    block: block("channels"),
    label: t("field_channel"),
    hint: t("field_channel_hint"),
    optional: true,
    values: channels,
    max: CHANNELS_MAX,
  }),
  textInput({
    block: block("description"),
    label: t("field_description"),
    optional: true,
    multiline: true,
    value: fields.description,
    max: DESCRIPTION_MAX,
  }),
];

/** Says on top what saving deletes, and asks for the code; optional, so that the change can be taken back. */
export const confirmation = ({ deletes, edits }: WebinarForm, block: BlockId, t: Translate): KnownBlock[] =>
  deletes && edits
    ? [
        section(escapeMrkdwn(t("confirm_warning", { ...deletes }))),
        textInput({
          block: block("confirm"),
          label: t("field_confirm", { code: edits.code, count: deletes.count }),
          optional: true,
          value: "",
          max: 20,
        }),
      ]
    : [];
