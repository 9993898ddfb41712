import { html } from "hono/html";
import { type AskedQuestion, answerMax, type StandardQuestion } from "../core/model/form.ts";
import { unreachable } from "../core/model/result.ts";
import type { Say } from "../texts/say.ts";
import { labelOf } from "../texts/settings.ts";
import { beside, type Html, tied } from "./elements.ts";
import { inputOf } from "./request.ts";

/** How browsers call what they can fill in by themselves. */
const AUTOCOMPLETE: Readonly<Record<StandardQuestion, string>> = {
  job_title: "organization-title",
  company: "organization",
  address_1: "address-line1",
  address_2: "address-line2",
  city: "address-level2",
  state: "address-level1",
  postal_code: "postal-code",
  country: "country-name",
  phone: "tel",
};

export interface Answer {
  /** Texts, or the ids of options. */
  readonly values: readonly string[];
  readonly problem: string | undefined;
}

const requiredIf = (required: boolean): Html | string => (required ? html`required` : "");

/** Several inputs under one legend. */
const group = (id: string, label: string, problem: string | undefined, choices: readonly Html[]): Html =>
  html`<fieldset ${tied(id, problem)}><legend>${label}</legend>${choices}${beside(id, problem)}</fieldset>`;

/** One question's input, its label and its problem tied to it. */
export const questionInput = (question: AskedQuestion, { values, problem }: Answer, say: Say): Html => {
  const { type, required, options } = question;
  const name = inputOf(question.id);
  const label = required ? labelOf(question, say) : say("page_optional", { label: labelOf(question, say) });
  const [typed = ""] = values;
  const choice = (kind: "checkbox" | "radio", id: string, text: string, isChosen: boolean) =>
    html`<label class="choice"><input type="${kind}" name="${name}" value="${id}" ${isChosen ? html`checked` : ""} ${requiredIf(required && kind === "radio")}> <span>${text}</span></label>`;
  const one = (text: string | Html): Html => html`<label for="${name}">${label}</label>${text}${beside(name, problem)}`;
  switch (type) {
    case "line":
      return one(
        html`<input id="${name}" name="${name}" value="${typed}" maxlength="${answerMax(question)}" autocomplete="${question.standard ? AUTOCOMPLETE[question.standard] : "off"}" ${requiredIf(required)} ${tied(name, problem)}>`,
      );
    case "text":
      return one(
        html`<textarea id="${name}" name="${name}" maxlength="${answerMax(question)}" ${requiredIf(required)} ${tied(name, problem)}>${typed}</textarea>`,
      );
    case "dropdown":
      return one(
        html`<select id="${name}" name="${name}" ${requiredIf(required)} ${tied(name, problem)}><option value="">${say(required ? "page_choose" : "page_no_answer")}</option>${options.map(({ id, text }) => html`<option value="${id}" ${id === typed ? html`selected` : ""}>${text}</option>`)}</select>`,
      );
    case "checkboxes":
      return group(
        name,
        label,
        problem,
        options.map(({ id, text }) => choice("checkbox", id, text, values.includes(id))),
      );
    case "radio":
      // A radio button cannot be taken back: who need not answer can say so.
      return group(name, label, problem, [
        ...options.map(({ id, text }) => choice("radio", id, text, id === typed)),
        ...(required ? [] : [choice("radio", "", say("page_no_answer"), typed === "")]),
      ]);
    default:
      return unreachable(type);
  }
};
