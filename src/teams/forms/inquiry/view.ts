import type { CardElementArray, IAdaptiveCard } from "@microsoft/teams.cards";
import { INQUIRY_MAX, type InquiryFound } from "../../../core/approvals/inquiry.ts";
import type { Reader } from "../../../core/model/person.ts";
import { fullName } from "../../../core/model/person.ts";
import type { Registration } from "../../../core/model/registration.ts";
import type { Webinar } from "../../../core/model/webinar.ts";
import { quotedLines } from "../../../texts/quotes.ts";
import { translatorFor } from "../../../texts/translate.ts";
import { wordsOf } from "../../../texts/words.ts";
import { shownName } from "../../../texts/written.ts";
import type { Typed } from "../../platform/filled-in.ts";
import { formCard, inputsFor, type Problem, problemLines, sendButton } from "../../platform/inputs.ts";
import { person } from "../../platform/person.ts";
import { aside, heading, quote, textBlock } from "../../platform/text.ts";

interface Shown {
  readonly reader: Reader;
  /** Idempotency key of what this form does. */
  readonly nonce: string;
  readonly typed: Typed;
  readonly problems: readonly Problem[];
}

/** A form of one text and its button; what is too long stands whole, to be shortened there. */
const textForm = (
  { reader, nonce, typed, problems }: Shown,
  title: string,
  top: CardElementArray,
  { label, button, data }: { label: string; button: string; data: Readonly<Record<string, string>> },
): IAdaptiveCard =>
  formCard(
    title,
    [
      ...top,
      inputsFor({ text: (typed.text ?? "").slice(0, 2 * INQUIRY_MAX).toWellFormed() }).text("text", label, {
        max: INQUIRY_MAX,
        isMultiline: true,
        missing: translatorFor(reader.locale)("no_answer_missing"),
      }),
      ...problemLines(problems, reader)("text"),
    ],
    [sendButton(button, { ...data, nonce })],
  );

/** The form of a host's question to somebody who registered (N9). */
export const askView = (
  shown: Shown & { readonly webinar: Webinar; readonly registration: Registration },
): IAdaptiveCard => {
  const { reader, webinar, registration } = shown;
  const t = translatorFor(reader.locale);
  const name = fullName(registration);
  const title = t("ask_title", { name });
  return textForm(
    shown,
    title,
    [person(name, [heading(shownName(name)), aside(webinar.title)]), textBlock(t("ask_line", { name }))],
    {
      label: t("field_question_to", { name }),
      button: t("send_question"),
      data: { form: "ask", code: webinar.code, registration: registration.key },
    },
  );
};

/** The form of the answer to it. */
export const answerView = (shown: Shown & InquiryFound & { readonly byName: string }): IAdaptiveCard => {
  const { reader, webinar, registration, inquiry, byName } = shown;
  const t = translatorFor(reader.locale);
  const words = wordsOf({ kind: "open_form", form: "answer", webinar, registration, inquiry, byName }, reader, {
    marksTimes: true,
  });
  const when = words.facts.filter(({ is }) => is === "when").map(({ value }) => aside(value));
  const said = quotedLines(words).flatMap(({ text, quote: written }) => [
    ...(text === "" ? [] : [textBlock(text)]),
    ...(written === undefined ? [] : [quote(written)]),
  ]);
  const top = [person(byName, [heading(words.title), ...when]), ...said];
  return textForm(shown, words.title, top, {
    label: t("field_own_answer"),
    button: t("send_own_answer"),
    data: { form: "answer", code: webinar.code, registration: registration.key, inquiry: inquiry.id },
  });
};
