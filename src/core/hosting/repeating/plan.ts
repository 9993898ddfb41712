import {
  datesOf,
  EVERY_MAX,
  type MonthDay,
  movedAlong,
  parseDate,
  REPEATS_MAX,
  type Recurrence,
  type RepeatUnit,
  type Weekday,
} from "../../model/dates/recurrence.ts";
import { defined } from "../../model/defined.ts";
import { requestId } from "../../model/ids.ts";
import { done, type Result, refuse } from "../../model/result.ts";
import { FARTHEST_START_MS } from "../read-settings.ts";
import type { WallTime, WebinarFields, WebinarProblem, Zones } from "../settings.ts";

/** How a webinar is repeated, as a form was filled in (P33). */
export interface RepeatFields {
  /** Undefined: it is not repeated. */
  readonly unit: RepeatUnit | undefined;
  /** Undefined: every one. */
  readonly every: number | undefined;
  readonly weekdays: readonly Weekday[];
  readonly monthDay: MonthDay;
  readonly count: number | undefined;
  /** `YYYY-MM-DD`, or empty. */
  readonly until: string;
  /** All in one series; or in that of the webinar that is scheduled again. */
  readonly inSeries: boolean;
}

/** What the form of a new webinar begins with. */
export const NO_REPEAT: RepeatFields = {
  unit: undefined,
  every: undefined,
  weekdays: [],
  monthDay: "date",
  count: undefined,
  until: "",
  inSeries: true,
};

/** Why one of the dates brings no webinar. */
export const MISSED_WHY = [
  "past",
  /** More than two years ahead. */
  "far",
  /** The host has a webinar of that title at that time. */
  "same",
  /** What moves with its start would be over, or the wrong way round. */
  "times",
] as const;
export type MissedWhy = (typeof MISSED_WHY)[number];

/** A date, and why it brings no webinar. */
export interface Missed {
  readonly date: string;
  readonly why: MissedWhy;
}

/** A date that brings one. */
export interface Occurrence {
  readonly date: string;
  readonly startsAt: number;
  /** The clocks go forward over its time: on their face it starts later by as much. */
  readonly isMoved: boolean;
}

/** The dates of a webinar that is repeated, in the order in which they come. */
export interface RepeatPlan {
  /** The same for the same dates and time: what a host was shown is what is scheduled. */
  readonly id: string;
  readonly zone: string;
  readonly time: string;
  readonly occurrences: readonly Occurrence[];
  readonly missed: readonly Missed[];
}

const isWhole = (number: number, max: number): boolean => Number.isInteger(number) && number >= 1 && number <= max;

/** The rule that the form says, or what is wrong with it. */
const readRule = (
  { unit = "day", every = 1, weekdays, monthDay, count, until }: RepeatFields,
  first: string,
): Result<Recurrence, readonly WebinarProblem[]> => {
  const problems: WebinarProblem[] = [];
  if (!isWhole(every, EVERY_MAX))
    problems.push({ field: "repeatEvery", refusal: { reason: "repeat_every_out_of_range", max: EVERY_MAX } });
  if (count === undefined && until === "")
    problems.push({ field: "repeatCount", refusal: { reason: "repeat_end_missing", max: REPEATS_MAX } });
  if (count !== undefined && !isWhole(count, REPEATS_MAX))
    problems.push({ field: "repeatCount", refusal: { reason: "repeat_count_out_of_range", max: REPEATS_MAX } });
  const [last, from] = [parseDate(until), parseDate(first)];
  if (until !== "" && (last === undefined || (from !== undefined && last < from)))
    problems.push({ field: "repeatUntil", refusal: { reason: "repeat_until_wrong" } });
  if (problems.length > 0) return refuse(problems);
  return done({ unit, every, weekdays, monthDay, ...defined({ count, until: until === "" ? undefined : until }) });
};

/**
 * The dates that a form asks for which is repeated. Undefined where its start cannot be read, which is told elsewhere.
 * Refuses what is wrong with the rule. A time that the clocks go forward over is placed as RFC 5545 has it, and marked.
 */
export const planOf = (
  { zone, start }: Pick<WebinarFields, "zone" | "start">,
  repeat: RepeatFields,
  { zones, now }: { zones: Zones; now: number },
): Result<RepeatPlan | undefined, readonly WebinarProblem[]> => {
  const rule = readRule(repeat, start.date);
  if (!rule.ok) return rule;
  const { time } = start;
  if (zones.placedAt(start, zone) === "unreadable") return done(undefined);
  const dates = datesOf(start.date, rule.value);
  if (dates.length === 0) return refuse([{ field: "repeatUntil", refusal: { reason: "repeat_no_date" } }]);
  if (dates.length > REPEATS_MAX)
    return refuse([{ field: "repeatUntil", refusal: { reason: "repeat_too_many", max: REPEATS_MAX } }]);

  const occurrences: Occurrence[] = [];
  const missed: Missed[] = [];
  for (const date of dates) {
    const placed = zones.placedAt({ date, time }, zone);
    if (placed === "unreadable" || placed.at > now + FARTHEST_START_MS) missed.push({ date, why: "far" });
    else if (placed.at <= now) missed.push({ date, why: "past" });
    else occurrences.push({ date, startsAt: placed.at, isMoved: placed.isMoved });
  }
  return done({ id: requestId(zone, time, ...dates), zone, time, occurrences, missed });
};

/** The form for one of the dates: all its times are moved by as many days as the start, and kept on the clock. */
export const fieldsOn = (date: string, fields: WebinarFields, zones: Zones): WebinarFields => {
  const { zone, start } = fields;
  const moved = (wall: WallTime): WallTime => {
    if (wall.date === "" || wall.time === "") return wall;
    const next = { ...wall, date: movedAlong(wall.date, start.date, date) };
    const placed = zones.placedAt(next, zone);
    return placed !== "unreadable" && placed.isMoved ? zones.wallOf(placed.at, zone) : next;
  };
  return {
    ...fields,
    start: moved(start),
    opens: moved(fields.opens),
    closes: moved(fields.closes),
    answersUntil: moved(fields.answersUntil),
  };
};
