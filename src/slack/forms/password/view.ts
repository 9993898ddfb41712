import type { ModalView } from "@slack/types";
import { z } from "zod";
import { PASSWORD_MAX } from "../../../core/hosting/settings.ts";
import { CodeSchema } from "../../../core/model/ids.ts";
import type { Reader } from "../../../core/model/person.ts";
import type { Notice } from "../../../core/notices/notice.ts";
import { translatorFor } from "../../../texts/translate.ts";
import { wordsOf } from "../../../texts/words.ts";
import { escapeMrkdwn } from "../../platform/escape.ts";
import { heading, section, textInput } from "../../platform/inputs.ts";

export const PASSWORD_VIEW = "password";

const Metadata = z.object({ code: CodeSchema });

/** Reads which webinar somebody goes into. Throws when the view is not such a form. */
export const readPasswordMetadata = (text: string): z.infer<typeof Metadata> => Metadata.parse(JSON.parse(text));

/** Asks a late person for the webinar's password (S16). */
export const passwordView = (
  notice: Extract<Notice, { kind: "open_form"; form: "password" }>,
  reader: Reader,
): ModalView => {
  const t = translatorFor(reader.locale);
  const { title, lines } = wordsOf(notice, reader);
  const metadata: z.infer<typeof Metadata> = { code: notice.webinar.code };
  return {
    type: "modal",
    callback_id: PASSWORD_VIEW,
    private_metadata: JSON.stringify(metadata),
    title: heading(t("join")),
    submit: heading(t("join")),
    close: heading(t("close")),
    blocks: [
      section([`*${escapeMrkdwn(title)}*`, ...lines.map(escapeMrkdwn)].join("\n")),
      textInput({ block: "password", label: t("field_password"), value: "", max: PASSWORD_MAX }),
    ],
  };
};
