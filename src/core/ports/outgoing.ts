import type { Delivery } from "../deliveries/delivery.ts";
import type { Sent } from "../deliveries/messages.ts";
import type { OrganisationId, RequestId, WebinarCode } from "../model/ids.ts";

/** Deliveries that belong to no change. */
export interface Outgoing {
  /**
   * Puts a delivery that was given up back into its lane, with others of its group (undelivered.ts); or all that tell
   * people something about a webinar. At most `max` in each group of lanes. Answers how many there were; -1 when there
   * is none because this request revived them before.
   */
  revive(
    act: { organisation: OrganisationId; requestId: RequestId; now: number },
    of: { readonly id: string } | { readonly code: WebinarCode },
    max: number,
  ): Promise<number>;
  /**
   * The ids of the messages that this delivery edits: none before it was sent, several where an answer was lost. Of
   * somebody's news the last one, and each in which a seat can be claimed (`Lanes.finish`).
   */
  messagesOf(sent: Sent & Pick<Delivery, "organisation">): Promise<readonly string[]>;
  /** What this card's messages show, as `Lanes.finish` kept it. */
  shownBy(sent: Sent & Pick<Delivery, "organisation">): Promise<string | undefined>;
  /**
   * Remembers a message that shows this card, which was posted when the answer was lost; all of its messages are edited
   * then. Answers false for one that is known.
   */
  learnMessage(card: Delivery, messageId: string, now: number): Promise<boolean>;
  /**
   * Remembers a message in which a seat can be claimed: edited from then on as `messagesOf` this edit. It is stored in
   * any case: what is under way may take the message for one that offers nothing.
   */
  learnOffer(edit: Delivery, messageId: string, now: number): Promise<void>;
  /** Stores deliveries without a change: what is said again. */
  tell(organisation: OrganisationId, now: number, deliveries: readonly Delivery[]): Promise<void>;
}
