import type { Delivery } from "../deliveries/delivery.ts";
import type { BulkCounts, BulkIntent, Digest } from "../model/bulk.ts";
import type { PersonId, RegistrationKey, RequestId } from "../model/ids.ts";
import type { Inquiry } from "../model/inquiry.ts";
import type { Act, Registration } from "../model/registration.ts";
import type { Status } from "../model/status.ts";
import type { Webinar } from "../model/webinar.ts";
import type { Cursor } from "./registrations.ts";

/** A bulk decision, and how far it is. */
export interface Bulk {
  readonly intent: BulkIntent;
  readonly isUndone: boolean;
  readonly isUndoing: boolean;
  readonly goesOn: boolean;
  readonly counts: BulkCounts;
}

/** Some registrations; `next` is absent at the end. */
export interface RegistrationsPage {
  readonly some: readonly Registration[];
  readonly next?: { readonly at: number; readonly key: RegistrationKey };
}

/** Many requests at once, as hosts see and decide them, and hosts' questions about one. */
export interface Requests {
  /** Registrations with one status, in the order in which they came. */
  withStatusFrom(webinar: Webinar, status: Status, after: Cursor["after"], limit: number): Promise<RegistrationsPage>;
  /** How many requests are pending that came later than `after`, and until `upTo`. */
  waitingWithin(webinar: Webinar, after: number, upTo: number): Promise<number>;
  /** How many of a domain's requests hosts approved. */
  approvalsOf(webinar: Webinar, domain: string): Promise<number>;
  /** Stores a bulk decision, for a day, with the deliveries that carry it out. A repeat changes nothing. */
  startBulk(webinar: Webinar, intent: BulkIntent, deliveries: readonly Delivery[]): Promise<void>;
  /** Marks a bulk decision as undone, with the deliveries that carry that out. A repeat changes nothing. */
  undoBulk(webinar: Webinar, id: RequestId, now: number, deliveries: readonly Delivery[]): Promise<void>;
  /** Notes that all of it is decided, or taken back. */
  endBulk(webinar: Webinar, id: RequestId, what: "done" | "undone", now: number): Promise<void>;
  /** Undefined when there is none, or no longer. */
  bulk(webinar: Webinar, id: RequestId): Promise<Bulk | undefined>;
  /** Counts those that were not decided, each once, by reason. */
  keepSkipped(
    webinar: Webinar,
    id: RequestId,
    skipped: readonly { readonly key: RegistrationKey; readonly why: string }[],
  ): Promise<void>;
  /** Some of those that were decided, in order, each with the version that the decision made. */
  doneOfBulk(
    webinar: Webinar,
    id: RequestId,
    skip: number,
    limit: number,
  ): Promise<{ key: RegistrationKey; version: number }[]>;
  /** A crowd's requests, counted by status and domain. */
  digest(webinar: Webinar, digest: number): Promise<Digest>;
  /** A registration's inquiries, the oldest first. */
  inquiries(webinar: Webinar, key: RegistrationKey): Promise<Inquiry[]>;
  /**
   * Stores a question, or in place of `before` the same with its answer. `moved`: the inquiry changed since it was
   * read. `too_many`: the registration has as many as it may have.
   */
  keepInquiry(
    act: Act,
    webinar: Webinar,
    key: RegistrationKey,
    before: Inquiry | undefined,
    inquiry: Inquiry,
    by: PersonId,
    deliveries: readonly Delivery[],
  ): Promise<"done" | "moved" | "too_many">;
}
