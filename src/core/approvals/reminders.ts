import type { AskAccountState } from "../access/account-state.ts";
import type { Delivery, Watch } from "../deliveries/delivery.ts";
import { watch } from "../deliveries/watches.ts";
import { defined } from "../model/defined.ts";
import type { OrganisationId, PersonId } from "../model/ids.ts";
import { chatFor } from "../model/person.ts";
import { isAhead, type Webinar } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { People } from "../ports/people.ts";
import type { Requests } from "../ports/requests.ts";
import type { Bulk } from "./bulk.ts";

interface Deps {
  readonly requests: Requests;
  readonly people: People;
  readonly accountState: AskAccountState;
  readonly bulk: Pick<Bulk, "byDefault">;
  readonly clock: Clock;
}

/** Reminds the hosts in turn of requests that wait too long (N6); after the last one, the chosen default decides. */
export const makeRemind = ({ requests, people, accountState, bulk, clock }: Deps) => {
  /** Whose turn it is, from this one on: that of somebody whose account is deactivated goes to the next (P44). */
  const nextPresent = async (organisation: OrganisationId, hosts: readonly PersonId[], from: number) => {
    for (let at = from; at < hosts.length; at += 1) {
      const id = hosts[at];
      const person = id && (await people.get(organisation, id));
      if (person && (await accountState(organisation, person)) !== "deactivated") return { person, at };
    }
    return { person: undefined, at: hosts.length };
  };

  return async (webinar: Webinar, what: Watch): Promise<readonly Delivery[]> => {
    const { organisation, code, host, cohosts, era, waitMinutes, waitResult } = webinar;
    const now = clock.now();
    const isMoot = waitMinutes !== what.waitMinutes || !isAhead(webinar, now) || era !== what.era;
    if (isMoot || (what.startsAt !== undefined && what.startsAt !== webinar.startsAt)) return [];
    const { after, upTo, name, turn, everyMs } = what;
    if ((await requests.waitingWithin(webinar, after, upTo)) === 0) return [];
    const hosts = [host, ...cohosts];
    const { person, at } = await nextPresent(organisation, hosts, turn);
    if (hosts[at] === undefined) {
      if (waitResult) await bulk.byDefault(webinar, waitResult, { after, upTo }, name);
      return [];
    }
    const chat = person && chatFor(person);
    const mail = person?.address;
    const to: Delivery["to"] | undefined = chat ? { kind: "dm", chat } : mail && { kind: "mail", address: mail };
    const asking: Delivery[] = to
      ? [
          {
            id: `${code}:waiting:${era}:${name}:${at}`,
            organisation,
            to,
            host,
            matter: { kind: "waiting", code, era, after, upTo, ...defined({ person: person?.id }) },
            ...defined({ orMail: chat && mail ? mail : undefined }),
          },
        ]
      : [];
    return [...asking, watch(webinar, { ...what, turn: at + 1 }, now + everyMs)];
  };
};

export type Remind = ReturnType<typeof makeRemind>;
