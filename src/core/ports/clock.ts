/** The time. */
export interface Clock {
  /** The present instant (ms since 1970, UTC). */
  now(): number;
  /** A test or the playground moves it. Any other may differ from those of other processes, so lanes go by Redis'. */
  readonly isMovedByHand?: true;
}
