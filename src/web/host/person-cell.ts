import { html } from "hono/html";
import type { Html } from "../elements.ts";

/** A word of at most so many signs is not broken where the table has room for it. */
const WHOLE_MAX = 24;

/** So that no name breaks within a word, and no address of the usual length breaks at all. */
const look = (text: string): string => (text.split(" ").every(({ length }) => length <= WHOLE_MAX) ? "short" : "");

/** Who a row of a roster is about: the name, which leads to their page, and below it the address where it is not the name. */
export const personCell = ({
  url,
  name,
  address,
}: {
  readonly url: string;
  readonly name: string;
  readonly address: string;
}): Html =>
  html`<a href="${url}" dir="auto" class="${look(name)}">${name}</a>${address === "" ? "" : html`<p class="small ${look(address)}" dir="auto">${address}</p>`}`;

/** What goes with somebody's status, each in a line of its own. */
export const factLines = (facts: readonly string[]): Html[] =>
  facts.filter((fact) => fact !== "").map((fact) => html`<p class="small">${fact}</p>`);
