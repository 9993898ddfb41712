import type { Connection } from "../../src/redis/connect.ts";

/** One line of the benchmark: a ratio within one run, or a rate that only says of what order it is. */
export interface Figure {
  readonly name: string;
  readonly value: number;
}

export const quantile = (values: readonly number[], q: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))] ?? Number.NaN;

/** How long each call takes in ms, one after another: so many, or until it says so and at least once. */
export const timesOf = async (
  until: number | (() => boolean),
  act: (i: number) => Promise<unknown>,
): Promise<number[]> => {
  const times: number[] = [];
  const isDone = () => (typeof until === "number" ? times.length >= until : times.length > 0 && until());
  while (!isDone()) {
    const before = performance.now();
    await act(times.length);
    times.push(performance.now() - before);
  }
  return times;
};

/** The longest script in Redis' slow log, in ms. */
export const slowestScriptMs = async (redis: Connection): Promise<number> => {
  const entries = (await redis.slowlog("GET", "-1")) as [number, number, number, string[]][];
  const scripts = entries.filter(([, , , words]) => /^evalsha?$/i.test(words[0] ?? ""));
  return Math.max(0, ...scripts.map(([, , micros]) => micros / 1_000));
};
