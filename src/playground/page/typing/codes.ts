import { defined } from "../../../core/model/defined.ts";
import type { State } from "../api.ts";
import { instantOf } from "../zones.ts";

/** A webinar that this page's people have been told of. */
export interface Seen {
  readonly code: string;
  /** Epoch ms, where a message said it in English. */
  readonly startsAt?: number;
}

const code = "[2-9A-HJ-NP-Z]{6}";
const named = new RegExp(`code\\\\*":\\\\*"(${code})|\\bCode\\b[^2-9A-Z]{1,24}(${code})\\b`, "g");
const when = /\bWhen\b\D{1,40}(\d{1,2}) (\w{3})\w* (20\d\d),? (\d\d:\d\d)[^(]{1,60}\(([\w/+-]+)\)/;
// The products write times themselves: Slack from <!date^seconds^…>, Teams from {{DATE(instant, …)}}. What lasts from
// one to another is when a webinar is; where it was moved, the former time comes first.
const marked =
  /(?<!\b(?:Before|Avant)\b[^<{]{0,40})(?:<!date\^(\d+)\^[^>]*> – <!date|\{\{DATE\(([\dT:.Z-]+), SHORT\)\}\} \{\{TIME\([^)]*\)\}\} – )/;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function startIn(text: string): number | undefined {
  const [token, seconds, instant] = marked.exec(text) ?? [];
  if (token) return seconds ? Number(seconds) * 1_000 : Date.parse(instant ?? "") || undefined;
  const [, day = "", month = "", year = "", time = "", zone = ""] = when.exec(text) ?? [];
  const number = MONTHS.indexOf(month) + 1;
  if (number === 0) return undefined;
  const two = (of: string | number) => String(of).padStart(2, "0");
  try {
    return instantOf(`${year}-${two(number)}-${two(day)}`, time, zone);
  } catch {
    return undefined;
  }
}

const cache = new WeakMap<object, { codes: string[]; startsAt: number | undefined }>();

function readIn(part: object): { codes: string[]; startsAt: number | undefined } {
  const known = cache.get(part);
  if (known) return known;
  // Without what keeps a zone's underscores from being emphasis, and with line breaks that end a word.
  const text = JSON.stringify(part).replaceAll("\u200b", "").replaceAll("\\n", " ");
  const codes = [...text.matchAll(named)].map(([, inData, inFact]) => inData ?? inFact ?? "");
  const read = { codes: [...new Set(codes)], startsAt: startIn(text) };
  cache.set(part, read);
  return read;
}

/** The webinars that the bot's messages speak of, the newest first. */
export function webinarsSeen({ slack, teams }: State): Seen[] {
  const told = [
    ...Object.values(slack.conversations)
      .flat()
      .filter(({ user }) => user === slack.botUserId)
      .map(({ ts, blocks }) => ({ at: Number(ts) * 1000, part: blocks })),
    ...Object.values(teams.conversations)
      .flat()
      .flatMap(({ fromBot, at, card }) => (fromBot && card ? [{ at, part: card }] : [])),
  ].sort((a, b) => b.at - a.at);
  const seen = new Map<string, number | undefined>();
  for (const { part } of told) {
    const { codes, startsAt } = readIn(part);
    // A list speaks of several: which start is whose cannot be told from it.
    for (const each of codes) seen.set(each, seen.get(each) ?? (codes.length === 1 ? startsAt : undefined));
  }
  return [...seen].map(([each, startsAt]) => ({ code: each, ...defined({ startsAt }) }));
}

/** Their codes. */
export const codesSeen = (state: State): string[] => webinarsSeen(state).map((seen) => seen.code);
