import type { IAdaptiveCard } from "@microsoft/teams.cards";
import type { Reader } from "../../../core/model/person.ts";
import { announcedCode } from "../../../core/notices/forms/form-offer.ts";
import type { Notice } from "../../../core/notices/notice.ts";
import { translatorFor } from "../../../texts/translate.ts";
import { wordsOf } from "../../../texts/words.ts";
import type { Typed } from "../../platform/filled-in.ts";
import {
  type Choice,
  formCard,
  hint,
  inputsFor,
  type Problem,
  problemLines,
  sendButton,
} from "../../platform/inputs.ts";
import { heading, textBlock } from "../../platform/text.ts";

interface Shown {
  readonly reader: Reader;
  /** Idempotency key of what this form does. */
  readonly nonce: string;
  readonly typed: Typed;
  readonly problems: readonly Problem[];
  /** The channels of the host's teams. */
  readonly channels: readonly Choice[];
}

/** Asks a host in which channel a webinar is announced (P28); where none is known, says how one becomes so. */
export const announceView = (
  asked: Extract<Notice, { kind: "open_form"; form: "announce" }>,
  { reader, nonce, typed, problems, channels }: Shown,
): IAdaptiveCard => {
  const t = translatorFor(reader.locale);
  const { title, lines } = wordsOf(asked, reader);
  // The window says what is done, and this to what.
  const about = heading((asked.series ?? asked.webinar).title);
  const code = announcedCode(asked);
  if (channels.length === 0) return formCard(title, [about, textBlock(t("open_announce_nowhere", { code }))], []);
  return formCard(
    title,
    [
      about,
      ...lines.map((line) => textBlock(line)),
      inputsFor(typed, true).choice("channel", t("field_announce_channel"), channels, {
        missing: t("no_announce_one_channel"),
        placeholder: t("page_choose"),
      }),
      hint(t("field_announce_teams_hint")),
      ...problemLines(problems, reader)("channel"),
    ],
    [sendButton(t("announce"), { form: "announce", code, nonce })],
  );
};
