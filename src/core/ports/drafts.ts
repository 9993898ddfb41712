import type { Delivery } from "../deliveries/delivery.ts";
import type { Given } from "../model/form.ts";
import type { Address, OrganisationId, RegistrationKey, WebinarCode } from "../model/ids.ts";
import type { Locale } from "../model/person.ts";
import type { Tag } from "../model/tag.ts";

/** What a guest typed on the page. It holds no seat until the mail's link confirms it. */
export interface Draft {
  readonly address: Address;
  readonly firstName: string;
  readonly lastName: string;
  readonly given: Given;
  /** The language in which the page was read. */
  readonly locale?: Locale;
  /** Where it came from, as the limit counted it; a confirmation takes that back. */
  readonly source?: string;
  /** The invitation whose link it came by, for another address (P11). */
  readonly invitation?: RegistrationKey;
  readonly tag?: Tag;
}

/** Registrations of guests that the mail's link has not confirmed yet. */
export interface Drafts {
  /** Stores a draft with the mail that asks to confirm it, for `keptMs`. */
  saveDraft(
    organisation: OrganisationId,
    code: WebinarCode,
    token: string,
    draft: Draft,
    keptMs: number,
    now: number,
    deliveries: readonly Delivery[],
  ): Promise<void>;
  /** Lets a draft end in `forMs`. */
  endIn(organisation: OrganisationId, code: WebinarCode, token: string, forMs: number): Promise<void>;
  /** Undefined when there is none, or no longer. */
  draft(organisation: OrganisationId, code: WebinarCode, token: string): Promise<Draft | undefined>;
}

/** What somebody answered on a form's earlier steps, under a token that only they have. */
export interface KeptForms {
  /** Keeps a text for `forMs`, in place of an earlier one. */
  keep(organisation: OrganisationId, token: string, text: string, forMs: number): Promise<void>;
  /** Undefined when there is none, or no longer. */
  read(organisation: OrganisationId, token: string): Promise<string | undefined>;
}
