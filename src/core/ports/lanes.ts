import type { Consequence } from "../deliveries/consequences.ts";
import type { Delivery } from "../deliveries/delivery.ts";
import type { PersonId } from "../model/ids.ts";
import type { Webinar } from "../model/webinar.ts";
import type { Cursor } from "./registrations.ts";

/** The lanes of one partition, chat's or mail's. */
export interface LaneGroup {
  readonly kind: "chat" | "mail";
  readonly prefix: string;
}

export interface Claimed {
  readonly group: LaneGroup;
  readonly lane: string;
  readonly id: string;
  readonly delivery: Delivery;
  readonly attempts: number;
  readonly token: string;
  /** How far a change that concerns everybody is told. */
  readonly cursor?: Cursor;
}

/** One piece of a change that concerns everybody. */
export interface Piece {
  readonly webinar: Webinar;
  readonly era: number;
  /** Who is said to have done what it does. */
  readonly by: PersonId;
  readonly consequences: readonly Consequence[];
  /** What is told besides. */
  readonly deliveries?: readonly Delivery[];
  /** Whether their entries move to the webinar's present start. */
  readonly isMove: boolean;
  /** Absent when all is done. */
  readonly next?: Cursor;
}

interface Claim {
  /** When the next lane of the partition is ready; undefined when nothing waits in it. */
  readonly nextAt: number | undefined;
  readonly taken: readonly Claimed[];
}

/** The store's side of delivery; `delivery/worker.ts` is its only user. */
export interface Lanes {
  readonly groups: readonly LaneGroup[];
  claim(group: LaneGroup, options: { now: number; leaseMs: number; max: number; token: string }): Promise<Claim>;
  /** Ends a delivery; false when another worker holds it meanwhile. `message` is kept for later edits of a card. */
  finish(
    claimed: Claimed,
    end: { now: number; state: "sent" | "dead"; nextAt: number; messageId?: string; follow: readonly Delivery[] },
  ): Promise<boolean>;
  /** Stores what a piece leads to, and how far it is; false when another worker holds it meanwhile. */
  expand(claimed: Claimed, now: number, piece: Piece): Promise<boolean>;
  /** The worker still sends it; false when another holds it meanwhile. */
  renew(claimed: Claimed, until: number): Promise<boolean>;
  retry(claimed: Claimed, at: number, counts: boolean): Promise<boolean>;
  /** The message that shows this card, if it was posted. */
  messageOf(delivery: Delivery): Promise<string | undefined>;
}
