import type { Address } from "../model/ids.ts";
import type { Listed } from "../model/verdict.ts";

/** The operator's lists of always approved and never accepted addresses and domains, for the whole site (P27). */
export interface Lists {
  /** What the lists say of an address: the address itself comes before its domain; undefined when neither is listed. */
  verdict(address: Address): Promise<Listed | undefined>;
  /** All that is listed: addresses, domains as `@domain`, and erased addresses as `erased:` and a hash. */
  all(): Promise<{ entry: string; listed: Listed }[]>;
  /** Lists an entry; with undefined, takes it off the lists. */
  put(entry: string, listed: Listed | undefined): Promise<void>;
  /**
   * Takes an address off the lists; one that is never accepted stays so, by a keyed hash. False when it is not listed.
   */
  erase(address: Address): Promise<boolean>;
}
