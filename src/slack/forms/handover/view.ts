import type { ModalView } from "@slack/types";
import { z } from "zod";
import { CodeSchema } from "../../../core/model/ids.ts";
import { fullName, type Reader } from "../../../core/model/person.ts";
import type { Notice } from "../../../core/notices/notice.ts";
import { translatorFor } from "../../../texts/translate.ts";
import { wordsOf } from "../../../texts/words.ts";
import { escapeMrkdwn } from "../../platform/escape.ts";
import { heading, section, selectInput } from "../../platform/inputs.ts";

export const HANDOVER_VIEW = "handover";

const Metadata = z.object({ code: CodeSchema });

/** Reads which webinar is handed over. Throws when the view is not such a form. */
export const readHandoverMetadata = (text: string): z.infer<typeof Metadata> => Metadata.parse(JSON.parse(text));

/** Asks the host to which cohost the webinar goes (P44). */
export const handoverView = (
  notice: Extract<Notice, { kind: "open_form"; form: "handover" }>,
  reader: Reader,
): ModalView => {
  const t = translatorFor(reader.locale);
  const { lines } = wordsOf(notice, reader);
  const metadata: z.infer<typeof Metadata> = { code: notice.webinar.code };
  return {
    type: "modal",
    callback_id: HANDOVER_VIEW,
    private_metadata: JSON.stringify(metadata),
    title: heading(t("handover")),
    submit: heading(t("handover")),
    close: heading(t("close")),
    blocks: [
      section([`*${escapeMrkdwn(notice.webinar.title)}*`, ...lines.map(escapeMrkdwn)].join("\n")),
      selectInput({
        block: "person",
        label: t("field_new_host"),
        choices: notice.cohosts.map((person) => ({ value: person.id, text: fullName(person) })),
        value: notice.cohosts.length === 1 ? (notice.cohosts[0]?.id ?? "") : "",
      }),
    ],
  };
};
