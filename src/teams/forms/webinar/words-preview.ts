import type { IAdaptiveCard } from "@microsoft/teams.cards";
import type { Reader } from "../../../core/model/person.ts";
import type { Worded } from "../../../core/notices/mail/own-words.ts";
import { HOST_TEXT_LABELS } from "../../../texts/settings.ts";
import { translatorFor } from "../../../texts/translate.ts";
import { cardOf } from "../../notices/message.ts";
import type { Typed } from "../../platform/filled-in.ts";
import { formCard, sendButton } from "../../platform/inputs.ts";
import { fitting } from "../../platform/size.ts";
import { heading, textBlock } from "../../platform/text.ts";

interface Shown {
  readonly messages: readonly Worded[];
  /** The host's page that shows the mails. */
  readonly link: string;
  /** The form as it is filled in; *Back* brings it as it was. */
  readonly typed: Typed;
  readonly reader: Reader;
}

/** How many messages find room beside what is filled in. */
const MESSAGES = [4, 3, 2, 1, 0] as const;

/** The messages that carry a host's own words, as they will be read, in the place of the form that has them (P38). */
export const wordsPreview = ({ messages, link, typed, reader }: Shown): IAdaptiveCard => {
  const t = translatorFor(reader.locale);
  return fitting(MESSAGES, (count) =>
    formCard(
      t("words_preview"),
      [
        heading(t("words_preview")),
        textBlock(t("words_preview_line")),
        ...messages.slice(0, count).map(({ text, notice, at }, index) => ({
          ...({ type: "Container", separator: true } as const),
          items: [
            { ...textBlock(t(HOST_TEXT_LABELS[text])), isSubtle: true },
            ...cardOf(notice, reader, at, { inDialog: true, ids: `shown-${index}` }).body,
          ],
        })),
      ],
      [
        sendButton(t("back"), { ...typed, words: "back" }),
        { type: "Action.OpenUrl", title: t("preview_link"), url: link },
      ],
    ),
  );
};
