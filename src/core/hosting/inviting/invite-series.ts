import type { HostedInSeries } from "../../access/series-access.ts";
import { type RequestId, requestId, type SeriesCode } from "../../model/ids.ts";
import type { Refusal } from "../../model/refusal.ts";
import { done, type Result, refuse } from "../../model/result.ts";
import { isAhead, type Webinar } from "../../model/webinar.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Invited, InviteInput } from "./invite.ts";

interface Deps {
  readonly hostedInSeries: HostedInSeries;
  readonly invite: (input: InviteInput) => Promise<Result<Invited, Refusal>>;
  readonly clock: Clock;
}

/**
 * Invites people to all webinars of a series that are ahead and that this person hosts (P37). They are told once, of the
 * soonest. Each webinar has an act of its own, whose request id is made from the whole one's: a repeat goes on where it
 * was cut short. Refuses what an invitation refuses, and a series of which they host no webinar that is ahead.
 */
export const makeInviteSeries =
  ({ hostedInSeries, invite, clock }: Deps) =>
  async (input: Omit<InviteInput, "code"> & { readonly code: SeriesCode }): Promise<Result<Invited, Refusal>> => {
    const { organisation, code, by, requestId: act } = input;
    const found = await hostedInSeries(organisation, code, by);
    if (!found.ok) return found;
    const { title } = found.value.series;
    const [first, ...others] = found.value.webinars.filter((webinar) => isAhead(webinar, clock.now()));
    if (!first) return refuse({ reason: "series_empty", title });
    const invited = await invite({ ...input, code: first.code });
    if (!invited.ok) return invited;
    for (const webinar of others)
      await invite({ ...input, code: webinar.code, requestId: ofWebinar(act, webinar), isQuiet: true });
    return done({ ...invited.value, series: { title, others: others.length } });
  };

const ofWebinar = (act: RequestId, { code }: Webinar): RequestId => requestId(act, code);
