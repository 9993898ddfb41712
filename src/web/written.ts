import { html } from "hono/html";
import type { Html } from "./elements.ts";

const ADDRESS = /(https?:\/\/[^\s<>"]+)/;
/** What ends a sentence, or a bracket around an address, and no address that people write. */
const ENDING = /[.,;:!?'’»”\])]+$/;

const linkOf = (found: string): Html | string => {
  const [ending = ""] = ENDING.exec(found) ?? [];
  const address = found.slice(0, found.length - ending.length);
  if (!URL.canParse(address)) return found;
  return html`<a href="${address}" rel="noopener nofollow">${address}</a>${ending}`;
};

/** Plain text whose web addresses are links. Nothing else in it means anything. */
export const linked = (text: string): (Html | string)[] =>
  // What a pattern's group matched stands between what it separates.
  text.split(ADDRESS).map((part, i) => (i % 2 === 1 ? linkOf(part) : part));

const HEADING = /^# (.{1,120})$/;

/** What somebody wrote, as paragraphs: an empty line ends one, and `# ` begins a heading where `hasHeadings` says so. */
export const writtenText = (text: string, hasHeadings = false): Html[] =>
  text
    .replaceAll(/\r\n?/g, "\n")
    .split(/\n[^\S\n]*\n\s*/)
    .filter((part) => part.trim() !== "")
    .map((part) => {
      const [, title] = (hasHeadings && HEADING.exec(part.trim())) || [];
      return title === undefined ? html`<p>${linked(part.trim())}</p>` : html`<h2 dir="auto">${title}</h2>`;
    });

/** How a text begins, on one line: at most so many signs, whole words where it has spaces. */
export const beginningOf = (text: string, max: number): string => {
  const signs = [...text.replaceAll(/\s+/g, " ").trim()];
  if (signs.length <= max) return signs.join("");
  const cut = signs.slice(0, max).join("");
  return `${cut.replace(/(?<=.{40})[\s,.;:]+\S*$/u, "")}…`;
};
