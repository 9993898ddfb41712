import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import { changesFrom, REASON_MAX } from "../../../core/approvals/decide.ts";
import { defined } from "../../../core/model/defined.ts";
import { CodeSchema, KeySchema } from "../../../core/model/ids.ts";
import type { Reader } from "../../../core/model/person.ts";
import { fullName } from "../../../core/model/person.ts";
import type { Notice } from "../../../core/notices/notice.ts";
import { type Translate, translatorFor } from "../../../texts/translate.ts";
import { escapeMrkdwn } from "../../platform/escape.ts";
import { heading, radioInput, section, textInput } from "../../platform/inputs.ts";

export const DECIDE_VIEW = "decide";

/** Who reads the reason of a rejection. */
export const reasonReaders = (block: string, isTold: boolean, t: Translate): KnownBlock =>
  radioInput({
    block,
    label: t("field_reason_readers"),
    choices: [
      { value: "told", text: t("readers_told") },
      { value: "kept", text: t("readers_kept") },
    ],
    value: isTold ? "told" : "kept",
  });

/** The registration that is decided, and the version of it that the form shows. */
const Metadata = z.object({
  code: CodeSchema,
  key: KeySchema,
  version: z.number().int().positive(),
  /** What the form is about alone; absent where it is chosen. */
  to: z.literal("rejected").exactOptional(),
});
type Metadata = z.infer<typeof Metadata>;

/** Reads what a decision's form carries along. Throws when the view is not such a form. */
export const readDecideMetadata = (text: string): Metadata => Metadata.parse(JSON.parse(text));
type Opened = Extract<Notice, { kind: "open_form"; form: "decide" }>;

/** Shows what can be made of this registration, or the reason of a rejection alone. One is chosen for what waits. */
export const decideView = ({ webinar, registration, to: only }: Opened, reader: Reader): ModalView => {
  const t = translatorFor(reader.locale);
  const { key, version, status } = registration;
  const metadata: Metadata = { code: webinar.code, key, version, ...defined({ to: only }) };
  const present = t("fact_line", { label: t("fact_status"), value: t(`status_${status}`) });
  return {
    type: "modal",
    callback_id: DECIDE_VIEW,
    private_metadata: JSON.stringify(metadata),
    title: heading(t(only ? "reject_reason" : "decide_title")),
    submit: heading(t(only ? "reject" : "save_changes")),
    close: heading(t("close")),
    blocks: [
      section(
        [
          `*${escapeMrkdwn(fullName(registration))}*`,
          escapeMrkdwn(webinar.title),
          ...(only ? [] : [escapeMrkdwn(present)]),
        ].join("\n"),
      ),
      ...(only
        ? []
        : [
            radioInput({
              block: "decision",
              label: t("field_decision"),
              choices: changesFrom(status).map((to) => ({
                value: to,
                text: t(`decide_${to}`),
                description: t(`does_${to}`),
              })),
              value: status === "pending" ? "rejected" : "",
            }),
          ]),
      textInput({
        block: "reason",
        label: t("field_reason"),
        ...defined({ hint: only ? undefined : t("field_reason_hint"), optional: only ? undefined : true }),
        multiline: true,
        value: "",
        max: REASON_MAX,
      }),
      reasonReaders("told", true, t),
    ],
  };
};
