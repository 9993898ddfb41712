import type { ChatId, InquiryId, PersonId, RegistrationKey, RequestId } from "./ids.ts";
import type { Reason, Way } from "./registration.ts";
import type { Status } from "./status.ts";

/** Which requests are meant among those of a status. */
export interface Among {
  readonly domain?: string;
  /** Somewhere in an answer, whatever the case. */
  readonly answer?: string;
  /** Gathered in this digest card (N5). */
  readonly digest?: number;
}

export const BULK_RESULTS = ["approved", "rejected"] as const;

export type BulkResult = (typeof BULK_RESULTS)[number];

/** The counts of a bulk decision (P3). */
export interface BulkCounts {
  readonly done: number;
  readonly skipped: number;
  readonly failed: number;
  /** Why they were skipped, with how many each. */
  readonly why: Readonly<Record<string, number>>;
  /** How many were taken back since. */
  readonly undone: number;
}

/** One decision of many, as it is stored with its intent. */
export interface BulkIntent extends Among {
  readonly id: RequestId;
  readonly to: BulkResult;
  /** Absent when nobody decided in time (N6): then it is told at once, to nobody in particular. */
  readonly by?: { readonly person: PersonId; readonly chat: ChatId };
  readonly startedAt: number;
  /** All of it can be undone until then. */
  readonly undoUntil: number;
  /** Nobody is told before. */
  readonly tellAt: number;
  /** Registered after the first and until the second instant. */
  readonly after: number;
  readonly upTo: number;
  readonly reason?: Reason;
  readonly era: number;
}

/** A host's question to somebody who registered, and the answer once there is one (N9). */
export interface Inquiry {
  readonly id: InquiryId;
  readonly text: string;
  readonly by: PersonId;
  readonly at: number;
  readonly answer?: string;
  readonly answeredAt?: number;
}

/** What the audit log keeps of one act: ids only, so that it holds no name and no address (P22). */
export interface LogEntry {
  /** Where it stands in the log. */
  readonly id: string;
  readonly at: number;
  readonly act: string;
  readonly by?: PersonId;
  readonly way?: Way;
  readonly key?: RegistrationKey;
  readonly from?: Status;
  readonly to?: Status;
}

/** What a digest card shows of the requests gathered in it (N5). */
export interface Digest {
  readonly total: number;
  readonly counts: Readonly<Record<Status, number>>;
  /** Those with the most requests, the most first. */
  readonly domains: readonly { readonly domain: string; readonly count: number }[];
  /** How many domains there are. */
  readonly domainCount: number;
}
