import { isShort, type MarkedTime, partsOf } from "../../texts/when.ts";

const entities = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** A text that people copy, as code: nothing in it is markup, so that it needs no invisible sign. */
export const codeOf = (text: string): string => (text.includes("`") ? escapeMrkdwn(text) : `\`${entities(text)}\``);

/** The same in a block of its own. */
export const codeBlockOf = (text: string): string =>
  text.includes("`") ? escapeMrkdwn(text) : `\`\`\`${entities(text)}\`\`\``;

/**
 * User text for mrkdwn: `& < >` escaped (docs.slack.dev, formatting text), so that no mention and no disguised link
 * comes out of it, and a zero-width space before what would make emphasis or an emoji, so that it reads as typed.
 */
const escapePlain = (text: string): string =>
  entities(text)
    // Inside a word these make no emphasis, and stand in zone names and passwords that people copy.
    .replaceAll(/`|(?<![\p{L}\p{N}])[*~_]|[*~_](?![\p{L}\p{N}])/gu, "\u200b$&\u200b")
    .replaceAll(/:(?=[\w+-]+:)/g, ":\u200b");

/** A date token (docs.slack.dev, formatting dates): Slack writes the time in the reader's own zone and language. */
const dateToken = (at: number, format: string, words: string): string =>
  `<!date^${Math.floor(at / 1_000)}^${format}|${escapePlain(words).replaceAll("|", "/")}>`;

/** What stands between a day and an hour. */
const BETWEEN = { en: "at", fr: "à" } as const;

const timeToken = (time: MarkedTime): string => {
  const { at, words, end, yours, shows, locale = "en" } = time;
  if (shows) return dateToken(at, shows === "day" ? "{date_long}" : "{time}", words);
  const last = (format: string) => (yours === "" ? format : `${format} (${yours.replaceAll(/[|^<>]/g, "")})`);
  if (!end) return dateToken(at, last(`{date_short_pretty} ${BETWEEN[locale]} {time}`), words);
  const endFormat = isShort(time) ? "{time}" : "{date_short}, {time}";
  return `${dateToken(at, "{date_long}, {time}", words)} – ${dateToken(end.at, last(endFormat), end.words)}`;
};

/** Words for mrkdwn: all that people wrote escaped, and times as tokens. */
export const escapeMrkdwn = (text: string): string =>
  partsOf(text)
    .map((part) => (typeof part === "string" ? escapePlain(part) : timeToken(part)))
    .join("");

/** Cuts a text to so many code points, with an ellipsis. */
export const cutTo = (text: string, max: number): string => {
  if (text.length <= max) return text;
  const points = [...text];
  return points.length <= max ? text : `${points.slice(0, max - 1).join("")}…`;
};

/** Cuts what `escapeMrkdwn` made, without ending inside an entity or a token. */
export const cutMrkdwn = (text: string, max: number): string => cutTo(text, max).replace(/&[a-z]{0,3}…$|<[^>]*…$/, "…");
