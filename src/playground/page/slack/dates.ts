/** Who reads a date: in their zone, in their language, and when. */
export interface DateReader {
  readonly zone: string;
  readonly locale: string;
  /** The reader's present, epoch ms. */
  readonly now: number;
}

const DAY_MS = 24 * 3_600_000;
const HALF_YEAR_MS = 182 * DAY_MS;

const day = { day: "numeric" } as const;
const FORMATS: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  date_slash: { year: "numeric", month: "2-digit", day: "2-digit" },
  date: { year: "numeric", month: "long", ...day },
  date_short: { year: "numeric", month: "short", ...day },
  date_long: { weekday: "long", year: "numeric", month: "long", ...day },
  date_long_full: { year: "numeric", month: "long", ...day },
  day_divider: { weekday: "long", year: "numeric", month: "long", ...day },
  time: { hour: "numeric", minute: "2-digit" },
  time_secs: { hour: "numeric", minute: "2-digit", second: "2-digit" },
};
/** Without the year while it goes without saying. */
const YEAR_SPARED = ["date", "date_short", "date_long", "day_divider"];

const ORDINALS: Readonly<Record<string, string>> = { one: "st", two: "nd", few: "rd", other: "th" };
const ordinal = new Intl.PluralRules("en", { type: "ordinal" });

function formatted(name: string, options: Intl.DateTimeFormatOptions, at: number, o: DateReader): string {
  const spared = YEAR_SPARED.includes(name) && Math.abs(at - o.now) < HALF_YEAR_MS;
  const { year, ...rest } = options;
  const format = new Intl.DateTimeFormat(o.locale, { ...(spared ? rest : options), timeZone: o.zone });
  // In English, Slack counts the days of its long forms: February 18th.
  const counts = o.locale.startsWith("en") && options.month === "long";
  return format
    .formatToParts(at)
    .map(({ type, value }) => (counts && type === "day" ? value + ORDINALS[ordinal.select(Number(value))] : value))
    .join("");
}

const isoDay = (at: number, zone: string): string => new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(at);

/** Yesterday, today or tomorrow, in the reader's zone; undefined for any other day. */
function nearDay(at: number, { zone, locale, now }: DateReader): string | undefined {
  const apart = Math.round((Date.parse(isoDay(at, zone)) - Date.parse(isoDay(now, zone))) / DAY_MS);
  if (Math.abs(apart) > 1) return undefined;
  return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(apart, "day");
}

const UNITS = [
  ["day", DAY_MS],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1_000],
] as const;

function ago(at: number, { locale, now }: DateReader): string {
  const [unit, ms] = UNITS.find(([, of]) => Math.abs(now - at) >= of) ?? ["second", 1_000];
  return new Intl.RelativeTimeFormat(locale).format(Math.round((at - now) / ms), unit);
}

/** One token of a date's format; undefined when Slack has none of that name. */
function token(name: string, at: number, o: DateReader): string | undefined {
  if (name === "date_num") return isoDay(at, o.zone);
  if (name === "ago") return ago(at, o);
  const plain = name.replace(/_pretty$/, "");
  const options = FORMATS[plain];
  if (!options) return undefined;
  return (plain !== name ? nearDay(at, o) : undefined) ?? formatted(plain, options, at, o);
}

/** `{date_short_pretty} at {time}` as its reader sees it; what begins with a word begins with a capital. */
export function dateText(format: string, at: number, o: DateReader): string {
  const text = format.replaceAll(/\{(\w+)\}/g, (whole, name: string) => token(name, at, o) ?? whole);
  return text.charAt(0).toLocaleUpperCase(o.locale) + text.slice(1);
}
