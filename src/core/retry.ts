import { hosted } from "./hosted.ts";
import type { OrganisationId, WebinarCode } from "./ids.ts";
import type { People, Person } from "./person.ts";
import type { Refusal } from "./refusal.ts";
import { done, type Result, refuse } from "./result.ts";
import type { Clock, Webinars } from "./store.ts";
import type { Webinar } from "./webinar.ts";

interface Deps {
  readonly webinars: Webinars;
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

/** A host has a delivery that was given up tried anew. Refuses who does not host the webinar and another webinar's delivery. */
export const makeRetry =
  ({ webinars, people, clock }: Deps) =>
  async ({ organisation, code, failed, by }: RetryInput): Promise<Result<Webinar, Refusal>> => {
    const found = await hosted({ webinars, people }, organisation, code, by);
    if (!found.ok) return found;
    const webinar = found.value;
    const isOurs = failed.startsWith(`${code}:`) || failed.startsWith(`card:${code}:`);
    const revived = isOurs ? await webinars.revive(organisation, clock.now(), [failed]) : 0;
    return revived === 1 ? done(webinar) : refuse({ reason: "nothing_to_retry" });
  };
