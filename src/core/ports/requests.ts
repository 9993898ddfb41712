import type { Delivery } from "../deliveries/delivery.ts";
import type { BulkCounts, BulkIntent } from "../model/bulk.ts";
import type { Digest } from "../model/digest.ts";
import type { PersonId, RegistrationKey, RequestId } from "../model/ids.ts";
import type { Inquiry } from "../model/inquiry.ts";
import type { Act, Registration } from "../model/registration.ts";
import type { Webinar } from "../model/webinar.ts";
import type { Cursor } from "./registrations.ts";

/** A bulk decision: what it is, and how far it is. */
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

/** What hosts see and do of many requests at once, and what they ask about one. */
export interface Requests {
  /** Requests that wait, as they came. */
  waitingFrom(webinar: Webinar, after: Cursor["after"], limit: number): Promise<RegistrationsPage>;
  /** All registrations, as they came. */
  registeredFrom(webinar: Webinar, after: Cursor["after"], limit: number): Promise<RegistrationsPage>;
  /** How many requests wait that came after the first and until the second instant. */
  waitingWithin(webinar: Webinar, after: number, upTo: number): Promise<number>;
  /** How many of a domain's requests hosts approved. */
  approvalsOf(webinar: Webinar, domain: string): Promise<number>;
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
}
