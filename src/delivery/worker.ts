import type { Delivery } from "../core/deliveries/delivery.ts";
import { defined } from "../core/model/defined.ts";
import { newToken } from "../core/model/ids.ts";
import { chatFor } from "../core/model/person.ts";
import type { Clock } from "../core/ports/clock.ts";
import type { Claimed, LaneGroup, Lanes } from "../core/ports/lanes.ts";
import type { People } from "../core/ports/people.ts";
import type { Log } from "../log.ts";
import type { Outcome } from "./outcome.ts";

/** A crash costs one lease; whoever still sends renews it in time. */
const LEASE_MS = 20_000;
const RENEW_EVERY_MS = 5_000;
/** An attempt that takes longer is taken for lost. */
const ATTEMPT_MS = 60_000;
/** Mail as many as the mailer has connections; so that it cannot take the place of chat. */
const AT_ONCE: Readonly<Record<LaneGroup["kind"], number>> = { chat: 50, mail: 5 };
/** After so many failed attempts, some two hours, a delivery is given up and its host told. */
const ATTEMPTS = 15;
const LONGEST_BACKOFF_MS = 15 * 60_000;
/** Other processes' deliveries are found by looking; this process's own wake the worker. */
const LOOK_EVERY_MS = 250;
const STOP_WITHIN_MS = 15_000;
const HOUR_MS = 3_600_000;

export interface WorkerDeps {
  readonly lanes: Lanes;
  readonly people: People;
  readonly send: (delivery: Delivery) => Promise<Outcome>;
  /** Makes deliveries of a change that concerns everybody, piece by piece. */
  readonly expand: (claimed: Claimed) => Promise<void>;
  /** That something awaited was accepted. */
  readonly confirm: (delivery: Delivery) => Promise<void>;
  readonly gapMs: (to: Delivery["to"]) => number;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Worker {
  start(): void;
  /** Something may be ready: look now. */
  wake(): void;
  /** Takes no more, and resolves when what is being sent is sent, or after 15 s. */
  stop(): Promise<void>;
  /** Sends all that is ready at the clock's instant, and what follows from it, then resolves. */
  drain(): Promise<void>;
}

const backoffMs = (attempts: number): number =>
  Math.min(1_000 * 2 ** (attempts - 1), LONGEST_BACKOFF_MS) * (0.75 + Math.random() / 2);

const pauseMs = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const within = async <Value>(ms: number, work: Promise<Value>, late: Value): Promise<Value> => {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<Value>((resolve) => {
    timer = setTimeout(() => resolve(late), ms);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
};

/** Claims, sends, and marks done or tries again; what finally fails is kept, and the host told. */
export const makeWorker = ({ lanes, people, send, expand, confirm, gapMs, clock, log }: WorkerDeps): Worker => {
  const inFlight = new Map<Claimed, Promise<void>>();
  const waiting = new Set<LaneGroup>();
  let stopping = false;
  let running: Promise<void> | undefined;
  let renewing: NodeJS.Timeout | undefined;
  let woken = false;
  let wakeUp = () => {};

  const busyWith = (kind: LaneGroup["kind"]): number =>
    [...inFlight.keys()].filter(({ group }) => group.kind === kind).length;

  /** What a failed delivery leads to: the mail in its place, or a word to the host. */
  const followUps = async (delivery: Delivery): Promise<Delivery[]> => {
    const { organisation, matter, orMail, host, to } = delivery;
    if (to.kind === "dm" && orMail) {
      const { orMail: _, ...rest } = delivery;
      return [{ ...rest, id: `${delivery.id}:mail`, to: { kind: "mail", address: orMail } }];
    }
    // A direct message about a registration has a mail beside it.
    const isUntold = ["undelivered", "draft", "full", "cohosting", "fan_out"].includes(matter.kind);
    if (!host || to.kind === "dm" || isUntold) return [];
    const person = await people.get(organisation, host);
    const chat = person && chatFor(person);
    const told: Delivery["to"] | undefined = chat
      ? { kind: "dm", chat }
      : person?.address && { kind: "mail", address: person.address };
    if (!told) return [];
    const key = "key" in matter ? { key: matter.key } : {};
    // A channel that takes nothing, and mail that fails for many at once, are told once an hour, not once each.
    const isOfMany = ["moved", "called_off", "let_go", "line_over"].includes(matter.kind);
    const hour = Math.floor(clock.now() / HOUR_MS);
    const about =
      to.kind === "card"
        ? `${matter.code}:${to.channel.channelId}:${hour}`
        : isOfMany
          ? `${matter.code}:${matter.kind}:${hour}`
          : delivery.id;
    return [
      {
        id: `${about}:undelivered:${to.kind === "card" || isOfMany ? "hourly" : clock.now()}`,
        organisation,
        to: told,
        ...defined({ orMail: chat && person?.address ? person.address : undefined }),
        matter: {
          kind: "undelivered",
          code: matter.code,
          failed: delivery.id,
          what: matter.kind,
          to: to.kind,
          ...key,
        },
      },
    ];
  };

  const settle = async (claimed: Claimed, outcome: Outcome): Promise<void> => {
    const now = clock.now();
    const bound = { id: claimed.id, lane: claimed.lane, attempts: claimed.attempts };
    const nextAt = now + gapMs(claimed.delivery.to);
    if (outcome.kind === "sent") {
      const isCard = claimed.delivery.to.kind === "card";
      if (claimed.delivery.awaited) await confirm(claimed.delivery);
      const messageId = isCard && outcome.messageId !== undefined ? { messageId: outcome.messageId } : {};
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

  const attempt = async (claimed: Claimed): Promise<Outcome> => {
    if (claimed.attempts > ATTEMPTS) return { kind: "never", code: "worn_out" };
    try {
      return await within(ATTEMPT_MS, send(claimed.delivery), { kind: "again", code: "took_too_long" });
    } catch (error) {
      log.error({ err: error, id: claimed.id }, "delivery_threw");
      return { kind: "again", code: "error" };
    }
  };

  /** The store says itself how far it is; what failed is tried again from there. */
  const spread = async (claimed: Claimed): Promise<void> => {
    try {
      await expand(claimed);
    } catch (error) {
      log.error({ err: error, id: claimed.id }, "fan_out_failed");
      await lanes.retry(claimed, clock.now() + backoffMs(Math.min(claimed.attempts, ATTEMPTS)), true);
    }
  };

  const deliver = async (claimed: Claimed): Promise<void> => {
    if (claimed.delivery.to.kind === "everybody")
      return spread(claimed).catch((error: unknown) =>
        log.error({ err: error, id: claimed.id }, "fan_out_not_settled"),
      );
    const outcome = await attempt(claimed);
    // What was sent must not be sent again because Redis was away for a moment: the word is repeated while the lease lasts.
    for (let pause = 100; ; pause *= 2) {
      try {
        return await settle(claimed, outcome);
      } catch (error) {
        log.error({ err: error, id: claimed.id }, "delivery_not_settled");
        if (pause > LEASE_MS / 2) return;
        await pauseMs(pause);
      }
    }
  };

  const take = (claimed: Claimed): void => {
    const sending = deliver(claimed).finally(() => {
      inFlight.delete(claimed);
      wake();
    });
    inFlight.set(claimed, sending);
  };

  /** One look at every group; answers how many were taken, and when to look again. */
  const look = async (): Promise<{ taken: number; next: number }> => {
    const now = clock.now();
    let next = now + LOOK_EVERY_MS;
    let taken = 0;
    const claimFrom = async (group: LaneGroup): Promise<void> => {
      // What is free is shared by the groups in which something waited at the last look; a group that just woke gets one.
      const rivals = Math.max(1, [...waiting].filter(({ kind }) => kind === group.kind).length);
      const free = AT_ONCE[group.kind] - busyWith(group.kind);
      if (free <= 0) return;
      const max = waiting.has(group) ? Math.ceil(free / rivals) : 1;
      const claim = await lanes.claim(group, { now, leaseMs: LEASE_MS, max, token: newToken() });
      taken += claim.taken.length;
      for (const claimed of claim.taken) take(claimed);
      if (claim.nextAt === undefined) waiting.delete(group);
      else {
        waiting.add(group);
        next = Math.min(next, claim.nextAt);
      }
    };
    // One partition that is away holds up no other.
    const failed = (await Promise.allSettled(lanes.groups.map(claimFrom))).filter(
      ({ status }) => status === "rejected",
    );
    if (failed.length > 0) log.error({ groups: failed.length }, "worker_could_not_look");
    return { taken, next: failed.length === lanes.groups.length ? now + 1_000 : next };
  };

  const renew = async (): Promise<void> => {
    const until = clock.now() + LEASE_MS;
    await Promise.allSettled([...inFlight.keys()].map((claimed) => lanes.renew(claimed, until)));
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
      const { next } = await look();
      if (!stopping) await pause(Math.max(next - clock.now(), 5));
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
        Promise.all([running, ...inFlight.values()]).then(() => Promise.all(inFlight.values())),
        [],
      );
      clearInterval(renewing);
    },
    drain: async () => {
      for (;;) {
        const { taken } = await look();
        if (taken === 0 && inFlight.size === 0) return;
        await Promise.all(inFlight.values());
      }
    },
  };
};
