import type { Delivery } from "../deliveries/delivery.ts";
import type { Offer } from "../deliveries/seat-offers.ts";
import type { Answers, FormId } from "../model/form.ts";
import type {
  Address,
  ChatId,
  OrganisationId,
  PersonId,
  RegistrationId,
  RegistrationKey,
  RequestId,
  WebinarCode,
} from "../model/ids.ts";
import type { Act, Concerned, Registration, WebinarEntry } from "../model/registration.ts";
import type { Status } from "../model/status.ts";
import type { How } from "../model/verdict.ts";
import type { Webinar } from "../model/webinar.ts";

/** Where a walk through everybody stands. */
export interface Cursor {
  readonly over: "registrations" | "invitees";
  /** The last one seen; absent at the beginning. */
  readonly after?: { readonly at: number; readonly key: RegistrationKey };
}

export interface NewInvitee {
  readonly key: RegistrationKey;
  readonly address: Address;
  readonly person: PersonId;
  /** Used when the pair has no registration ID yet and the webinar gives them. */
  readonly registrationId?: RegistrationId;
  readonly deliveries: readonly Delivery[];
}

interface NewRegistration {
  readonly act: Act;
  /** As it was read; refused as `moved` when its settings changed since. */
  readonly webinar: Webinar;
  /** The version the pair's registration has now; 0 for none. */
  readonly fromVersion: number;
  readonly key: RegistrationKey;
  readonly status: Status;
  readonly how?: How;
  readonly isLate: boolean;
  readonly round: number;
  readonly address: Address;
  readonly firstName: string;
  readonly lastName: string;
  readonly answers: Answers;
  readonly form: FormId;
  readonly person: PersonId;
  readonly via: ChatId | "page";
  readonly registrationId?: RegistrationId;
  readonly deliveries: readonly Delivery[];
  /** The request's own card, or the card of the crowd in which it comes (N5); neither for who waits in line. */
  readonly cards?: { readonly own: readonly Delivery[]; readonly crowd: readonly Delivery[] };
}

interface Move {
  readonly act: Act;
  readonly webinar: Webinar;
  readonly key: RegistrationKey;
  readonly fromVersion: number;
  readonly from: readonly Status[];
  readonly to: Status;
  readonly by: PersonId;
  /** Whether `by` decided as a host: kept apart from what a registrant does. */
  readonly decision: boolean;
  /** Of the address: its approvals by hosts are counted (N7). */
  readonly domain: string;
  /** A rejection that can be undone keeps its seat until then. */
  readonly keepsSeat?: boolean;
  /** Where no seat is free the cap is raised by one, up to this (section 1). */
  readonly raiseTo?: number;
  /** What the record says of it from then on; what is absent is no more. */
  readonly facts?: Pick<Registration, "how" | "reason" | "undoUntil" | "wasBefore" | "decidedBy" | "decidedAt"> & {
    readonly isLate?: boolean;
  };
  /** To whom a seat that this frees is offered; absent when nobody waits, `none` when nobody is offered one any more. */
  readonly offer?: Offer | "none";
  /** It is one of many, done or taken back with them, and is counted there in the same step. */
  readonly bulk?: { readonly id: RequestId; readonly as: "done" | "undone" };
  readonly deliveries: readonly Delivery[];
}

/** `moved` means that what the caller had read is no longer so: read again and try again. */
type RegisterAnswer = { kind: "registered"; version: number } | { kind: "full" } | { kind: "moved" };

type MoveAnswer = { kind: "done"; version: number } | { kind: "moved" } | { kind: "full" };

/**
 * Registrations and invitees of a webinar. Every change is one atomic step that also stores the deliveries which tell
 * about it. All throw `StoreAway` when the store cannot be reached; a repeat with the same request id is then safe.
 */
export interface Registrations {
  entry(
    organisation: OrganisationId,
    code: WebinarCode,
    of: { address: Address } | { key: RegistrationKey },
  ): Promise<WebinarEntry | undefined>;
  /** The key under which this person registered for the webinar or was invited to it. */
  keyOf(organisation: OrganisationId, code: WebinarCode, person: PersonId): Promise<RegistrationKey | undefined>;
  /** What this person registered for or was invited to, soonest start first, ended ones left out. */
  entriesOf(organisation: OrganisationId, person: PersonId, now: number, limit: number): Promise<WebinarEntry[]>;
  /** The pairs' keys, in order; a new key for an address not seen before. Nothing is stored yet. */
  keysFor(organisation: OrganisationId, code: WebinarCode, addresses: readonly Address[]): Promise<RegistrationKey[]>;
  /** Stores the invitees not known yet; `moved` when a key was given to somebody else meanwhile. */
  invite(
    act: Act,
    webinar: Webinar,
    by: PersonId,
    invitees: readonly NewInvitee[],
  ): Promise<{ kind: "done"; invited: number; known: number } | { kind: "moved" }>;
  register(registration: NewRegistration): Promise<RegisterAnswer>;
  move(move: Move): Promise<MoveAnswer>;
  /** A decision can be undone no more: the seat it kept is free, or goes to whom it is offered. `moved`: as for `move`. */
  settle(
    of: Pick<Act, "organisation" | "code" | "now">,
    webinar: Webinar,
    key: RegistrationKey,
    version: number,
    offer: Offer | "none" | undefined,
    deliveries: readonly Delivery[],
  ): Promise<"done" | "moved">;
  /** That a chat platform or a mail server accepted what tells of this version (S16). */
  confirm(webinar: Webinar, key: RegistrationKey, version: number): Promise<void>;
  /** Some of everybody, in the order of the walk; `next` is absent at its end. */
  walk(
    webinar: Webinar,
    era: number,
    cursor: Cursor,
    limit: number,
  ): Promise<{ some: readonly Concerned[]; next?: Cursor }>;
  /** Those first in line, in order. */
  firstWaiting(webinar: Webinar, limit: number): Promise<Registration[]>;
  /** Offers free seats in the order of the line; answers how many are left while somebody waits. */
  offer(webinar: Webinar, now: number, offers: readonly Offer[]): Promise<number>;
}
