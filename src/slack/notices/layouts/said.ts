import type { Notice } from "../../../core/notices/notice.ts";
import { hasEnded } from "../../../core/notices/readers/ended.ts";
import { hostsHeading, isHostsWord, passwordLineIn, type QuotedLine, quotedLines } from "../../../texts/quotes.ts";
import type { Translate } from "../../../texts/translate.ts";
import { referenceLine } from "../../../texts/words/general.ts";
import { helpLineOf } from "../../../texts/words/help.ts";
import { codeOf, cutTo, escapeMrkdwn } from "../../platform/escape.ts";
import { section } from "../../platform/inputs.ts";
import { quoted } from "../blocks.ts";
import { idLineOf } from "./secrets.ts";
import type { Shown } from "./shown.ts";

/** Notices with what a host wrote, in which an address may be a link. In no other does Slack make links of words. */
const HOSTS_TEXTS: readonly Notice["kind"][] = [
  "overview",
  "announcement",
  "invitation",
  "registration",
  "webinar",
  "revised",
  "reminder",
  "follow_up",
  "host_message",
];

/** What was probably meant, as people type it. */
const nearestAsCode = (line: string, notice: Notice): string =>
  notice.kind === "unknown_command" ? line.replace(/[“«]\s?([a-z]+)\s?[”»]/u, (_, word: string) => codeOf(word)) : line;

/** A line of the help: what is typed as it stands as code, and the heading of a kind bold. */
const helpLine = (line: string, t: Translate): string => {
  const read = helpLineOf(line, t);
  if (read.kind === "heading") return `\n*${escapeMrkdwn(read.text)}*`;
  if (read.kind === "sentence") return escapeMrkdwn(read.text);
  const command = read.parts.map(({ text, isTyped }) => (isTyped ? codeOf(text) : escapeMrkdwn(text)));
  return `${command.join(" ")} – ${escapeMrkdwn(read.does)}`;
};

/** Commands in a sentence, which are typed as they stand. */
const commandsAsCode = (line: string, notice: Notice): string => {
  if (!("webinar" in notice)) return line;
  return line.replace(new RegExp(`\\b[a-z]+ ${notice.webinar.code}( remove)?\\b`, "u"), (typed) => codeOf(typed));
};

/** A sentence of Usher's. */
const sentenceOf = (line: string, { notice, t }: Shown): string => {
  if (notice.kind === "help") return helpLine(line, t);
  // What is copied stands as code.
  if (notice.kind === "failed" && line === referenceLine(notice, t))
    return escapeMrkdwn(line).replace(notice.reference, codeOf(notice.reference));
  return commandsAsCode(nearestAsCode(escapeMrkdwn(line), notice), notice);
};

/** So much of a text that its reader can read elsewhere: on the webinar's page, or since they wrote it. */
const BEGINNING_MAX = 300;

/** An invitation and an announcement lead to the page with its description, and a host knows what they sent. */
const maxOf = (written: string, notice: Notice, whole: number): number => {
  const isOnPage =
    (notice.kind === "invitation" || notice.kind === "announcement") &&
    written === notice.webinar.description &&
    notice.webinar.visibility !== "invited_only";
  return isOnPage || notice.kind === "message_sent" ? Math.min(BEGINNING_MAX, whole) : whole;
};

/** What says what a webinar is about before it says how one gets in; nothing of what has ended. */
export const isAboutFirst = ({ notice, now }: Pick<Shown, "notice" | "now">): boolean =>
  ["announcement", "invitation", "link_preview", "webinar"].includes(notice.kind) && !hasEnded(notice, now);

/**
 * Usher's own sentences, with what people wrote at the end of one set off below it; and what they wrote as a whole: cut
 * to `max`, where the rest is a press away; and how one gets in, where that follows what it is about. The host's word to
 * everybody has a heading; what the registration ID is for stands with the ID.
 */
export const partsOf = (shown: Shown, whole = 3_000) => {
  const { notice, words, t } = shown;
  const beside = [idLineOf(shown)?.line, passwordLineIn(words.lines, t)];
  const lines = quotedLines(words).filter(({ text }) => !beside.includes(text));
  const hasWord = lines.some((line) => isHostsWord(line, t));
  const isLinked = HOSTS_TEXTS.includes(notice.kind);
  const inQuotes = (quote: string) => quoted(cutTo(quote, maxOf(quote, notice, whole)));
  const isOwn = (line: QuotedLine) => (line.text !== "" || line.quote === undefined) && !isHostsWord(line, t);
  const sentences = (some: readonly QuotedLine[]) =>
    some
      .filter(isOwn)
      .flatMap(({ text, quote }) => [sentenceOf(text, shown), ...(quote ? [quoted(cutTo(quote, whole))] : [])]);
  // Who invites, and that nobody can register now, is said before all else.
  const told = lines.findIndex((line) => !isOwn(line));
  const isWhole = !isAboutFirst(shown) || (told < 0 && notice.kind === "invitation");
  const before = isWhole ? lines.length : Math.max(told, 0);
  return {
    own: sentences(lines.slice(0, before)),
    after: sentences(lines.slice(before)),
    written: lines.flatMap((line) => {
      const { text, quote } = line;
      if (quote && isHostsWord(line, t))
        return [section(`*${escapeMrkdwn(hostsHeading(t))}*\n${inQuotes(quote)}`, { isLinked })];
      if (text !== "" || !quote) return [];
      // Below the host's word it would be taken for more of it.
      const heading = hasWord ? `*${escapeMrkdwn(t("page_about"))}*\n` : "";
      return [section(`${heading}${inQuotes(quote)}`, { isLinked })];
    }),
  };
};
