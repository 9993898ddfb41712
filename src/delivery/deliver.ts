import type { Delivery } from "../core/deliveries/delivery.ts";
import { editedAnew } from "../core/deliveries/late-edits.ts";
import { defined } from "../core/model/defined.ts";
import type { Clock } from "../core/ports/clock.ts";
import type { Claimed, Lanes } from "../core/ports/lanes.ts";
import type { Outgoing } from "../core/ports/outgoing.ts";
import type { Log } from "../log.ts";
import type { Outcome } from "./outcome.ts";
import type { IsHeld } from "./send.ts";
import { within } from "./within.ts";

/** An attempt that takes longer counts as lost. */
const ATTEMPT_MS = 60_000;
const TOO_LONG: Outcome = { kind: "again", code: "took_too_long" };
/** After so many failed attempts, some two hours, a delivery is given up. */
const ATTEMPTS = 15;
const LONGEST_BACKOFF_MS = 15 * 60_000;

export interface DeliverDeps {
  readonly lanes: Lanes;
  readonly outgoing: Pick<Outgoing, "tell">;
  readonly send: (delivery: Delivery, attempts: number, isHeld: IsHeld) => Promise<Outcome>;
  /** Whether its lease lasts still. */
  readonly isHeld: (claimed: Claimed) => boolean;
  /** Makes the deliveries of a change that concerns many, piece by piece, and stores how far it is. */
  readonly expand: (claimed: Claimed) => Promise<void>;
  /** Stores that a delivery was accepted which lets its person in. */
  readonly confirm: (delivery: Delivery) => Promise<void>;
  /** Hears of each that was sent and said something. */
  readonly onSent: (claimed: Claimed) => void;
  /** What follows from a delivery that is given up; `isRefused`: the mail server refuses its address for good. */
  readonly followUps: (delivery: Delivery, isRefused: boolean) => Promise<Delivery[]>;
  /** The least time between two messages to one recipient. */
  readonly gapMs: (to: Delivery["to"]) => number;
  readonly leaseMs: number;
  readonly clock: Clock;
  readonly log: Log;
}

/** Doubles with each attempt, and spreads those that failed together. */
const backoffMs = (attempts: number): number =>
  Math.min(1_000 * 2 ** (attempts - 1), LONGEST_BACKOFF_MS) * (0.75 + Math.random() / 2);

/** How long to wait before the next attempt, and whether this one counts; undefined when there is none. */
const waitAfter = (outcome: Outcome, attempts: number): { ms: number; isAttempt: boolean } | undefined => {
  const isTold = outcome.kind === "slow_down" && !outcome.isGuess;
  if (isTold) return { ms: outcome.afterMs, isAttempt: false };
  if (attempts >= ATTEMPTS || (outcome.kind !== "slow_down" && outcome.kind !== "again")) return undefined;
  const atLeastMs = outcome.kind === "slow_down" ? outcome.afterMs : 0;
  return { ms: Math.max(atLeastMs, backoffMs(attempts)), isAttempt: true };
};

const pauseMs = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Carries out one claimed delivery, and stores what became of it. Never throws: what failed is claimed once more. */
export const makeDeliver = (deps: DeliverDeps) => {
  const { lanes, outgoing, send, isHeld, expand, confirm, onSent, followUps, gapMs, leaseMs, clock, log } = deps;

  /** The lease was over before this was stored, or the attempt counted as lost: what others showed meanwhile may have been overwritten. */
  const makeGood = async ({ id, lane, attempts, delivery }: Claimed, outcome: Outcome): Promise<void> => {
    log.info({ id, lane, attempts }, "delivery_late");
    const isSaid = outcome.kind !== "sent" || !outcome.saysNothing;
    const edits = isSaid ? editedAnew(delivery, outcome.touched ?? []) : [];
    if (edits.length > 0) await outgoing.tell(delivery.organisation, clock.now(), edits);
  };

  /** Answers whether the worker still held it. */
  const store = async (claimed: Claimed, outcome: Outcome): Promise<boolean> => {
    const { id, lane, attempts, delivery } = claimed;
    const now = clock.now();
    const bound = { id, lane, attempts };
    const gap = { gapMs: gapMs(delivery.to) };
    if (outcome.kind === "sent") {
      if (delivery.awaited) await confirm(delivery);
      const { kind: _, touched: _touched, ...rest } = outcome;
      const said = defined(rest);
      const isHeld = await lanes.finish(claimed, { now, state: "sent", ...gap, ...said, follow: [] });
      if (!rest.saysNothing) onSent(claimed);
      log.debug(bound, "delivery_sent");
      return isHeld;
    }
    const code = "code" in outcome ? outcome.code : outcome.kind;
    const wait = waitAfter(outcome, attempts);
    if (wait) {
      const isHeld = await lanes.retry(claimed, now, wait.ms, wait.isAttempt);
      if (outcome.kind === "slow_down") log.info({ ...bound, afterMs: wait.ms }, "delivery_slowed");
      else log.warn({ ...bound, code }, "delivery_retried");
      return isHeld;
    }
    // Nobody can try an answer again, so it is not kept.
    const state = delivery.matter.kind === "answer" ? "sent" : "dead";
    const isRefused = outcome.kind === "never" && outcome.isAddress === true;
    const isMarked = isRefused || (outcome.kind === "never" && outcome.lacksApp === true);
    const follow = await followUps(delivery, isRefused);
    const isHeld = await lanes.finish(claimed, { now, state, ...gap, follow, ...(isMarked ? { refusal: code } : {}) });
    log.warn({ ...bound, code }, "delivery_given_up");
    return isHeld;
  };

  /**
   * Repeats the word while the lease lasts: what was sent must not be sent again because Redis was away for a moment.
   */
  const storeSurely = async (claimed: Claimed, outcome: Outcome): Promise<void> => {
    for (let pause = 100; ; pause *= 2) {
      try {
        if (!(await store(claimed, outcome))) await makeGood(claimed, outcome);
        return;
      } catch (error) {
        log.error({ err: error, id: claimed.id }, "delivery_not_settled");
        if (pause > leaseMs / 2) return;
        await pauseMs(pause);
      }
    }
  };

  /**
   * What counted as lost was sent after all, and may have come after what was newer: it is told as any late one. A card
   * that it posted is remembered; a direct message is not, as the one that is sent in its place is the last news.
   */
  const settleLate = (claimed: Claimed, outcome: Outcome): Promise<void> =>
    outcome.kind === "sent" && claimed.delivery.to.kind === "card"
      ? storeSurely(claimed, outcome)
      : makeGood(claimed, outcome);

  const threw =
    ({ id }: Claimed) =>
    (error: unknown): void =>
      log.error({ err: error, id }, "delivery_threw");

  const attempt = async (claimed: Claimed): Promise<Outcome> => {
    if (claimed.attempts > ATTEMPTS) return { kind: "never", code: "worn_out" };
    const sending = send(claimed.delivery, claimed.attempts, () => isHeld(claimed));
    try {
      const outcome = await within(ATTEMPT_MS, sending, TOO_LONG);
      if (outcome === TOO_LONG) void sending.then((late) => settleLate(claimed, late)).catch(threw(claimed));
      return outcome;
    } catch (error) {
      threw(claimed)(error);
      return { kind: "again", code: "error" };
    }
  };

  /** A piece stores itself how far it is, so one that failed is tried again from there, however often. */
  const expandPiece = async (claimed: Claimed): Promise<void> => {
    try {
      await expand(claimed);
    } catch (error) {
      log.error({ err: error, id: claimed.id }, "fan_out_failed");
      await lanes.retry(claimed, clock.now(), backoffMs(Math.min(claimed.attempts, ATTEMPTS)), true);
    }
  };

  return async (claimed: Claimed): Promise<void> => {
    if (claimed.delivery.to.kind !== "everybody") return storeSurely(claimed, await attempt(claimed));
    try {
      await expandPiece(claimed);
    } catch (error) {
      log.error({ err: error, id: claimed.id }, "fan_out_not_settled");
    }
  };
};
