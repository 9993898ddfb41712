import type { OrganisationId, SeriesCode } from "../model/ids.ts";
import type { Person } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import { done, type Result } from "../model/result.ts";
import type { Series, SeriesWebinars } from "../model/series.ts";
import { mayDecide, type Webinar } from "../model/webinar.ts";
import type { Webinars } from "../ports/webinars.ts";

interface Deps {
  readonly webinars: Pick<Webinars, "get">;
  readonly series: {
    get(organisation: OrganisationId, code: SeriesCode): Promise<Series | undefined>;
    forHost(organisation: OrganisationId, code: SeriesCode, by: Person): Promise<Result<Series, Refusal>>;
  };
}

/** The webinars of a series, the soonest first. */
export const readWebinarsOf = async (
  webinars: Pick<Webinars, "get">,
  { organisation, webinars: codes }: Pick<Series, "organisation" | "webinars">,
): Promise<Webinar[]> => {
  const found = await Promise.all(codes.map((code) => webinars.get(organisation, code)));
  return found.filter((webinar) => webinar !== undefined).sort((a, b) => a.startsAt - b.startsAt);
};

export type HostedInSeries = (
  organisation: OrganisationId,
  code: SeriesCode,
  by: Person,
) => Promise<Result<SeriesWebinars, Refusal>>;

/**
 * Reads a series with those of its webinars that this person hosts, the soonest first. Refuses an unknown series, and who
 * hosts none of its webinars, unless the series is theirs.
 */
export const makeHostedInSeries =
  ({ webinars, series }: Deps): HostedInSeries =>
  async (organisation, code, by) => {
    const found = await series.get(organisation, code);
    const all = found ? await readWebinarsOf(webinars, found) : [];
    const hosted = all.filter((webinar) => mayDecide(webinar, by.id));
    if (found && hosted.length > 0) return done({ series: found, webinars: hosted });
    const allowed = await series.forHost(organisation, code, by);
    return allowed.ok ? done({ series: allowed.value, webinars: hosted }) : allowed;
  };
