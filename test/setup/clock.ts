/** A clock that stands until it is moved: what a test waits for, it brings about. */
export interface TestClock {
  now(): number;
  readonly isMovedByHand: true;
  advance(ms: number): void;
}

/** Ten past ten on an ordinary Tuesday: no test's outcome hangs on the hour at which it is run. */
const TUESDAY = Date.UTC(2026, 11, 1, 10, 10);

export const startClock = (at = TUESDAY): TestClock => {
  let instant = at;
  return {
    now: () => instant,
    isMovedByHand: true,
    advance: (ms) => {
      instant += ms;
    },
  };
};
