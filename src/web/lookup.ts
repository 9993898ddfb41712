import { SITE_ORGANISATION } from "../core/access/organisations.ts";
import { seen, type Viewer } from "../core/access/visible.ts";
import type { Core } from "../core/core.ts";
import { type OrganisationId, parseCode, seriesCode, type WebinarCode } from "../core/model/ids.ts";
import type { SeriesWebinars } from "../core/model/series.ts";
import type { Webinar } from "../core/model/webinar.ts";

/** The organisation of a code, which a page's address does not name. An unknown code is looked for as a known one is. */
const organisationOf = async (core: Core, code: WebinarCode): Promise<OrganisationId> =>
  (await core.webinars.organisationOf(code)) ?? SITE_ORGANISATION;

/** Finds the webinar of a page's address, where whoever opens the page may know of it (P43). */
export const findWebinar = async (
  core: Core,
  typed: string,
  viewer: Viewer = "anybody",
): Promise<Webinar | undefined> => {
  const code = parseCode(typed);
  return code && seen(viewer, await core.webinars.get(await organisationOf(core, code), code));
};

/** Finds the series of a page's address, as `findWebinar` does. */
export const findSeries = async (
  core: Core,
  typed: string,
): Promise<(SeriesWebinars & { readonly hostName: string }) | undefined> => {
  const code = parseCode(typed);
  return code && core.series.shownToAll(await organisationOf(core, code), seriesCode(code));
};
