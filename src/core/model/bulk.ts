import type { ChatId, PersonId, RequestId } from "./ids.ts";
import type { Reason } from "./registration.ts";
import type { Status } from "./status.ts";

/** Narrows the requests of one status to those that are meant. */
export interface Among {
  readonly domain?: string;
  /** A text that an answer contains, in any case. */
  readonly answer?: string;
  /** The number of the digest card in which they were gathered (N5). */
  readonly digest?: number;
}

/** What a bulk decision can make of requests. */
export const BULK_RESULTS = ["approved", "rejected"] as const;

export type BulkResult = (typeof BULK_RESULTS)[number];

/** How many requests a bulk decision decided, skipped, and failed to decide (P3). */
export interface BulkCounts {
  readonly done: number;
  readonly skipped: number;
  readonly failed: number;
  /** How many were skipped, by reason. */
  readonly why: Readonly<Record<string, number>>;
  /** How many were undone since. */
  readonly undone: number;
}

/** A bulk decision as it is stored before it is carried out. */
export interface BulkIntent extends Among {
  readonly id: RequestId;
  readonly to: BulkResult;
  /** Absent when no host decided in time (N6): it is then told at once, and cannot be undone. */
  readonly by?: { readonly person: PersonId; readonly chat: ChatId };
  readonly startedAt: number;
  /** Until when it can be undone as a whole. */
  readonly undoUntil: number;
  /** Registrants are told from then on. */
  readonly tellAt: number;
  /** It decides requests registered after `after`, up to and including `upTo`. */
  readonly after: number;
  readonly upTo: number;
  readonly reason?: Reason;
  readonly era: number;
}

/** What a digest card shows of the requests gathered in it (N5). */
export interface Digest {
  readonly total: number;
  readonly counts: Readonly<Record<Status, number>>;
  /** The domains with the most requests, in falling order. */
  readonly domains: readonly { readonly domain: string; readonly count: number }[];
  /** How many domains there are. */
  readonly domainCount: number;
}
