import { holdsSeat, STATUS_TABLE, STATUSES, type Status } from "../../../src/core/model/status.ts";
import type { Held, HeldWebinar, State } from "../ledger.ts";
import { broken } from "../simulation.ts";

const all = (webinar: HeldWebinar): Held[] => [...webinar.registrations.values()];

/** What holds in Redis at every moment; `before` is the moment before. */
interface HeldRule {
  readonly name: string;
  readonly check: (now: HeldWebinar, before: HeldWebinar | undefined, at: number) => string | undefined;
}

/** More than the clocks of two processes are apart. */
const APART_MS = 120_000;
/** An offer holds for a minute at least. */
const OFFER_APART_MS = 50_000;

/** What is over keeps its counts, whoever is erased or purged of it. */
const keepsCounts = ({ state, endsAt }: HeldWebinar, at: number): boolean =>
  state === "cancelled" || endsAt < at + APART_MS;

/** By an undo, a registration goes back to what it was. */
const mayFollow = (from: Status, to: Held, before: Held): boolean => {
  if (STATUS_TABLE[from][to.status] !== undefined) return true;
  return before.wasBefore === to.status;
};

/** Who ended an offer, where the waiting list itself did. */
const endedByLine = ({ history, version }: Held): boolean => history[`h${version}`]?.split(" ")[1] === "line";

const HELD_RULES: readonly HeldRule[] = [
  {
    name: "counts",
    check: (now, _, at) => {
      if (keepsCounts(now, at)) return undefined;
      const wrong = STATUSES.filter(
        (status) => (now.counts[status] ?? 0) !== all(now).filter((one) => one.status === status).length,
      );
      return wrong.length > 0 ? `counts ${JSON.stringify(now.counts)} are wrong of ${wrong.join(", ")}` : undefined;
    },
  },
  {
    name: "seats",
    check: (now, _, at) => {
      if (keepsCounts(now, at)) return undefined;
      const holding = all(now).filter(({ status, keepsSeat }) => holdsSeat(status) || keepsSeat).length;
      return holding === now.seatsHeld ? undefined : `${now.seatsHeld} seats are held, by ${holding}`;
    },
  },
  {
    name: "cap",
    check: (now, before) => {
      const isMore = before && (before.era !== now.era || now.seatsHeld > before.seatsHeld);
      return isMore && now.seatsHeld > now.cap ? `${now.seatsHeld} seats of ${now.cap}` : undefined;
    },
  },
  {
    name: "waiting list",
    check: (now) => {
      const waiting = all(now).flatMap(({ status, key }) => (status === "waitlisted" ? [key] : []));
      const isSame = waiting.toSorted().join() === now.waitlist.toSorted().join();
      return isSame ? undefined : `${now.waitlist.join()} stand in it, ${waiting.join()} wait`;
    },
  },
  {
    name: "order of the waiting list",
    check: (now, before) => {
      if (!before || before.era !== now.era) return undefined;
      const kept = before.waitlist.filter((key) => now.waitlist.includes(key));
      const isKept = kept.join() === now.waitlist.filter((key) => before.waitlist.includes(key)).join();
      if (!isKept) return `${before.waitlist.join()} became ${now.waitlist.join()}`;
      const offered = all(now).filter(
        ({ key, status }) => status === "offered" && before.registrations.get(key)?.status === "waitlisted",
      );
      const wrong = offered.filter(({ key }) => !before.waitlist.slice(0, offered.length).includes(key));
      return wrong.length > 0 ? `${wrong[0]?.key} was offered a seat before ${before.waitlist[0]}` : undefined;
    },
  },
  {
    name: "one registration per address",
    check: (now) => {
      const addresses = all(now).map(({ address }) => address);
      const twice = addresses.find((one, at) => addresses.indexOf(one) !== at);
      if (twice) return "an address has two registrations";
      const stray = all(now).find(({ address, key }) => now.addresses.get(address)?.key !== key);
      return stray && `the address of ${stray.key} leads to ${now.addresses.get(stray.address)?.key}`;
    },
  },
  {
    name: "registration IDs",
    check: (now, before) => {
      const ids = [...now.addresses.values()].flatMap(({ id }) => id ?? []);
      if (new Set(ids).size !== ids.length) return "two have the same ID";
      for (const { key, id } of before?.addresses.values() ?? []) {
        const kept = [...now.addresses.values()].find((one) => one.key === key);
        if (id !== undefined && kept && kept.id !== id) return `the ID of ${key} changed`;
      }
      return undefined;
    },
  },
  {
    name: "the first tag",
    check: (now, before) => {
      if (!before || before.era !== now.era) return undefined;
      const other = all(now).find(({ key, tag }) => {
        const first = before.registrations.get(key)?.tag;
        return first !== undefined && first !== tag;
      });
      return other && `${other.key} came by ${other.tag}, and before by another`;
    },
  },
  {
    // What ends a former offer of the same person ends no newer one.
    name: "an offer lasts",
    check: (now, before, at) => {
      if (!before || before.era !== now.era || keepsCounts(now, at)) return undefined;
      const cut = all(now).find((to) => {
        const from = before.registrations.get(to.key);
        const isEnded = from?.status === "offered" && to.status !== "offered" && endedByLine(to);
        return isEnded && from.offerEndsAt > at + OFFER_APART_MS;
      });
      return cut && `the offer to ${cut.key} ended before its time`;
    },
  },
  {
    name: "status",
    check: (now, before) => {
      if (!before || before.era !== now.era) return undefined;
      for (const to of all(now)) {
        const from = before.registrations.get(to.key);
        if (!from) continue;
        if (to.version < from.version) return `${to.key} went back from version ${from.version} to ${to.version}`;
        if (to.status === from.status) continue;
        if (!mayFollow(from.status, to, from)) return `${to.key} went from ${from.status} to ${to.status}`;
        if (to.version !== from.version + 1) return `${to.key} changed its status without one version more`;
      }
      return undefined;
    },
  },
];

/**
 * While nothing is under way: no seat is free while somebody waits for one, unless what offers it is on its way, as after
 * the death of the process that had it. Throws what is broken.
 */
export const checkSeatsOffered = (now: State, at: number, onTheirWay: readonly string[]): void => {
  for (const webinar of now.values()) {
    const { code, startsAt, seatsHeld, cap, waitlist } = webinar;
    if (keepsCounts(webinar, at) || startsAt < at + APART_MS) continue;
    if (onTheirWay.some((id) => id.includes(`${code}:fan:seats:`))) continue;
    if (waitlist.length > 0 && seatsHeld < cap)
      broken("a free seat is offered", `${code}: ${cap - seatsHeld} free seats, and ${waitlist.join()} waits`);
  }
};

/** Checks what Redis holds after a change. Throws what is broken. */
export const checkHeld = (now: State, before: State, isRestored: boolean, at: number): void => {
  for (const webinar of now.values())
    for (const { name, check } of HELD_RULES) {
      const wrong = check(webinar, isRestored ? undefined : before.get(webinar.code), at);
      if (wrong) broken(name, `${webinar.code}: ${wrong}`);
    }
};
