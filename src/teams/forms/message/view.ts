import type { IAdaptiveCard } from "@microsoft/teams.cards";
import { NUDGED } from "../../../core/hosting/messages/messages.ts";
import { NOTE_MAX } from "../../../core/hosting/settings.ts";
import type { Reader } from "../../../core/model/person.ts";
import { codeOf } from "../../../core/model/series.ts";
import type { Notice } from "../../../core/notices/notice.ts";
import { quotedLines } from "../../../texts/quotes.ts";
import { translatorFor } from "../../../texts/translate.ts";
import { wordsOf } from "../../../texts/words.ts";
import { cardOf } from "../../notices/message.ts";
import type { Typed } from "../../platform/filled-in.ts";
import {
  formCard,
  hint,
  inputsFor,
  type Problem,
  problemLines,
  sendButton,
  submitButton,
} from "../../platform/inputs.ts";
import { aside, type Element, heading, textBlock } from "../../platform/text.ts";

interface Shown {
  readonly reader: Reader;
  /** Idempotency key of what this form does. */
  readonly nonce: string;
}

type Opened<Form> = Extract<Notice, { kind: "open_form"; form: Form }>;

/** Asks a host to whom and what they write (P31). */
export const messageView = (
  asked: Opened<"message">,
  { reader, nonce, typed, problems }: Shown & { readonly typed: Typed; readonly problems: readonly Problem[] },
): IAdaptiveCard => {
  const t = translatorFor(reader.locale);
  const { title, lines } = wordsOf(asked, reader);
  const { series } = asked;
  const code = codeOf(series ?? asked);
  const input = inputsFor(typed, true);
  const under = problemLines(problems, reader);
  const choices = asked.audiences.map(({ to, count }) => ({
    title: t("audience_count", { audience: t(`audience_${to}`), count }),
    value: to,
  }));
  return formCard(
    title,
    [
      aside(t("step_of", { step: 1, of: 2 })),
      // That a message is written is said above the dialog.
      heading((series?.series ?? asked.webinar).title),
      ...lines.map((line) => textBlock(line)),
      input.choice("to", t("field_message_to"), choices, {
        missing: t("no_nobody_chosen"),
        placeholder: t("page_choose"),
      }),
      ...under("to"),
      input.text("text", t("field_message_text"), { max: NOTE_MAX, isMultiline: true }),
      ...(asked.isNudgeable ? [hint(t("field_message_text_hint"))] : []),
      ...under("text"),
    ],
    [
      sendButton(t("next"), { form: "message", code, nonce }),
      ...(asked.isNudgeable
        ? [submitButton(t("nudge"), { form: "message", code, nonce, ...NUDGED }, { withInputs: false })]
        : []),
    ],
  );
};

/** Shows what a host wrote as it will be read, and to how many it goes. */
export const previewView = (asked: Opened<"message_preview">, now: number, { reader, nonce }: Shown): IAdaptiveCard => {
  const t = translatorFor(reader.locale);
  const { series, to, text, count, shown } = asked;
  const words = wordsOf(asked, reader);
  const { title } = words;
  const data = { code: codeOf(series ?? asked), to, text, nonce };
  // What they read stands below, as it will look.
  const card = cardOf(shown, reader, now, { inDialog: true });
  // What the menu has besides is seldom wanted.
  const labels = (cardOf(shown, reader, now).actions ?? []).flatMap(({ title: label = "", mode }) =>
    mode === "secondary" ? [] : label || [],
  );
  const lines = quotedLines(words).flatMap((line) => (line.quote === undefined ? [line.text] : []));
  return formCard(
    title,
    [
      // Nobody writes a nudge.
      ...(text === "" ? [] : [aside(t("step_of", { step: 2, of: 2 }))]),
      heading(title),
      ...lines.map((line) => textBlock(line)),
      { ...aside(t("preview_of_message")), spacing: "Medium" } as Element,
      {
        type: "Container",
        showBorder: true,
        roundedCorners: true,
        spacing: "Small",
        items: [
          ...card.body,
          ...(labels.length > 0
            ? [aside(t("preview_buttons", { count: labels.length, labels: labels.join(" · ") }))]
            : []),
        ],
      },
    ],
    [
      sendButton(t("send_to", { count }), { ...data, form: "message_preview" }),
      submitButton(t("back"), { ...data, form: "message", back: "back" }, { withInputs: false }),
    ],
  );
};
