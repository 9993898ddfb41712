import {
  type AskedQuestion,
  checkAnswer,
  checkNames,
  type Form,
  type FormId,
  type Given,
  nextStep,
  questionsOf,
  shownOf,
  valuesOf,
} from "../model/form.ts";
import { problemOf, type RegisterProblem } from "./register-refusals.ts";

/** Whether so many questions fit one step. Each face and the pages have their own answer. */
export type Fits = (questions: readonly AskedQuestion[]) => boolean;

/** One step of a registration form as it was sent, with everything filled in on earlier steps. */
export interface StepAnswers {
  /** The form that was shown. */
  readonly form: FormId | undefined;
  /** The questions of earlier steps. */
  readonly asked: readonly string[];
  /** The questions of this step. */
  readonly shown: readonly string[];
  readonly given: Given;
  /** Absent on a step whose names need no check. */
  readonly names?: { readonly firstName: string; readonly lastName: string } | undefined;
  /** What is wrong with anything that only the caller asks for. */
  readonly otherProblems: readonly RegisterProblem[];
}

export type StepOutcome =
  /** The form is no longer the one that was shown: it begins again with these questions. */
  | {
      readonly kind: "form_changed";
      readonly questions: readonly AskedQuestion[];
      readonly problems: readonly RegisterProblem[];
    }
  /** The same step is shown again. */
  | {
      readonly kind: "wrong";
      readonly questions: readonly AskedQuestion[];
      readonly problems: readonly RegisterProblem[];
    }
  | { readonly kind: "next"; readonly questions: readonly AskedQuestion[]; readonly asked: readonly string[] }
  /** All is answered; `given` leaves out answers to questions that are hidden by now. */
  | { readonly kind: "complete"; readonly given: Given };

export const firstQuestions = (form: Form, fits: Fits): AskedQuestion[] => nextStep(form, {}, [], fits);

export const formChanged = (form: Form, fits: Fits): StepOutcome & { kind: "form_changed" } => ({
  kind: "form_changed",
  questions: firstQuestions(form, fits),
  problems: [{ field: "none", refusal: { reason: "form_changed" } }],
});

/** Decides what follows a step of a registration form: the same step, the next one (P18), or the registration. */
export const stepOutcome = (form: Form, sent: StepAnswers, fits: Fits): StepOutcome => {
  if (sent.form !== form.id) return formChanged(form, fits);
  const { given, shown, names } = sent;
  const questions = shownOf(form, given).filter(({ id }) => shown.includes(id));
  const problems = [
    ...(names ? checkNames(names).problems.map(problemOf) : []),
    ...questions.flatMap((question) => checkAnswer(question, given).problem ?? []).map(problemOf),
    ...sent.otherProblems,
  ];
  if (problems.length > 0) return { kind: "wrong", questions, problems };
  const asked = [...new Set([...sent.asked, ...shown])];
  const next = nextStep(form, given, asked, fits);
  if (next.length > 0) return { kind: "next", questions: next, asked };
  const answers = shownOf(form, given).map((question) => [question.id, valuesOf(question, given)] as const);
  return { kind: "complete", given: Object.fromEntries(answers) };
};

/** Whether an answer to one of these questions can lead to another step. */
export const mayAskMore = (form: Form, questions: readonly AskedQuestion[], asked: readonly string[]): boolean => {
  const coming = new Set(questions.map(({ id }) => id));
  const known = [...coming, ...asked];
  for (const { id, when } of questionsOf(form)) if (when && coming.has(when.question)) coming.add(id);
  return [...coming].some((id) => !known.includes(id));
};
