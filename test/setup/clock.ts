/** A clock that stands until it is moved: what a test waits for, it brings about. */
export interface TestClock {
  now(): number;
  readonly isMovedByHand: true;
  advance(ms: number): void;
}

export const startClock = (at = Date.now()): TestClock => {
  let instant = at;
  return {
    now: () => instant,
    isMovedByHand: true,
    advance: (ms) => {
      instant += ms;
    },
  };
};
