import type { Locale } from "../core/model/person.ts";
import { translatorFor } from "./translate.ts";

/** Cities that French calls otherwise than the IANA zones do. */
const IN_FRENCH: Readonly<Record<string, string>> = {
  ...{ Algiers: "Alger", Athens: "Athènes", Beirut: "Beyrouth", Brussels: "Bruxelles", Bucharest: "Bucarest" },
  ...{ Copenhagen: "Copenhague", Dubai: "Dubaï", Jerusalem: "Jérusalem", Kiev: "Kyïv", Lisbon: "Lisbonne" },
  ...{ London: "Londres", "Mexico City": "Mexico", Montreal: "Montréal", Moscow: "Moscou", Noumea: "Nouméa" },
  ...{ Seoul: "Séoul", Singapore: "Singapour", Vienna: "Vienne", Warsaw: "Varsovie" },
};

/** The city of a zone, as people of this language call it; undefined for a zone without one, such as `UTC`. */
const cityOf = (zone: string, locale: Locale): string | undefined => {
  if (!zone.includes("/") || zone.startsWith("Etc/")) return undefined;
  const city = zone.slice(zone.lastIndexOf("/") + 1).replaceAll("_", " ");
  return locale === "fr" ? (IN_FRENCH[city] ?? city) : city;
};

const offsets = new Map<string, Intl.DateTimeFormat>();

/** The offset of a zone from UTC at an instant: `UTC+2`. */
const offsetOf = (at: number, zone: string): string => {
  const format = offsets.get(zone) ?? new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeZoneName: "shortOffset" });
  offsets.set(zone, format);
  const part = format.formatToParts(at).find(({ type }) => type === "timeZoneName");
  return (part?.value ?? "GMT").replace("GMT", "UTC");
};

/** Whether clocks show the same in both zones at an instant. */
export const isSameClock = (at: number, zone: string, other: string): boolean =>
  zone === other || offsetOf(at, zone) === offsetOf(at, other);

/** A zone as calendars call it: `Paris time`; its own name where it has no city. */
export const zoneTime = (zone: string, locale: Locale): string => {
  const city = cityOf(zone, locale);
  // French elides: *heure d’Athènes*.
  return city === undefined ? zone : translatorFor(locale)("zone_time", { city }).replace(/ de (?=[AEIOUYÉ])/u, " d’");
};

/** The same with its offset at an instant: `Paris time, UTC+2`. */
export const zoneNameAt = (at: number, zone: string, locale: Locale): string =>
  cityOf(zone, locale) === undefined ? zone : `${zoneTime(zone, locale)}, ${offsetOf(at, zone)}`;

/** The line that says once of which zone all times near it are. */
export const zoneOfAll = (zone: string, locale: Locale): string =>
  translatorFor(locale)("zone_of_all", { zone: zoneTime(zone, locale) });
