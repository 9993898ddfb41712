import type { ChatId, PersonId, RequestId } from "./ids.ts";
import type { Reason } from "./registration.ts";

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
