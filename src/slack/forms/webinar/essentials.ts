import type { KnownBlock } from "@slack/types";
import { INVITEES_MAX } from "../../../core/hosting/inviting/parts.ts";
import { CHANNELS_MAX, DESCRIPTION_MAX, DURATION_MAX_MINUTES, TITLE_MAX } from "../../../core/hosting/settings.ts";
import type { Locale } from "../../../core/model/person.ts";
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
import type { BlockId, WebinarForm } from "./form.ts";
import { repetition } from "./repeat.ts";

/** What an input of Slack takes at most. */
const GUESTS_LENGTH_MAX = 3_000;

/** What every form of a webinar asks. */
export const essentials = (form: WebinarForm, block: BlockId, t: Translate, locale: Locale): KnownBlock[] => [
  ...when(form, block, t),
  ...(form.edits ? [] : repetition(form, block, t, locale)),
  ...what(form, block, t),
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

const when = ({ fields, startNote }: WebinarForm, block: BlockId, t: Translate): KnownBlock[] => [
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
  // Right below what it is about, and as loud as Slack's own errors.
  ...(startNote ? [section(`⚠️ *${escapeMrkdwn(startNote)}*`)] : []),
  numberInput({
    block: block("duration"),
    label: t("field_duration"),
    value: fields.durationMinutes,
    min: 1,
    max: DURATION_MAX_MINUTES,
  }),
];

const what = ({ fields, channels }: WebinarForm, block: BlockId, t: Translate): KnownBlock[] => [
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
