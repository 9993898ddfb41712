import type { Delivery } from "../deliveries/delivery.ts";
import type { OrganisationId } from "../model/ids.ts";

/** Deliveries that belong to no change. */
export interface Outgoing {
  /** Deliveries that were given up are tried anew: how many of these ids there were. */
  revive(organisation: OrganisationId, now: number, ids: readonly string[]): Promise<number>;
  /** Only the deliveries: for what is said again. */
  tell(organisation: OrganisationId, now: number, deliveries: readonly Delivery[]): Promise<void>;
}
