import type { Consequence } from "../deliveries/consequences.ts";
import type { Delivery } from "../deliveries/delivery.ts";
import type { PersonId } from "../model/ids.ts";
import type { Webinar } from "../model/webinar.ts";
import type { Cursor } from "./registrations.ts";
import type { HostNewsRead } from "./webinars.ts";

/** The lanes of one partition: those of chat, or those of mail. */
export interface LaneGroup {
  readonly kind: "chat" | "mail";
  readonly prefix: string;
}

/** A place at the head of a lane that one worker holds, under a lease. */
export interface Held {
  readonly group: LaneGroup;
  readonly lane: string;
  readonly id: string;
  /** The worker's proof that it holds the delivery. */
  readonly token: string;
}

/** A delivery that one worker holds, under a lease. */
export interface Claimed extends Held {
  readonly delivery: Delivery;
  /** How many attempts were begun, this one included. */
  readonly attempts: number;
  /** How far a fan-out is. */
  readonly cursor?: Cursor;
}

/** One piece of a fan-out. */
export interface Piece {
  readonly webinar: Webinar;
  readonly era: number;
  /** Who the log says has done what follows. */
  readonly by: PersonId;
  readonly consequences: readonly Consequence[];
  /** Deliveries besides those of the consequences. */
  readonly deliveries?: readonly Delivery[];
  /** Absent when all is done. */
  readonly next?: Cursor;
  /** How far the log was read for what the hosts are told with this piece. */
  readonly hostNews?: HostNewsRead;
}

interface Claim {
  /** In how many ms to look again, as a lane of the group may be ready then; undefined when nothing waits in it. */
  readonly waitMs: number | undefined;
  readonly taken: readonly Claimed[];
  /** Claimed too, but their records make no delivery. */
  readonly unreadable: readonly Held[];
}

/**
 * The outbox as workers use it. A worker claims the head of a lane and holds it under a lease, which it renews while it
 * sends. A lease that ends makes the delivery ready for another worker: each verb that takes `claimed` answers false,
 * and changes nothing, when another worker holds it by now. All go by one clock, whatever `now` each process believes:
 * they take how long something lasts, not until when.
 */
export interface Lanes {
  readonly groups: readonly LaneGroup[];
  /** Claims the heads of lanes that are ready, at most `max`; `token` is proof of it. */
  claim(group: LaneGroup, options: { now: number; leaseMs: number; max: number; token: string }): Promise<Claim>;
  /**
   * Takes a delivery out of its lane, as sent or given up, and stores what follows. The lane is ready again after
   * `gapMs`; `messageId` is kept for later edits, and `gone` are those that are no longer there, even when
   * another worker holds the delivery.
   */
  finish(
    claimed: Claimed,
    end: {
      now: number;
      state: "sent" | "dead";
      gapMs: number;
      messageId?: string;
      gone?: readonly string[];
      /** There was nothing left to say: it counts as no message. */
      saysNothing?: boolean;
      /** What the messages show now, where that is compared before they are edited again. */
      shows?: string;
      /** Messages to that person in which a seat can be claimed now, and in which none can. */
      offering?: readonly string[];
      offeringNot?: readonly string[];
      follow: readonly Delivery[];
      /**
       * The code by which a mail server refuses the address for good, or Teams somebody without the app: that is marked,
       * and what follows of kind `undelivered` is told once.
       */
      refusal?: string;
    },
  ): Promise<boolean>;
  /** Gives up what cannot be read, so that it holds up nobody; nothing follows from it. */
  bury(held: Held, now: number): Promise<boolean>;
  /** Stores a piece's deliveries together with how far the fan-out is. Without `next` it is done. */
  expand(claimed: Claimed, now: number, piece: Piece): Promise<boolean>;
  /** Lets the lease run for another `leaseMs`. */
  renew(claimed: Claimed, now: number, leaseMs: number): Promise<boolean>;
  /** Leaves the delivery at the head of its lane, to be tried again after `waitMs`; `counts`: this attempt was a failure. */
  retry(claimed: Claimed, now: number, waitMs: number, counts: boolean): Promise<boolean>;
}
