import { type OrganisationId, type RequestId, requestId, type SeriesCode } from "../../model/ids.ts";
import type { Person } from "../../model/person.ts";
import type { Refusal } from "../../model/refusal.ts";
import { done, type Result, refuse } from "../../model/result.ts";
import { isAhead, mayDecide, type Webinar } from "../../model/webinar.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Webinars } from "../../ports/webinars.ts";
import type { SeriesActs } from "../series.ts";
import type { Invited, InviteInput } from "./invite.ts";

interface Deps {
  readonly webinars: Webinars;
  readonly series: Pick<SeriesActs, "get" | "forHost">;
  readonly invite: (input: InviteInput) => Promise<Result<Invited, Refusal>>;
  readonly clock: Clock;
}

/**
 * Invites people to all webinars of a series that are ahead and that this person hosts (P37). They are told once, of the
 * soonest. Each webinar has an act of its own, whose request id is made from the whole one's: a repeat goes on where it
 * was cut short. Refuses what an invitation refuses, and a series of which they host no webinar that is ahead.
 */
export const makeInviteSeries = ({ webinars, series, invite, clock }: Deps) => {
  const hostedAhead = async (organisation: OrganisationId, codes: Webinar["code"][], by: Person) => {
    const all = await Promise.all(codes.map((code) => webinars.get(organisation, code)));
    return all
      .flatMap((one) => (one && mayDecide(one, by.id) && isAhead(one, clock.now()) ? [one] : []))
      .sort((a, b) => a.startsAt - b.startsAt);
  };

  return async (
    input: Omit<InviteInput, "code"> & { readonly code: SeriesCode },
  ): Promise<Result<Invited, Refusal>> => {
    const { organisation, code, by, requestId: act } = input;
    const found = await series.get(organisation, code);
    const [first, ...others] = found ? await hostedAhead(organisation, [...found.webinars], by) : [];
    if (!found || !first) {
      const allowed = await series.forHost(organisation, code, by);
      return allowed.ok ? refuse({ reason: "series_empty", title: allowed.value.title }) : allowed;
    }
    const invited = await invite({ ...input, code: first.code });
    if (!invited.ok) return invited;
    for (const webinar of others)
      await invite({ ...input, code: webinar.code, requestId: ofWebinar(act, webinar), isQuiet: true });
    return done({ ...invited.value, series: { title: found.title, others: others.length } });
  };
};

const ofWebinar = (act: RequestId, { code }: Webinar): RequestId => requestId(act, code);
