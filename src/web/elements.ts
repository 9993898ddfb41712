import { html } from "hono/html";
import type { Words } from "../texts/fact.ts";

/** What the `html` template makes: text in it is escaped. */
export type Html = ReturnType<typeof html>;

/** Facts, each under its label; nothing for none. */
export const factList = (facts: Words["facts"]): Html | string =>
  facts.length > 0 ? html`<dl>${facts.map(({ label, value }) => html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>` : "";

/** A notice's words as the top of a page. */
export const told = ({ title, lines, facts }: Pick<Words, "title" | "lines" | "facts">): Html => html`<h1>${title}</h1>
${lines.map((line) => html`<p>${line}</p>`)}
${factList(facts)}`;

/** What is wrong, as screen readers say it at once. */
export const alertOf = (problem: string | undefined): Html | string =>
  problem ? html`<p class="wrong" role="alert">${problem}</p>` : "";

/** What ties an input to the problem that is shown beside it. */
export const tied = (id: string, problem: string | undefined): Html | string =>
  problem ? html`aria-invalid="true" aria-describedby="${id}-problem"` : "";

/** A problem beside its input. */
export const beside = (id: string, problem: string | undefined): Html | string =>
  problem ? html`<p class="wrong" id="${id}-problem" role="alert">${problem}</p>` : "";

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly type?: "text" | "email";
  readonly problem?: string | undefined;
  readonly autocomplete: string;
  readonly readonly?: boolean;
}

/** One labelled input, its problem beside it and tied to it for screen readers. */
export const field = ({ name, label, value, type = "text", problem, autocomplete, readonly }: Field): Html => html`
<label for="${name}">${label}</label>
<input id="${name}" name="${name}" type="${type}" value="${value}" autocomplete="${autocomplete}" required
  ${readonly ? html`readonly` : ""} ${tied(name, problem)}>
${beside(name, problem)}`;

/** A link shaped as a button. */
export const buttonLink = (url: string, label: string, isQuiet = false): Html =>
  html`<a class="button${isQuiet ? " quiet" : ""}" href="${url}">${label}</a>`;

/** A form with one button that says what it does. */
export const act = (name: string, label: string, fields: Html | string = "", isQuiet = false): Html =>
  html`<form method="post"><input type="hidden" name="do" value="${name}">${fields}<button${isQuiet ? html` class="quiet"` : ""}>${label}</button></form>`;
