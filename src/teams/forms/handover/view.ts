import type { IAdaptiveCard } from "@microsoft/teams.cards";
import { fullName, type Reader } from "../../../core/model/person.ts";
import type { Notice } from "../../../core/notices/notice.ts";
import { translatorFor } from "../../../texts/translate.ts";
import { wordsOf } from "../../../texts/words.ts";
import type { Typed } from "../../platform/filled-in.ts";
import { formCard, inputsFor, type Problem, problemLines, sendButton } from "../../platform/inputs.ts";
import { heading, textBlock } from "../../platform/text.ts";

interface Shown {
  readonly reader: Reader;
  /** Idempotency key of what this form does. */
  readonly nonce: string;
  readonly typed: Typed;
  readonly problems: readonly Problem[];
}

/** Asks the host to which cohost the webinar goes (P44). */
export const handoverView = (
  asked: Extract<Notice, { kind: "open_form"; form: "handover" }>,
  { reader, nonce, typed, problems }: Shown,
): IAdaptiveCard => {
  const t = translatorFor(reader.locale);
  const { title, lines } = wordsOf(asked, reader);
  const choices = asked.cohosts.map((person) => ({ title: fullName(person), value: person.id }));
  return formCard(
    title,
    [
      heading(asked.webinar.title),
      ...lines.map((line) => textBlock(line)),
      inputsFor({ ...(choices.length === 1 && { person: choices[0]?.value ?? "" }), ...typed }, true).choice(
        "person",
        t("field_new_host"),
        choices,
        { missing: t("no_nobody_chosen"), placeholder: t("page_choose") },
      ),
      ...problemLines(problems, reader)("person"),
    ],
    [sendButton(t("handover"), { form: "handover", code: asked.webinar.code, nonce })],
  );
};
