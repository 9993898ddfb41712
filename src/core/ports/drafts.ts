import type { Delivery } from "../deliveries/delivery.ts";
import type { Given } from "../model/form.ts";
import type { Address, OrganisationId, WebinarCode } from "../model/ids.ts";

/** A guest's registration before the mail's link confirmed it: no seat yet. */
export interface Draft {
  readonly address: Address;
  readonly firstName: string;
  readonly lastName: string;
  readonly given: Given;
}

/** Registrations of guests before the mail's link confirmed them. */
export interface Drafts {
  saveDraft(
    organisation: OrganisationId,
    code: WebinarCode,
    token: string,
    draft: Draft,
    now: number,
    deliveries: readonly Delivery[],
  ): Promise<void>;
  draft(organisation: OrganisationId, code: WebinarCode, token: string): Promise<Draft | undefined>;
}
