import type { IAdaptiveCard } from "@microsoft/teams.cards";
import { PASSWORD_MAX } from "../../../core/hosting/settings.ts";
import type { Reader } from "../../../core/model/person.ts";
import type { Notice } from "../../../core/notices/notice.ts";
import { translatorFor } from "../../../texts/translate.ts";
import { wordsOf } from "../../../texts/words.ts";
import { formCard, inputsFor, problemLines, sendButton } from "../../platform/inputs.ts";
import { heading, textBlock } from "../../platform/text.ts";

/** The verb of the form's button, on a card in the personal chat. */
export const PASSWORD_INLINE = "password_inline";

/** Asks a late person for the webinar's password (S16), on a card or in a dialog. */
export const passwordView = (
  { refusal, ...notice }: Extract<Notice, { kind: "open_form"; form: "password" }>,
  reader: Reader,
  inline: boolean,
): IAdaptiveCard => {
  const t = translatorFor(reader.locale);
  const { title, lines } = wordsOf(notice, reader);
  const problems = refusal ? [{ field: "password", refusal }] : [];
  const data = { form: "password", code: notice.webinar.code };
  const missing = t("field_password_missing");
  return formCard(
    title,
    [
      heading(title),
      // What is wrong with it says the same below.
      ...(refusal ? [] : lines.map((line) => textBlock(line))),
      inputsFor({}).text("password", t("field_password"), { max: PASSWORD_MAX, missing }),
      ...problemLines(problems, reader)("password"),
    ],
    [
      inline
        ? { type: "Action.Execute", title: t("join"), verb: PASSWORD_INLINE, data, style: "positive" }
        : sendButton(t("join"), data),
    ],
  );
};
