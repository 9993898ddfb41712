import type { Delivery } from "../core/delivery.ts";
import { newToken } from "../core/ids.ts";
import { chatFor, type People } from "../core/person.ts";
import type { Clock } from "../core/store.ts";
import type { Log } from "../log.ts";
import type { Claimed, Lanes } from "../redis/lanes.ts";
import type { Outcome } from "./outcome.ts";

/** A crash costs one lease; every send ends well within it. */
const LEASE_MS = 20_000;
const AT_ONCE = 50;
const AT_ONCE_IN_A_PARTITION = 20;
/** After so many failed attempts, some two hours, a delivery is given up and its host told. */
const ATTEMPTS = 15;
const LONGEST_BACKOFF_MS = 15 * 60_000;
/** Other processes' deliveries are found by looking; this process's own wake the worker. */
const LOOK_EVERY_MS = 250;

export interface WorkerDeps {
  readonly lanes: Lanes;
  readonly people: People;
  readonly send: (delivery: Delivery) => Promise<Outcome>;
  readonly gapMs: (to: Delivery["to"]) => number;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Worker {
  start(): void;
  /** Something may be ready: look now. */
  wake(): void;
  /** Takes no more, and resolves when what is being sent is sent. */
  stop(): Promise<void>;
  /** Sends all that is ready at the clock's instant, and what follows from it, then resolves. */
  drain(): Promise<void>;
}

const backoffMs = (attempts: number): number =>
  Math.min(1_000 * 2 ** (attempts - 1), LONGEST_BACKOFF_MS) * (0.75 + Math.random() / 2);

/** Claims, sends, and marks done or tries again; what finally fails is kept, and the host told. */
export const makeWorker = ({ lanes, people, send, gapMs, clock, log }: WorkerDeps): Worker => {
  const inFlight = new Set<Promise<void>>();
  let stopping = false;
  let running: Promise<void> | undefined;
  let woken = false;
  let wakeUp = () => {};

  /** What a failed delivery leads to: the mail in its place, or a word to the host. */
  const followUps = async (delivery: Delivery): Promise<Delivery[]> => {
    const { organisation, matter, orMail, host } = delivery;
    if (delivery.to.kind === "dm" && orMail) {
      const { orMail: _, ...rest } = delivery;
      return [{ ...rest, id: `${delivery.id}:mail`, to: { kind: "mail", address: orMail } }];
    }
    // A direct message about a registration has a mail beside it.
    if (!host || delivery.to.kind === "dm" || matter.kind === "undelivered" || matter.kind === "draft") return [];
    const person = await people.get(organisation, host);
    const chat = person && chatFor(person);
    const to: Delivery["to"] | undefined = chat
      ? { kind: "dm", chat }
      : person?.address && { kind: "mail", address: person.address };
    if (!to) return [];
    const key = "key" in matter ? matter.key : undefined;
    return [
      {
        id: `${delivery.id}:undelivered:${clock.now()}`,
        organisation,
        to,
        matter: {
          kind: "undelivered",
          code: matter.code,
          ...(key ? { key } : {}),
          failed: delivery.id,
          what: matter.kind,
          to: delivery.to.kind,
        },
      },
    ];
  };

  const settle = async (claimed: Claimed, outcome: Outcome): Promise<void> => {
    const now = clock.now();
    const bound = { id: claimed.id, lane: claimed.lane, attempts: claimed.attempts };
    const nextAt = now + gapMs(claimed.delivery.to);
    if (outcome.kind === "sent") {
      const messageId = outcome.messageId === undefined ? {} : { messageId: outcome.messageId };
      await lanes.finish(claimed, { now, state: "sent", nextAt, ...messageId, follow: [] });
      log.debug(bound, "delivery_sent");
      return;
    }
    if (outcome.kind === "slow_down") {
      await lanes.retry(claimed, now + outcome.afterMs, false);
      log.info({ ...bound, afterMs: outcome.afterMs }, "delivery_slowed");
      return;
    }
    const code = outcome.kind === "gone" ? "gone" : outcome.code;
    if (outcome.kind === "again" && claimed.attempts < ATTEMPTS) {
      await lanes.retry(claimed, now + backoffMs(claimed.attempts), true);
      log.warn({ ...bound, code }, "delivery_retried");
      return;
    }
    await lanes.finish(claimed, { now, state: "dead", nextAt, follow: await followUps(claimed.delivery) });
    log.warn({ ...bound, code }, "delivery_given_up");
  };

  const deliver = async (claimed: Claimed): Promise<void> => {
    try {
      const isWornOut = claimed.attempts > ATTEMPTS;
      const attempt = isWornOut
        ? Promise.resolve<Outcome>({ kind: "never", code: "worn_out" })
        : send(claimed.delivery);
      const outcome = await attempt.catch((error: unknown): Outcome => {
        log.error({ err: error, id: claimed.id }, "delivery_threw");
        return { kind: "again", code: "error" };
      });
      await settle(claimed, outcome);
    } catch (error) {
      // The store is away: the lease runs out, and the delivery is taken again.
      log.error({ err: error, id: claimed.id }, "delivery_not_settled");
    }
  };

  /** One look at every partition; answers how many were taken, and when to look again. */
  const look = async (): Promise<{ taken: number; next: number }> => {
    const now = clock.now();
    let next = now + LOOK_EVERY_MS;
    let taken = 0;
    await Promise.all(
      lanes.partitions.map(async (partition) => {
        const max = Math.min(AT_ONCE_IN_A_PARTITION, AT_ONCE - inFlight.size);
        if (max <= 0) return;
        const claim = await lanes.claim(partition, { now, leaseMs: LEASE_MS, max, token: newToken() });
        taken += claim.taken.length;
        for (const claimed of claim.taken) {
          const sending = deliver(claimed).finally(() => {
            inFlight.delete(sending);
            wake();
          });
          inFlight.add(sending);
        }
        if (claim.nextAt !== undefined) next = Math.min(next, claim.nextAt);
      }),
    );
    return { taken, next };
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

  const wake = () => {
    woken = true;
    wakeUp();
  };

  const run = async (): Promise<void> => {
    while (!stopping) {
      try {
        const { next } = await look();
        if (!stopping) await pause(Math.max(next - clock.now(), inFlight.size >= AT_ONCE ? LOOK_EVERY_MS : 5));
      } catch (error) {
        log.error({ err: error }, "worker_could_not_look");
        await pause(1_000);
      }
    }
  };

  return {
    start: () => {
      running ??= run();
    },
    wake,
    stop: async () => {
      stopping = true;
      wake();
      await running;
      await Promise.all(inFlight);
    },
    drain: async () => {
      for (;;) {
        const { taken } = await look();
        if (taken === 0 && inFlight.size === 0) return;
        await Promise.all(inFlight);
      }
    },
  };
};
