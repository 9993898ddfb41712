import { html } from "hono/html";
import type { Fact, Words } from "../texts/fact.ts";
import { type MarkedTime, partsOf } from "../texts/when.ts";

/** What the `html` template makes: text in it is escaped. */
export type Html = ReturnType<typeof html>;

const timeOf = ({ at, words, end, yours }: MarkedTime): Html =>
  html`<time datetime="${new Date(at).toISOString()}" data-at="${at}"${end ? html` data-to="${end.at}"` : ""} data-yours="${yours}">${words}${end ? ` – ${end.words}` : ""}</time>`;

/** A line of words; the page's script writes the times that are marked in it in the visitor's own zone (N20, P16). */
export const timed = (line: string): (Html | string)[] =>
  partsOf(line).map((part) => (typeof part === "string" ? part : timeOf(part)));

/** Facts, each under its label; nothing for none. */
export const factList = (facts: readonly Fact[]): Html | string =>
  facts.length > 0
    ? html`<dl>${facts.map(({ label, value }) => html`<dt dir="auto">${label}</dt><dd dir="auto">${timed(value)}</dd>`)}</dl>`
    : "";

/** What a page is about. What people wrote stands in its own direction, here and everywhere else. */
export const heading = (title: string): Html => html`<h1 dir="auto">${title}</h1>`;

/** A notice's words, as the top of a page. */
export const noticeBody = ({
  title,
  lines,
  facts,
}: Pick<Words, "title" | "lines" | "facts">): Html => html`${heading(title)}
${lines.map((line) => html`<p>${timed(line)}</p>`)}
${factList(facts)}`;

/** A problem with the whole form; screen readers say it at once. `isCalm`: nothing went wrong, it is only too early. */
export const alertText = (problem: string | undefined, isCalm = false): Html | string => {
  if (!problem) return "";
  return isCalm
    ? html`<p class="note" role="status">${timed(problem)}</p>`
    : html`<p class="wrong" role="alert">${timed(problem)}</p>`;
};

/** The attributes that tie an input to the problem shown beside it. */
export const problemAttributes = (id: string, problem: string | undefined): Html | string =>
  problem ? html`aria-invalid="true" aria-describedby="${id}-problem"` : "";

/** The same of an input with a hint below it. */
const hintedAttributes = (id: string, problem: string | undefined): Html =>
  problem ? html`aria-invalid="true" aria-describedby="${id}-hint ${id}-problem"` : html`aria-describedby="${id}-hint"`;

/** The problem beside an input. */
export const problemText = (id: string, problem: string | undefined): Html | string =>
  problem ? html`<p class="wrong" id="${id}-problem" role="alert">${timed(problem)}</p>` : "";

interface InputField {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly type?: "text" | "email";
  readonly problem?: string | undefined;
  readonly autocomplete: string;
  readonly readonly?: boolean;
  readonly optional?: boolean;
  readonly hint?: string;
  /** A code or an ID, which people paste with what surrounds it: nothing is corrected, and no sign is too many. */
  readonly isFixed?: boolean;
}

const FIXED = html`class="fixed" dir="ltr" inputmode="text" autocapitalize="characters" spellcheck="false"`;

/** One labelled input that must be filled in unless it is optional, with its problem. */
export const inputField = ({
  name,
  label,
  value,
  type = "text",
  problem,
  autocomplete,
  readonly,
  optional = false,
  hint,
  isFixed = false,
}: InputField): Html => html`
<label for="${name}">${label}</label>
<input id="${name}" name="${name}" type="${type}" value="${value}" autocomplete="${autocomplete}" ${isFixed ? FIXED : html`dir="auto"`} ${optional ? "" : html`required`}
  ${readonly ? html`readonly` : ""} ${hint ? hintedAttributes(name, problem) : problemAttributes(name, problem)}>
${hint ? html`<p class="hint" id="${name}-hint">${hint}</p>` : ""}
${problemText(name, problem)}`;

/** A link shaped as a button. */
export const buttonLink = (url: string, label: string, isQuiet = false): Html =>
  html`<a class="button${isQuiet ? " quiet" : ""}" href="${url}">${label}</a>`;

/** The way back to the page that this one was opened from; it stands above the heading. */
export const backLink = (url: string, label: string): Html =>
  html`<p class="back"><a href="${url}"><span aria-hidden="true">←</span> ${label}</a></p>`;

/** What is there to be copied, and the button that does it where scripts run. */
export const copyField = (
  id: string,
  {
    label,
    value,
    copy,
    done,
  }: { readonly label: string; readonly value: string; readonly copy: string; readonly done: string },
): Html => html`<label for="${id}">${label}</label>
<div class="beside"><input id="${id}" class="address" dir="ltr" value="${value}" readonly><button type="button" data-copies="${id}" data-done="${done}" hidden>${copy}</button></div>`;

/** A form whose button does what cannot be taken back easily, or, as plain text, what is wanted seldom. */
export const buttonFormAs = (look: "danger" | "plain" | "quiet" | "quiet bad", action: string, label: string): Html =>
  html`<form method="post"><input type="hidden" name="do" value="${action}"><button class="${look}">${label}</button></form>`;

/** A form with one button; `action` is what the press does. */
export const buttonForm = (action: string, label: string, fields: Html | string = "", isQuiet = false): Html =>
  html`<form method="post"><input type="hidden" name="do" value="${action}">${fields}<button${isQuiet ? html` class="quiet"` : ""}>${label}</button></form>`;
