import type { ModalView } from "@slack/types";
import { z } from "zod";
import { CodeSchema, KeySchema } from "../../../core/model/ids.ts";
import type { Reader } from "../../../core/model/person.ts";
import type { Notice } from "../../../core/notices/notice.ts";
import { translatorFor } from "../../../texts/translate.ts";
import { wordsOf } from "../../../texts/words.ts";
import { escapeMrkdwn } from "../../platform/escape.ts";
import { heading, section, textInput } from "../../platform/inputs.ts";

export const CORRECT_VIEW = "correct";
/** No address is longer. */
const ADDRESS_MAX = 254;

const Metadata = z.object({ code: CodeSchema, key: KeySchema });

/** Reads whose address is corrected. Throws when the view is not such a form. */
export const readCorrectMetadata = (text: string): z.infer<typeof Metadata> => Metadata.parse(JSON.parse(text));

/** The form in which a host corrects a guest's address (P39). */
export const correctView = (
  notice: Extract<Notice, { kind: "open_form"; form: "correct" }>,
  reader: Reader,
): ModalView => {
  const t = translatorFor(reader.locale);
  const { lines } = wordsOf(notice, reader);
  const metadata: z.infer<typeof Metadata> = { code: notice.webinar.code, key: notice.key };
  return {
    type: "modal",
    callback_id: CORRECT_VIEW,
    private_metadata: JSON.stringify(metadata),
    title: heading(t("correct")),
    submit: heading(t("save_changes")),
    close: heading(t("close")),
    blocks: [
      // What is corrected is said by the window's title.
      section([`*${escapeMrkdwn(notice.name)}*`, ...lines.map(escapeMrkdwn)].join("\n")),
      textInput({ block: "address", label: t("field_address"), value: notice.address, max: ADDRESS_MAX }),
    ],
  };
};
