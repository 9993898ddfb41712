import { html } from "hono/html";
import { mayAskMore } from "../core/registering/step-outcome.ts";
import type { Say } from "../texts/say.ts";
import { alertOf, field, type Html } from "./elements.ts";
import { type PageStep, STATE } from "./page-steps.ts";
import { questionInput } from "./question-input.ts";
import { inputOf } from "./request.ts";

interface StepForm {
  readonly step: PageStep;
  /** What is wrong, by field, in words; `none` is about the whole. */
  readonly problems: Readonly<Record<string, string>>;
  readonly say: Say;
  /** Where it is posted; else to the page's own address. */
  readonly action?: string;
  /** What else goes with it. */
  readonly also?: Readonly<Record<string, string>>;
  /** The address of a personal link's owner, which they cannot change. */
  readonly ownAddress?: string;
}

const hidden = (name: string, value: string): Html => html`<input type="hidden" name="${name}" value="${value}">`;

const nameFields = ({ step, problems, say, ownAddress }: StepForm): Html => {
  const { firstName, lastName, address } = step.filled;
  const isOwn = ownAddress !== undefined;
  return html`${field({ name: "firstName", label: say("field_first_name"), value: firstName, autocomplete: "given-name", problem: problems.firstName })}
  ${field({ name: "lastName", label: say("field_last_name"), value: lastName, autocomplete: "family-name", problem: problems.lastName })}
  ${field({ name: "address", label: say("field_address"), value: ownAddress ?? address, type: "email", autocomplete: "email", readonly: isOwn, problem: problems.address })}`;
};

/** Everything that was filled in on earlier pages goes along: nothing of it is kept here before all is answered. */
const carried = ({ step, ownAddress }: StepForm): Html => {
  const { firstName, lastName, address, given } = step.filled;
  return html`${hidden("firstName", firstName)}${hidden("lastName", lastName)}${ownAddress === undefined ? hidden("address", address) : ""}
  ${step.asked.flatMap((id) => (given[id] ?? []).map((value) => hidden(inputOf(id), value)))}`;
};

/** One page of a registration form. Multipart: percent signs would make long answers in other scripts three times as long. */
export const stepForm = (of: StepForm): Html => {
  const { step, problems, say, action, also = {} } = of;
  const { form, questions, asked, isFirst, filled } = step;
  return html`${alertOf(problems.none)}
<form method="post" enctype="multipart/form-data" ${action === undefined ? "" : html`action="${action}"`}>
${Object.entries(also).map(([name, value]) => hidden(name, value))}
${hidden(STATE.form, form.id)}${hidden(STATE.asked, asked.join(" "))}${hidden(STATE.shown, questions.map(({ id }) => id).join(" "))}
${isFirst ? nameFields(of) : carried(of)}
${questions.map((question) => questionInput(question, { values: filled.given[question.id] ?? [], problem: problems[question.id] }, say))}
<button>${say(mayAskMore(form, questions, asked) ? "next" : "register")}</button></form>`;
};
