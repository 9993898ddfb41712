import type { HostedInSeries } from "../access/series-access.ts";
import { defined } from "../model/defined.ts";
import type { OrganisationId, SeriesCode, WebinarCode } from "../model/ids.ts";
import type { Person } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import { done, type Result } from "../model/result.ts";
import type { SeriesWebinars } from "../model/series.ts";
import type { Webinar } from "../model/webinar.ts";
import type { Gate } from "../ports/gate.ts";
import type { People } from "../ports/people.ts";
import { ROSTER_TABS, type Roster, type RosterPlace, type RosterTab } from "../ports/roster.ts";
import { type RosterRow, rowsOf } from "./roster-list.ts";

/** Somebody of one of the webinars of a series. */
interface SeriesRosterRow {
  readonly webinar: Webinar;
  readonly row: RosterRow;
}

/** Where a page begins: a webinar, and a place in its roster. It authorises nothing. */
export interface SeriesPlace {
  readonly of: WebinarCode;
  readonly place?: RosterPlace;
}

/** One page of everybody of a series (P37), webinar by webinar, the soonest first. */
export interface SeriesRosterPage extends SeriesWebinars {
  readonly tab: RosterTab;
  /** How many each tab has in all of its webinars. */
  readonly counts: Readonly<Record<RosterTab, number>>;
  readonly some: readonly SeriesRosterRow[];
  readonly next?: SeriesPlace;
}

interface Deps {
  readonly hostedInSeries: HostedInSeries;
  readonly people: People;
  readonly roster: Roster;
  readonly gate: Pick<Gate, "admittedAmong">;
}

interface Asked {
  readonly organisation: OrganisationId;
  readonly code: SeriesCode;
  readonly by: Person;
  readonly tab: RosterTab;
  readonly from?: SeriesPlace | undefined;
  readonly limit: number;
}

/**
 * One page of everybody who was invited to a webinar of a series or registered for it, for those who host it: of the
 * webinars that they host themselves. Refuses who hosts none, and an unknown series.
 */
export const makeReadSeriesRoster = (deps: Deps) => {
  const { roster, hostedInSeries } = deps;

  /** Reads people of one webinar after the other until the page is full. */
  const read = async (
    hosted: readonly Webinar[],
    counts: readonly Readonly<Record<RosterTab, number>>[],
    { tab, from, limit }: Pick<Asked, "tab" | "from" | "limit">,
  ): Promise<Pick<SeriesRosterPage, "some" | "next">> => {
    const has = (at: number) => (counts[at]?.[tab] ?? 0) > 0;
    const first = from ? hosted.findIndex(({ code }) => code === from.of) : 0;
    const some: SeriesRosterRow[] = [];
    for (const [at, webinar] of hosted.entries()) {
      if (at < Math.max(0, first) || !has(at)) continue;
      if (some.length >= limit) return { some, next: { of: webinar.code } };
      const place = from?.of === webinar.code ? from.place : undefined;
      const slice = await roster.page(webinar, { tab }, place, limit - some.length);
      const rows = await rowsOf(deps, webinar, slice.some);
      some.push(...rows.map((row) => ({ webinar, row })));
      if (slice.next !== undefined) return { some, next: { of: webinar.code, place: slice.next } };
    }
    return { some };
  };

  return async ({ organisation, code, by, tab, from, limit }: Asked): Promise<Result<SeriesRosterPage, Refusal>> => {
    const found = await hostedInSeries(organisation, code, by);
    if (!found.ok) return found;
    const { series, webinars: hosted } = found.value;
    const counts = await Promise.all(hosted.map((webinar) => roster.counts(webinar)));
    const sums = ROSTER_TABS.map((one) => [one, counts.reduce((sum, of) => sum + of[one], 0)]);
    return done({
      series,
      webinars: hosted,
      tab,
      counts: Object.fromEntries(sums) as Record<RosterTab, number>,
      ...defined(await read(hosted, counts, { tab, from, limit })),
    });
  };
};
