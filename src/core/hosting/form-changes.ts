import { defined } from "../model/defined.ts";
import { folded } from "../model/folding.ts";
import {
  type Asked,
  cleanLine,
  type Form,
  formOf,
  hasOptions,
  lengthOf,
  type Question,
  type QuestionOption,
  type QuestionType,
  questionsOf,
  STANDARD_QUESTIONS,
  type StandardQuestion,
} from "../model/form.ts";
import { newQuestionId } from "../model/ids.ts";
import type { Refusal } from "../model/refusal.ts";
import { done, type Result, refuse, unreachable } from "../model/result.ts";

/** With names and standard questions, so many of a host's own stay below the 100 blocks of a Slack view. */
export const QUESTIONS_MAX = 50;
export const LABEL_MAX = 200;
/** Slack's checkboxes and radio buttons take ten options of 75 characters, its menus a hundred. */
export const OPTION_MAX = 75;
export const optionsMax = (type: QuestionType): number => (type === "dropdown" ? 100 : 10);
/** One question has to fit a Teams card (25 KB) with what is around it; a form is read with its webinar each time. */
const QUESTION_BYTES_MAX = 12_000;
export const FORM_BYTES_MAX = 60_000;

/** A question as a host filled in its form. */
export interface QuestionFields {
  readonly type: QuestionType;
  readonly label: string;
  readonly required: boolean;
  /** 0: no limit of its own. */
  readonly maxLength: number;
  /** One option a line. */
  readonly options: string;
  /** The id of the earlier question it depends on; empty: always shown. */
  readonly whenQuestion: string;
  /** One answer a line. */
  readonly whenIs: string;
}

/** What the form of a new question begins with. */
export const NEW_QUESTION: QuestionFields = {
  type: "line",
  label: "",
  required: false,
  maxLength: 0,
  options: "",
  whenQuestion: "",
  whenIs: "",
};

type QuestionField = "type" | "label" | "maxLength" | "options" | "whenQuestion" | "whenIs";
export type QuestionProblem = { field: QuestionField | "none"; refusal: Refusal };

/** A host's change of a form. */
export type FormAct =
  | { readonly do: "standard"; readonly asked: Readonly<Partial<Record<StandardQuestion, Asked>>> }
  /** Without `id` a new question at the end. `seen` is the question as the form showed it. */
  | { readonly do: "put"; readonly id?: string; readonly seen?: string; readonly fields: QuestionFields }
  | { readonly do: "remove"; readonly id: string }
  | { readonly do: "up" | "down"; readonly id: string };

const linesOf = (text: string): string[] =>
  text
    .slice(0, 20_000)
    .split("\n")
    .map(cleanLine)
    .filter((line) => line !== "");

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** How large a form is, in bytes, of `FORM_BYTES_MAX`. */
export const sizeOf = (form: Pick<Form, "questions">): number => bytesOf(form.questions);

/** A hash of a question's content: it differs once somebody has changed the question. */
export const fingerprint = (question: Question): string => formOf({ standard: {}, questions: [question] }).id;

/** Makes options of lines. A text that was there keeps its id, and so does one that was reworded in its place. */
const optionsFrom = (lines: readonly string[], before: readonly QuestionOption[]): QuestionOption[] => {
  const isReworded = lines.length === before.length;
  return lines.map((text, index) => {
    const same = before.find((option) => option.text === text);
    const placed = isReworded && !lines.includes(before[index]?.text ?? "") ? before[index] : undefined;
    return { id: same?.id ?? placed?.id ?? newQuestionId(), text };
  });
};

const readOptions = (
  { type, options }: QuestionFields,
  before: Question | undefined,
  add: (field: QuestionField, refusal: Refusal) => void,
): QuestionOption[] => {
  if (!hasOptions(type)) return [];
  const lines = linesOf(options);
  const max = optionsMax(type);
  const long = lines.find((line) => lengthOf(line) > OPTION_MAX);
  const twice = lines.find((line, index) => lines.slice(0, index).some((one) => folded(one) === folded(line)));
  if (lines.length === 0) add("options", { reason: "options_missing" });
  else if (lines.length > max) add("options", { reason: "too_many_options", max, count: lines.length });
  else if (long) add("options", { reason: "option_too_long", max: OPTION_MAX, option: long });
  else if (twice) add("options", { reason: "option_twice", option: twice });
  return optionsFrom(lines, before?.options ?? []);
};

const readCondition = (
  fields: QuestionFields,
  earlier: readonly Question[],
  add: (field: QuestionField, refusal: Refusal) => void,
): Question["when"] => {
  const lines = linesOf(fields.whenIs);
  if (fields.whenQuestion === "") {
    if (lines.length > 0) add("whenQuestion", { reason: "condition_no_question" });
    return undefined;
  }
  const on = earlier.find(({ id }) => id === fields.whenQuestion);
  if (!on) add("whenQuestion", { reason: "condition_not_earlier" });
  else if (lines.length === 0) add("whenIs", { reason: "condition_missing" });
  if (!on || lines.length === 0) return undefined;
  if (!hasOptions(on.type)) return { question: on.id, is: lines };
  const chosen = lines.map((line) => on.options.find(({ text }) => folded(text) === folded(line))?.id);
  const lost = lines.find((_, index) => chosen[index] === undefined);
  if (lost !== undefined) add("whenIs", { reason: "condition_impossible", answer: lost });
  return { question: on.id, is: chosen.filter((id) => id !== undefined) };
};

/** A question as the fields of its form. */
export const questionFieldsOf = (form: Form, question: Question): QuestionFields => {
  const on = questionsOf(form).find(({ id }) => id === question.when?.question);
  const text = (value: string) => on?.options.find(({ id }) => id === value)?.text ?? value;
  const { type, label, required, maxLength } = question;
  return {
    type,
    label,
    required,
    maxLength,
    options: question.options.map((option) => option.text).join("\n"),
    whenQuestion: question.when?.question ?? "",
    whenIs: (question.when?.is ?? []).map(text).join("\n"),
  };
};

/** The questions that another may depend on: those before it. */
export const earlierThan = (form: Form, id: string | undefined) => {
  const all = questionsOf(form);
  const at = all.findIndex((question) => question.id === id);
  return at < 0 ? all : all.slice(0, at);
};

/** The first question whose condition depends on no earlier question, or on none of its answers. */
const brokenBy = (form: Form): Question | undefined =>
  form.questions.find((question) => {
    const { when } = question;
    if (!when) return false;
    const on = earlierThan(form, question.id).find(({ id }) => id === when.question);
    return !on || (hasOptions(on.type) && !when.is.every((value) => on.options.some(({ id }) => id === value)));
  });

const put = (form: Form, { id, seen, fields }: FormAct & { do: "put" }): Result<Form, readonly QuestionProblem[]> => {
  const problems: QuestionProblem[] = [];
  const add = (field: QuestionProblem["field"], refusal: Refusal) => problems.push({ field, refusal });
  const before = form.questions.find((question) => question.id === id);
  if (id !== undefined && !before) return refuse([{ field: "none", refusal: { reason: "question_gone" } }]);
  if (before && seen !== undefined && seen !== fingerprint(before))
    return refuse([{ field: "none", refusal: { reason: "question_changed" } }]);
  if (!before && form.questions.length >= QUESTIONS_MAX)
    return refuse([{ field: "none", refusal: { reason: "too_many_questions", max: QUESTIONS_MAX } }]);
  const label = cleanLine(fields.label);
  if (label === "") add("label", { reason: "label_missing" });
  if (lengthOf(label) > LABEL_MAX) add("label", { reason: "label_too_long", max: LABEL_MAX, length: lengthOf(label) });
  const { maxLength } = fields;
  const isTyped = !hasOptions(fields.type);
  if (isTyped && !(Number.isInteger(maxLength) && maxLength >= 0 && maxLength <= 999))
    add("maxLength", { reason: "max_length_out_of_range" });
  const options = readOptions(fields, before, add);
  const when = readCondition(fields, earlierThan(form, id), add);
  if (problems.length > 0) return refuse(problems);
  const question: Question = {
    id: before?.id ?? newQuestionId(),
    type: fields.type,
    label,
    required: fields.required,
    maxLength: isTyped ? maxLength : 0,
    options,
    ...defined({ when }),
  };
  const size = bytesOf(question);
  if (size > QUESTION_BYTES_MAX)
    return refuse([{ field: "none", refusal: { reason: "question_too_large", size, max: QUESTION_BYTES_MAX } }]);
  const questions = before
    ? form.questions.map((one) => (one.id === before.id ? question : one))
    : [...form.questions, question];
  return done(formOf({ standard: form.standard, questions }));
};

const moved = (form: Form, id: string, by: 1 | -1): Result<Form, readonly QuestionProblem[]> => {
  const from = form.questions.findIndex((question) => question.id === id);
  const question = form.questions[from];
  const other = form.questions[from + by];
  if (!question) return refuse([{ field: "none", refusal: { reason: "question_gone" } }]);
  if (!other) return refuse([{ field: "none", refusal: { reason: "question_at_the_end" } }]);
  const questions = form.questions.map((one) => (one === question ? other : one === other ? question : one));
  return done(formOf({ standard: form.standard, questions }));
};

const standard = (form: Form, asked: Readonly<Partial<Record<StandardQuestion, Asked>>>): Form =>
  formOf({
    standard: Object.fromEntries(
      STANDARD_QUESTIONS.flatMap((name) => {
        const one = asked[name] ?? form.standard[name] ?? "hidden";
        return one === "hidden" ? [] : [[name, one]];
      }),
    ),
    questions: form.questions,
  });

const changed = (form: Form, act: FormAct): Result<Form, readonly QuestionProblem[]> => {
  switch (act.do) {
    case "put":
      return put(form, act);
    case "up":
      return moved(form, act.id, -1);
    case "down":
      return moved(form, act.id, 1);
    case "standard":
      return done(standard(form, act.asked));
    case "remove":
      if (!form.questions.some(({ id }) => id === act.id))
        return refuse([{ field: "none", refusal: { reason: "question_gone" } }]);
      return done(formOf({ standard: form.standard, questions: form.questions.filter(({ id }) => id !== act.id) }));
    default:
      return unreachable(act);
  }
};

/**
 * Changes a form as a host asked. Refuses what is wrong with a question, by field, a condition that would depend on
 * nothing, and a form that is too large.
 */
export const changeForm = (form: Form, act: FormAct): Result<Form, readonly QuestionProblem[]> => {
  const next = changed(form, act);
  if (!next.ok) return next;
  const broken = brokenBy(next.value);
  if (broken) {
    const isOwn = (act.do === "up" || act.do === "down") && act.id === broken.id;
    const refusal: Refusal = isOwn
      ? { reason: "condition_not_earlier" }
      : { reason: "question_in_use", question: broken.label };
    return refuse([{ field: "none", refusal }]);
  }
  const size = sizeOf(next.value);
  if (size > FORM_BYTES_MAX)
    return refuse([{ field: "none", refusal: { reason: "form_too_large", size, max: FORM_BYTES_MAX } }]);
  return next;
};
