import type { KnownBlock } from "@slack/types";
import {
  CHANNELS_MAX,
  DESCRIPTION_MAX,
  DURATION_MAX_MINUTES,
  TITLE_MAX,
  type WebinarFields,
} from "../../../core/hosting/settings.ts";
import type { WebinarCode } from "../../../core/model/ids.ts";
import { KINDS } from "../../../core/model/webinar.ts";
import type { Say } from "../../../texts/say.ts";
import { escapeMrkdwn } from "../../platform/escape.ts";
import {
  channelsInput,
  dateInput,
  numberInput,
  section,
  selectInput,
  textInput,
  timeInput,
  urlInput,
} from "../../platform/inputs.ts";

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
  /** Renames the inputs, since Slack keeps what stands in an input of the same name. */
  readonly mark?: string | undefined;
  /** How many registrations of which webinar saving would delete: asks for the code. */
  readonly deletes?: { readonly count: number; readonly title: string } | undefined;
  readonly notes?: readonly string[];
}

/** The block of an input, by its name. */
export type BlockId = (name: string) => string;

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

/** Says on top what saving deletes, and asks for the code; optional, so that the change can be taken back. */
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
