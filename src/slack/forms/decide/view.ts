import type { InputBlock, KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import { changesFrom, type Decision, REASON_MAX } from "../../../core/approvals/decide.ts";
import { defined } from "../../../core/model/defined.ts";
import { CodeSchema, KeySchema } from "../../../core/model/ids.ts";
import type { Reader } from "../../../core/model/person.ts";
import { fullName } from "../../../core/model/person.ts";
import { STATUSES } from "../../../core/model/status.ts";
import type { Notice } from "../../../core/notices/notice.ts";
import { type Translate, translatorFor } from "../../../texts/translate.ts";
import { escapeMrkdwn } from "../../platform/escape.ts";
import { heading, radioInput, section, textInput } from "../../platform/inputs.ts";

export const DECIDE_VIEW = "decide";
/** The action id of what is made of a registration: a rejection asks for its reason as soon as it is chosen. */
export const DECISION = "decision";

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

/** Whose it is and where it stands besides, to show the form again without another look at it. */
const ShownMetadata = Metadata.extend({
  name: z.string(),
  title: z.string(),
  status: z.enum(STATUSES),
  asksReason: z.boolean(),
});
type Shown = z.infer<typeof ShownMetadata>;

/** Reads what a decision's form carries along. Throws when the view is not such a form. */
export const readDecideMetadata = (text: string): z.infer<typeof Metadata> => Metadata.parse(JSON.parse(text));
/** Reads all that the form shows. Throws likewise. */
export const readShownDecision = (text: string): Shown => ShownMetadata.parse(JSON.parse(text));

type Opened = Extract<Notice, { kind: "open_form"; form: "decide" }>;

const decisionInput = (status: Shown["status"], chosen: Decision | undefined, t: Translate): InputBlock => {
  const block = radioInput({
    block: "decision",
    label: t("field_decision"),
    choices: changesFrom(status).map((to) => ({ value: to, text: t(`decide_${to}`), description: t(`does_${to}`) })),
    value: chosen ?? "",
  });
  return {
    ...block,
    dispatch_action: true,
    element: { ...block.element, action_id: DECISION } as typeof block.element,
  };
};

/** Why a registration is rejected, and who reads that. */
const reasonInputs = (isRequired: boolean, t: Translate): KnownBlock[] => [
  textInput({
    block: "reason",
    label: t("field_reason"),
    ...defined({ optional: isRequired ? undefined : true }),
    multiline: true,
    value: "",
    max: REASON_MAX,
  }),
  reasonReaders("told", true, t),
];

/** The same form with this decision chosen: a rejection is asked for its reason. */
export const decisionView = (about: Shown, chosen: Decision | undefined, reader: Reader): ModalView => {
  const t = translatorFor(reader.locale);
  const { name, title, status, to: only } = about;
  const asksReason = (only ?? chosen) === "rejected";
  const metadata: Shown = { ...about, asksReason };
  const present = t("fact_line", { label: t("fact_status"), value: t(`status_${status}`) });
  return {
    type: "modal",
    callback_id: DECIDE_VIEW,
    private_metadata: JSON.stringify(metadata),
    title: heading(t(only ? "reject_reason" : "decide_title")),
    submit: heading(t(only ? "reject" : "save_changes")),
    close: heading(t("close")),
    blocks: [
      section([`*${escapeMrkdwn(name)}*`, escapeMrkdwn(title), ...(only ? [] : [escapeMrkdwn(present)])].join("\n")),
      ...(only ? [] : [decisionInput(status, chosen, t)]),
      ...(asksReason ? reasonInputs(only !== undefined, t) : []),
    ],
  };
};

/** Shows what can be made of this registration, or the reason of a rejection alone. One is chosen for what waits. */
export const decideView = ({ webinar, registration, to: only }: Opened, reader: Reader): ModalView => {
  const { key, version, status } = registration;
  const [name, title] = [fullName(registration), webinar.title];
  const about = { code: webinar.code, key, version, name, title, status, asksReason: false, ...defined({ to: only }) };
  return decisionView(about, status === "pending" ? "rejected" : undefined, reader);
};
