import type { Delivery } from "../deliveries/delivery.ts";
import type { WebinarCode } from "../model/ids.ts";
import type { Webinar } from "../model/webinar.ts";

/** The gate: who was let in, and the single-use tokens that lead from it to the meeting. */
export interface Gate {
  /**
   * Counts an attendee, once however often they come, and keeps the token. False, and nothing is kept, when as many are
   * in as the plan allows. `deliveries` are stored when one more is in. `host` comes in uncounted.
   */
  admit(
    webinar: Webinar,
    attendee: string,
    token: string,
    now: number,
    deliveries: readonly Delivery[],
  ): Promise<boolean>;
  /** How many people were let in. */
  attended(webinar: Webinar): Promise<number>;
  /** Uses up a token and answers the webinar that it leads into; undefined when it is unknown or used. */
  enter(code: WebinarCode, token: string): Promise<Webinar | undefined>;
  /** Whether somebody was let in. */
  wasAdmitted(webinar: Webinar, attendee: string): Promise<boolean>;
}
