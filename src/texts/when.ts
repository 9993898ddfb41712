import type { Locale } from "../core/model/person.ts";
import { zoneNameAt, zoneTime } from "./zone-name.ts";

/** A format takes tens of microseconds to make, and memory that the garbage collector does not see. */
const formats = new Map<string, Intl.DateTimeFormat>();
const FORMATS_MAX = 200;

const formatFor = (name: string, make: () => Intl.DateTimeFormat): Intl.DateTimeFormat => {
  const known = formats.get(name);
  if (known) return known;
  if (formats.size >= FORMATS_MAX) formats.clear();
  const made = make();
  formats.set(name, made);
  return made;
};

interface Shape {
  /** With the date before the time. */
  readonly day: boolean;
  /** With the offset from UTC after it, as `UTC+2`. */
  readonly offset: boolean;
}

const formatOf = (locale: Locale, zone: string, { day, offset }: Shape): Intl.DateTimeFormat =>
  formatFor(`${locale}:${zone}:${day}:${offset}`, () => {
    const date = { weekday: "short", day: "numeric", month: "short", year: "numeric" } as const;
    return new Intl.DateTimeFormat(locale === "en" ? "en-GB" : "fr-FR", {
      ...(day ? date : {}),
      hour: "2-digit",
      minute: "2-digit",
      ...(offset ? { timeZoneName: "shortOffset" } : {}),
      timeZone: zone,
    });
  });

const show = (at: number, zone: string, locale: Locale, shape: Shape): string =>
  formatOf(locale, zone, shape).format(at).replace("GMT", "UTC");

const dayPart = (at: number, zone: string, locale: Locale, options: Intl.DateTimeFormatOptions): string =>
  formatFor(
    `${locale}:${zone}:${JSON.stringify(options)}`,
    () => new Intl.DateTimeFormat(locale === "en" ? "en-GB" : "fr-FR", { ...options, timeZone: zone }),
  ).format(at);

/** An instant beside others of one plot, short: the day, or the hour; the day with it where they are of several days. */
export const briefly = (at: number, zone: string, locale: Locale, shows: "day" | "hour" | "day_and_hour"): string => {
  const day = { day: "numeric", month: "short" } as const;
  const hour = { hour: "2-digit", minute: "2-digit" } as const;
  if (shows === "day_and_hour") return dayPart(at, zone, locale, { weekday: "short", ...hour });
  return dayPart(at, zone, locale, shows === "day" ? day : hour);
};

/** A day as a calendar's leaf has it: `Jan`, `15`, `2027`; `whole` says it in one. */
export const tileOf = (at: number, zone: string, locale: Locale) => ({
  month: dayPart(at, zone, locale, { month: "short" }),
  day: dayPart(at, zone, locale, { day: "numeric" }),
  year: dayPart(at, zone, locale, { year: "numeric" }),
  whole: dayPart(at, zone, locale, { day: "numeric", month: "long", year: "numeric" }),
});

/** A date of the calendar, `YYYY-MM-DD`, in words: with its weekday, its month alone, or within its month. */
const datePart = (date: string, locale: Locale, options: Intl.DateTimeFormatOptions): string =>
  dayPart(Date.parse(date), "UTC", locale, options);
export const sayDay = (date: string, locale: Locale): string =>
  datePart(date, locale, { weekday: "short", day: "numeric", month: "short", year: "numeric" });
export const sayMonth = (date: string, locale: Locale): string =>
  datePart(date, locale, { month: "long", year: "numeric" });
/** Monday is 1. */
export const sayWeekday = (weekday: number, locale: Locale): string =>
  dayPart(Date.UTC(2024, 0, weekday), "UTC", locale, { weekday: "long" });

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MINUTE = HOUR / 60;

/** The local time as if it were UTC, in ms. */
const wallOf = (at: number, zone: string): number => {
  const format = formatFor(
    `wall:${zone}`,
    () =>
      new Intl.DateTimeFormat("en-CA", { dateStyle: "short", timeStyle: "medium", hourCycle: "h23", timeZone: zone }),
  );
  return Date.parse(
    `${format
      .format(at)
      .replace(", ", "T")
      .replace(/\.\d+$/, "")}Z`,
  );
};

/** The local day, as a number. */
export const dayOf = (at: number, zone: string): number => Math.floor(wallOf(at, zone) / DAY);

/** Whether this local time comes once more, before or after: where the clocks go back, an hour comes twice. */
export const comesTwice = (at: number, zone: string): boolean => {
  const wall = wallOf(at, zone);
  // Clocks go back by 30 minutes to an hour, and by more where a country changes its zone.
  return [-24, 24].some((hours) => {
    const far = at + hours * HOUR;
    const shift = wall - at - (wallOf(far, zone) - far);
    const twin = at + shift;
    return shift !== 0 && Math.sign(shift) === Math.sign(hours) && wallOf(twin, zone) === wall;
  });
};

/** Names a zone behind a time; `hasOffset`: its offset stands beside the time already. */
const zoneAfter = (at: number, zone: string, locale: Locale, hasOffset: boolean): string =>
  `(${hasOffset ? zoneTime(zone, locale) : zoneNameAt(at, zone, locale)})`;

/** Formats an instant in a zone, which it names: `Fri, 15 Jan 2027, 09:00 (Paris time, UTC+1)`. */
export const showInstant = (at: number, zone: string, locale: Locale): string => {
  const offset = comesTwice(at, zone);
  return `${show(at, zone, locale, { day: true, offset })} ${zoneAfter(at, zone, locale, offset)}`;
};

/** The hour alone, beside a line that has the day and the zone. */
export const clockTime = (at: number, zone: string, locale: Locale): string =>
  show(at, zone, locale, { day: false, offset: comesTwice(at, zone) });

/** An instant where one line says the zone of all times. */
export const instantWithoutZone = (at: number, zone: string, locale: Locale): string =>
  show(at, zone, locale, { day: true, offset: comesTwice(at, zone) });

/** A span in such a place, in the parts that a line breaks between: the day, and the hours. */
export const spanWithoutZone = (from: number, to: number, zone: string, locale: Locale): readonly [string, string] => {
  const offset = comesTwice(from, zone) || comesTwice(to, zone);
  const clock = (at: number) => show(at, zone, locale, { day: false, offset });
  const day = { weekday: "short", day: "numeric", month: "short", year: "numeric" } as const;
  return dayOf(from, zone) === dayOf(to, zone)
    ? [dayPart(from, zone, locale, day), `${clock(from)} – ${clock(to)}`]
    : [`${show(from, zone, locale, { day: true, offset })} –`, show(to, zone, locale, { day: true, offset })];
};

/** An instant as exports have it, with the zone's own name, which programs know too. */
export const exportedInstant = (at: number, zone: string, locale: Locale): string =>
  `${show(at, zone, locale, { day: true, offset: comesTwice(at, zone) })} (${zone})`;

const relatives: Partial<Record<Locale, Intl.RelativeTimeFormat>> = {};

const relativeOf = (locale: Locale): Intl.RelativeTimeFormat => {
  relatives[locale] ??= new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" });
  return relatives[locale];
};

/**
 * How long ago something was, short enough for a row of a list: `now`, `5 min. ago`, `3 hr. ago`. Undefined for
 * what is a day old or more, and for what is still to come: that is said as an instant, since *yesterday* would need a zone.
 */
export const showAgo = (at: number, now: number, locale: Locale): string | undefined => {
  const ms = now - at;
  if (ms < 0 || ms >= DAY) return undefined;
  if (ms < MINUTE) return relativeOf(locale).format(0, "second");
  const [size, unit] = ms < HOUR ? [MINUTE, "minute" as const] : [HOUR, "hour" as const];
  return relativeOf(locale).format(-Math.floor(ms / size), unit);
};

/** A span of time in words. */
interface Span {
  readonly start: string;
  readonly end: string;
  /** Whether one of its local times comes twice. */
  readonly comesTwice: boolean;
}

/** The spans of webinars, which all who register for one are told. */
const spans = new Map<string, Span>();
const SPANS_MAX = 1_000;

const spanOf = (from: number, to: number, zone: string, locale: Locale): Span => {
  const name = `${from}:${to}:${zone}:${locale}`;
  const known = spans.get(name);
  if (known) return known;
  const offset = comesTwice(from, zone) || comesTwice(to, zone);
  const isSameDay = dayOf(from, zone) === dayOf(to, zone);
  const span = {
    start: show(from, zone, locale, { day: true, offset }),
    end: `${show(to, zone, locale, { day: !isSameDay, offset })} ${zoneAfter(to, zone, locale, offset)}`,
    comesTwice: offset,
  };
  if (spans.size >= SPANS_MAX) spans.clear();
  spans.set(name, span);
  return span;
};

/** Formats a span of time in a zone, which it names; the day once when both ends are on it. */
export const showSpan = (from: number, to: number, zone: string, locale: Locale): string => {
  const { start, end } = spanOf(from, to, zone, locale);
  return `${start} – ${end}`;
};

/**
 * The hours of a span, beside a calendar's leaf that has its day: `Friday, 09:00 – 10:00 (Paris time, UTC+1)`. Where it ends
 * on another day than it begins, both have their date. `parts` are what a line breaks between, without the zone.
 */
export const hoursOf = (from: number, to: number, zone: string, locale: Locale) => {
  const offset = comesTwice(from, zone) || comesTwice(to, zone);
  const isSameDay = dayOf(from, zone) === dayOf(to, zone);
  const date = isSameDay ? {} : ({ day: "numeric", month: "short" } as const);
  const dayOfWeek = (at: number) => dayPart(at, zone, locale, { weekday: "long", ...date });
  const clock = (at: number) => show(at, zone, locale, { day: false, offset });
  const parts = isSameDay
    ? [`${dayOfWeek(from)},`, `${clock(from)} – ${clock(to)}`]
    : [`${dayOfWeek(from)},`, `${clock(from)} –`, `${dayOfWeek(to)},`, clock(to)];
  const name = zoneAfter(from, zone, locale, offset);
  return { parts, zone: name.slice(1, -1), words: `${parts.join(" ")} ${name}`, comesTwice: offset };
};

/** A time in plain words that a chat product writes in each reader's own zone (N20); `words` say it with a named one. */
export interface MarkedTime {
  readonly at: number;
  readonly words: string;
  /** The end, where it is a span. */
  readonly end?: { readonly at: number; readonly words: string };
  /** Says that the time is the reader's own; empty where something else says so. */
  readonly yours: string;
  /** The day or the hour alone; without, both. */
  readonly shows?: "day" | "hour";
  readonly locale?: Locale;
}

// Private-use characters, which nothing else in Usher's own texts has; people may type them, so that only what is a time
// as a whole is read as one.
const [OPENS, NEXT, CLOSES] = ["\u{f0000}", "\u{f0001}", "\u{f0002}"];
const WORDS = `[^${OPENS}${NEXT}${CLOSES}]*`;
const INSTANT = String.raw`\d{1,15}`;
const MARK = new RegExp(
  `(${OPENS}${[INSTANT, WORDS, `(?:${INSTANT})?`, WORDS, WORDS, "(?:day|hour|en|fr)?"].join(NEXT)}${CLOSES})`,
  "u",
);

const written = ({ at, words, end, yours, shows, locale }: MarkedTime): string =>
  `${OPENS}${[at, words, end?.at ?? "", end?.words ?? "", yours, shows ?? locale ?? ""].join(NEXT)}${CLOSES}`;

const readMark = (text: string): MarkedTime => {
  const parts = text.slice(OPENS.length, -CLOSES.length).split(NEXT);
  const [at, words = "", endAt = "", endWords = "", yours = "", shows = ""] = parts;
  return {
    at: Number(at),
    words,
    ...(endAt === "" ? {} : { end: { at: Number(endAt), words: endWords } }),
    yours,
    ...(shows === "en" || shows === "fr" ? { locale: shows } : shows === "day" || shows === "hour" ? { shows } : {}),
  };
};

/**
 * An instant as `showInstant` formats it, marked so that a face can have its product write it. Where an hour comes twice
 * it is not marked: no product says which one it writes.
 */
export const markInstant = (at: number, zone: string, locale: Locale, yours: string): string => {
  const words = showInstant(at, zone, locale);
  return comesTwice(at, zone) ? words : written({ at, words, yours, locale });
};

/** The day, or the hour, of what happened, marked in the same way. */
export const markPart = (at: number, zone: string, locale: Locale, shows: "day" | "hour"): string => {
  const words = shows === "day" ? tileOf(at, zone, locale).whole : clockTime(at, zone, locale);
  return shows === "hour" && comesTwice(at, zone) ? words : written({ at, words, yours: "", shows });
};

/** A span as `showSpan` formats it, marked in the same way. */
export const markSpan = (from: number, to: number, zone: string, locale: Locale, yours: string): string => {
  const { start, end, comesTwice: isTwice } = spanOf(from, to, zone, locale);
  if (isTwice) return showSpan(from, to, zone, locale);
  return written({ at: from, words: start, end: { at: to, words: end }, yours });
};

/** Plain words cut at their marked times. */
export const partsOf = (text: string): (string | MarkedTime)[] => {
  if (!text.includes(OPENS)) return text === "" ? [] : [text];
  // What a pattern's group matched stands between what it separates.
  return text.split(MARK).flatMap((part, at) => (part === "" ? [] : [at % 2 === 1 ? readMark(part) : part]));
};

/** The words with no time that says whose it is, where that has been said. */
export const withoutYours = (text: string): string =>
  partsOf(text)
    .map((part) => (typeof part === "string" ? part : written({ ...part, yours: "" })))
    .join("");

export const saysYours = (text: string): boolean =>
  partsOf(text).some((part) => typeof part !== "string" && part.yours !== "");

export const hasTime = (text: string): boolean => text.includes(OPENS) && MARK.test(text);

/** The words with every time in its named zone. */
export const spelledOut = (text: string): string =>
  partsOf(text)
    .map((part) => (typeof part === "string" ? part : [part.words, ...(part.end ? [part.end.words] : [])].join(" – ")))
    .join("");

/** Whether an end needs no date of its own beside its beginning. */
export const isShort = ({ at, end }: MarkedTime): boolean => end !== undefined && end.at - at < 12 * 3_600_000;

/** Marked words that were cut, without a time that lost its end. */
export const withoutCutTime = (text: string): string => text.replace(new RegExp(`${OPENS}[^${CLOSES}]*$`, "u"), "");
