import rrule from "rrule";
import { describe, expect, it } from "vitest";
import {
  datesOf,
  MONTH_DAYS,
  nthOfMonth,
  REPEAT_UNITS,
  type Recurrence,
  WEEKDAYS,
  weekdayOn,
} from "../../../../src/core/model/dates/recurrence.ts";
import { zones } from "../../../../src/zones.ts";
import { fc } from "../../../setup/property.ts";

const ZONES = ["Australia/Lord_Howe", "America/Santiago", "Europe/Paris", "America/New_York", "Asia/Kolkata"] as const;
const DAY = 86_400_000;
const MINUTE = 60_000;

const { RRule } = rrule;
const BY_WEEKDAY = [RRule.MO, RRule.TU, RRule.WE, RRule.TH, RRule.FR, RRule.SA, RRule.SU];

const weekdayRule = (weekday: number, nth?: number) => {
  const found = BY_WEEKDAY[weekday - 1];
  if (!found) throw new Error("no weekday");
  return nth === undefined ? found : found.nth(nth);
};

const byDay = (first: string, { unit, weekdays, monthDay }: Recurrence) => {
  if (unit === "week" && weekdays.length > 0) return { byweekday: weekdays.map((one) => weekdayRule(one)) };
  if (unit !== "month" || monthDay === "date") return {};
  return { byweekday: [weekdayRule(weekdayOn(first), monthDay === "last" ? -1 : nthOfMonth(first))] };
};

const FREQUENCY = { day: RRule.DAILY, week: RRule.WEEKLY, month: RRule.MONTHLY } as const;

/** The same rule as the package `rrule` has it, which reckons with local times as if they were in UTC. */
const oracle = (first: string, time: string, recurrence: Recurrence, tzid?: string) => {
  const { unit, every, count, until } = recurrence;
  return new RRule({
    freq: FREQUENCY[unit],
    interval: every,
    dtstart: new Date(`${first}T${time}:00Z`),
    ...byDay(first, recurrence),
    ...(count === undefined ? {} : { count }),
    ...(until === undefined ? {} : { until: new Date(`${until}T${time}:00Z`) }),
    ...(tzid === undefined ? {} : { tzid }),
  });
};

const inMonths = (first: string, months: number): Date => new Date(Date.parse(first) + months * 31 * DAY);

/** So long after the first one, both are compared. */
const COMPARED_MONTHS = 24;

const theirs = (first: string, recurrence: Recurrence): string[] => {
  const last = inMonths(first, COMPARED_MONTHS);
  return oracle(first, "10:00", recurrence)
    .between(new Date(`${first}T00:00:00Z`), last, true)
    .slice(0, 53)
    .map((date) => date.toISOString().slice(0, 10));
};

const ours = (first: string, recurrence: Recurrence): string[] => {
  const last = inMonths(first, COMPARED_MONTHS).toISOString().slice(0, 10);
  return datesOf(first, recurrence, 53).filter((date) => date <= last);
};

const firstDates = fc
  .integer({ min: Date.parse("2026-01-01") / DAY, max: Date.parse("2027-12-31") / DAY })
  .map((day) => new Date(day * DAY).toISOString().slice(0, 10));

const recurrences = fc.record({
  unit: fc.constantFrom(...REPEAT_UNITS),
  every: fc.integer({ min: 1, max: 5 }),
  weekdays: fc.subarray([...WEEKDAYS]),
  monthDay: fc.constantFrom(...MONTH_DAYS),
  count: fc.integer({ min: 1, max: 52 }),
  until: fc.option(firstDates, { nil: undefined }),
});

/** The rule with one end alone, as `rrule` takes it. */
const withOneEnd = ({
  count,
  until,
  ...rest
}: Omit<Recurrence, "until"> & { readonly until: string | undefined }): Recurrence =>
  until === undefined ? { ...rest, count: count ?? 1 } : { ...rest, until };

/** What the clocks of a zone show at an instant, by the platform's own tables. */
const shownAt = (at: number, zone: string): string => {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    hourCycle: "h23",
    ...({ year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" } as const),
  }).formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")} ${part("hour")}:${part("minute")}`;
};

const twoDigits = (number: number) => String(number).padStart(2, "0");
const times = fc
  .record({ hour: fc.integer({ min: 0, max: 23 }), minute: fc.constantFrom(0, 10, 15, 30, 45) })
  .map(({ hour, minute }) => `${twoDigits(hour)}:${twoDigits(minute)}`);

describe("recurrence", () => {
  it("P33: the dates are those of rrule, over two years", () => {
    fc.assert(
      fc.property(firstDates, recurrences, (first, any) => {
        const recurrence = withOneEnd(any);
        expect(ours(first, recurrence)).toEqual(theirs(first, recurrence));
      }),
      { numRuns: 400 },
    );
  });

  it("P33: the wall-clock time is kept across clock changes, to the minute; a skipped hour goes forward with the clocks", () => {
    fc.assert(
      fc.property(firstDates, times, recurrences, fc.constantFrom(...ZONES), (first, time, any, zone) => {
        const dates = datesOf(first, { ...withOneEnd(any), every: 1 });
        for (const date of dates) {
          const placed = zones.placedAt({ date, time }, zone);
          if (placed === "unreadable") throw new Error(`unreadable: ${date} ${time}`);
          const { at, isMoved } = placed;
          const shown = shownAt(at, zone);
          if (isMoved) {
            // By the offset before the change: as long after the minute before the gap as if there were none.
            expect(shown > `${date} ${time}`).toBe(true);
            expect(zones.instantOf({ date, time }, zone)).toBe("skipped");
          } else {
            expect(shown).toBe(`${date} ${time}`);
            // Of a time that comes twice, the earlier one.
            expect([30, 60].map((minutes) => shownAt(at - minutes * MINUTE, zone))).not.toContain(shown);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it("P33: the instants are those of rrule in a zone, at hours of the day at which it looks up the offset rightly", () => {
    // It takes a local time for UTC there: within a day of a change at night that is right between eight and one o'clock.
    const hours = fc.integer({ min: 8, max: 13 }).map((hour) => `${twoDigits(hour)}:30`);
    const local = (date: Date) => date.getTimezoneOffset() * MINUTE;
    fc.assert(
      fc.property(firstDates, hours, recurrences, fc.constantFrom(...ZONES), (first, time, any, zone) => {
        const recurrence = { ...withOneEnd(any), count: 52 };
        const { until: _, ...counted } = recurrence;
        const instants = datesOf(first, counted, 52).map((date) => zones.instantOf({ date, time }, zone));
        // It answers in the clocks of the process.
        const rruled = oracle(first, time, counted, zone).all();
        const seen = rruled.map((date) => date.getTime() - local(date));
        expect(instants).toEqual(seen.slice(0, instants.length));
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    [
      "the 31st is skipped where a month has none",
      "2027-01-31",
      { unit: "month", count: 4 },
      ["2027-01-31", "2027-03-31", "2027-05-31", "2027-07-31"],
    ],
    [
      "29 February comes every fourth year",
      "2028-02-29",
      { unit: "month", every: 12, count: 2 },
      ["2028-02-29", "2032-02-29"],
    ],
    [
      "the last Friday",
      "2027-01-29",
      { unit: "month", monthDay: "last", count: 3 },
      ["2027-01-29", "2027-02-26", "2027-03-26"],
    ],
    [
      "the second Tuesday",
      "2027-01-12",
      { unit: "month", monthDay: "nth", count: 3 },
      ["2027-01-12", "2027-02-09", "2027-03-09"],
    ],
    [
      "a fifth Monday is skipped where there are four",
      "2027-03-29",
      { unit: "month", monthDay: "nth", count: 2 },
      ["2027-03-29", "2027-05-31"],
    ],
    [
      "Tuesdays and Thursdays of every second week",
      "2027-01-07",
      { unit: "week", every: 2, weekdays: [2, 4], count: 4 },
      ["2027-01-07", "2027-01-19", "2027-01-21", "2027-02-02"],
    ],
    [
      "until a date, that date too",
      "2027-01-01",
      { unit: "day", every: 3, until: "2027-01-07" },
      ["2027-01-01", "2027-01-04", "2027-01-07"],
    ],
    ["no date", "2027-02-30", { unit: "day", count: 3 }, []],
  ] as const)("P33: %s", (_, first, rule, dates) => {
    const whole: Recurrence = { every: 1, weekdays: [], monthDay: "date", ...rule };
    expect(datesOf(first, whole)).toEqual(dates);
  });
});
