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

  it.each([
    ["2027-03-28", "02:30", "Europe/Paris", "2027-03-28T01:30:00Z", true],
    ["2026-10-25", "02:30", "Europe/Paris", "2026-10-25T00:30:00Z", false],
    // Half an hour on that island, and midnight in Chile.
    ["2026-10-04", "02:15", "Australia/Lord_Howe", "2026-10-03T15:45:00Z", true],
    ["2026-09-06", "00:10", "America/Santiago", "2026-09-06T04:10:00Z", true],
  ])("P33: %s %s in %s is placed as RFC 5545 says", (date, time, zone, instant, isMoved) => {
    expect(zones.placedAt({ date, time }, zone)).toEqual({ at: Date.parse(instant), isMoved });
  });
});
