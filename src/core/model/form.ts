import { createHash } from "node:crypto";
import { z } from "zod";
import { folded, withoutPiles } from "./folding.ts";

/** What every registrant may be asked besides name and e-mail, in the order in which it is asked (S27). */
export const STANDARD_QUESTIONS = [
  "job_title",
  "company",
  "address_1",
  "address_2",
  "city",
  "state",
  "postal_code",
  "country",
  "phone",
] as const;
export type StandardQuestion = (typeof STANDARD_QUESTIONS)[number];

export const ASKED = ["hidden", "shown", "required"] as const;
export type Asked = (typeof ASKED)[number];

export const QUESTION_TYPES = ["line", "text", "checkboxes", "dropdown", "radio"] as const;
export type QuestionType = (typeof QUESTION_TYPES)[number];

export const hasOptions = (type: QuestionType): boolean => type !== "line" && type !== "text";

export type FormId = string & z.$brand<"FormId">;

/** Names a question within its form; a standard question is named as in `STANDARD_QUESTIONS`. */
const QuestionIdSchema = z.string().regex(/^[a-z0-9_]{1,20}$/);

const OptionSchema = z.object({ id: QuestionIdSchema, text: z.string() });

const QuestionSchema = z.object({
  id: QuestionIdSchema,
  type: z.enum(QUESTION_TYPES),
  label: z.string(),
  required: z.boolean(),
  /** Limits a typed answer, in characters; 0: only the platforms' own limit holds. */
  maxLength: z.number().int().min(0).max(999),
  options: z.array(OptionSchema),
  /** Shown only when an earlier question was answered by one of these: options' ids, or texts in any case (P18). */
  when: z.object({ question: QuestionIdSchema, is: z.array(z.string()).min(1) }).optional(),
});

export const FormSchema = z.object({
  id: z.string().transform((id) => id as FormId),
  standard: z.partialRecord(z.enum(STANDARD_QUESTIONS), z.enum(["shown", "required"])),
  questions: z.array(QuestionSchema),
});

/** A question of the host's own; `label` is as the host wrote it. */
export type Question = z.infer<typeof QuestionSchema>;
export type QuestionOption = z.infer<typeof OptionSchema>;

/**
 * A registration form. It is immutable: changing one makes a form with another id. First name, last name and e-mail are
 * always asked and are not listed. A registration keeps the id of the form that it answered, so that its answers stay
 * readable under the questions as they were asked.
 */
export type Form = z.infer<typeof FormSchema>;

/** Makes a form of its content; its id is a hash of that, so that the same content has the same id. */
export const formOf = (content: Pick<Form, "standard" | "questions">): Form => {
  const standard = Object.fromEntries(
    STANDARD_QUESTIONS.flatMap((name) => (content.standard[name] ? [[name, content.standard[name]]] : [])),
  );
  const text = JSON.stringify([standard, content.questions.map((question) => QuestionSchema.parse(question))]);
  const id = createHash("sha256").update(text).digest("base64url").slice(0, 16) as FormId;
  return { id, standard, questions: content.questions };
};

/** Name and e-mail, nothing else (S29). */
export const STANDARD_FORM: Form = formOf({ standard: {}, questions: [] });

/** What is asked, in order: the standard questions that are not hidden, then the host's own. */
export interface AskedQuestion extends Question {
  /** Its words are in the message catalogue. */
  readonly standard?: StandardQuestion;
}

const STANDARD_MAX = 200;

export const questionsOf = (form: Form): AskedQuestion[] => [
  ...STANDARD_QUESTIONS.flatMap((name): AskedQuestion[] => {
    const asked = form.standard[name];
    if (!asked) return [];
    const required = asked === "required";
    return [{ id: name, type: "line", label: "", required, maxLength: STANDARD_MAX, options: [], standard: name }];
  }),
  ...form.questions,
];

/** The same form with every answer left open to choice, for a host who fills it in for somebody (P35). */
export const withoutRequired = (form: Form): Form => ({
  ...form,
  standard: Object.fromEntries(Object.keys(form.standard).map((name) => [name, "shown" as const])),
  questions: form.questions.map((question) => ({ ...question, required: false })),
});

/** The longest answer, in characters, that the inputs of both platforms take. */
const ANSWER_MAX = 3_000;
export const answerMax = ({ type, maxLength }: Pick<Question, "type" | "maxLength">): number =>
  maxLength > 0 ? maxLength : type === "line" ? 300 : ANSWER_MAX;

/** What somebody filled in, by question: texts, or the ids of options. */
export type Given = Readonly<Record<string, readonly string[]>>;
/** Answers by question, in words: a text, or the texts of the options that were chosen. */
export type Answers = Readonly<Record<string, readonly string[]>>;

export const NAME_MAX = 80;

export type FormProblem =
  | { field: string; problem: "missing" }
  | { field: string; problem: "too_long"; max: number; length: number }
  | { field: string; problem: "not_an_option" };

/** Anything that can be seen: neither a space, nor a filler, nor U+2800, the blank of Braille. */
const VISIBLE = /[^\s\p{C}\p{Default_Ignorable_Code_Point}\u2800]/u;

/**
 * Cleans a typed text: no control characters, no lone surrogates, no piles of marks, NFC, trimmed; empty when nothing of
 * it can be seen.
 */
export const cleanText = (text: string): string => {
  const plain = text.toWellFormed().replaceAll(/[^\P{C}\p{Cf}\n]|[\u202A-\u202E\u2066-\u2069]/gu, "");
  const clean = withoutPiles(plain).normalize("NFC").trim();
  return VISIBLE.test(clean) ? clean : "";
};

/** How long a text is for people: in code points, so that an emoji counts as one or a few. */
export const lengthOf = (text: string): number => [...text].length;

/** Cleans a typed text and puts it on one line. */
export const cleanLine = (text: string): string => cleanText(text).replaceAll(/\s+/gu, " ");

/** Whether the answers before a question show it. */
const isShown = (question: Question, given: Given): boolean => {
  const { when } = question;
  if (!when) return true;
  const wanted = when.is.map((value) => folded(cleanLine(value)));
  return (given[when.question] ?? []).some((value) => wanted.includes(folded(cleanLine(value))));
};

/** The questions that these answers show, in order; one that depends on a hidden question is hidden too. */
export const shownOf = (form: Form, given: Given): AskedQuestion[] => {
  const shown: AskedQuestion[] = [];
  for (const question of questionsOf(form))
    if (!question.when || (shown.some(({ id }) => id === question.when?.question) && isShown(question, given)))
      shown.push(question);
  return shown;
};

interface Filled {
  readonly firstName: string;
  readonly lastName: string;
  readonly given: Given;
}

interface Clean {
  readonly firstName: string;
  readonly lastName: string;
  readonly answers: Answers;
}

/** Checks names, of which the last may stay empty; answers every problem, by field. */
export const checkNames = (given: { firstName: string; lastName: string }) => {
  const clean = { firstName: cleanLine(given.firstName), lastName: cleanLine(given.lastName) };
  const problems = (["firstName", "lastName"] as const).flatMap((field): FormProblem[] => {
    const length = lengthOf(clean[field]);
    if (length === 0) return field === "firstName" ? [{ field, problem: "missing" }] : [];
    return length > NAME_MAX ? [{ field, problem: "too_long", max: NAME_MAX, length }] : [];
  });
  return { clean, problems };
};

/** What of everything sent under a question's name can answer it: one text, or each option once. */
export const valuesOf = (question: Question, given: Given): readonly string[] => {
  const values = given[question.id] ?? [];
  if (hasOptions(question.type)) return [...new Set(values)].filter((id) => id !== "");
  const [typed = ""] = values;
  const text = question.type === "line" ? cleanLine(typed) : cleanText(typed);
  return text === "" ? [] : [text];
};

/** One question's answer in words, or what is wrong with it. */
export const checkAnswer = (question: Question, given: Given): { answer: readonly string[]; problem?: FormProblem } => {
  const field = question.id;
  const values = valuesOf(question, given);
  if (values.length === 0 && question.required) return { answer: [], problem: { field, problem: "missing" } };
  if (!hasOptions(question.type)) {
    const max = answerMax(question);
    const length = lengthOf(values.join());
    return length > max ? { answer: [], problem: { field, problem: "too_long", max, length } } : { answer: values };
  }
  const texts = values.map((id) => question.options.find((option) => option.id === id)?.text);
  const isTooMany = question.type !== "checkboxes" && values.length > 1;
  if (isTooMany || texts.includes(undefined)) return { answer: [], problem: { field, problem: "not_an_option" } };
  return { answer: texts.filter((text) => text !== undefined) };
};

/** Checks names and answers against the form (S3); answers every problem, by field. */
export const checkAnswers = (form: Form, filled: Filled): { clean: Clean; problems: FormProblem[] } => {
  const { clean, problems } = checkNames(filled);
  const answers: Record<string, readonly string[]> = {};
  for (const question of shownOf(form, filled.given)) {
    const { answer, problem } = checkAnswer(question, filled.given);
    if (problem) problems.push(problem);
    if (answer.length > 0) answers[question.id] = answer;
  }
  return { clean: { ...clean, answers }, problems };
};

/** Answers as they stand in a form that is filled in anew: texts, or the ids of options that still have the words. */
export const givenOf = (form: Form, answers: Answers): Given =>
  Object.fromEntries(
    questionsOf(form).flatMap(({ id, type, options }): [string, readonly string[]][] => {
      const answer = answers[id];
      if (!answer) return [];
      if (!hasOptions(type)) return [[id, answer.slice(0, 1)]];
      const chosen = options.filter(({ text }) => answer.includes(text)).map((option) => option.id);
      return [[id, type === "checkboxes" ? chosen : chosen.slice(0, 1)]];
    }),
  );

/** Whether one of these answers is missing that the form requires, which a host may leave open for somebody (P35). */
export const hasOpenAnswers = (form: Form, answers: Answers): boolean =>
  shownOf(form, givenOf(form, answers)).some(({ id, required }) => required && (answers[id] ?? []).length === 0);

/** A question as it was asked, with its answer in words. */
export interface Answered {
  readonly question: AskedQuestion;
  readonly answer: readonly string[];
}

/** Answers under the questions of the form that they were given to. */
export const answeredOf = (form: Form, answers: Answers): Answered[] =>
  questionsOf(form).flatMap((question) => {
    const answer = answers[question.id];
    return answer && answer.length > 0 ? [{ question, answer }] : [];
  });

/**
 * The questions of the next step, after those in `asked`: as many as `fits` allows. A conditional question comes in a
 * later step than the one it depends on, since chat products cannot hide inputs (spec.md, 5). Empty: all are asked.
 */
export const nextStep = (
  form: Form,
  given: Given,
  asked: readonly string[],
  fits: (questions: readonly AskedQuestion[]) => boolean,
): AskedQuestion[] => {
  const step: AskedQuestion[] = [];
  for (const question of shownOf(form, given)) {
    if (asked.includes(question.id)) continue;
    if (question.when && !asked.includes(question.when.question)) continue;
    if (step.length > 0 && !fits([...step, question])) break;
    step.push(question);
  }
  return step;
};
