import type { Notice } from "../../../src/core/notices/notice.ts";
import type { State } from "../ledger.ts";
import type { Sending } from "../platforms/weather.ts";
import { broken } from "../simulation.ts";

/** A message to one person that is on its way. */
export interface Telling {
  readonly delivery: string;
  /** A chat or an address. */
  readonly to: string;
  readonly notice: Notice;
}

type Registered = Notice & { kind: "registration" };

/**
 * What people are told, beside what happened: nobody is told what did not happen, in each one's order, and nothing
 * more often than lost answers and deaths excuse.
 */
export const makeTold = () => {
  /** `CODE KEY version status` of all that ever was. */
  const happened = new Set<string>();
  const newest = new Map<string, number>();
  const last = new Map<string, Registered>();
  const saying = new Map<string, { readonly place: string; readonly notice: Registered }>();
  const accepted = new Map<string, number>();
  const unanswered = new Set<string>();
  const attempts = new Map<string, number>();
  /** Attempts whose lease may have ended: another one may have come before. */
  const late = new Set<string>();
  /** Attempts that began when the delivery was taken already. */
  const repeats = new Set<string>();
  let hasLost = false;
  const excused = new Map<string, number>();
  /** What was taken since Redis kept nothing more, one by one. */
  let unkept: string[] = [];
  const underWay = new Map<string, Set<string>>();
  /**
   * A process whose lease ended may take up what it has in hand once more: which of its attempts sends or ends, nobody
   * can tell. They are told apart no more until all of them ended.
   */
  const inHand = new Map<string, { readonly names: string[]; open: number }>();
  const add = (counts: Map<string, number>, name: string): void => {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  };

  const excuseAll = (owner: string, deliveries: ReadonlySet<string>): void => {
    for (const delivery of deliveries) {
      add(excused, delivery);
      late.add(`${owner} ${delivery}`);
    }
  };

  const nameOf = (code: string, key: string, version: number, status: string) => `${code} ${key} ${version} ${status}`;

  /** Only who is approved is reminded, of a webinar that is not over. */
  const remindedOf = (to: string, { webinar, registration }: Notice & { kind: "reminder" }): void => {
    const { key, version, status } = registration;
    const isTrue = status === "approved" && happened.has(nameOf(webinar.code, key, version, status));
    if (!isTrue || webinar.state !== "scheduled")
      broken("who is reminded comes", `${to} is reminded of ${key}, which is ${status} at version ${version}`);
  };

  return {
    /** What Redis holds is what happened. */
    happens: (state: State): void => {
      for (const { code, registrations } of state.values())
        for (const { key, version, status } of registrations.values()) happened.add(nameOf(code, key, version, status));
    },

    /** Whether this ever was so in Redis. */
    happened: (code: string, key: string, version: number, status: string): boolean =>
      happened.has(nameOf(code, key, version, status)),

    claimed: (owner: string, delivery: string): void => {
      const known = underWay.get(owner) ?? new Set();
      underWay.set(owner, known.add(delivery));
      const name = `${owner} ${delivery}`;
      add(attempts, name);
      const held = inHand.get(name) ?? { names: [], open: 0 };
      held.names.push(`${owner} ${attempts.get(name)} ${delivery}`);
      inHand.set(name, { ...held, open: held.open + 1 });
      if (held.open === 0) late.delete(name);
      if (accepted.has(delivery)) repeats.add(`${owner} ${delivery}`);
    },

    /** A message is about to be sent; what it says counts as told once it is taken. */
    begins: ({ delivery, to, notice }: Telling, owner: string): void => {
      if (notice.kind === "reminder") remindedOf(to, notice);
      if (notice.kind !== "registration") return;
      const { webinar, registration } = notice;
      const { key, version, status } = registration;
      if (!happened.has(nameOf(webinar.code, key, version, status)))
        broken("nobody is told what did not happen", `${to} is told of ${key} ${status} at version ${version}`);
      const place = `${to} ${webinar.code} ${webinar.era} ${key}`;
      const isLate = late.has(`${owner} ${delivery}`);
      if (version < (newest.get(place) ?? 0) && !isLate)
        broken("order per recipient", `${to} is told of version ${version} of ${key} after ${newest.get(place)}`);
      newest.set(place, Math.max(version, newest.get(place) ?? 0));
      saying.set(delivery, { place, notice });
    },
    /** Whether a process has something in hand. */
    isBusy: (owner: string): boolean => (underWay.get(owner)?.size ?? 0) > 0,
    settled: (owner: string, delivery: string): void => {
      const name = `${owner} ${delivery}`;
      const held = inHand.get(name);
      if (held && held.open > 1) {
        held.open -= 1;
        return;
      }
      inHand.delete(name);
      underWay.get(owner)?.delete(delivery);
    },

    /** Whether what a process sends is taken is unknown from here on. */
    excuse: (owner: string | undefined): void => {
      for (const [name, deliveries] of underWay) if (owner === undefined || owner === name) excuseAll(name, deliveries);
      if (owner !== undefined) underWay.delete(owner);
    },
    /** Others may send meanwhile what a process has in hand. */
    pauses: (owner: string): void => {
      excuseAll(owner, underWay.get(owner) ?? new Set());
    },
    doubtful: (delivery: string): void => add(excused, delivery),

    /** Names the last attempt that a process made at a delivery. */
    attemptOf: (owner: string, delivery: string): string =>
      `${owner} ${attempts.get(`${owner} ${delivery}`)} ${delivery}`,
    /** Names each attempt at it that the process may be carrying out. */
    attemptsOf: (owner: string, delivery: string): readonly string[] => inHand.get(`${owner} ${delivery}`)?.names ?? [],
    /** Whether a platform had taken it when this process began to send it. */
    isRepeat: (owner: string, delivery: string): boolean => repeats.has(`${owner} ${delivery}`),
    unanswered: (delivery: string): void => void unanswered.add(delivery),

    /** `canBeFound`: it was there already, and the platform could be asked. */
    accepted: ({ delivery, attempt, canBeFound }: Sending): void => {
      if (canBeFound && !unanswered.has(delivery) && !hasLost)
        broken("what was sent is looked up before it is sent again", `${delivery} was there already`);
      add(accepted, delivery);
      unkept.push(delivery);
      const said = saying.get(delivery);
      const before = said && last.get(said.place);
      const isOlder = before && said.notice.registration.version < before.registration.version;
      // What was on its way in a process that was paused comes later than what is newer; nothing else does.
      if (isOlder && !late.has(`${attempt.split(" ")[0]} ${delivery}`) && !hasLost)
        broken(
          "order per recipient",
          `${said.place} is told of an earlier version after ${before.registration.version}`,
        );
      if (said && !isOlder) last.set(said.place, said.notice);
      const [times, most] = [accepted.get(delivery) ?? 0, 1 + (excused.get(delivery) ?? 0)];
      if (times > most) broken("doubles", `${delivery} was taken ${times} times, ${most} are excused`);
    },

    /** From here on Redis may lose what is done. */
    keepsNothing: (): void => {
      unkept = [...underWay.values()].flatMap((deliveries) => [...deliveries]);
    },
    /** Redis lost what was done since: versions may come again, and what was taken is sent again. */
    loses: (): void => {
      hasLost = true;
      newest.clear();
      for (const delivery of unkept) add(excused, delivery);
    },

    /** What was said last of a registration, to each of those to whom its person can be reached. */
    lastOf: (code: string, era: number, key: string): Registered[] =>
      [...last].flatMap(([place, notice]) => (place.endsWith(` ${code} ${era} ${key}`) ? [notice] : [])),
  };
};
