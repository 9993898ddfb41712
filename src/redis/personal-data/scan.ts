import { Cluster } from "ioredis";
import type { Connection } from "../connect.ts";

const AT_ONCE = 1_000;

/** Yields the keys that match a pattern, some at a time; one may come twice. */
export async function* scanKeys(redis: Connection, pattern: string): AsyncGenerator<string[]> {
  for (const node of redis instanceof Cluster ? redis.nodes("master") : [redis]) {
    let cursor = "0";
    do {
      const [next, found] = await node.scan(cursor, "MATCH", pattern, "COUNT", AT_ONCE);
      yield found;
      cursor = next;
    } while (cursor !== "0");
  }
}

/** What a pattern of SCAN takes literally. */
export const literally = (text: string): string => text.replaceAll(/[\\*?[\]]/g, "\\$&");

/** Yields the fields of a hash with their values, some at a time; one may come twice. */
export async function* scanFields(redis: Connection, hash: string): AsyncGenerator<[string, string][]> {
  let cursor = "0";
  do {
    const [next, flat] = await redis.hscan(hash, cursor, "COUNT", AT_ONCE);
    yield flat.flatMap((field, at) => (at % 2 === 0 ? [[field, flat[at + 1] ?? ""] as [string, string]] : []));
    cursor = next;
  } while (cursor !== "0");
}

/** Yields the members of a sorted set, some at a time; one may come twice. */
export async function* scanMembers(redis: Connection, zset: string): AsyncGenerator<string[]> {
  let cursor = "0";
  do {
    const [next, flat] = await redis.zscan(zset, cursor, "COUNT", AT_ONCE);
    yield flat.filter((_, at) => at % 2 === 0);
    cursor = next;
  } while (cursor !== "0");
}
