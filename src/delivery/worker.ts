import type { MarkGone } from "../core/access/gone-accounts.ts";
import type { Delivery } from "../core/deliveries/delivery.ts";
import type { StandIns } from "../core/hosting/people/stand-ins.ts";
import { newToken } from "../core/model/ids.ts";
import type { Clock } from "../core/ports/clock.ts";
import type { Claimed, Held, LaneGroup, Lanes } from "../core/ports/lanes.ts";
import type { Outgoing } from "../core/ports/outgoing.ts";
import type { Webinars } from "../core/ports/webinars.ts";
import type { Log } from "../log.ts";
import type { Counted } from "./counted.ts";
import { makeDeliver } from "./deliver.ts";
import { makeFollowUps } from "./follow-ups.ts";
import type { Outcome } from "./outcome.ts";
import type { IsHeld } from "./send.ts";
import { within } from "./within.ts";

/** How many deliveries are sent at once. Mail: as many as the mailer has connections; slow mail holds up no chat. */
const AT_ONCE: Readonly<Record<LaneGroup["kind"], number>> = { chat: 50, mail: 5 };
/** A crash costs one lease; a worker that still sends renews it in time. */
const LEASE_MS = 20_000;
const RENEW_EVERY_MS = 5_000;
/** This process's deliveries wake the worker; those of other processes are found by looking. */
const LOOK_EVERY_MS = 250;
const LOOK_AGAIN_MS = 1_000;
const STOP_WITHIN_MS = 15_000;

export interface WorkerDeps {
  readonly lanes: Lanes;
  readonly outgoing: Pick<Outgoing, "tell">;
  /** Who is told in the place of a host who is gone. */
  readonly standIns: StandIns;
  readonly webinars: Pick<Webinars, "get">;
  /** Looks whether an account that could not be written to is still there. */
  readonly markGone?: MarkGone;
  readonly send: (delivery: Delivery, attempts: number, isHeld: IsHeld) => Promise<Outcome>;
  /** Makes the deliveries of a change that concerns many, piece by piece. */
  readonly expand: (claimed: Claimed) => Promise<void>;
  /** Stores that a delivery was accepted which lets its person in. */
  readonly confirm: (delivery: Delivery) => Promise<void>;
  /** Keeps overviews' counts of what was sent; absent where none is looked at. */
  readonly counted?: Counted;
  /** The least time between two messages to one recipient. */
  readonly gapMs: (to: Delivery["to"]) => number;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Worker {
  start(): void;
  /** Looks now: something may be ready. */
  wake(): void;
  /** Claims no more; resolves when all that is being sent is sent, or after 15 s. */
  stop(): Promise<void>;
  /** Sends all that is ready at the clock's instant, and all that follows from it, then resolves. */
  drain(): Promise<void>;
}

/** Claims deliveries and has each carried out: many at once, in order within a lane. */
export const makeWorker = (deps: WorkerDeps): Worker => {
  const { lanes, clock, log, counted } = deps;
  const onSent = (claimed: Claimed) => counted?.note(claimed);
  /** Until when each lease lasts, by this process's clock. */
  const heldUntil = new WeakMap<Claimed, number>();
  const isHeld = (claimed: Claimed): boolean => (heldUntil.get(claimed) ?? 0) > clock.now();
  const deliver = makeDeliver({ ...deps, isHeld, onSent, followUps: makeFollowUps(deps), leaseMs: LEASE_MS });
  const inFlight = new Map<Claimed, Promise<void>>();
  /** The groups in which something waited at the last look, or for which no place was free. */
  const waiting = new Set<LaneGroup>();
  /** When to look at a group, by `performance.now()`; at one that is not in it, at once. */
  const nextLookAt = new Map<LaneGroup, number>();
  let stopping = false;
  let running: Promise<void> | undefined;
  let renewing: NodeJS.Timeout | undefined;
  let woken = false;
  let wakeUp = () => {};

  /** Once nothing is being sent. Should it fail, the next edit makes up for it. */
  const count = async (): Promise<void> => {
    if (inFlight.size > 0) return;
    await counted?.flush().catch((error: unknown) => log.error({ err: error }, "overview_not_counted"));
  };

  const begin = (claimed: Claimed): void => {
    const { group, delivery } = claimed;
    const sending = deliver(claimed).finally(() => {
      inFlight.delete(claimed);
      // What a fan-out tells may be in any group.
      if (delivery.to.kind === "everybody") return wake();
      for (const one of [group, ...waiting]) nextLookAt.delete(one);
      rouse();
    });
    inFlight.set(claimed, sending);
  };

  const bury = async (held: Held, now: number): Promise<void> => {
    const { id, lane } = held;
    log.error({ id, lane }, "delivery_unreadable");
    await lanes.bury(held, now);
  };

  /** How many this group may claim now: the groups in which something waits share what is free, another gets one. */
  const shareOf = (group: LaneGroup): number => {
    const busy = [...inFlight.keys()].filter((claimed) => claimed.group.kind === group.kind).length;
    const free = AT_ONCE[group.kind] - busy;
    if (free <= 0) return 0;
    const rivals = [...waiting].filter(({ kind }) => kind === group.kind).length;
    return waiting.has(group) ? Math.ceil(free / Math.max(1, rivals)) : 1;
  };

  /** Claims what is ready in one group; answers how many. */
  const claimFrom = async (group: LaneGroup, now: number): Promise<number> => {
    const max = shareOf(group);
    nextLookAt.set(group, performance.now() + LOOK_EVERY_MS);
    if (max === 0) {
      waiting.add(group);
      return 0;
    }
    const { taken, unreadable, waitMs } = await lanes.claim(group, { now, leaseMs: LEASE_MS, max, token: newToken() });
    for (const claimed of taken) {
      heldUntil.set(claimed, now + LEASE_MS);
      begin(claimed);
    }
    await Promise.all(unreadable.map((held) => bury(held, now)));
    if (waitMs === undefined) waiting.delete(group);
    else waiting.add(group);
    // Woken meanwhile, it is looked at again at once.
    const soon = performance.now() + Math.min(waitMs ?? LOOK_EVERY_MS, LOOK_EVERY_MS);
    if (nextLookAt.has(group)) nextLookAt.set(group, soon);
    return taken.length + unreadable.length;
  };

  /** Looks once at these groups; answers how many were claimed. */
  const look = async (groups: readonly LaneGroup[]): Promise<number> => {
    const now = clock.now();
    // A partition that is away holds up no other.
    const looks = await Promise.allSettled(groups.map((group) => claimFrom(group, now)));
    const failed = groups.filter((_, at) => looks[at]?.status === "rejected");
    if (failed.length > 0) log.error({ groups: failed.length }, "worker_could_not_look");
    for (const group of failed) nextLookAt.set(group, performance.now() + LOOK_AGAIN_MS);
    return looks.reduce((sum, one) => sum + (one.status === "fulfilled" ? one.value : 0), 0);
  };

  const renew = async (): Promise<void> => {
    const now = clock.now();
    const renewed = async (claimed: Claimed): Promise<void> => {
      if (await lanes.renew(claimed, now, LEASE_MS)) heldUntil.set(claimed, now + LEASE_MS);
    };
    await Promise.allSettled([...inFlight.keys()].map(renewed));
  };

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
      if (woken) wakeUp();
      woken = false;
    });

  const rouse = () => {
    woken = true;
    wakeUp();
  };

  const wake = () => {
    nextLookAt.clear();
    rouse();
  };

  const lookAtOf = (group: LaneGroup): number => nextLookAt.get(group) ?? 0;

  const run = async (): Promise<void> => {
    while (!stopping) {
      const now = performance.now();
      await look(lanes.groups.filter((group) => lookAtOf(group) <= now));
      await count();
      const waitMs = Math.min(...lanes.groups.map(lookAtOf)) - performance.now();
      if (!stopping) await pause(Math.max(waitMs, 5));
    }
  };

  return {
    start: () => {
      running ??= run();
      renewing ??= setInterval(() => void renew(), RENEW_EVERY_MS);
    },
    wake,
    stop: async () => {
      stopping = true;
      wake();
      await within(
        STOP_WITHIN_MS,
        Promise.all([running, ...inFlight.values()])
          .then(() => Promise.all(inFlight.values()))
          .then(count),
        undefined,
      );
      clearInterval(renewing);
    },
    drain: async () => {
      for (;;) {
        const taken = await look(lanes.groups);
        if (taken === 0 && inFlight.size === 0) return count();
        await Promise.all(inFlight.values());
      }
    },
  };
};
