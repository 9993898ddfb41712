import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import { NOTE_MAX } from "../../../core/hosting/settings.ts";
import { CodeSchema } from "../../../core/model/ids.ts";
import type { Links } from "../../../core/model/links.ts";
import type { Reader } from "../../../core/model/person.ts";
import { codeOf } from "../../../core/model/series.ts";
import { AUDIENCES } from "../../../core/model/told/host-message.ts";
import type { Notice } from "../../../core/notices/notice.ts";
import { quotedLines } from "../../../texts/quotes.ts";
import { type Translate, translatorFor } from "../../../texts/translate.ts";
import { wordsOf } from "../../../texts/words.ts";
import { context, header } from "../../notices/blocks.ts";
import { messageOf } from "../../notices/message.ts";
import { quotedMessage } from "../../notices/quoted-message.ts";
import { escapeMrkdwn } from "../../platform/escape.ts";
import { heading, plain, section, selectInput, textInput } from "../../platform/inputs.ts";

export const MESSAGE_VIEW = "message";
export const PREVIEW_VIEW = "message_preview";
/** The action id of the button that shows the invitation once more, for who did not answer. */
export const NUDGE = "nudge";

const Metadata = z.object({ code: CodeSchema });
const Previewed = Metadata.extend({ to: z.enum(AUDIENCES), text: z.string() });

/** Reads for which webinar a host writes. Throws when the view is not such a form. */
export const readMessageMetadata = (text: string): z.infer<typeof Metadata> => Metadata.parse(JSON.parse(text));
/** Reads what a host looked at before it is sent. Throws when the view is not such a form. */
export const readPreviewMetadata = (text: string): z.infer<typeof Previewed> => Previewed.parse(JSON.parse(text));

type Opened<Form> = Extract<Notice, { kind: "open_form"; form: Form }>;

const head = (notice: Opened<"message">, reader: Reader): KnownBlock => {
  const { lines } = wordsOf(notice, reader);
  // That a message is written is said by the view's own title.
  const { title } = notice.series?.series ?? notice.webinar;
  return section([`*${escapeMrkdwn(title)}*`, ...lines.map(escapeMrkdwn)].join("\n"));
};

/** What is asked before it goes out. What they read stands below, as it will look. */
const previewHead = (notice: Opened<"message_preview">, reader: Reader): KnownBlock[] => {
  const words = wordsOf(notice, reader);
  const lines = quotedLines(words).flatMap(({ text, quote }) => (quote === undefined ? [escapeMrkdwn(text)] : []));
  return [header(words.title), section(lines.join("\n"))];
};

/** What is written comes first, then what its readers will see. */
const stepOf = (step: 1 | 2, t: Translate): KnownBlock[] => context([t("step_of", { step, of: 2 })]);

const nudgeButton = (t: Translate): KnownBlock => ({
  type: "actions",
  elements: [{ type: "button", action_id: NUDGE, text: plain(t("nudge"), 75) }],
});

/** Asks a host to whom and what they write (P31). */
export const messageView = (notice: Opened<"message">, reader: Reader): ModalView => {
  const t = translatorFor(reader.locale);
  const { audiences, series } = notice;
  const metadata: z.infer<typeof Metadata> = { code: codeOf(series ?? notice) };
  return {
    type: "modal",
    callback_id: MESSAGE_VIEW,
    private_metadata: JSON.stringify(metadata),
    title: heading(t("message")),
    submit: heading(t("next")),
    close: heading(t("close")),
    blocks: [
      ...stepOf(1, t),
      head(notice, reader),
      ...(notice.isNudgeable ? [nudgeButton(t)] : []),
      selectInput({
        block: "to",
        label: t("field_message_to"),
        choices: audiences.map(({ to, count }) => ({
          value: to,
          text: t("audience_count", { audience: t(`audience_${to}`), count }),
        })),
        value: "",
      }),
      textInput({
        block: "text",
        label: t("field_message_text"),
        // Without words it is the invitation once more, for who has not answered it.
        ...(notice.isNudgeable ? { hint: t("field_message_text_hint"), optional: true } : {}),
        multiline: true,
        value: "",
        max: NOTE_MAX,
      }),
    ],
  };
};

/** Shows what a host wrote as it will be read, and to how many it goes; on top of the form in which it was written. */
export const previewView = (
  notice: Opened<"message_preview">,
  links: Links,
  now: number,
  reader: Reader,
  isOnTop = true,
): ModalView => {
  const t = translatorFor(reader.locale);
  const { series, to, text, count, shown } = notice;
  const metadata: z.infer<typeof Previewed> = { code: codeOf(series ?? notice), to, text };
  return {
    type: "modal",
    callback_id: PREVIEW_VIEW,
    private_metadata: JSON.stringify(metadata),
    title: heading(t("message")),
    submit: heading(t("send_to", { count })),
    close: heading(t(isOnTop ? "back" : "close")),
    blocks: [
      // Nobody writes a nudge.
      ...(text === "" ? [] : stepOf(2, t)),
      ...previewHead(notice, reader),
      { type: "divider" },
      ...context([t("preview_of_message")]),
      ...quotedMessage(messageOf(shown, reader, links, now), t),
    ],
  };
};
