import type { Locale } from "../core/model/person.ts";

const formats = new Map<string, Intl.DateTimeFormat>();

const formatOf = (locale: Locale, zone: string, day: boolean): Intl.DateTimeFormat => {
  const name = `${locale}:${zone}:${day}`;
  const known = formats.get(name);
  if (known) return known;
  const date = { weekday: "short", day: "numeric", month: "short", year: "numeric" } as const;
  const format = new Intl.DateTimeFormat(locale === "en" ? "en-GB" : "fr-FR", {
    ...(day ? date : {}),
    hour: "2-digit",
    minute: "2-digit",
    timeZone: zone,
  });
  formats.set(name, format);
  return format;
};

const endOf = (from: number, to: number, zone: string, locale: Locale): string => {
  const isSameDay = dayOf(from, zone) === dayOf(to, zone);
  return `${formatOf(locale, zone, !isSameDay).format(to)} (${zone})`;
};

/** Formats an instant in a zone, which it names: `Fri, 15 Jan 2027, 09:00 (Europe/Paris)`. */
export const showInstant = (at: number, zone: string, locale: Locale): string =>
  `${formatOf(locale, zone, true).format(at)} (${zone})`;

/** Formats a span of time in a zone, which it names; the day once when both ends are on it. */
export const showSpan = (from: number, to: number, zone: string, locale: Locale): string =>
  `${formatOf(locale, zone, true).format(from)} – ${endOf(from, to, zone, locale)}`;

const dayOf = (at: number, zone: string): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" }).format(at);

/**
 * A time within plain words that a chat product writes itself, in each reader's own zone (N20). `words` say the same
 * with a named zone, for clients that cannot.
 */
export interface MarkedTime {
  readonly at: number;
  readonly words: string;
  /** The end, where it is a span. */
  readonly end?: { readonly at: number; readonly words: string };
  /** Says that the time is the reader's own; empty where something else says so. */
  readonly yours: string;
}

// Private-use characters, which nothing else in Usher's texts has.
const [OPENS, NEXT, CLOSES] = ["\u{f0000}", "\u{f0001}", "\u{f0002}"];
const MARK = new RegExp(`(${OPENS}[^${OPENS}${CLOSES}]*${CLOSES})`, "u");

const written = ({ at, words, end, yours }: MarkedTime): string =>
  `${OPENS}${[at, words, end?.at ?? "", end?.words ?? "", yours].join(NEXT)}${CLOSES}`;

const readMark = (text: string): MarkedTime => {
  const [at, words = "", endAt = "", endWords = "", yours = ""] = text.slice(OPENS.length, -CLOSES.length).split(NEXT);
  return {
    at: Number(at),
    words,
    ...(endAt === "" ? {} : { end: { at: Number(endAt), words: endWords } }),
    yours,
  };
};

/** An instant as `showInstant` formats it, marked so that a face can have its product write it. */
export const markInstant = (at: number, zone: string, locale: Locale, yours: string): string =>
  written({ at, words: showInstant(at, zone, locale), yours });

/** A span as `showSpan` formats it, marked. */
export const markSpan = (from: number, to: number, zone: string, locale: Locale, yours: string): string =>
  written({
    at: from,
    words: formatOf(locale, zone, true).format(from),
    end: { at: to, words: endOf(from, to, zone, locale) },
    yours,
  });

/** Plain words cut at their marked times. */
export const partsOf = (text: string): (string | MarkedTime)[] =>
  text.split(MARK).flatMap((part) => (part === "" ? [] : [part.startsWith(OPENS) ? readMark(part) : part]));

export const hasTime = (text: string): boolean => MARK.test(text);

/** The words with every time in its named zone. */
export const spelledOut = (text: string): string =>
  partsOf(text)
    .map((part) => (typeof part === "string" ? part : [part.words, ...(part.end ? [part.end.words] : [])].join(" – ")))
    .join("");

/** Whether an end needs no date of its own beside its beginning. */
export const isShort = ({ at, end }: MarkedTime): boolean => end !== undefined && end.at - at < 12 * 3_600_000;

/** What is left of marked words that were cut: a time that lost its end is left out. */
export const withoutCutTime = (text: string): string => text.replace(new RegExp(`${OPENS}[^${CLOSES}]*$`, "u"), "");
