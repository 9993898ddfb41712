import type { Locale } from "../core/model/person.ts";

const formats = new Map<string, Intl.DateTimeFormat>();

interface Shape {
  /** With the date before the time. */
  readonly day: boolean;
  /** With the offset from UTC after it, as `UTC+2`. */
  readonly offset: boolean;
}

const formatOf = (locale: Locale, zone: string, { day, offset }: Shape): Intl.DateTimeFormat => {
  const name = `${locale}:${zone}:${day}:${offset}`;
  const known = formats.get(name);
  if (known) return known;
  const date = { weekday: "short", day: "numeric", month: "short", year: "numeric" } as const;
  const format = new Intl.DateTimeFormat(locale === "en" ? "en-GB" : "fr-FR", {
    ...(day ? date : {}),
    hour: "2-digit",
    minute: "2-digit",
    ...(offset ? { timeZoneName: "shortOffset" } : {}),
    timeZone: zone,
  });
  formats.set(name, format);
  return format;
};

const show = (at: number, zone: string, locale: Locale, shape: Shape): string =>
  formatOf(locale, zone, shape).format(at).replace("GMT", "UTC");

const HOUR = 3_600_000;

/** The local time as if it were UTC, in ms. */
const wallOf = (at: number, zone: string): number => {
  const name = `wall:${zone}`;
  const known = formats.get(name);
  const format =
    known ??
    new Intl.DateTimeFormat("en-CA", { dateStyle: "short", timeStyle: "medium", hourCycle: "h23", timeZone: zone });
  if (!known) formats.set(name, format);
  return Date.parse(
    `${format
      .format(at)
      .replace(", ", "T")
      .replace(/\.\d+$/, "")}Z`,
  );
};

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

/** Formats an instant in a zone, which it names: `Fri, 15 Jan 2027, 09:00 (Europe/Paris)`; the offset where it counts. */
export const showInstant = (at: number, zone: string, locale: Locale): string =>
  `${show(at, zone, locale, { day: true, offset: comesTwice(at, zone) })} (${zone})`;

/** Formats a span of time in a zone, which it names; the day once when both ends are on it. */
export const showSpan = (from: number, to: number, zone: string, locale: Locale): string => {
  const offset = comesTwice(from, zone) || comesTwice(to, zone);
  const isSameDay = dayOf(from, zone) === dayOf(to, zone);
  const [start, end] = [
    show(from, zone, locale, { day: true, offset }),
    show(to, zone, locale, { day: !isSameDay, offset }),
  ];
  return `${start} – ${end} (${zone})`;
};

const dayOf = (at: number, zone: string): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" }).format(at);
