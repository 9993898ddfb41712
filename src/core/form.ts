/**
 * A webinar's form as it stood at one version. First name, last name and e-mail are always asked and are not listed.
 * A registration keeps the version it answered, so that its answers stay readable under the questions as asked.
 */
export interface Form {
  readonly version: number;
  readonly questions: readonly Question[];
}

interface Question {
  readonly id: string;
  readonly label: string;
  readonly required: boolean;
  readonly maxLength: number;
}

/** Answers by question id. */
export type Answers = Readonly<Record<string, string>>;

export const STANDARD_FORM: Form = { version: 1, questions: [] };

export const NAME_MAX = 80;

export type FormProblem =
  | { field: string; problem: "missing" }
  | { field: string; problem: "too_long"; max: number; length: number }
  | { field: string; problem: "not_an_address" };

interface Given {
  firstName: string;
  lastName: string;
  answers: Answers;
}

/** Text as it is stored: no control characters, no lone surrogates, NFC, trimmed. */
export const cleanText = (text: string): string =>
  text
    .toWellFormed()
    .normalize("NFC")
    .replaceAll(/[^\P{C}\p{Cf}\n]|[\u202A-\u202E\u2066-\u2069]/gu, "")
    .trim();

/** As cleanText, on one line. */
export const cleanLine = (text: string): string => cleanText(text).replaceAll(/\s+/gu, " ");

/** Checks names and answers against the form: every problem, by field. S3: all that is required must be there. */
export const checkAnswers = (form: Form, given: Given): { clean: Given; problems: FormProblem[] } => {
  const names = { firstName: cleanLine(given.firstName), lastName: cleanLine(given.lastName) };
  const problems: FormProblem[] = [];
  const check = (field: string, value: string, required: boolean, max: number) => {
    if (required && value === "") problems.push({ field, problem: "missing" });
    if (value.length > max) problems.push({ field, problem: "too_long", max, length: value.length });
  };
  check("firstName", names.firstName, true, NAME_MAX);
  check("lastName", names.lastName, true, NAME_MAX);
  const answers: Record<string, string> = {};
  for (const question of form.questions) {
    const answer = cleanText(given.answers[question.id] ?? "");
    check(question.id, answer, question.required, question.maxLength);
    if (answer !== "") answers[question.id] = answer;
  }
  return { clean: { ...names, answers }, problems };
};
