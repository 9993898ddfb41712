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

/** Formats an instant in a zone, which it names: `Fri, 15 Jan 2027, 09:00 (Europe/Paris)`. */
export const showInstant = (at: number, zone: string, locale: Locale): string =>
  `${formatOf(locale, zone, true).format(at)} (${zone})`;

/** Formats a span of time in a zone, which it names; the day once when both ends are on it. */
export const showSpan = (from: number, to: number, zone: string, locale: Locale): string => {
  const whole = formatOf(locale, zone, true);
  const isSameDay = dayOf(from, zone) === dayOf(to, zone);
  return `${whole.format(from)} – ${(isSameDay ? formatOf(locale, zone, false) : whole).format(to)} (${zone})`;
};

const dayOf = (at: number, zone: string): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" }).format(at);
