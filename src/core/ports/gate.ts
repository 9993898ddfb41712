import type { Delivery } from "../deliveries/delivery.ts";
import type { WebinarCode } from "../model/ids.ts";
import type { Webinar } from "../model/webinar.ts";
import type { Rate } from "./limiter.ts";

/** Somebody who joins without being known, and what bounds that. */
export interface Visitor {
  /** The network address they come from; counted by webinar. */
  readonly source: string;
  readonly rate: Rate;
  /** The share of the plan that is kept for people who are known. */
  readonly kept: number;
}

type Admission =
  | { readonly kind: "admitted" }
  /** As many are in as the plan allows. */
  | { readonly kind: "full" }
  /** What is left of the plan is kept for people who are known. */
  | { readonly kind: "visits_full" }
  | { readonly kind: "too_many_visits"; readonly waitMs: number };

/** The gate: who was let in, and the single-use tokens that lead from it to the meeting. */
export interface Gate {
  /**
   * Counts an attendee, once however often they come, and keeps the token; nothing is kept when they are not admitted.
   * `deliveries` are stored when one more is in. `host` comes in uncounted.
   */
  admit(
    webinar: Webinar,
    attendee: string,
    token: string,
    of: { readonly now: number; readonly deliveries: readonly Delivery[]; readonly visitor?: Visitor },
  ): Promise<Admission>;
  /** How many people were let in. */
  attended(webinar: Webinar): Promise<number>;
  /** Uses up a token and answers whom it lets in, and where; undefined when it is unknown or used. `host` is one of the hosts. */
  enter(code: WebinarCode, token: string): Promise<{ webinar: Webinar; attendee: string } | undefined>;
  /** Which of these attendees were let in, in their order. */
  admittedAmong(webinar: Webinar, attendees: readonly string[]): Promise<readonly boolean[]>;
  /** Whether somebody was let in. */
  wasAdmitted(webinar: Webinar, attendee: string): Promise<boolean>;
}
