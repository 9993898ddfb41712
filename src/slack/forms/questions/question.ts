import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import {
  earlierThan,
  fingerprint,
  LABEL_MAX,
  NEW_QUESTION,
  type QuestionFields,
  questionFieldsOf,
} from "../../../core/hosting/form-changes.ts";
import { defined } from "../../../core/model/defined.ts";
import { type Form, QUESTION_TYPES, type Question } from "../../../core/model/form.ts";
import { CodeSchema, type WebinarCode } from "../../../core/model/ids.ts";
import type { Reader } from "../../../core/model/person.ts";
import { labelOf } from "../../../texts/settings.ts";
import { type Translate, translatorFor } from "../../../texts/translate.ts";
import type { Filled } from "../../platform/filled-in.ts";
import { heading, notesOf, numberInput, radioInput, selectInput, textInput } from "../../platform/inputs.ts";

export const QUESTION_VIEW = "question";

const Metadata = z.object({
  code: CodeSchema,
  /** Of a question that is changed: its id, and its content as the form showed it. */
  id: z.string().optional(),
  seen: z.string().optional(),
});
type Metadata = z.infer<typeof Metadata>;

/** Reads what a question's form carries along. Throws when the view is not such a form. */
export const readQuestionMetadata = (text: string): Metadata => Metadata.parse(JSON.parse(text));

const REQUIRED = "required";
const OPTIONAL = "optional";

/** Chosen to ask everybody, since a menu cannot be emptied. No question has this id. */
const EVERYBODY = "-";

/** What one of Slack's text inputs takes. */
const LINES_MAX = 3_000;
/** A hundred options of 75 characters. */
const LINE_INPUTS = 3;

const lineBlock = (block: string, index: number): string => (index === 0 ? block : `${block}${index + 1}`);

/** Lines in parts that each fit an input, with an empty part more where the last is well filled. */
const partsOf = (text: string): string[] => {
  const parts = [""];
  for (const line of text.split("\n")) {
    const last = parts.at(-1) ?? "";
    const longer = last === "" ? line : `${last}\n${line}`;
    if ([...longer].length <= LINES_MAX) parts[parts.length - 1] = longer;
    else parts.push(line);
  }
  if ([...(parts.at(-1) ?? "")].length > LINES_MAX / 2) parts.push("");
  return parts.slice(0, LINE_INPUTS);
};

const linesInputs = (block: string, label: string, hint: string, text: string): KnownBlock[] =>
  partsOf(text).map((value, index) =>
    textInput({
      block: lineBlock(block, index),
      label,
      ...defined({ hint: index === 0 ? hint : undefined }),
      optional: true,
      multiline: true,
      value,
      max: LINES_MAX,
    }),
  );

const readLines = (filled: Filled, block: string): string =>
  Array.from({ length: LINE_INPUTS }, (_, index) => filled.text(lineBlock(block, index)))
    .filter((text) => text !== "")
    .join("\n");

/** Reads a question's form. */
export const readQuestion = (filled: Filled): QuestionFields => {
  const type = filled.option("type");
  const when = filled.option("whenQuestion") ?? EVERYBODY;
  return {
    type: QUESTION_TYPES.find((one) => one === type) ?? "line",
    label: filled.text("label"),
    required: filled.option("required") === REQUIRED,
    maxLength: filled.number("maxLength") ?? 0,
    options: readLines(filled, "options"),
    whenQuestion: when === EVERYBODY ? "" : when,
    whenIs: readLines(filled, "whenIs"),
  };
};

const conditionInputs = (form: Form, id: string | undefined, fields: QuestionFields, t: Translate): KnownBlock[] => {
  const earlier = earlierThan(form, id);
  if (earlier.length === 0) return [];
  const everybody = { value: EVERYBODY, text: t("field_question_when_everybody") };
  return [
    selectInput({
      block: "whenQuestion",
      label: t("field_question_when"),
      hint: t("field_question_when_hint"),
      optional: true,
      choices: [everybody, ...earlier.map((one) => ({ value: one.id, text: labelOf(one, t) }))],
      value: fields.whenQuestion === "" ? EVERYBODY : fields.whenQuestion,
    }),
    ...linesInputs("whenIs", t("field_question_when_is"), t("field_question_when_is_hint"), fields.whenIs),
  ];
};

interface QuestionForm {
  readonly code: WebinarCode;
  readonly form: Form;
  /** The question that it changes; none: it adds one. */
  readonly question?: Question | undefined;
  readonly notes?: readonly string[];
  /** What was typed and what the question was, where the form is shown again. */
  readonly typed?: { readonly fields: QuestionFields; readonly metadata: Metadata };
}

/** The form of one question of a registration form. */
export const questionView = ({ code, form, question, notes = [], typed }: QuestionForm, reader: Reader): ModalView => {
  const t = translatorFor(reader.locale);
  const fields = typed?.fields ?? (question ? questionFieldsOf(form, question) : NEW_QUESTION);
  const metadata: Metadata = typed?.metadata ?? {
    code,
    ...(question ? { id: question.id, seen: fingerprint(question) } : {}),
  };
  const required = { value: REQUIRED, text: t("asked_required"), description: t("field_question_required_hint") };
  return {
    type: "modal",
    callback_id: QUESTION_VIEW,
    private_metadata: JSON.stringify(metadata),
    title: heading(metadata.id === undefined ? t("add_question") : t("field_question_label")),
    submit: heading(t("save_changes")),
    close: heading(t("back")),
    blocks: [
      ...notesOf(notes),
      textInput({ block: "label", label: t("field_question_label"), value: fields.label, max: LABEL_MAX }),
      selectInput({
        block: "type",
        label: t("field_question_type"),
        choices: QUESTION_TYPES.map((type) => ({ value: type, text: t(`question_type_${type}`) })),
        value: fields.type,
      }),
      // Boxes that may stay empty would be called optional, beside what they say.
      radioInput({
        block: "required",
        label: t("field_question_answer"),
        choices: [required, { value: OPTIONAL, text: t("answer_optional") }],
        value: fields.required ? REQUIRED : OPTIONAL,
      }),
      ...linesInputs("options", t("field_question_options"), t("field_question_options_hint"), fields.options),
      numberInput({
        block: "maxLength",
        label: t("field_question_max"),
        hint: t("field_question_max_hint"),
        optional: true,
        value: fields.maxLength,
      }),
      ...conditionInputs(form, metadata.id, fields, t),
    ],
  };
};
