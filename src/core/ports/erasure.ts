import type { Delivery } from "../deliveries/delivery.ts";
import type { Offer } from "../deliveries/seat-offers.ts";
import type { Address, ChatId, OrganisationId, PersonId, RegistrationKey, WebinarCode } from "../model/ids.ts";
import type { Registration, Way } from "../model/registration.ts";
import type { Webinar } from "../model/webinar.ts";

/** What finds somebody's data. */
export interface Traces {
  readonly people: readonly PersonId[];
  readonly chats: readonly ChatId[];
  readonly addresses: readonly Address[];
  readonly names: readonly string[];
}

/** What somebody has in one webinar. */
export interface TracedEntry {
  readonly code: WebinarCode;
  readonly key: RegistrationKey;
}

/** Erases somebody everywhere (P22). Each verb can be repeated. */
export interface Erasure {
  /** The people who have, or prove, this address. */
  peopleWith(organisation: OrganisationId, address: Address): Promise<PersonId[]>;
  /** The people whose erasure was begun and not ended. */
  unfinished(organisation: OrganisationId): Promise<PersonId[]>;
  /**
   * Takes the person away: nobody is known by their accounts and addresses any more, and nothing more is stored for
   * them. Answers what finds the rest; undefined for somebody who is not known.
   */
  begin(organisation: OrganisationId, person: PersonId): Promise<Traces | undefined>;
  /** What these people have, and what any webinar holds under these addresses. */
  entries(organisation: OrganisationId, of: Pick<Traces, "people" | "addresses">): Promise<TracedEntry[]>;
  /**
   * Erases what a webinar holds under one key, archives included; a seat that becomes free is offered to whoever is
   * first in the waiting list. `moved`: the registration changed since it was read.
   */
  eraseEntry(of: {
    readonly webinar: Webinar;
    readonly key: RegistrationKey;
    readonly registration: Registration | undefined;
    readonly now: number;
    readonly way: Way;
    /** What was counted stays counted: the webinar is over. */
    readonly countsStay: boolean;
    readonly offer: Offer | "none";
    readonly deliveries: readonly Delivery[];
  }): Promise<
    | { readonly kind: "moved" }
    | { readonly kind: "done"; readonly registrations: number; readonly invitations: number; readonly archived: number }
  >;
  /** Erases what waits to be sent to them, or was given up; answers how many deliveries there were. */
  eraseDeliveries(organisation: OrganisationId, traces: Traces): Promise<number>;
  /** Erases drafts, forms they had begun to fill in, and mail that was kept; answers how many. */
  eraseDrafts(organisation: OrganisationId, traces: Traces): Promise<number>;
  /** Erases how chat products reach them, and ends the erasure. */
  end(organisation: OrganisationId, traces: Traces): Promise<void>;
}
