import type { Delivery } from "../deliveries/delivery.ts";
import type { OrganisationId } from "../model/ids.ts";

/** Deliveries that belong to no change. */
export interface Outgoing {
  /** Puts deliveries that were given up back into their lanes; answers how many of these ids there were. */
  revive(organisation: OrganisationId, now: number, ids: readonly string[]): Promise<number>;
  /** Stores deliveries without a change: what is said again. */
  tell(organisation: OrganisationId, now: number, deliveries: readonly Delivery[]): Promise<void>;
}
