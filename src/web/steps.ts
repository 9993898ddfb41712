import {
  type AskedQuestion,
  checkAnswer,
  checkNames,
  type Form,
  type Given,
  nextStep,
  questionsOf,
  shownOf,
} from "../core/model/form.ts";
import type { Refusal } from "../core/model/refusal.ts";
import { problemOf, type RegisterProblem } from "../core/registering/register.ts";
import type { Posted } from "./ask.ts";

/** What somebody filled in so far; the pages carry it along, and nothing of it is kept before all is answered. */
export interface FilledIn {
  readonly firstName: string;
  readonly lastName: string;
  /** As it was typed. */
  readonly address: string;
  readonly given: Given;
}

/** One page of a registration form: names and address on the first, and the questions that can be asked by now (P18). */
export interface PageStep {
  readonly form: Form;
  readonly isFirst: boolean;
  readonly questions: readonly AskedQuestion[];
  /** The questions of the pages before. */
  readonly asked: readonly string[];
  readonly filled: FilledIn;
}

export type Advance =
  | { readonly kind: "show"; readonly step: PageStep; readonly problems: readonly RegisterProblem[] }
  | { readonly kind: "all"; readonly filled: FilledIn };

/** The hidden inputs in which a page says where it stands. */
export const STATE = { form: "form", asked: "asked", shown: "shown" } as const;

/** A page is as long as it has to be. */
const everythingFits = () => true;

const idsIn = (text = ""): string[] =>
  text
    .slice(0, 4_000)
    .split(" ")
    .filter((id) => id !== "");

/** The form's first page, with what is known already. */
export const firstStep = (form: Form, filled: FilledIn): PageStep => ({
  form,
  isFirst: true,
  questions: nextStep(form, filled.given, [], everythingFits),
  asked: [],
  filled,
});

/** All that these answers show on one page: where something is wrong that was found only at the end. */
export const wholeStep = (form: Form, filled: FilledIn): PageStep => ({
  form,
  isFirst: true,
  questions: shownOf(form, filled.given),
  asked: [],
  filled,
});

/**
 * What comes after a posted page: the same page with what is wrong with it, the next one, or all is filled in. A form that
 * changed since it was shown begins again, with everything typed kept. `badAddress` is what is wrong with a typed address.
 */
export const advance = (form: Form, { fields, given }: Posted, badAddress?: Refusal): Advance => {
  const filled: FilledIn = {
    firstName: fields.firstName ?? "",
    lastName: fields.lastName ?? "",
    address: fields.address ?? "",
    given,
  };
  if (fields[STATE.form] !== form.id && questionsOf(form).length > 0) {
    const problems: RegisterProblem[] = [{ field: "none", refusal: { reason: "form_changed" } }];
    return { kind: "show", step: firstStep(form, filled), problems };
  }
  const [asked, shown] = [idsIn(fields[STATE.asked]), idsIn(fields[STATE.shown])];
  const isFirst = asked.length === 0;
  const questions = shownOf(form, given).filter(({ id }) => shown.includes(id));
  const wrongAddress: RegisterProblem[] = badAddress ? [{ field: "address", refusal: badAddress }] : [];
  const wrongNames = checkNames(filled).problems.map(problemOf);
  const wrongAnswers = questions.flatMap((question) => {
    const { problem } = checkAnswer(question, given);
    return problem ? [problemOf(problem)] : [];
  });
  const problems = [...wrongNames, ...wrongAddress, ...wrongAnswers];
  // Names and address were checked on the first page: wrong on a later one, that page was altered.
  if (!isFirst && wrongNames.length + wrongAddress.length > 0)
    return { kind: "show", step: wholeStep(form, filled), problems };
  if (problems.length > 0) return { kind: "show", step: { form, isFirst, questions, asked, filled }, problems };
  const all = [...asked, ...shown];
  const next = nextStep(form, given, all, everythingFits);
  if (next.length > 0)
    return { kind: "show", step: { form, isFirst: false, questions: next, asked: all, filled }, problems };
  // An answer to what is no longer shown is not theirs to give.
  const answered = shownOf(form, given).map(({ id }) => [id, given[id] ?? []] as const);
  return { kind: "all", filled: { ...filled, given: Object.fromEntries(answered) } };
};

/** Whether an answer on this page can bring another page. */
export const mayGoOn = ({ form, questions, asked }: PageStep): boolean => {
  const coming = new Set(questions.map(({ id }) => id));
  const known = [...coming, ...asked];
  for (const { id, when } of questionsOf(form)) if (when && coming.has(when.question)) coming.add(id);
  return [...coming].some((id) => !known.includes(id));
};
