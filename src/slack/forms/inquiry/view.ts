import type { ModalView } from "@slack/types";
import { z } from "zod";
import { INQUIRY_MAX } from "../../../core/approvals/inquiry.ts";
import { CodeSchema, InquirySchema, KeySchema } from "../../../core/model/ids.ts";
import { fullName, type Reader } from "../../../core/model/person.ts";
import { CARRIED_MAX } from "../../../core/notices/card-acts.ts";
import type { Notice } from "../../../core/notices/notice.ts";
import { quotedLines } from "../../../texts/quotes.ts";
import { type Translate, translatorFor } from "../../../texts/translate.ts";
import { wordsOf } from "../../../texts/words.ts";
import { quoted } from "../../notices/blocks.ts";
import { escapeMrkdwn } from "../../platform/escape.ts";
import { heading, section, textInput } from "../../platform/inputs.ts";

export const ASK_VIEW = "ask";
export const ANSWER_VIEW = "answer";

const Asking = z.object({ code: CodeSchema, key: KeySchema });
const Answering = Asking.extend({ inquiry: InquirySchema });

/** Reads about whom a question is asked. Throws when the view is not such a form. */
export const readAskMetadata = (text: string): z.infer<typeof Asking> => Asking.parse(JSON.parse(text));
/** Reads which question is answered. Throws when the view is not such a form. */
export const readAnswerMetadata = (text: string): z.infer<typeof Answering> => Answering.parse(JSON.parse(text));
type Opened<Form> = Extract<Notice, { kind: "open_form"; form: Form }>;

const textBlock = (label: string) => textInput({ block: "text", label, multiline: true, value: "", max: INQUIRY_MAX });

/** What was typed and is too long stands whole in the field, to be shortened there: else it may be as long as an answer. */
const answerBlock = (text: string | undefined, t: Translate) =>
  text === undefined
    ? textBlock(t("field_own_answer"))
    : textInput({
        block: "text",
        label: t("field_own_answer"),
        hint: t("field_own_answer_hint", { max: INQUIRY_MAX }),
        multiline: true,
        value: text,
        max: CARRIED_MAX,
      });

/** The form of a host's question to somebody who registered (N9). */
export const askView = (notice: Opened<"ask">, reader: Reader): ModalView => {
  const t = translatorFor(reader.locale);
  const { lines } = wordsOf(notice, reader);
  const name = fullName(notice.registration);
  const metadata: z.infer<typeof Asking> = { code: notice.webinar.code, key: notice.registration.key };
  return {
    type: "modal",
    callback_id: ASK_VIEW,
    private_metadata: JSON.stringify(metadata),
    title: heading(t("ask")),
    submit: heading(t("send_question")),
    close: heading(t("close")),
    blocks: [
      section(`*${escapeMrkdwn(name)}*\n${escapeMrkdwn(notice.webinar.title)}`),
      section(lines.map(escapeMrkdwn).join("\n")),
      textBlock(t("field_question_to", { name })),
    ],
  };
};

/** Shows the form of an answer: what was asked, and a text. */
export const answerView = (notice: Opened<"answer">, reader: Reader): ModalView => {
  const t = translatorFor(reader.locale);
  const words = wordsOf(notice, reader, { marksTimes: true });
  const when = words.facts.filter(({ is }) => is === "when");
  const { webinar, registration, inquiry } = notice;
  const metadata: z.infer<typeof Answering> = { code: webinar.code, key: registration.key, inquiry: inquiry.id };
  return {
    type: "modal",
    callback_id: ANSWER_VIEW,
    private_metadata: JSON.stringify(metadata),
    title: heading(t("answer_title")),
    submit: heading(t("send_own_answer")),
    close: heading(t("close")),
    blocks: [
      section([`*${escapeMrkdwn(words.title)}*`, ...when.map(({ value }) => escapeMrkdwn(value))].join("\n")),
      ...quotedLines(words).map(({ text, quote }) =>
        section(
          [...(text === "" ? [] : [escapeMrkdwn(text)]), ...(quote === undefined ? [] : [quoted(quote)])].join("\n"),
        ),
      ),
      answerBlock(notice.text, t),
    ],
  };
};
