import type { IAdaptiveCard } from "@microsoft/teams.cards";
import type { Reader } from "../../../core/model/person.ts";
import type { Notice } from "../../../core/notices/notice.ts";
import { translatorFor } from "../../../texts/translate.ts";
import { wordsOf } from "../../../texts/words.ts";
import { shownName } from "../../../texts/written.ts";
import type { Typed } from "../../platform/filled-in.ts";
import { formCard, inputsFor, type Problem, problemLines, sendButton } from "../../platform/inputs.ts";
import { heading, textBlock } from "../../platform/text.ts";

/** No address is longer. */
const ADDRESS_MAX = 254;

/** The form in which a host corrects a guest's address (P39). */
export const correctView = (
  notice: Extract<Notice, { kind: "open_form"; form: "correct" }>,
  reader: Reader,
  { typed = {}, problems = [], nonce }: { typed?: Typed; problems?: readonly Problem[]; nonce: string },
): IAdaptiveCard => {
  const t = translatorFor(reader.locale);
  const { title, lines } = wordsOf(notice, reader);
  const { webinar, key, address } = notice;
  return formCard(
    title,
    [
      heading(shownName(notice.name)),
      ...lines.map((line) => textBlock(line)),
      inputsFor({ address, ...typed }).text("address", t("field_address"), { max: ADDRESS_MAX }),
      ...problemLines(problems, reader)("address"),
    ],
    [sendButton(t("save_changes"), { form: "correct", code: webinar.code, registration: key, nonce })],
  );
};
