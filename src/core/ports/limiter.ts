/** Counts hits on a name. */
export interface Limiter {
  /** False from the first hit after `points` of them within `seconds`; each counts at once, however many come together. */
  hit(name: string, points: number, seconds: number): Promise<boolean>;
  /** As hit; with the last of the points used the name is locked for `seconds` from then on. */
  hitOrLock(name: string, points: number, seconds: number): Promise<boolean>;
  forget(name: string): Promise<void>;
}
