import type { Delivery } from "../deliveries/delivery.ts";
import type { WebinarCode } from "../model/ids.ts";
import type { Webinar } from "../model/webinar.ts";

/** Who was let in, and the single-use ways from the gate to the meeting. */
export interface Gate {
  /** Counts the attendee once and keeps the single-use token; false when the plan's attendees are all in. */
  admit(
    webinar: Webinar,
    attendee: string,
    token: string,
    now: number,
    deliveries: readonly Delivery[],
  ): Promise<boolean>;
  /** How many people were let in. */
  attended(webinar: Webinar): Promise<number>;
  /** Uses up the token: the organisation's webinar it leads into, or undefined. */
  enter(code: WebinarCode, token: string): Promise<Webinar | undefined>;
  /** Whether somebody was let in. */
  wasAdmitted(webinar: Webinar, attendee: string): Promise<boolean>;
}
