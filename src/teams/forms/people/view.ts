import type { IAdaptiveCard } from "@microsoft/teams.cards";
import type { Reader } from "../../../core/model/person.ts";
import type { Notice } from "../../../core/notices/notice.ts";
import { translatorFor } from "../../../texts/translate.ts";
import { wordsOf } from "../../../texts/words.ts";
import type { Typed } from "../../platform/filled-in.ts";
import { formCard, hint, inputsFor, type Problem, problemLines, submitButton } from "../../platform/inputs.ts";
import { heading, textBlock } from "../../platform/text.ts";

const ADDRESSES_MAX = 8_000;

interface Shown {
  readonly reader: Reader;
  /** Idempotency key of what this form does. */
  readonly nonce: string;
  readonly typed: Typed;
  readonly problems: readonly Problem[];
}

/** The form in which people are named by their addresses: those to be invited, or new cohosts. */
export const peopleView = (
  asked: Extract<Notice, { kind: "open_form"; form: "invite" | "cohost" }>,
  { reader, nonce, typed, problems }: Shown,
): IAdaptiveCard => {
  const t = translatorFor(reader.locale);
  const { title, lines } = wordsOf(asked, reader);
  const { form, webinar } = asked;
  return formCard(
    title,
    [
      heading(title),
      ...lines.map((line) => textBlock(line)),
      inputsFor(typed, true).text("addresses", t("field_addresses"), {
        max: ADDRESSES_MAX,
        isMultiline: true,
        missing: t(form === "invite" ? "no_nobody_to_invite" : "no_no_cohosts_named"),
      }),
      hint(t("field_addresses_hint")),
      ...problemLines(problems, reader)("addresses"),
    ],
    [submitButton(t(form === "invite" ? "invite" : "save_changes"), { form, code: webinar.code, nonce })],
  );
};
