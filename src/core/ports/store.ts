import type { Delivery } from "../deliveries/delivery.ts";
import type { Offer } from "../deliveries/seat-offers.ts";
import type { Answers, Form, FormId, Given } from "../model/form.ts";
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
import type { BulkCounts, BulkIntent, Digest, Inquiry, LogEntry } from "../model/records.ts";
import type { Act, Concerned, Registration, Way, WebinarEntry } from "../model/registration.ts";
import type { Status } from "../model/status.ts";
import type { How } from "../model/verdict.ts";
import type { Settings, Webinar } from "../model/webinar.ts";

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

/** A bulk decision: what it is, and how far it is. */
export interface Bulk {
  readonly intent: BulkIntent;
  readonly isUndone: boolean;
  readonly isUndoing: boolean;
  readonly goesOn: boolean;
  readonly counts: BulkCounts;
}

/** `moved` means that what the caller had read is no longer so: read again and try again. */
type RegisterAnswer = { kind: "registered"; version: number } | { kind: "full" } | { kind: "moved" };
type MoveAnswer = { kind: "done"; version: number } | { kind: "moved" } | { kind: "full" };

/** A guest's registration before the mail's link confirmed it: no seat yet. */
export interface Draft {
  readonly address: Address;
  readonly firstName: string;
  readonly lastName: string;
  readonly given: Given;
}

/** A webinar becomes another: refused as `moved` when it changed since it was read. */
interface WebinarEdit {
  readonly act: Act;
  readonly before: Webinar;
  readonly next: Webinar;
  readonly by: PersonId;
  /** What the log calls it. */
  readonly as: "edited" | "called_off" | "form_changed" | "rules_changed" | "restored";
  /**
   * How many registrations go: the era ends, and what it held becomes the archive (S11, S28). Refused as `moved` when
   * there are more or fewer by then.
   */
  readonly deletes?: number;
  readonly deliveries: readonly Delivery[];
}

/** Deleted registrations that can still be brought back (S12). */
export interface Archive {
  readonly era: number;
  readonly deletedAt: number;
  readonly deletedBy: PersonId;
  /** How many there were. */
  readonly count: number;
  /** The form they answered last. */
  readonly form: Form;
}

/** Where a walk through everybody stands. */
export interface Cursor {
  readonly over: "registrations" | "invitees";
  /** The last one seen; absent at the beginning. */
  readonly after?: { readonly at: number; readonly key: RegistrationKey };
}

/** Some registrations; `next` is absent at the end. */
export interface RegistrationsPage {
  readonly some: readonly Registration[];
  readonly next?: { readonly at: number; readonly key: RegistrationKey };
}

/** Why a deleted registration could not be brought back. */
export type NotRestored = { key: RegistrationKey; address: Address; why: "seat_gone" | "registered_anew" };

/**
 * Webinars and what they hold. Every change is one atomic step that also stores the deliveries which tell about it;
 * all throw when the store cannot be reached, and then a repeat with the same request id is safe.
 */
export interface Webinars {
  /** The code of the webinar: another than the given one when this request made one before. Undefined when it is taken. */
  create(
    webinar: Webinar,
    requestId: RequestId,
    now: number,
    deliveries: readonly Delivery[],
    way: Way,
  ): Promise<WebinarCode | undefined>;
  /** The code of the webinar that this request id made, if it was carried out before. */
  madeBy(organisation: OrganisationId, requestId: RequestId): Promise<WebinarCode | undefined>;
  organisationOf(code: WebinarCode): Promise<OrganisationId | undefined>;
  get(organisation: OrganisationId, code: WebinarCode): Promise<Webinar | undefined>;
  /** Not ended and not cancelled at `now`, soonest first. */
  upcoming(organisation: OrganisationId, now: number, limit: number): Promise<Webinar[]>;
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
  edit(edit: WebinarEdit): Promise<{ kind: "done" } | { kind: "moved" }>;
  /** Whether this act was carried out before. */
  isDone(organisation: OrganisationId, requestId: RequestId): Promise<boolean>;
  /**
   * The settings as they stood at a version, and who changed the webinar last; undefined when no setting changed since,
   * `forgotten` when too much did.
   */
  past(
    organisation: OrganisationId,
    code: WebinarCode,
    version: number,
  ): Promise<{ settings: Settings; by: PersonId } | "forgotten" | undefined>;
  /** Webinars of this host or cohost that did not end before a day ago, soonest first. */
  hostedBy(organisation: OrganisationId, person: PersonId, now: number, limit: number): Promise<Webinar[]>;
  /** Some of everybody, in the order of the walk; `next` is absent at its end. */
  walk(
    webinar: Webinar,
    era: number,
    cursor: Cursor,
    limit: number,
  ): Promise<{ some: readonly Concerned[]; next?: Cursor }>;
  /** What can be brought back, the latest first. */
  archives(organisation: OrganisationId, code: WebinarCode): Promise<Archive[]>;
  /** Those who waited in an archive's line, in order. */
  archivedLine(webinar: Webinar, era: number, skip: number, limit: number): Promise<Registration[]>;
  /** How many registrations an archive still holds. */
  archived(organisation: OrganisationId, code: WebinarCode, era: number): Promise<number>;
  /**
   * Brings registrations back from an archive, each with its status, ID and answers; who could not be brought back stays
   * in it. `moved` when the webinar changed since it was read.
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
    }[],
  ): Promise<{ kind: "done"; restored: number; not: readonly NotRestored[] } | { kind: "moved" }>;
  /** Deletes some of an archive for good; false when nothing is left of it. */
  purge(organisation: OrganisationId, code: WebinarCode, era: number, limit: number): Promise<boolean>;
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
  /** How many of a domain's requests hosts approved. */
  approvalsOf(webinar: Webinar, domain: string): Promise<number>;
  /** The newest acts, or those before one of them. */
  log(organisation: OrganisationId, code: WebinarCode, limit: number, before?: string): Promise<LogEntry[]>;
  /** Requests that wait, as they came. */
  waitingFrom(webinar: Webinar, after: Cursor["after"], limit: number): Promise<RegistrationsPage>;
  /** All registrations, as they came. */
  registeredFrom(webinar: Webinar, after: Cursor["after"], limit: number): Promise<RegistrationsPage>;
  /** A bulk decision with the deliveries that carry it out; kept for a day. Twice the same is once. */
  startBulk(webinar: Webinar, intent: BulkIntent, deliveries: readonly Delivery[]): Promise<void>;
  undoBulk(webinar: Webinar, id: RequestId, now: number, deliveries: readonly Delivery[]): Promise<void>;
  /** All of it is decided, or taken back. */
  endBulk(webinar: Webinar, id: RequestId, what: "done" | "undone", now: number): Promise<void>;
  bulk(webinar: Webinar, id: RequestId): Promise<Bulk | undefined>;
  /** Those that were not decided, and why; each counts once. */
  keepSkipped(
    webinar: Webinar,
    id: RequestId,
    skipped: readonly { readonly key: RegistrationKey; readonly why: string }[],
  ): Promise<void>;
  /** Those that were decided, in order, with the versions that made. */
  doneOfBulk(
    webinar: Webinar,
    id: RequestId,
    skip: number,
    limit: number,
  ): Promise<{ key: RegistrationKey; version: number }[]>;
  digest(webinar: Webinar, digest: number): Promise<Digest>;
  /** How many requests wait that came after the first and until the second instant. */
  waitingWithin(webinar: Webinar, after: number, upTo: number): Promise<number>;
  /** All that was asked about a registration, the oldest first. */
  inquiries(webinar: Webinar, key: RegistrationKey): Promise<Inquiry[]>;
  /** Keeps a question, or in place of `before` its answer; `moved` when that is no longer what is kept. */
  keepInquiry(
    act: Act,
    webinar: Webinar,
    key: RegistrationKey,
    before: Inquiry | undefined,
    inquiry: Inquiry,
    by: PersonId,
    deliveries: readonly Delivery[],
  ): Promise<"done" | "moved" | "too_many">;
  /** Whether somebody was let in. */
  wasAdmitted(webinar: Webinar, attendee: string): Promise<boolean>;
  /** Those first in line, in order. */
  firstInLine(webinar: Webinar, limit: number): Promise<Registration[]>;
  /** Offers free seats in the order of the line; answers how many are left while somebody waits. */
  offer(webinar: Webinar, now: number, offers: readonly Offer[]): Promise<number>;
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
  saveDraft(
    organisation: OrganisationId,
    code: WebinarCode,
    token: string,
    draft: Draft,
    now: number,
    deliveries: readonly Delivery[],
  ): Promise<void>;
  draft(organisation: OrganisationId, code: WebinarCode, token: string): Promise<Draft | undefined>;
  /** Deliveries that were given up are tried anew: how many of these ids there were. */
  revive(organisation: OrganisationId, now: number, ids: readonly string[]): Promise<number>;
  /** Only the deliveries: for what is said again. */
  tell(organisation: OrganisationId, now: number, deliveries: readonly Delivery[]): Promise<void>;
}

/** Counts hits on a name. */
export interface Limiter {
  /** False from the first hit after `points` of them within `seconds`; each counts at once, however many come together. */
  hit(name: string, points: number, seconds: number): Promise<boolean>;
  /** As hit; with the last of the points used the name is locked for `seconds` from then on. */
  hitOrLock(name: string, points: number, seconds: number): Promise<boolean>;
  forget(name: string): Promise<void>;
}

export interface Clock {
  now(): number;
}
