import type { IAdaptiveCard } from "@microsoft/teams.cards";
import type { Reader } from "../../core/model/person.ts";
import type { Notice } from "../../core/notices/notice.ts";
import { translatorFor } from "../../texts/translate.ts";
import { wordsOf } from "../../texts/words.ts";
import { plainOf } from "../notices/message.ts";
import { typedOf } from "../platform/filled-in.ts";
import { formCard, sendButton } from "../platform/inputs.ts";
import { isWithin } from "../platform/size.ts";
import { textBlock } from "../platform/text.ts";
import type { FormName } from "./registry.ts";

/** Whether a form that led to this notice can be sent once more as it is. */
const isPassing = (notice: Notice): boolean =>
  notice.kind === "not_saved" ||
  notice.kind === "failed" ||
  (notice.kind === "refused" && notice.refusal.reason === "profile_unread");

/**
 * What stands in a dialog whose form could not be taken: why, and a button that sends what was typed once more. The
 * button carries it, as the card that asked for it is gone by then. Undefined where sending again cannot help.
 */
export const againCard = (notice: Notice, form: FormName, data: unknown, reader: Reader): IAdaptiveCard | undefined => {
  if (!isPassing(notice)) return undefined;
  const words = wordsOf(notice, reader);
  const button = sendButton(translatorFor(reader.locale)("try_again"), { ...typedOf(data), form });
  const card = formCard(
    plainOf(words),
    [words.title, ...words.lines].map((line) => textBlock(line)),
    [button],
  );
  return isWithin(card) ? card : undefined;
};
