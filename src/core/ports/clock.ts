/** The time. */
export interface Clock {
  /** The present instant (ms since 1970, UTC). */
  now(): number;
}
