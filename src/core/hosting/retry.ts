import { hosted } from "../access/host-access.ts";
import type { OrganisationId, WebinarCode } from "../model/ids.ts";
import type { Person } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import { done, type Result, refuse } from "../model/result.ts";
import type { Webinar } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { Outgoing } from "../ports/outgoing.ts";
import type { People } from "../ports/people.ts";
import type { Webinars } from "../ports/webinars.ts";

interface Deps {
  readonly webinars: Webinars;
  readonly outgoing: Outgoing;
  readonly people: People;
  readonly clock: Clock;
}

export interface RetryInput {
  readonly organisation: OrganisationId;
  readonly code: WebinarCode;
  /** The delivery's id, as the notice to the host carried it. */
  readonly failed: string;
  readonly by: Person;
}

/** Tries a delivery again that was given up. Refuses who does not host the webinar, and another webinar's delivery. */
export const makeRetryDelivery =
  ({ webinars, outgoing, people, clock }: Deps) =>
  async ({ organisation, code, failed, by }: RetryInput): Promise<Result<Webinar, Refusal>> => {
    const found = await hosted({ webinars, people }, organisation, code, by);
    if (!found.ok) return found;
    const webinar = found.value;
    const isOurs = failed.startsWith(`${code}:`) || failed.startsWith(`card:${code}:`);
    const revived = isOurs ? await outgoing.revive(organisation, clock.now(), [failed]) : 0;
    return revived === 1 ? done(webinar) : refuse({ reason: "nothing_to_retry" });
  };
