import { openInSeries } from "../../access/visible.ts";
import type { Series } from "../../model/series.ts";
import { isAhead, type Webinar } from "../../model/webinar.ts";

/** So many webinars of a series stand on its announcement; its page has the others. */
const SERIES_ROWS_MAX = 10;

/** What readers of a channel see of a series. */
export interface SeriesShown {
  /** Those to come, the soonest first, cancelled ones until their end; at most `SERIES_ROWS_MAX`. */
  readonly webinars: readonly Webinar[];
  /** How many more there are. */
  readonly more: number;
}

const NOTHING: SeriesShown = { webinars: [], more: 0 };

/**
 * What of a series its announcements show at the time `now`, of webinars that come the soonest first: nothing once none
 * is ahead. Undefined where all are for those invited only (P43), so that the series is hidden too.
 */
export const shownOfSeries = (webinars: readonly Webinar[], now: number): SeriesShown | undefined => {
  const open = openInSeries(webinars);
  if (open.length === 0 && webinars.length > 0) return undefined;
  const coming = open.filter(({ endsAt }) => endsAt > now);
  if (!coming.some((webinar) => isAhead(webinar, now))) return NOTHING;
  return {
    webinars: coming.slice(0, SERIES_ROWS_MAX),
    more: Math.max(0, coming.length - SERIES_ROWS_MAX),
  };
};

/** A series without what its announcements do not need. */
export const announcedSeries = ({ form: _, version: __, ...rest }: Series): Omit<Series, "form" | "version"> => rest;
