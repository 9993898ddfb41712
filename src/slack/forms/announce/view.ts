import type { ModalView } from "@slack/types";
import { z } from "zod";
import { CodeSchema } from "../../../core/model/ids.ts";
import type { Reader } from "../../../core/model/person.ts";
import { announcedCode } from "../../../core/notices/forms/form-offer.ts";
import type { Notice } from "../../../core/notices/notice.ts";
import { translatorFor } from "../../../texts/translate.ts";
import { wordsOf } from "../../../texts/words.ts";
import { escapeMrkdwn } from "../../platform/escape.ts";
import { channelInput, heading, section } from "../../platform/inputs.ts";

export const ANNOUNCE_VIEW = "announce";

const Metadata = z.object({ code: CodeSchema });

/** Reads which webinar is announced. Throws when the view is not such a form. */
export const readAnnounceMetadata = (text: string): z.infer<typeof Metadata> => Metadata.parse(JSON.parse(text));

/** Asks a host in which channel a webinar is announced (P28): at first in the one where they asked for the form. */
export const announceView = (
  notice: Extract<Notice, { kind: "open_form"; form: "announce" }>,
  reader: Reader,
  channelId?: string,
): ModalView => {
  const t = translatorFor(reader.locale);
  const { lines } = wordsOf(notice, reader);
  const { title } = notice.series ?? notice.webinar;
  const metadata: z.infer<typeof Metadata> = { code: announcedCode(notice) };
  return {
    type: "modal",
    callback_id: ANNOUNCE_VIEW,
    private_metadata: JSON.stringify(metadata),
    title: heading(t("announce")),
    submit: heading(t("announce")),
    close: heading(t("close")),
    blocks: [
      // The window's title says what is done with it.
      section([`*${escapeMrkdwn(title)}*`, ...lines.map(escapeMrkdwn)].join("\n")),
      channelInput({
        block: "channel",
        label: t("field_announce_channel"),
        hint: t("field_announce_channel_hint"),
        value: channelId,
      }),
    ],
  };
};
