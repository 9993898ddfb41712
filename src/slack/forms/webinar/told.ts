import type { KnownBlock } from "@slack/types";
import { NOTE_MAX } from "../../../core/hosting/settings.ts";
import { HOST_TEXTS, NUDGE_MINUTES, REMINDER_MINUTES } from "../../../core/model/webinar.ts";
import { HOST_TEXT_LABELS, sayBefore } from "../../../texts/settings.ts";
import type { Translate } from "../../../texts/translate.ts";
import { plain, selectInput, severalInput, textInput, urlInput } from "../../platform/inputs.ts";
import type { BlockId, WebinarForm } from "./form.ts";

/** The action id of the button that shows the host's own words as people will read them. */
export const SEE_WORDS = "see_words";

const wordsButton = (t: Translate): KnownBlock => ({
  type: "actions",
  elements: [{ type: "button", action_id: SEE_WORDS, text: plain(t("words_preview"), 75) }],
});

/** What people are told by themselves: when they are reminded, what comes after the end, and the host's own words. */
export const told = ({ fields, edits }: WebinarForm, block: BlockId, t: Translate): KnownBlock[] => [
  severalInput({
    block: block("reminders"),
    label: t("field_reminders"),
    hint: t("field_reminders_hint"),
    optional: true,
    choices: REMINDER_MINUTES.map((minutes) => ({ value: String(minutes), text: sayBefore(minutes, t) })),
    values: fields.reminders.map(String),
  }),
  selectInput({
    block: block("nudge"),
    label: t("field_nudge"),
    hint: t("field_nudge_hint"),
    choices: [
      { value: "none", text: t("wait_none") },
      ...NUDGE_MINUTES.map((minutes) => ({ value: String(minutes), text: sayBefore(minutes, t) })),
    ],
    value: fields.nudgeMinutes === undefined ? "none" : String(fields.nudgeMinutes),
  }),
  urlInput({
    block: block("recording"),
    label: t("field_recording"),
    hint: t("field_recording_hint"),
    optional: true,
    value: fields.recording,
  }),
  ...HOST_TEXTS.map((name) =>
    textInput({
      block: block(name),
      label: t(HOST_TEXT_LABELS[name]),
      ...(name === HOST_TEXTS[0] ? { hint: t("field_host_text_hint") } : {}),
      optional: true,
      multiline: true,
      value: fields.texts[name] ?? "",
      max: NOTE_MAX,
    }),
  ),
  // Of a new webinar there is nothing yet around the words.
  ...(edits ? [wordsButton(t)] : []),
];
