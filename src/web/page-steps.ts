import { type AskedQuestion, type Form, type FormId, type Given, questionsOf, shownOf } from "../core/model/form.ts";
import type { Refusal } from "../core/model/refusal.ts";
import { unreachable } from "../core/model/result.ts";
import type { RegisterProblem } from "../core/registering/register-refusals.ts";
import { firstQuestions, stepOutcome } from "../core/registering/step-outcome.ts";
import type { PostedForm } from "./incoming/request.ts";

/** What somebody filled in so far. The pages carry it in hidden inputs; nothing is stored before all is answered. */
export interface FilledIn {
  readonly firstName: string;
  readonly lastName: string;
  /** As it was typed. */
  readonly address: string;
  readonly given: Given;
}

/** One page of a registration form: names and address on the first, and the questions that can be asked by now. */
export interface PageStep {
  readonly form: Form;
  readonly isFirst: boolean;
  readonly questions: readonly AskedQuestion[];
  /** The questions of earlier pages. */
  readonly asked: readonly string[];
  readonly filled: FilledIn;
}

type NextPage =
  | { readonly kind: "show"; readonly step: PageStep; readonly problems: readonly RegisterProblem[] }
  | { readonly kind: "complete"; readonly filled: FilledIn };

/** The hidden inputs that say which page of which form was posted. */
export const STATE = { form: "form", asked: "asked", shown: "shown" } as const;

/** A page is as long as it has to be. */
const everythingFits = () => true;

/** The fields of the first page that are not questions. */
const FIRST_PAGE_FIELDS = ["firstName", "lastName", "address"];

/** Those questions of a form that a hidden input names; it may have been altered. */
const questionsNamed = (form: Form, text = ""): string[] => {
  const ids = text.slice(0, 4_000).split(" ");
  return questionsOf(form)
    .map(({ id }) => id)
    .filter((id) => ids.includes(id));
};

/** The form's first page, with what is known already. */
export const firstPage = (form: Form, filled: FilledIn): PageStep => ({
  form,
  isFirst: true,
  questions: firstQuestions(form, everythingFits),
  asked: [],
  filled,
});

/** All that these answers show on one page: for problems that are found only at the end. */
export const wholeForm = (form: Form, filled: FilledIn): PageStep => ({
  form,
  isFirst: true,
  questions: shownOf(form, filled.given),
  asked: [],
  filled,
});

const filledIn = ({ fields, given }: PostedForm): FilledIn => {
  const { firstName = "", lastName = "", address = "" } = fields;
  return { firstName, lastName, address, given };
};

/** What a posted page, and those before it, say of the questions that they asked: nothing for one that was emptied. */
export const answeredOn = (form: Form, { fields, given }: PostedForm): Given =>
  Object.fromEntries(
    questionsNamed(form, `${fields[STATE.asked] ?? ""} ${fields[STATE.shown] ?? ""}`).map((id) => [
      id,
      given[id] ?? [],
    ]),
  );

/**
 * What comes after a posted page: the same page with its problems, the next one, or nothing more. A form that changed
 * since it was shown begins again and keeps everything typed. `badAddress` is what is wrong with a typed address.
 */
export const pageAfter = (form: Form, posted: PostedForm, badAddress?: Refusal): NextPage => {
  const { fields, given } = posted;
  const filled = filledIn(posted);
  const asked = questionsNamed(form, fields[STATE.asked]);
  const isFirst = asked.length === 0;
  // Every form asks for names: a form without questions cannot be out of date.
  const shownForm = questionsOf(form).length === 0 ? form.id : (fields[STATE.form] as FormId | undefined);
  const sent = {
    form: shownForm,
    asked,
    shown: questionsNamed(form, fields[STATE.shown]),
    given,
    names: filled,
    otherProblems: badAddress ? [{ field: "address", refusal: badAddress }] : [],
  };
  const outcome = stepOutcome(form, sent, everythingFits);
  switch (outcome.kind) {
    case "form_changed":
      return { kind: "show", step: firstPage(form, filled), problems: outcome.problems };
    case "wrong": {
      const { questions, problems } = outcome;
      // Names and address were right on the first page: wrong on a later one, that page was altered.
      const isAltered = !isFirst && problems.some(({ field }) => FIRST_PAGE_FIELDS.includes(field));
      const step = isAltered ? wholeForm(form, filled) : { form, isFirst, questions, asked, filled };
      return { kind: "show", step, problems };
    }
    case "next": {
      const step = { form, isFirst: false, questions: outcome.questions, asked: outcome.asked, filled };
      return { kind: "show", step, problems: [] };
    }
    case "complete":
      return { kind: "complete", filled: { ...filled, given: outcome.given } };
    default:
      return unreachable(outcome);
  }
};
