import type { Delivery, FanOut } from "../deliveries/delivery.ts";
import { DAY_MS, peopleEnd, retentionEnds } from "../deliveries/retention.ts";
import type { Site, Webinar } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { Outgoing } from "../ports/outgoing.ts";
import type { Retention } from "../ports/retention.ts";
import type { Webinars } from "../ports/webinars.ts";

/** How many people are purged in one step: Redis serves others in between. */
const PIECE = 200;

/** What is due by Redis' clock may not be due yet by this process' own. */
const CLOCKS_APART_MS = 3_600_000;

interface Deps {
  readonly webinars: Webinars;
  readonly outgoing: Outgoing;
  readonly retention: Retention;
  readonly site: Site;
  readonly clock: Clock;
}

/** What one step of a purge leaves to do: more of the same at once, or deliveries that are due later. */
interface Purged {
  readonly isMore: boolean;
  readonly deliveries?: readonly Delivery[];
}

const DONE: Purged = { isMore: false };

/** Purges what is kept about people when it was kept long enough (P22), one step at a time. */
export const makePurge = ({ retention, site, clock }: Omit<Deps, "webinars" | "outgoing">) => {
  const keptMs = site.retentionDays * DAY_MS;

  const purgePeople = async (webinar: Webinar): Promise<Purged> => {
    const now = clock.now();
    const { isMore, nextSeen } = await retention.forgetPeople(webinar.organisation, now, now - keptMs, PIECE);
    if (isMore || nextSeen === undefined) return { isMore };
    return { isMore, deliveries: [peopleEnd(webinar, nextSeen + keptMs)] };
  };

  return async (webinar: Webinar, what: Extract<FanOut, { kind: "forget" | "forget_people" }>): Promise<Purged> => {
    if (what.kind === "forget_people") return purgePeople(webinar);
    const { since } = what;
    const now = clock.now();
    // A moved end has a purge of its own.
    if (webinar.state === "scheduled" && since !== webinar.endsAt) return DONE;
    // The operator keeps data longer than when this was stored.
    if (since + keptMs > now + CLOCKS_APART_MS)
      return { isMore: false, deliveries: [retentionEnds(webinar, site, since)] };
    if (await retention.forget(webinar, now, PIECE)) return { isMore: true };
    const { isMore, deliveries = [] } = await purgePeople(webinar);
    // Who was looked at today before this webinar let them go is looked at tomorrow once more.
    return isMore ? { isMore } : { isMore, deliveries: [...deliveries, peopleEnd(webinar, now + 1)] };
  };
};

export type Purge = ReturnType<typeof makePurge>;

/**
 * Gives every webinar the time at which it is purged, where the operator keeps data for another number of days than
 * before, or where webinars were stored before there was such a time.
 */
export const makeKeepRetention =
  ({ webinars, outgoing, retention, site, clock }: Deps) =>
  async (): Promise<void> => {
    if ((await retention.days()) === site.retentionDays) return;
    const now = clock.now();
    for (const organisation of await retention.organisations()) {
      for (const code of await retention.kept(organisation)) {
        const webinar = await webinars.get(organisation, code);
        if (webinar) await outgoing.tell(organisation, now, [retentionEnds(webinar, site, webinar.endsAt)]);
      }
    }
    await retention.keepDays(site.retentionDays);
  };
