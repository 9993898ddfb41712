import { hosted } from "../access/host-access.ts";
import { overviewSoon } from "../deliveries/cards.ts";
import type { OrganisationId, RequestId, WebinarCode } from "../model/ids.ts";
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

interface RetryFailedInput {
  readonly organisation: OrganisationId;
  readonly code: WebinarCode;
  readonly requestId: RequestId;
  readonly by: Person;
}

export interface RetryInput extends RetryFailedInput {
  /** The delivery's id, as the notice to the host carried it. */
  readonly failed: string;
}

/** So many in one step, and so many steps. What is left then is given up still, and the host is told of it again. */
const AT_ONCE = 500;
const STEPS = 40;

const isAbout = ({ code, series }: Webinar, delivery: string): boolean =>
  ["", "card:", "digest:", "announced:"].some((kind) => delivery.startsWith(`${kind}${code}:`)) ||
  (series !== undefined && delivery.startsWith(`announced:${series}:`));

type Revive = Parameters<Outgoing["revive"]>;

/** Revives all, step by step; answers how many the first step did, or -1 when this act did it before. */
const reviveAll = async (outgoing: Outgoing, act: Revive[0], of: Revive[1]): Promise<number> => {
  const revived = await outgoing.revive(act, of, AT_ONCE);
  for (let more = revived, step = 1; more >= AT_ONCE && step < STEPS; step += 1)
    more = await outgoing.revive(act, of, AT_ONCE);
  return revived;
};

/**
 * Tries a delivery again that was given up, with all that failed with it (N2): everything in the same channel, or of
 * the same change. Refuses who does not host the webinar, another webinar's delivery, and where nothing is given up any
 * more; the same act again is answered as the first was.
 */
export const makeRetryDelivery =
  ({ webinars, outgoing, people, clock }: Deps) =>
  async ({ organisation, code, requestId, failed, by }: RetryInput): Promise<Result<Webinar, Refusal>> => {
    const found = await hosted({ webinars, people }, organisation, code, by);
    if (!found.ok) return found;
    if (!isAbout(found.value, failed)) return refuse({ reason: "nothing_to_retry" });
    const act = { organisation, requestId, now: clock.now() };
    const revived = await reviveAll(outgoing, act, { id: failed });
    return revived === 0 ? refuse({ reason: "nothing_to_retry" }) : done(found.value);
  };

/**
 * Tries all messages to people about a webinar again that were given up (N2), and shows the overview without them.
 * Refuses who does not host the webinar, and where nothing is given up any more; the same act again is answered as the
 * first was.
 */
export const makeRetryFailed =
  ({ webinars, outgoing, people, clock }: Deps) =>
  async ({ organisation, code, requestId, by }: RetryFailedInput): Promise<Result<Webinar, Refusal>> => {
    const found = await hosted({ webinars, people }, organisation, code, by);
    if (!found.ok) return found;
    const now = clock.now();
    const revived = await reviveAll(outgoing, { organisation, requestId, now }, { code });
    if (revived === 0) return refuse({ reason: "nothing_to_retry" });
    await outgoing.tell(organisation, now, overviewSoon(found.value, now));
    return done(found.value);
  };
