/** A clock that stands until it is moved: what a test waits for, it brings about. */
export interface TestClock {
  now(): number;
  advance(ms: number): void;
}

export const startClock = (at = Date.now()): TestClock => {
  let instant = at;
  return {
    now: () => instant,
    advance: (ms) => {
      instant += ms;
    },
  };
};
