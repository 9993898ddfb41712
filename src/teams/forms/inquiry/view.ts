import type { CardElementArray, IAdaptiveCard } from "@microsoft/teams.cards";
import { INQUIRY_MAX, type InquiryFound } from "../../../core/approvals/inquiry.ts";
import type { Reader } from "../../../core/model/person.ts";
import { fullName } from "../../../core/model/person.ts";
import type { Registration } from "../../../core/model/registration.ts";
import type { Webinar } from "../../../core/model/webinar.ts";
import { translatorFor } from "../../../texts/translate.ts";
import type { Typed } from "../../platform/filled-in.ts";
import { formCard, inputsFor, type Problem, problemLines, submitButton } from "../../platform/inputs.ts";
import { heading, textBlock } from "../../platform/text.ts";

interface Shown {
  readonly reader: Reader;
  /** Idempotency key of what this form does. */
  readonly nonce: string;
  readonly typed: Typed;
  readonly problems: readonly Problem[];
}

/** A form of one text and its button. */
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
      inputsFor(typed, true).text("text", label, {
        max: INQUIRY_MAX,
        isMultiline: true,
        missing: translatorFor(reader.locale)("no_answer_missing"),
      }),
      ...problemLines(problems, reader)("text"),
    ],
    [submitButton(button, { ...data, nonce })],
  );

/** The form of a host's question to somebody who registered (N9). */
export const askView = (
  shown: Shown & { readonly webinar: Webinar; readonly registration: Registration },
): IAdaptiveCard => {
  const { reader, webinar, registration } = shown;
  const t = translatorFor(reader.locale);
  const name = fullName(registration);
  const title = t("ask_title", { name });
  return textForm(shown, title, [heading(title), textBlock(t("ask_line", { name }))], {
    label: t("field_question"),
    button: t("ask"),
    data: { form: "ask", code: webinar.code, registration: registration.key },
  });
};

/** The form of the answer to it. */
export const answerView = (shown: Shown & InquiryFound): IAdaptiveCard => {
  const { reader, webinar, registration, inquiry } = shown;
  const t = translatorFor(reader.locale);
  const title = t("asked_title", { title: webinar.title });
  return textForm(shown, title, [heading(title), textBlock(inquiry.text)], {
    label: t("field_own_answer"),
    button: t("answer"),
    data: { form: "answer", code: webinar.code, registration: registration.key, inquiry: inquiry.id },
  });
};
