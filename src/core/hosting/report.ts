import { hosted } from "../access/host-access.ts";
import { defined } from "../model/defined.ts";
import type { OrganisationId, WebinarCode } from "../model/ids.ts";
import type { Person } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import { done, type Result } from "../model/result.ts";
import type { Announced } from "../model/told/announced.ts";
import type { Webinar } from "../model/webinar.ts";
import { registrationsIn } from "../model/webinar.ts";
import type { People } from "../ports/people.ts";
import type { Reported, Roster } from "../ports/roster.ts";
import type { SeriesStore } from "../ports/series.ts";
import type { Webinars } from "../ports/webinars.ts";
import type { Zones } from "./settings.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** So many bars stand beside each other at most. */
const BARS_MAX = 48;
/** Registrations of so short a time are shown by the hour. */
const BY_HOUR_MAX = 2 * DAY;
/** Arrivals are shown by so many minutes. */
const ARRIVAL_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 240, 720, 1_440];

/** How many came from one instant until before another. */
export interface Bar {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** What a webinar's hosts are told about it in numbers (P32). */
export interface Report extends Omit<Reported, "before" | "arrivals"> {
  readonly webinar: Webinar;
  /** Who has a registration, whatever its status. */
  readonly registered: number;
  /** Registrations by the day, or by the hour where all came within a short time. */
  readonly overTime: { readonly isByHour: boolean; readonly bars: readonly Bar[] };
  /** Who came in when, by so many minutes. */
  readonly arrivals: { readonly minutes: number; readonly bars: readonly Bar[] };
  /** How many of those who attended have a time at which they came: the others came before times were kept. */
  readonly timed: number;
  /** What the webinar held about people was purged: the main numbers are left. */
  readonly isForgotten: boolean;
  /** Where its series was announced, for its hosts' page; absent for nowhere. */
  readonly seriesAnnouncedIn?: readonly Announced[];
}

interface Deps {
  readonly webinars: Webinars;
  readonly people: People;
  readonly roster: Pick<Roster, "report">;
  readonly seriesStore: Pick<SeriesStore, "get">;
  readonly zones: Zones;
}

/** The instants at which the bars of a time begin, and where the last one ends. */
const edgesOf = (zones: Zones, zone: string, first: number, last: number): { edges: number[]; isByHour: boolean } => {
  const isByHour = last - first < BY_HOUR_MAX;
  const edges: number[] = [];
  if (isByHour) {
    for (let at = Math.floor(first / HOUR) * HOUR; ; at += HOUR) {
      edges.push(at);
      if (at > last) return { edges, isByHour };
    }
  }
  const days = Math.ceil(((last - first) / DAY + 2) / BARS_MAX);
  const date = Date.parse(`${zones.wallOf(first, zone).date}T00:00:00Z`);
  for (let day = date; ; day += days * DAY) {
    const midnight = { date: new Date(day).toISOString().slice(0, 10), time: "00:00" };
    const at = zones.instantOf(midnight, zone);
    // Where the clock leaps over midnight, the day begins an hour later.
    edges.push(typeof at === "number" ? at : day);
    if ((edges.at(-1) ?? 0) > last) return { edges, isByHour };
  }
};

const arrivalsIn = (arrivals: Reported["arrivals"]): Report["arrivals"] => {
  const [first, last] = [arrivals[0]?.at, arrivals.at(-1)?.at];
  if (first === undefined || last === undefined) return { minutes: 1, bars: [] };
  const minutes = ARRIVAL_STEPS.find((step) => (last - first) / (step * MINUTE) < BARS_MAX - 1) ?? 10_080;
  const step = minutes * MINUTE;
  const begin = Math.floor(first / step);
  const counts = Array.from({ length: Math.floor(last / step) - begin + 1 }, () => 0);
  for (const { at, count } of arrivals) {
    const bar = Math.floor(at / step) - begin;
    counts[bar] = (counts[bar] ?? 0) + count;
  }
  const bars = counts.map((count, i) => ({ from: (begin + i) * step, to: (begin + i + 1) * step, count }));
  return { minutes, bars };
};

/** Makes the report of a webinar, in a zone by whose days registrations are counted. */
export const makeReport =
  ({ roster, zones }: Pick<Deps, "roster" | "zones">) =>
  async (webinar: Webinar, zone: string = webinar.zone): Promise<Report> => {
    let [edges, isByHour]: [number[], boolean] = [[], false];
    const { before, arrivals, ...numbers } = await roster.report(webinar, (first, last) => {
      ({ edges, isByHour } = edgesOf(zones, zone, first, last));
      return edges;
    });
    const present = Object.values(numbers.byStatus).reduce((sum, count) => sum + count, 0);
    const isForgotten = present === 0 && registrationsIn(webinar) > 0;
    const registered = isForgotten ? registrationsIn(webinar) : present;
    const bars = edges.slice(0, -1).map((from, i): Bar => {
      const to = edges[i + 1] ?? from;
      // Whoever registered since the last instant was asked for came in the last span.
      const until = i === edges.length - 2 ? present : (before[i + 1] ?? 0);
      return { from, to, count: until - (before[i] ?? 0) };
    });
    return {
      ...numbers,
      webinar,
      registered,
      byStatus: isForgotten ? webinar.counts : numbers.byStatus,
      overTime: { isByHour, bars },
      arrivals: arrivalsIn(arrivals),
      timed: arrivals.reduce((sum, { count }) => sum + count, 0),
      isForgotten,
    };
  };

/** Reads a webinar's report for one of its hosts, in their zone. Refuses an unknown webinar, and who does not host it. */
export const makeReadReport = (deps: Deps) => {
  const reportOf = makeReport(deps);
  return async (organisation: OrganisationId, code: WebinarCode, by: Person): Promise<Result<Report, Refusal>> => {
    const allowed = await hosted(deps, organisation, code, by);
    if (!allowed.ok) return allowed;
    const { series, seriesAnnounced } = allowed.value;
    const [report, its] = await Promise.all([
      reportOf(allowed.value, by.zone),
      series && seriesAnnounced ? deps.seriesStore.get(organisation, series) : undefined,
    ]);
    return done({ ...report, ...defined({ seriesAnnouncedIn: its?.announcedIn }) });
  };
};

/** The share of those who are approved who came, in whole per cent; undefined where nobody is, or it is not known. */
export const showRate = ({ approvedAttended, byStatus, isForgotten }: Report): number | undefined =>
  byStatus.approved > 0 && !isForgotten ? Math.round((100 * approvedAttended) / byStatus.approved) : undefined;
