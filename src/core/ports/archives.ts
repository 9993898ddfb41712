import type { Delivery } from "../deliveries/delivery.ts";
import type { Form } from "../model/form.ts";
import type { Address, OrganisationId, PersonId, RegistrationId, RegistrationKey, WebinarCode } from "../model/ids.ts";
import type { Act, Registration } from "../model/registration.ts";
import type { Webinar } from "../model/webinar.ts";

/** The deleted registrations of one era, which can still be brought back (S12). */
export interface Archive {
  readonly era: number;
  readonly deletedAt: number;
  readonly deletedBy: PersonId;
  /** How many there were. */
  readonly count: number;
  /** The form they answered last. */
  readonly form: Form;
}

/** Why a deleted registration could not be brought back. */
export type NotRestored = { key: RegistrationKey; address: Address; why: "seat_gone" | "registered_anew" };

/** Deleted registrations, kept so that the operator can bring them back (S12). */
export interface Archives {
  /** A webinar's archives, the latest first. */
  archives(organisation: OrganisationId, code: WebinarCode): Promise<Archive[]>;
  /** Some of an archive's waiting list, in order. */
  archivedWaitlist(webinar: Webinar, era: number, skip: number, limit: number): Promise<Registration[]>;
  /** How many registrations an archive still holds. */
  archived(organisation: OrganisationId, code: WebinarCode, era: number): Promise<number>;
  /**
   * Brings registrations back from an archive, each with its status, ID and answers; those that cannot come back stay
   * in it. `moved`: the webinar changed since it was read.
   */
  restore(
    act: Omit<Act, "requestId">,
    webinar: Webinar,
    era: number,
    some: readonly {
      registration: Registration;
      deliveries: readonly Delivery[];
      /** Until when an offered seat can be claimed now. */
      offerEndsAt?: number;
      /** Theirs, unless they have one: IDs may have been switched on meanwhile. */
      registrationId?: RegistrationId;
    }[],
  ): Promise<{ kind: "done"; restored: number; not: readonly NotRestored[] } | { kind: "moved" }>;
  /** Deletes some of an archive for good, at most `limit`; false when nothing is left of it. */
  purge(organisation: OrganisationId, code: WebinarCode, era: number, limit: number): Promise<boolean>;
}
