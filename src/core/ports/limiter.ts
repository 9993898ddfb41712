/** So often within a time. */
export interface Rate {
  readonly most: number;
  readonly seconds: number;
}

/** Whether something was still within its rate; if not, from when on it will be. */
type Hit = { readonly ok: true } | { readonly ok: false; readonly waitMs: number };

/** Limits how often something may happen, by name. */
export interface Limiter {
  /** Counts a hit that is within the rate. Atomic, however many come at once. */
  hit(name: string, rate: Rate): Promise<Hit>;
  /** As `hit`; the last hit of the rate locks the name for the rate's time from then on. */
  hitOrLock(name: string, rate: Rate): Promise<Hit>;
  /** Takes one hit back. */
  giveBack(name: string, rate: Rate): Promise<void>;
  /** Begins to count anew. */
  forget(name: string): Promise<void>;
}
