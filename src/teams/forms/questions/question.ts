import type { IAdaptiveCard } from "@microsoft/teams.cards";
import type { FormOwner } from "../../../core/hosting/form-builder.ts";
import {
  earlierThan,
  fingerprint,
  LABEL_MAX,
  NEW_QUESTION,
  OPTION_MAX,
  optionsMax,
  type QuestionFields,
  questionFieldsOf,
} from "../../../core/hosting/form-changes.ts";
import { defined } from "../../../core/model/defined.ts";
import { QUESTION_TYPES, type Question } from "../../../core/model/form.ts";
import type { Reader } from "../../../core/model/person.ts";
import { codeOf } from "../../../core/model/series.ts";
import { labelOf } from "../../../texts/settings.ts";
import { translatorFor } from "../../../texts/translate.ts";
import { numberOf, type Typed } from "../../platform/filled-in.ts";
import {
  formCard,
  hint,
  inputsFor,
  type Problem,
  problemLines,
  sendButton,
  submitButton,
} from "../../platform/inputs.ts";
import { fitting, shortened } from "../../platform/size.ts";
import { titleOfOwner } from "./view.ts";

/** Chosen to ask everybody, since an empty choice cannot be chosen again. */
const ALWAYS = "always";

export interface QuestionForm {
  readonly owner: FormOwner;
  readonly reader: Reader;
  readonly nonce: string;
  /** Absent: a new one. */
  readonly id?: string;
  /** The question as the form showed it first. */
  readonly seen?: string;
  readonly typed: Typed;
  readonly problems: readonly Problem[];
}

/** What the form of a question begins with. */
export const typedOfQuestion = (owner: FormOwner, question: Question | undefined): Typed => {
  const fields = question ? questionFieldsOf(owner.form, question) : NEW_QUESTION;
  const { required, maxLength, whenQuestion, ...texts } = fields;
  return {
    ...texts,
    required: String(required),
    maxLength: String(maxLength),
    whenQuestion: whenQuestion || ALWAYS,
  };
};

export const seenOf = (question: Question): string => fingerprint(question);

/** A question's fields from the inputs of its form; the core checks all of them. */
export const readQuestion = (typed: Typed): QuestionFields => ({
  type: QUESTION_TYPES.find((type) => type === typed.type) ?? "line",
  label: typed.label ?? "",
  required: typed.required === "true",
  maxLength: (typed.maxLength ?? "").trim() === "" ? 0 : numberOf(typed.maxLength),
  options: typed.options ?? "",
  whenQuestion: typed.whenQuestion === ALWAYS ? "" : (typed.whenQuestion ?? ""),
  whenIs: typed.whenIs ?? "",
});

/** Every option on a line of its own. */
const LINES_MAX = optionsMax("dropdown") * (OPTION_MAX + 1);
/** To how many characters the earlier questions are cut, and the options where there are too many to be saved. */
interface Cut {
  readonly label: number;
  readonly lines: number;
}
const CUTS: readonly [Cut, ...Cut[]] = [
  { label: 100, lines: LINES_MAX },
  { label: 40, lines: LINES_MAX },
  { label: 20, lines: LINES_MAX },
  { label: 20, lines: 2_500 },
];

/** The form of one question. */
export const questionView = ({ owner, reader, nonce, id, seen, typed, problems }: QuestionForm): IAdaptiveCard => {
  const t = translatorFor(reader.locale);
  const under = problemLines(problems, reader);
  const code = codeOf(owner);
  const data = { form: "questions", code, nonce, ...defined({ id: id || undefined, seen: seen || undefined }) };
  const title = t("form_of_title", { title: titleOfOwner(owner) });
  return fitting(CUTS, ({ label, lines }) => {
    const input = inputsFor(typed, lines < LINES_MAX);
    const earlier = earlierThan(owner.form, id).map((question) => ({
      title: shortened(labelOf(question, t), label),
      value: question.id,
    }));
    return formCard(
      title,
      [
        ...under("none"),
        input.text("label", t("field_question_label"), { max: LABEL_MAX, missing: t("no_label_missing") }),
        ...under("label"),
        input.choice(
          "type",
          t("field_question_type"),
          QUESTION_TYPES.map((type) => ({ title: t(`question_type_${type}`), value: type })),
        ),
        ...under("type"),
        input.toggle("required", t("field_question_required"), t("field_question_required_hint")),
        input.amount("maxLength", t("field_question_max")),
        hint(t("field_question_max_hint")),
        ...under("maxLength"),
        input.text("options", t("field_question_options"), { max: lines, isMultiline: true }),
        hint(t("field_question_options_hint")),
        ...under("options"),
        input.choice("whenQuestion", t("field_question_when"), [
          { title: t("field_question_when_everybody"), value: ALWAYS },
          ...earlier,
        ]),
        hint(t("field_question_when_hint")),
        ...under("whenQuestion"),
        input.text("whenIs", t("field_question_when_is"), { max: lines, isMultiline: true }),
        hint(t("field_question_when_is_hint")),
        ...under("whenIs"),
      ],
      [
        sendButton(t("save_changes"), { ...data, do: "put" }),
        submitButton(t("back"), { ...data, do: "show" }, { withInputs: false }),
      ],
    );
  });
};
