import type { Connection } from "../connect.ts";

/** The longest webinar lasts a day: one that still runs started at most so long ago. */
const LONGEST_MS = 24 * 3_600_000;
const READ_AT_ONCE = 30;

/** Yields the members of a zset by start, from a day before `now` on; reads only as many as the caller takes. */
export async function* soonest(redis: Connection, key: string, now: number): AsyncGenerator<string> {
  for (let from = 0; ; from += READ_AT_ONCE) {
    const members = await redis.zrangebyscore(key, now - LONGEST_MS, "+inf", "LIMIT", from, READ_AT_ONCE);
    yield* members;
    if (members.length < READ_AT_ONCE) return;
  }
}
