import type { IAdaptiveCard } from "@microsoft/teams.cards";
import type { PeopleForm } from "../../../core/chat/host-acts.ts";
import type { Reader } from "../../../core/model/person.ts";
import type { Notice } from "../../../core/notices/notice.ts";
import type { TextKey } from "../../../texts/en.ts";
import { translatorFor } from "../../../texts/translate.ts";
import { wordsOf } from "../../../texts/words.ts";
import type { Typed } from "../../platform/filled-in.ts";
import { formCard, hint, inputsFor, type Problem, problemLines, submitButton } from "../../platform/inputs.ts";
import { heading, textBlock } from "../../platform/text.ts";

const ADDRESSES_MAX = 8_000;

/** What sends each form, and what is said where it names nobody. */
const SENDS = {
  invite: { label: "invite", missing: "no_nobody_to_invite" },
  add: { label: "next", missing: "no_nobody_to_add" },
  cohost: { label: "save_changes", missing: "no_no_cohosts_named" },
  speaker: { label: "save_changes", missing: "no_no_speakers_named" },
} as const satisfies Record<PeopleForm, Record<"label" | "missing", TextKey>>;

interface Shown {
  readonly reader: Reader;
  /** Idempotency key of what this form does. */
  readonly nonce: string;
  readonly typed: Typed;
  readonly problems: readonly Problem[];
}

/** The form in which people are named by their addresses: those to be invited, to be registered, or new cohosts. */
export const peopleView = (
  asked: Extract<Notice, { kind: "open_form"; form: PeopleForm }>,
  { reader, nonce, typed, problems }: Shown,
): IAdaptiveCard => {
  const t = translatorFor(reader.locale);
  const { title, lines } = wordsOf(asked, reader);
  const { form, webinar } = asked;
  const isOne = form === "add";
  return formCard(
    title,
    [
      heading(title),
      ...lines.map((line) => textBlock(line)),
      inputsFor(typed, true).text("addresses", t(isOne ? "field_address" : "field_addresses"), {
        max: ADDRESSES_MAX,
        isMultiline: !isOne,
        missing: t(SENDS[form].missing),
      }),
      ...(isOne ? [] : [hint(t("field_addresses_hint"))]),
      ...problemLines(problems, reader)("addresses"),
    ],
    [submitButton(t(SENDS[form].label), { form, code: webinar.code, nonce })],
  );
};
