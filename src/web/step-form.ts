import { html } from "hono/html";
import { mayAskMore } from "../core/registering/step-outcome.ts";
import type { Translate } from "../texts/translate.ts";
import { alertText, type Html, inputField } from "./elements.ts";
import { inputNameOf } from "./incoming/request.ts";
import { type PageStep, STATE } from "./page-steps.ts";
import { questionInput } from "./question-input.ts";

interface StepForm {
  readonly step: PageStep;
  /** What is wrong, in words, by field; `none` is about the whole form. */
  readonly problems: Readonly<Record<string, string>>;
  readonly t: Translate;
  /** Where it is posted; else to the page's own address. */
  readonly action?: string;
  /** More hidden inputs. */
  readonly hiddenFields?: Readonly<Record<string, string>>;
  /** The address of a personal link's owner, which they cannot change. */
  readonly ownAddress?: string;
  /** The link is that of an invitation, which is locked to the address. */
  readonly isInvitation?: boolean;
  /** What the last step does. */
  readonly send: string;
  /** What follows from sending it. */
  readonly next?: string;
}

const hidden = (name: string, value: string): Html => html`<input type="hidden" name="${name}" value="${value}">`;

const nameFields = ({ step, problems, t, ownAddress, isInvitation = false }: StepForm): Html => {
  const { firstName, lastName, address } = step.filled;
  const isOwn = ownAddress !== undefined;
  const hint = isOwn ? { hint: t(isInvitation ? "page_locked_address" : "page_own_address") } : {};
  return html`<div class="pair"><div>${inputField({ name: "firstName", label: t("field_first_name"), value: firstName, autocomplete: "given-name", problem: problems.firstName })}</div>
  <div>${inputField({ name: "lastName", label: t("page_optional", { label: t("field_last_name") }), value: lastName, optional: true, autocomplete: "family-name", problem: problems.lastName })}</div></div>
  ${inputField({ name: "address", label: t("field_address"), value: ownAddress ?? address, type: "email", autocomplete: "email", readonly: isOwn, problem: problems.address, ...hint })}`;
};

/** Everything filled in on earlier pages, as hidden inputs. */
const earlierAnswers = ({ step, ownAddress }: StepForm): Html => {
  const { firstName, lastName, address, given } = step.filled;
  return html`${hidden("firstName", firstName)}${hidden("lastName", lastName)}${ownAddress === undefined ? hidden("address", address) : ""}
  ${step.asked.flatMap((id) => (given[id] ?? []).map((value) => hidden(inputNameOf(id), value)))}`;
};

/**
 * One page of a registration form. It is sent as multipart: percent-encoding would make long answers in other scripts
 * three times as long.
 */
export const stepForm = (options: StepForm): Html => {
  const { step, problems, t, action, hiddenFields = {}, send, next } = options;
  const { form, questions, asked, isFirst, filled } = step;
  return html`${alertText(problems.none)}
<form method="post" enctype="multipart/form-data" ${action === undefined ? "" : html`action="${action}"`}>
${Object.entries(hiddenFields).map(([name, value]) => hidden(name, value))}
${hidden(STATE.form, form.id)}${hidden(STATE.asked, asked.join(" "))}${hidden(STATE.shown, questions.map(({ id }) => id).join(" "))}
${isFirst ? nameFields(options) : earlierAnswers(options)}
${questions.map((question) => questionInput(question, { values: filled.given[question.id] ?? [], problem: problems[question.id] }, t))}
${next === undefined ? "" : html`<p class="next">${next}</p>`}<button>${mayAskMore(form, questions, asked) ? t("next") : send}</button></form>`;
};
