import { html } from "hono/html";
import { withAddresses } from "../texts/written.ts";
import type { Html } from "./elements.ts";

/** Plain text whose web addresses are links. Nothing else in it means anything. */
export const linked = (text: string): (Html | string)[] =>
  withAddresses(text).map(({ text, address }) =>
    address === undefined ? text : html`<a href="${address}" rel="noopener nofollow">${text}</a>`,
  );

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
