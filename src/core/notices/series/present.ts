import { personName } from "../../access/names.ts";
import { readWebinarsOf } from "../../access/series-access.ts";
import type { Matter } from "../../deliveries/delivery.ts";
import { announcedSeries, shownOfSeries } from "../../hosting/announcing/series-shown.ts";
import type { SeriesActs } from "../../hosting/series.ts";
import { type OrganisationId, seriesCode, type WebinarCode } from "../../model/ids.ts";
import type { Series } from "../../model/series.ts";
import { channelTag } from "../../model/told/announced.ts";
import type { Webinar } from "../../model/webinar.ts";
import type { Clock } from "../../ports/clock.ts";
import type { People } from "../../ports/people.ts";
import type { Webinars } from "../../ports/webinars.ts";
import type { Notice } from "../notice.ts";

interface Deps {
  readonly webinars: Pick<Webinars, "get">;
  readonly series: Pick<SeriesActs, "get">;
  readonly people: People;
  readonly clock: Clock;
}

/** Makes the notice of what is told of a series; undefined when there is nothing left to say. */
export const makePresentSeries = ({ webinars, series, people, clock }: Deps) => ({
  announcement: async (
    organisation: OrganisationId,
    { code, channel, isWithdrawn }: Extract<Matter, { kind: "series_announced" }>,
  ): Promise<Notice | undefined> => {
    const found = await series.get(organisation, seriesCode(code));
    const stands = found?.announcedIn.find(({ channelId }) => channelId === channel);
    if (!found || !stands) return isWithdrawn && { kind: "announcement_closed", isWithdrawn };
    const shown = shownOfSeries(await readWebinarsOf(webinars, found), clock.now());
    if (!shown) return { kind: "announcement_closed", isSeries: true };
    const hostName = await personName(people, organisation, found.host);
    return { kind: "series_announcement", series: announcedSeries(found), ...shown, hostName, tag: channelTag(stands) };
  },

  /** A series whose announcement could not be delivered, and one of its webinars. */
  ofUndelivered: async (
    organisation: OrganisationId,
    code: WebinarCode,
  ): Promise<{ series: Series; webinar: Webinar } | undefined> => {
    const found = await series.get(organisation, seriesCode(code));
    const [webinar] = found ? await readWebinarsOf(webinars, found) : [];
    return found && webinar && { series: found, webinar };
  },
});
