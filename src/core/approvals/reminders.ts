import type { Delivery, Watch } from "../deliveries/delivery.ts";
import { watch } from "../deliveries/watches.ts";
import { defined } from "../model/defined.ts";
import { chatFor } from "../model/person.ts";
import { isAhead, type Webinar } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { People } from "../ports/people.ts";
import type { Requests } from "../ports/requests.ts";
import type { Bulk } from "./bulk.ts";

interface Deps {
  readonly requests: Requests;
  readonly people: People;
  readonly bulk: Pick<Bulk, "byDefault">;
  readonly clock: Clock;
}

/** Reminds the hosts in turn of requests that wait too long (N6); after the last one, the chosen default decides. */
export const makeRemind =
  ({ requests, people, bulk, clock }: Deps) =>
  async (webinar: Webinar, what: Watch): Promise<readonly Delivery[]> => {
    const { organisation, code, host, cohosts, era, waitMinutes, waitResult } = webinar;
    const now = clock.now();
    const isMoot = waitMinutes !== what.waitMinutes || !isAhead(webinar, now) || era !== what.era;
    if (isMoot || (what.startsAt !== undefined && what.startsAt !== webinar.startsAt)) return [];
    const { after, upTo, name, turn, everyMs } = what;
    if ((await requests.waitingWithin(webinar, after, upTo)) === 0) return [];
    const asked = [host, ...cohosts][turn];
    if (asked === undefined) {
      if (waitResult) await bulk.byDefault(webinar, waitResult, { after, upTo }, name);
      return [];
    }
    const person = await people.get(organisation, asked);
    const chat = person && chatFor(person);
    const mail = person?.address;
    const to: Delivery["to"] | undefined = chat ? { kind: "dm", chat } : mail && { kind: "mail", address: mail };
    const asking: Delivery[] = to
      ? [
          {
            id: `${code}:waiting:${era}:${name}:${turn}`,
            organisation,
            to,
            host,
            matter: { kind: "waiting", code, era, after, upTo },
            ...defined({ orMail: chat && mail ? mail : undefined }),
          },
        ]
      : [];
    return [...asking, watch(webinar, { ...what, turn: turn + 1 }, now + everyMs)];
  };

export type Remind = ReturnType<typeof makeRemind>;
