import type { Connection } from "../connect.ts";

/** A running webinar started at most a day ago: the longest one lasts that long. */
const LONGEST_MS = 24 * 3_600_000;
const READ_AT_ONCE = 30;

/** The members of a zset by start, from a day ago on, read piece by piece as far as they are wanted. */
export async function* soonest(redis: Connection, key: string, now: number): AsyncGenerator<string> {
  for (let from = 0; ; from += READ_AT_ONCE) {
    const members = await redis.zrangebyscore(key, now - LONGEST_MS, "+inf", "LIMIT", from, READ_AT_ONCE);
    yield* members;
    if (members.length < READ_AT_ONCE) return;
  }
}
