import type { OrganisationId, WebinarCode } from "./ids.ts";
import { fullName, type People, type Person } from "./person.ts";
import type { Refusal } from "./refusal.ts";
import { done, type Result, refuse } from "./result.ts";
import type { Clock, Webinars } from "./store.ts";
import { mayDecide, type Webinar } from "./webinar.ts";

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
    const webinar = await webinars.get(organisation, code);
    if (!webinar) return refuse({ reason: "unknown_webinar", typed: code });
    if (!mayDecide(webinar, by.id)) {
      const host = await people.get(organisation, webinar.host);
      return refuse({ reason: "not_the_host", hostName: host ? fullName(host) : "", title: webinar.title });
    }
    const isOurs = failed.startsWith(`${code}:`) || failed.startsWith(`card:${code}:`);
    const revived = isOurs ? await webinars.revive(organisation, clock.now(), [failed]) : 0;
    return revived === 1 ? done(webinar) : refuse({ reason: "nothing_to_retry" });
  };
