import type { Connection } from "../../src/redis/connect.ts";

/** One line of the benchmark: a ratio within one run, or a rate that only says of what order it is. */
export interface Figure {
  readonly name: string;
  readonly value: number;
}

export const quantile = (values: readonly number[], q: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))] ?? Number.NaN;

/** The longest script in Redis' slow log, in ms. */
export const slowestScriptMs = async (redis: Connection): Promise<number> => {
  const entries = (await redis.slowlog("GET", "-1")) as [number, number, number, string[]][];
  const scripts = entries.filter(([, , , words]) => /^evalsha?$/i.test(words[0] ?? ""));
  return Math.max(0, ...scripts.map(([, , micros]) => micros / 1_000));
};
