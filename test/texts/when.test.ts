import { describe, expect, it } from "vitest";
import { comesTwice, hoursOf, showInstant, showSpan } from "../../src/texts/when.ts";

describe("times as they are shown", () => {
  const first = Date.UTC(2027, 9, 31, 0, 30);

  it.each([
    ["the earlier one", "Europe/Paris", first, true],
    ["the later one", "Europe/Paris", first + 3_600_000, true],
    ["an hour before", "Europe/Paris", first - 3_600_000, false],
    ["an hour after", "Europe/Paris", first + 7_200_000, false],
    ["half an hour that comes twice", "Australia/Lord_Howe", Date.UTC(2027, 3, 3, 14, 45), true],
    ["where the clocks go forward", "Europe/Paris", Date.UTC(2027, 2, 28, 1, 0), false],
    ["where they never change", "UTC", first, false],
  ])("B13: %s comes twice or not", (_, zone, at, twice) => {
    expect(comesTwice(at, zone)).toBe(twice);
  });

  it("B13: the offset stands where an hour comes twice, and nowhere else", () => {
    expect(showInstant(first, "Europe/Paris", "en")).toBe("Sun, 31 Oct 2027, 02:30 UTC+2 (Paris time)");
    expect(showInstant(first + 3_600_000, "Europe/Paris", "fr")).toContain("02:30 UTC+1 (heure de Paris)");
    expect(showInstant(first, "Europe/Amsterdam", "fr")).toContain("(heure d’Amsterdam)");
    expect(showInstant(0, "America/New_York", "en")).toContain("(New York time, UTC-5)");
    expect(showInstant(0, "UTC", "en")).toContain("(UTC)");
    expect(showInstant(first - 86_400_000, "Europe/Paris", "en")).toBe("Sat, 30 Oct 2027, 02:30 (Paris time, UTC+2)");
    expect(showSpan(first, first + 45 * 60_000, "Europe/Paris", "en")).toBe(
      "Sun, 31 Oct 2027, 02:30 UTC+2 – 02:15 UTC+1 (Paris time)",
    );
  });

  it("beside a calendar's leaf stand the hours and the name of the day, and dates where it ends on another", () => {
    const of = (to: number, locale: "en" | "fr" = "en") =>
      hoursOf(first - 86_400_000, to, "Europe/Paris", locale).words.replaceAll("\u00a0", " ");
    expect(of(first - 83_000_000)).toBe("Saturday, 02:30 – 03:26 (Paris time, UTC+2)");
    expect(of(first - 83_000_000, "fr")).toBe("samedi, 02:30 – 03:26 (heure de Paris, UTC+2)");
    expect(of(first - 7_200_000)).toBe(
      "Saturday, 02:30 – Sunday 31 Oct, 00:30 (Paris time, UTC+2)".replace(",", " 30 Oct,"),
    );
  });
});
