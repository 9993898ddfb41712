import type { Delivery } from "../deliveries/delivery.ts";
import type { Given } from "../model/form.ts";
import type { Address, OrganisationId, WebinarCode } from "../model/ids.ts";

/** What a guest typed on the page. It holds no seat until the mail's link confirms it. */
export interface Draft {
  readonly address: Address;
  readonly firstName: string;
  readonly lastName: string;
  readonly given: Given;
}

/** Registrations of guests that the mail's link has not confirmed yet. */
export interface Drafts {
  /** Stores a draft with the mail that asks to confirm it; forgotten after half an hour. */
  saveDraft(
    organisation: OrganisationId,
    code: WebinarCode,
    token: string,
    draft: Draft,
    now: number,
    deliveries: readonly Delivery[],
  ): Promise<void>;
  /** Undefined when there is none, or no longer. */
  draft(organisation: OrganisationId, code: WebinarCode, token: string): Promise<Draft | undefined>;
}
