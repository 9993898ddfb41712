/** Limits how often something may happen, by name. */
export interface Limiter {
  /** Counts a hit; false when there were `points` within `seconds` already. Atomic, however many come at once. */
  hit(name: string, points: number, seconds: number): Promise<boolean>;
  /** As `hit`; the last of the points locks the name for `seconds` from then on. */
  hitOrLock(name: string, points: number, seconds: number): Promise<boolean>;
  /** Begins to count anew. */
  forget(name: string): Promise<void>;
}
