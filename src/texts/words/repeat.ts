import { MISSED_WHY, type Missed, type MissedWhy, type RepeatPlan } from "../../core/hosting/repeating/plan.ts";
import type { Locale } from "../../core/model/person.ts";
import type { Refusal } from "../../core/model/refusal.ts";
import type { Webinar } from "../../core/model/webinar.ts";
import type { Notice } from "../../core/notices/notice.ts";
import { makeWords, type Words } from "../fact.ts";
import { sayRefusal } from "../refusals.ts";
import { type Translate, translatorFor } from "../translate.ts";
import { clockTime, markPart, sayDay, sayMonth, sayWeekday } from "../when.ts";
import { capital, instantIn, type TextContext, zoneFor } from "./facts.ts";

/** So many dates are named of those that bring no webinar. */
const NAMED_MAX = 6;

type SayDate = (date: string, locale: Locale) => string;

const named = (dates: readonly string[], locale: Locale, t: Translate, say: SayDate): string => {
  const some = dates.slice(0, NAMED_MAX).map((date) => say(date, locale));
  const more = dates.length - some.length;
  const said = some.join(t("between_changes"));
  return more > 0 ? t("repeat_more_dates", { dates: said, count: more }) : said;
};

/** Why some dates bring none, one line for each reason. */
const missedLines = (missed: readonly Missed[], locale: Locale, t: Translate, say: SayDate = sayDay): string[] =>
  MISSED_WHY.flatMap((why: MissedWhy) => {
    const dates = missed.filter((one) => one.why === why).map(({ date }) => date);
    return dates.length > 0
      ? [t(`repeat_missed_${why}`, { dates: named(dates, locale, t, say), count: dates.length })]
      : [];
  });

/** Days of one month, each weekday named where it changes: `Tuesday 2, 9 and 16`. */
const sayDaysOfMonth = (dates: readonly string[], locale: Locale): string => {
  const weekdays = dates.map((date) => sayWeekday(new Date(date).getUTCDay() || 7, locale));
  const days = dates.map((date, at) => {
    const day = Number(date.slice(8));
    const said = locale === "fr" && day === 1 ? "1er" : String(day);
    return weekdays[at] === weekdays[at - 1] ? said : `${weekdays[at]} ${said}`;
  });
  return new Intl.ListFormat(locale).format(days);
};

/** The dates of what is repeated, month by month, before anything is scheduled. */
export const planDates = ({ occurrences, missed, time, zone }: RepeatPlan, locale: Locale): string[] => {
  const t = translatorFor(locale);
  const months = new Map<string, string[]>();
  for (const { date } of occurrences) {
    const month = sayMonth(date, locale);
    months.set(month, [...(months.get(month) ?? []), date]);
  }
  return [
    t("repeat_dates", { count: occurrences.length, zone }),
    ...[...months].map(([month, dates]) =>
      t("repeat_month_line", { month: capital(month, { locale }), days: sayDaysOfMonth(dates, locale) }),
    ),
    ...occurrences
      .filter(({ isMoved }) => isMoved)
      .map(({ date }) => t("repeat_moved", { time, date: sayDay(date, locale) })),
    ...missedLines(missed, locale, t),
  ];
};

const NOON = 12 * 3_600_000;

/** Why they are in no series, and what to do where it has no room for them. */
const whyNoSeries = (refusal: Refusal, locale: Locale, zone: string, t: Translate): string =>
  refusal.reason === "too_many_in_series"
    ? t("repeated_no_room", { max: refusal.max })
    : t("repeated_no_series", { why: sayRefusal(refusal, locale, zone) });

/** Of so many each is named: of more only the first ones, and when the last is. */
const LISTED_MAX = 12;
const LISTED_FIRST = 5;

/** A date as the rows above it have theirs: its product writes it. At noon it is that date nearly everywhere. */
const markDate: SayDate = (date, locale) => markPart(Date.parse(date) + NOON, "UTC", locale, "day");

/** What became of scheduling one webinar on several dates: each with its time, and what was left out. */
export const repeatedWords = (notice: Notice & { kind: "repeated" }, context: TextContext): Words => {
  const { t, locale } = context;
  const { title, webinars, missed, series, seriesRefusal } = notice;
  const [first] = webinars;
  const zone = first ? zoneFor(context, first) : "UTC";
  // The zone stands below, once for all.
  const when = instantIn(zone, context, "");
  // The hour jumps in the reader's zone where the clocks change: a row says so where it does.
  const hours = webinars.map(({ startsAt }) => clockTime(startsAt, zone, locale));
  const rowOf = ({ startsAt }: Webinar, at: number): string =>
    at > 0 && hours[at] !== hours[at - 1] ? t("repeated_clocks", { when: when(startsAt) }) : when(startsAt);
  const listed = webinars.length > LISTED_MAX ? webinars.slice(0, LISTED_FIRST) : webinars;
  const last = webinars.at(-1);
  const more = webinars.length - listed.length;
  const words = makeWords(t("repeated_title", { count: webinars.length, title }), [
    ...listed.map((webinar, at) => `• ${rowOf(webinar, at)}`),
    ...(more > 0 && last ? [t("repeated_more", { count: more, when: when(last.startsAt) })] : []),
    ...(series ? [t("repeated_in_series", { title: series.title })] : []),
    ...(webinars.length > 1 ? [t("repeated_cards")] : []),
  ]);
  const left = missedLines(missed, locale, t, context.marksTimes ? markDate : sayDay);
  return { ...words, warnings: [...left, ...(seriesRefusal ? [whyNoSeries(seriesRefusal, locale, zone, t)] : [])] };
};
