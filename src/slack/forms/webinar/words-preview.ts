import type { KnownBlock, ModalView } from "@slack/types";
import type { Links } from "../../../core/model/links.ts";
import type { Reader } from "../../../core/model/person.ts";
import type { Worded } from "../../../core/notices/mail/own-words.ts";
import { HOST_TEXT_LABELS } from "../../../texts/settings.ts";
import { translatorFor } from "../../../texts/translate.ts";
import { linkButton } from "../../notices/button.ts";
import { messageOf } from "../../notices/message.ts";
import { quotedMessage } from "../../notices/quoted-message.ts";
import { heading, plain, section } from "../../platform/inputs.ts";

/** The most blocks that a view takes (Slack, Views). */
const BLOCKS_MAX = 100;

/** The messages that carry a host's own words, as they will be read, on top of the form that has them (P38). */
export const wordsPreview = (messages: readonly Worded[], link: string, reader: Reader, links: Links): ModalView => {
  const t = translatorFor(reader.locale);
  const shown = messages.flatMap(({ text, notice, at }): KnownBlock[] => [
    { type: "context", elements: [plain(t(HOST_TEXT_LABELS[text]), 150)] },
    ...quotedMessage(messageOf(notice, reader, links, at), t),
    { type: "divider" },
  ]);
  return {
    type: "modal",
    title: heading(t("words_preview")),
    close: heading(t("back")),
    blocks: [
      section(t("words_preview_line")),
      { type: "actions", elements: [linkButton({ link, say: "preview_link" }, t)] } as const,
      { type: "divider" } as const,
      ...shown,
    ].slice(0, BLOCKS_MAX),
  };
};
