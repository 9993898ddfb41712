import type { AskAccountState } from "../access/account-state.ts";
import type { Delivery, Watch } from "../deliveries/delivery.ts";
import { decidesAt, watch } from "../deliveries/watches.ts";
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

  /** When the default decides, where there is one. */
  const until = async (webinar: Webinar, what: Watch, at: number): Promise<number | undefined> => {
    if (!webinar.waitResult) return undefined;
    const hosts = [webinar.host, ...webinar.cohosts];
    const found = await Promise.all(hosts.map((id) => people.get(webinar.organisation, id)));
    const there = found.map((person) => person !== undefined && !person.isGone);
    const count = (some: readonly boolean[]): number => some.filter(Boolean).length;
    return decidesAt(webinar, what, { left: count(there.slice(at)), all: count(there) }, clock.now());
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
            matter: {
              ...({ kind: "waiting", code, era, after, upTo } as const),
              ...defined({ person: person?.id, until: await until(webinar, what, at) }),
            },
            ...defined({ orMail: chat && mail ? mail : undefined }),
          },
        ]
      : [];
    return [...asking, watch(webinar, { ...what, turn: at + 1 }, now + everyMs)];
  };
};

export type Remind = ReturnType<typeof makeRemind>;
