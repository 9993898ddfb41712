import { overviewSoon } from "../core/deliveries/cards.ts";
import { wayToPerson } from "../core/deliveries/reached.ts";
import type { OrganisationId, WebinarCode } from "../core/model/ids.ts";
import type { Clock } from "../core/ports/clock.ts";
import type { Claimed } from "../core/ports/lanes.ts";
import type { Outgoing } from "../core/ports/outgoing.ts";
import type { Webinars } from "../core/ports/webinars.ts";

/** What is told of one act is sent before its overview is edited; more than that goes on after it. */
const MANY = 20;

interface Deps {
  readonly webinars: Pick<Webinars, "get">;
  readonly outgoing: Pick<Outgoing, "tell">;
  readonly clock: Clock;
}

export interface Counted {
  /** A message was sent. */
  note(claimed: Claimed): void;
  /** Has the overviews edited that may count too few: once nothing is being sent. */
  flush(): Promise<void>;
}

/**
 * Keeps the counts of overviews true (N2) where messages go on being sent after the change that edited them: when there
 * are many, and when one is sent late.
 */
export const makeCounted = ({ webinars, outgoing, clock }: Deps): Counted => {
  const sent = new Map<WebinarCode, { organisation: OrganisationId; count: number; isLate: boolean }>();
  return {
    note: ({ attempts, delivery }) => {
      const { organisation, matter } = delivery;
      if (!matter.code || !wayToPerson(delivery)) return;
      const { count = 0, isLate = false } = sent.get(matter.code) ?? {};
      sent.set(matter.code, { organisation, count: count + 1, isLate: isLate || attempts > 1 });
    },
    flush: async () => {
      const all = [...sent];
      sent.clear();
      for (const [code, { organisation, count, isLate }] of all) {
        if (count < MANY && !isLate) continue;
        const webinar = await webinars.get(organisation, code);
        const now = clock.now();
        if (webinar) await outgoing.tell(organisation, now, overviewSoon(webinar, now));
      }
    },
  };
};
