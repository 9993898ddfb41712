import type { Status } from "./status.ts";

/** What a digest card shows of the requests gathered in it (N5). */
export interface Digest {
  readonly total: number;
  readonly counts: Readonly<Record<Status, number>>;
  /** The domains with the most requests, in falling order. */
  readonly domains: readonly { readonly domain: string; readonly count: number }[];
  /** How many domains there are. */
  readonly domainCount: number;
}
