import { isShort, type MarkedTime, partsOf } from "../../texts/when.ts";

/**
 * Plain words as Adaptive Card text, which reads Markdown and `{{DATE(…)}}` (Adaptive Cards, text features): what
 * people typed shows as they typed it and makes no link, no mention, no emphasis, no list and no date. A line stays a
 * line. For `TextBlock.text` and facts only: titles of buttons, choices and summaries are plain text.
 */
export const escapeMarkdown = (text: string): string =>
  text
    .split(/\r\n|[\r\n]/)
    .map(escapeLine)
    .join("\n\n")
    .trim();

/** The text functions of Adaptive Cards take RFC 3339 without parts of a second. */
const isoOf = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, "Z");
const dateAt = (at: number): string => `{{DATE(${isoOf(at)}, SHORT)}}, {{TIME(${isoOf(at)})}}`;

const timeText = (time: MarkedTime): string => {
  const { at, end, yours, shows } = time;
  if (shows) return shows === "day" ? `{{DATE(${isoOf(at)}, SHORT)}}` : `{{TIME(${isoOf(at)})}}`;
  const until = end ? ` – ${isShort(time) ? `{{TIME(${isoOf(end.at)})}}` : dateAt(end.at)}` : "";
  return `${dateAt(at)}${until}${yours === "" ? "" : ` (${escapeLine(yours)})`}`;
};

/** As `escapeMarkdown`, with times as Teams writes them in the reader's own zone; in a `TextBlock` only. */
export const escapeWithTimes = (text: string): string => {
  const parts = partsOf(text);
  if (parts.length < 2 && typeof parts[0] === "string") return escapeMarkdown(text);
  return parts
    .map((part) => {
      if (typeof part !== "string") return timeText(part);
      const [before, after] = [/^\s/.test(part) ? " " : "", /\s$/.test(part) ? " " : ""];
      return `${before}${escapeMarkdown(part)}${after}`;
    })
    .join("")
    .trim();
};

const escapeLine = (line: string): string =>
  line
    .trim()
    .replaceAll(/[\\`*~[\]<]/g, "\\$&")
    // Within a word an underscore is only that, and backslashes would spoil addresses and time zones.
    .replaceAll(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_")
    .replaceAll(/&(?=#?\w+;)/g, "\\&")
    // A zero-width space between the braces: a backslash would still leave them a date.
    .replaceAll(/\{(?=\{)/g, "{\u200b")
    .replace(/^[#>+\-=|]/, "\\$&")
    .replace(/^(\d+)([.)])/, "$1\\$2");

/** What people typed as a label, a choice or a button, which Teams shows as it is but for `{{DATE(…)}}`. */
export const plainTitle = (text: string): string => text.replaceAll(/\{(?=\{)/g, "{\u200b");
