/**
 * On which dates something comes again, by the recurrence rules of RFC 5545 (FREQ, INTERVAL, BYDAY, BYMONTHDAY, COUNT,
 * UNTIL; a week begins on Monday). Dates alone: at which instant the clocks of a zone show a time is said elsewhere.
 */

export const REPEAT_UNITS = ["day", "week", "month"] as const;
export type RepeatUnit = (typeof REPEAT_UNITS)[number];

/** Monday is 1, Sunday 7. */
export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** The same day of the month, the same weekday of the same week of it, or its last such weekday. */
export const MONTH_DAYS = ["date", "nth", "last"] as const;
export type MonthDay = (typeof MONTH_DAYS)[number];

/** One act schedules at most so many webinars (P33). */
export const REPEATS_MAX = 52;
/** Every so many days, weeks or months at most. */
export const EVERY_MAX = 52;

/** The inputs of a form by which something is repeated. */
export type RepeatField = "repeat" | "repeatEvery" | "repeatCount" | "repeatUntil" | "inSeries";

export interface Recurrence {
  readonly unit: RepeatUnit;
  /** Every so many units. */
  readonly every: number;
  /** Of weeks; none: the weekday of the first date. */
  readonly weekdays: readonly Weekday[];
  /** Of months. */
  readonly monthDay: MonthDay;
  /** How many there are in all, and the last date on which one may be. Whichever comes first ends it. */
  readonly count?: number;
  readonly until?: string;
}

const DAY = 86_400_000;
/** A date that few months have, such as the fifth Monday of every second February, is looked for only so long. */
const PERIODS_MAX = 1_000;

/** Days since 1970-01-01, in which dates are reckoned. */
type DayNumber = number;

const dayNumber = (year: number, month: number, day: number): DayNumber => Date.UTC(year, month, day) / DAY;
const isoOf = (day: DayNumber): string => new Date(day * DAY).toISOString().slice(0, 10);
const weekdayOf = (day: DayNumber): number => ((((day + 3) % 7) + 7) % 7) + 1;

/** Reads a date, `YYYY-MM-DD`, as its day number; undefined for what is none, such as 2027-02-30. */
export const parseDate = (date: string): DayNumber | undefined => {
  const [year = Number.NaN, month = Number.NaN, day = Number.NaN] = /^\d{4}-\d{2}-\d{2}$/.test(date)
    ? date.split("-").map(Number)
    : [];
  const number = dayNumber(year, month - 1, day);
  return Number.isFinite(number) && isoOf(number) === date ? number : undefined;
};

/** Which weekday of its month a date is: the second Tuesday is 2. */
export const nthOfMonth = (date: string): number => Math.ceil(Number(date.slice(8)) / 7);

/** The weekday of a date. Throws for what is no date. */
export const weekdayOn = (date: string): Weekday => {
  const number = parseDate(date);
  const weekday = WEEKDAYS.find((one) => number !== undefined && one === weekdayOf(number));
  if (!weekday) throw new Error("no date of the calendar");
  return weekday;
};

/** The date of a month on which it comes again; undefined where that month has none. */
const inMonth = (first: DayNumber, monthsLater: number, monthDay: MonthDay): DayNumber | undefined => {
  const from = new Date(first * DAY);
  const [year, month] = [from.getUTCFullYear(), from.getUTCMonth() + monthsLater];
  const begin = dayNumber(year, month, 1);
  const length = dayNumber(year, month + 1, 1) - begin;
  const weekday = weekdayOf(first);
  const firstSuch = begin + ((weekday - weekdayOf(begin) + 7) % 7);
  const last = begin + length - 1;
  switch (monthDay) {
    case "date":
      return from.getUTCDate() <= length ? begin + from.getUTCDate() - 1 : undefined;
    case "nth": {
      const found = firstSuch + 7 * (Math.ceil(from.getUTCDate() / 7) - 1);
      return found <= last ? found : undefined;
    }
    case "last":
      return last - ((weekdayOf(last) - weekday + 7) % 7);
  }
};

/** All dates of one period, which is a day, a week or a month, the `n`th after the one that the first date is in. */
const datesIn = (first: DayNumber, n: number, { unit, weekdays, monthDay }: Recurrence): DayNumber[] => {
  switch (unit) {
    case "day":
      return [first + n];
    case "week": {
      const monday = first - (weekdayOf(first) - 1) + 7 * n;
      const chosen = weekdays.length > 0 ? weekdays : [weekdayOf(first)];
      return WEEKDAYS.filter((one) => chosen.includes(one)).map((one) => monday + one - 1);
    }
    case "month": {
      const found = inMonth(first, n, monthDay);
      return found === undefined ? [] : [found];
    }
  }
};

/**
 * The dates on which it comes again, from the first date on, at most `max`: `YYYY-MM-DD`. The first date is among them
 * only where the rule has it. Dates that a month does not have, such as the 31st, are left out. Empty for what is no date.
 */
export const datesOf = (first: string, recurrence: Recurrence, max = REPEATS_MAX + 1): string[] => {
  const from = parseDate(first);
  if (from === undefined) return [];
  const { every, count = max } = recurrence;
  const until = recurrence.until === undefined ? Number.POSITIVE_INFINITY : (parseDate(recurrence.until) ?? from - 1);
  const dates: string[] = [];
  for (let period = 0; period < PERIODS_MAX; period += 1) {
    for (const day of datesIn(from, period * every, recurrence)) {
      if (day < from) continue;
      if (day > until || dates.length >= Math.min(count, max)) return dates;
      dates.push(isoOf(day));
    }
  }
  return dates;
};

/** A date so many days later, as far as another date is from a first one. */
export const movedAlong = (date: string, first: string, to: string): string => {
  const [at, from, until] = [parseDate(date), parseDate(first), parseDate(to)];
  return at === undefined || from === undefined || until === undefined ? date : isoOf(at + until - from);
};
