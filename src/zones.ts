import { Temporal } from "temporal-polyfill";
import type { Zones } from "./core/hosting/settings.ts";

/** Converts between local time and instants, by the rules of the IANA zones. */
export const zones: Zones = {
  instantOf: ({ date, time }, zone) => {
    try {
      const typed = Temporal.PlainDateTime.from(`${date}T${time}`);
      const start = typed.toZonedDateTime(zone, { disambiguation: "earlier" });
      return start.toPlainDateTime().equals(typed) ? start.epochMilliseconds : "skipped";
    } catch {
      return "unreadable";
    }
  },
  placedAt: ({ date, time }, zone) => {
    try {
      const typed = Temporal.PlainDateTime.from(`${date}T${time}`);
      const placed = typed.toZonedDateTime(zone, { disambiguation: "compatible" });
      return { at: placed.epochMilliseconds, isMoved: !placed.toPlainDateTime().equals(typed) };
    } catch {
      return "unreadable";
    }
  },
  wallOf: (instant, zone) => {
    const wall = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
    return { date: wall.toPlainDate().toString(), time: wall.toPlainTime().toString().slice(0, 5) };
  },
};
