import { describe, expect, it } from "vitest";
import { dateText } from "../../src/playground/page/slack/dates.ts";

const HOUR = 3_600_000;
const AT = Date.parse("2027-01-15T23:30:00Z");
const paris = { zone: "Europe/Paris", locale: "en-US", now: AT - 30 * HOUR };

describe("Slack's date tokens", () => {
  it.each([
    ["{date_num}", "2027-01-16"],
    ["{date}", "January 16th"],
    ["{date_short}", "Jan 16"],
    ["{date_long}", "Saturday, January 16th"],
    ["{date_long_full}", "January 16th, 2027"],
    ["{time}", "12:30 AM"],
    ["{time_secs}", "12:30:00 AM"],
    ["{date_long_pretty} at {time}", "Saturday, January 16th at 12:30 AM"],
    ["on {unknown}", "On {unknown}"],
  ])("%s is the reader's own day and clock: %s", (format, shown) => {
    expect(dateText(format, AT, paris).replaceAll("\u202f", " ")).toBe(shown);
  });

  it("what is near is said by name, in the reader's language", () => {
    const says = (now: number, o: object = {}) => dateText("{date_short_pretty}", AT, { ...paris, now, ...o });
    expect([says(AT), says(AT - 24 * HOUR), says(AT + 24 * HOUR)]).toEqual(["Today", "Tomorrow", "Yesterday"]);
    expect(says(AT, { locale: "fr-FR" })).toBe("Aujourd’hui");
    // The same instant is still the evening before in New York.
    expect(says(AT + HOUR, { zone: "America/New_York" })).toBe("Today");
  });

  it("years are said when they do not go without saying, and the past by how long ago it was", () => {
    expect(dateText("{date}", AT, { ...paris, now: AT - 300 * 24 * HOUR })).toBe("January 16th, 2027");
    expect(dateText("{ago}", AT, { ...paris, now: AT + 5 * 60_000 })).toBe("5 minutes ago");
    expect(dateText("{ago}", AT, { ...paris, now: AT + 50 * HOUR })).toBe("2 days ago");
  });
});
