import { hostedAhead } from "../access/host-access.ts";
import { webinarCards } from "../deliveries/cards.ts";
import { fanOut } from "../deliveries/fan-outs.ts";
import { retentionEnds } from "../deliveries/retention.ts";
import type { OrganisationId, RequestId, WebinarCode } from "../model/ids.ts";
import { CHANGED, untilStored } from "../model/optimistic.ts";
import type { Person } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import type { Way } from "../model/registration.ts";
import { done, type Result, refuse } from "../model/result.ts";
import type { Site, Webinar } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { People } from "../ports/people.ts";
import type { Webinars } from "../ports/webinars.ts";
import { tellHosts } from "./tell-hosts.ts";

export interface CancelInput {
  readonly organisation: OrganisationId;
  readonly code: WebinarCode;
  readonly requestId: RequestId;
  readonly by: Person;
  readonly way: Way;
}

interface Deps {
  readonly webinars: Webinars;
  readonly people: People;
  readonly site: Site;
  readonly clock: Clock;
}

/**
 * Cancels a webinar for a host: nobody registers or joins any more, and everybody who holds or waits for a seat is told
 * once. Refuses who does not host it, and one that is over. The same act again is answered as the first was.
 */
export const makeCancelWebinar =
  (deps: Deps) =>
  ({ organisation, code, requestId, by, way }: CancelInput): Promise<Result<Webinar, Refusal>> =>
    untilStored(async () => {
      const { webinars, people, clock } = deps;
      if (await webinars.isDone(organisation, requestId)) {
        const webinar = await webinars.get(organisation, code);
        if (webinar) return done(webinar);
      }
      const found = await hostedAhead(deps, organisation, code, by);
      if (!found.ok) return refuse(found.refusal);
      const before = found.value;
      const now = clock.now();
      // A calendar takes a cancellation only if its sequence is higher than the entry's.
      const sequence = before.sequence + 1;
      const next: Webinar = { ...before, state: "cancelled", sequence, version: before.version + 1 };
      const answer = await webinars.edit({
        act: { organisation, code, requestId, now, way },
        before,
        next,
        by: by.id,
        as: "called_off",
        deliveries: [
          ...webinarCards(next),
          fanOut(next, { kind: "called_off" }, "once", by.id),
          // Nothing happens in it any more: its data are kept from now on, not from its end.
          retentionEnds(next, deps.site, now),
          ...(await tellHosts(people, before, next)),
        ],
      });
      if (answer.kind === "moved") return CHANGED;
      return done((await webinars.get(organisation, code)) ?? next);
    });
