import { describe, expect, it } from "vitest";
import { zones } from "../src/zones.ts";

describe("instants on the clocks of a zone", () => {
  it.each([
    ["2027-01-15", "09:00", "Europe/Paris", Date.parse("2027-01-15T08:00:00Z")],
    // Twice on that night; the earlier is meant.
    ["2026-10-25", "02:30", "Europe/Paris", Date.parse("2026-10-25T00:30:00Z")],
    ["2027-03-28", "02:30", "Europe/Paris", "skipped"],
    ["", "09:00", "Europe/Paris", "unreadable"],
    ["2027-02-30", "09:00", "Europe/Paris", "unreadable"],
    ["2027-01-15", "25:00", "Europe/Paris", "unreadable"],
  ])("%s %s in %s", (date, time, zone, instant) => {
    expect(zones.instantOf({ date, time }, zone)).toBe(instant);
    if (typeof instant === "number") expect(zones.wallOf(instant, zone)).toEqual({ date, time });
  });
});
