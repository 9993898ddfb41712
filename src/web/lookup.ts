import type { Core } from "../core/core.ts";
import { parseCode, seriesCode } from "../core/model/ids.ts";
import type { SeriesWebinars } from "../core/model/series.ts";
import type { Webinar } from "../core/model/webinar.ts";

/** Finds the webinar of a page's address. A code belongs to one organisation, which the address does not name. */
export const findWebinar = async (core: Core, typed: string): Promise<Webinar | undefined> => {
  const code = parseCode(typed);
  const organisation = code && (await core.webinars.organisationOf(code));
  return organisation && code ? core.webinars.get(organisation, code) : undefined;
};

/** Finds the series of a page's address, as `findWebinar` does. */
export const findSeries = async (core: Core, typed: string): Promise<SeriesWebinars | undefined> => {
  const code = parseCode(typed);
  const organisation = code && (await core.webinars.organisationOf(code));
  return organisation && code ? core.series.withWebinars(organisation, seriesCode(code)) : undefined;
};
