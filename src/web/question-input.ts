import { html } from "hono/html";
import { type AskedQuestion, answerMax, type StandardQuestion } from "../core/model/form.ts";
import { unreachable } from "../core/model/result.ts";
import { labelOf } from "../texts/settings.ts";
import type { Translate } from "../texts/translate.ts";
import { type Html, problemAttributes, problemText } from "./elements.ts";
import { inputNameOf } from "./incoming/request.ts";

/** The names by which browsers know what they can fill in. */
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

interface Answer {
  /** Texts, or the ids of options. */
  readonly values: readonly string[];
  readonly problem: string | undefined;
}

interface Input {
  readonly question: AskedQuestion;
  /** The input's name and id. */
  readonly name: string;
  readonly label: string;
  readonly answer: Answer;
  readonly t: Translate;
}

const requiredIf = (required: boolean): Html | string => (required ? html`required` : "");

/** One input under its label. */
const labelled = ({ name, label, answer }: Input, input: Html): Html =>
  html`<label for="${name}" dir="auto">${label}</label>${input}${problemText(name, answer.problem)}`;

/** Several inputs under one legend. */
const group = ({ name, label, answer }: Input, choices: readonly Html[]): Html =>
  html`<fieldset ${problemAttributes(name, answer.problem)}><legend dir="auto">${label}</legend>${choices}${problemText(name, answer.problem)}</fieldset>`;

/** What every single input has: whether it must be filled in, and its problem. */
const attributes = ({ name, question, answer }: Input): Html =>
  html`${requiredIf(question.required)} ${problemAttributes(name, answer.problem)}`;

/** Browsers count UTF-16 units, and the core code points, of which one has two units at most. */
const unitsMax = (question: AskedQuestion): number => 2 * answerMax(question);

const lineInput = (input: Input): Html => {
  const { question, name, answer } = input;
  const autocomplete = question.standard ? AUTOCOMPLETE[question.standard] : "off";
  return labelled(
    input,
    html`<input id="${name}" name="${name}" value="${answer.values[0] ?? ""}" maxlength="${unitsMax(question)}" autocomplete="${autocomplete}" dir="auto" ${attributes(input)}>`,
  );
};

const textInput = (input: Input): Html => {
  const { question, name, answer } = input;
  return labelled(
    input,
    html`<textarea id="${name}" name="${name}" maxlength="${unitsMax(question)}" dir="auto" ${attributes(input)}>${answer.values[0] ?? ""}</textarea>`,
  );
};

const dropdown = (input: Input): Html => {
  const { question, name, answer, t } = input;
  const options = question.options.map(
    ({ id, text }) => html`<option value="${id}" ${id === answer.values[0] ? html`selected` : ""}>${text}</option>`,
  );
  const empty = t(question.required ? "page_choose" : "page_no_answer");
  return labelled(
    input,
    html`<select id="${name}" name="${name}" dir="auto" ${attributes(input)}><option value="">${empty}</option>${options}</select>`,
  );
};

const choice = (
  { name, question }: Input,
  type: "checkbox" | "radio",
  { id, text, isChosen }: { id: string; text: string; isChosen: boolean },
): Html =>
  html`<label class="choice"><input type="${type}" name="${name}" value="${id}" ${isChosen ? html`checked` : ""} ${requiredIf(question.required && type === "radio")}> <span dir="auto">${text}</span></label>`;

const checkboxes = (input: Input): Html => {
  const { question, answer } = input;
  const choices = question.options.map(({ id, text }) =>
    choice(input, "checkbox", { id, text, isChosen: answer.values.includes(id) }),
  );
  return group(input, choices);
};

const radioButtons = (input: Input): Html => {
  const { question, answer, t } = input;
  const [chosen = ""] = answer.values;
  const choices = question.options.map(({ id, text }) => choice(input, "radio", { id, text, isChosen: id === chosen }));
  // A radio button cannot be unchosen: this one lets people take an optional answer back.
  const none = { id: "", text: t("page_no_answer"), isChosen: chosen === "" };
  return group(input, question.required ? choices : [...choices, choice(input, "radio", none)]);
};

/** The input of one question, with its label and its problem. */
export const questionInput = (question: AskedQuestion, answer: Answer, t: Translate): Html => {
  const plainLabel = labelOf(question, t);
  const label = question.required ? plainLabel : t("page_optional", { label: plainLabel });
  const input = { question, name: inputNameOf(question.id), label, answer, t };
  switch (question.type) {
    case "line":
      return lineInput(input);
    case "text":
      return textInput(input);
    case "dropdown":
      return dropdown(input);
    case "checkboxes":
      return checkboxes(input);
    case "radio":
      return radioButtons(input);
    default:
      return unreachable(question.type);
  }
};
