import type { CardElementArray } from "@microsoft/teams.cards";
import { LINK_MAX, NOTE_MAX } from "../../../core/hosting/settings.ts";
import { HOST_TEXTS, NUDGE_MINUTES, REMINDER_MINUTES } from "../../../core/model/webinar.ts";
import { HOST_TEXT_LABELS, sayBefore } from "../../../texts/settings.ts";
import type { Translate } from "../../../texts/translate.ts";
import { hint } from "../../platform/inputs.ts";
import { NOTHING } from "./fields.ts";
import type { Inputs, Under } from "./form.ts";

/**
 * What people are told by themselves: when they are reminded, what comes after the end, and the host's own words. Where
 * those find no room on the card they are not shown, and stay as they are.
 */
export const told = (
  { hasTexts }: { readonly hasTexts: boolean },
  t: Translate,
  input: Inputs,
  under: Under,
): CardElementArray => [
  input.choice(
    "reminders",
    t("field_reminders"),
    REMINDER_MINUTES.map((minutes) => ({ title: sayBefore(minutes, t), value: String(minutes) })),
    { isMultiSelect: true },
  ),
  hint(t("field_reminders_hint")),
  input.choice("nudge", t("field_nudge"), [
    { title: t("wait_none"), value: NOTHING },
    ...NUDGE_MINUTES.map((minutes) => ({ title: sayBefore(minutes, t), value: String(minutes) })),
  ]),
  hint(t("field_nudge_hint")),
  input.toggle("followUp", t("option_follow_up"), t("option_follow_up_hint")),
  input.text("recording", t("field_recording"), { max: LINK_MAX }),
  hint(t("field_recording_hint")),
  ...under("recording"),
  ...(hasTexts ? [hint(t("field_host_text_hint"))] : [hint(t("host_texts_no_room"))]),
  ...(hasTexts ? HOST_TEXTS : []).flatMap((name) => [
    input.text(name, t(HOST_TEXT_LABELS[name]), { max: NOTE_MAX, isMultiline: true }),
    ...under(name),
  ]),
];
