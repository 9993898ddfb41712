import { Redis } from "ioredis";
import { scanKeys } from "../../src/redis/personal-data/scan.ts";
import type { Subjects } from "./layout-questions.ts";

/** A key's value as JSON: a text, or bytes that are none in base64; fields in pairs, members, members with scores, entries of a stream. */
export type Kept = { readonly ttl?: number } & (
  | { readonly string: string }
  | { readonly base64: string }
  | { readonly hash: Readonly<Record<string, string>> }
  | { readonly list: readonly string[] }
  | { readonly set: readonly string[] }
  | { readonly zset: readonly (readonly [member: string, score: string])[] }
  | { readonly stream: readonly (readonly [id: string, fields: readonly string[]])[] }
);

/** Data of one layout. */
export interface Layout {
  /** The commit whose code wrote them. */
  readonly commit: string;
  /** What the clock showed at the end. */
  readonly now: number;
  readonly subjects: Subjects;
  readonly keys: Readonly<Record<string, Kept>>;
}

const pairsOf = (flat: readonly string[]): [string, string][] =>
  flat.flatMap((one, i) => (i % 2 === 0 ? [[one, flat[i + 1] ?? ""] as [string, string]] : []));

const keptString = (bytes: Buffer): Kept => {
  const string = bytes.toString("utf8");
  return Buffer.from(string).equals(bytes) ? { string } : { base64: bytes.toString("base64") };
};

const keptOf = async (redis: Redis, key: string): Promise<Kept> => {
  const type = await redis.type(key);
  switch (type) {
    case "string":
      return keptString((await redis.getBuffer(key)) ?? Buffer.alloc(0));
    case "hash":
      return {
        hash: Object.fromEntries(Object.entries(await redis.hgetall(key)).sort(([a], [b]) => (a < b ? -1 : 1))),
      };
    case "list":
      return { list: await redis.lrange(key, 0, -1) };
    case "set":
      return { set: (await redis.smembers(key)).toSorted() };
    case "zset":
      return { zset: pairsOf(await redis.zrange(key, "0", "-1", "WITHSCORES")) };
    case "stream":
      return { stream: await redis.xrange(key, "-", "+") };
    default:
      throw new Error(`${key} is a ${type}`);
  }
};

/** All that a Redis holds; a time to live in whole seconds. */
export const dumpKeys = async (redis: Redis): Promise<Record<string, Kept>> => {
  const names = new Set<string>();
  for await (const some of scanKeys(redis, "*")) for (const name of some) names.add(name);
  const kept: Record<string, Kept> = {};
  for (const name of [...names].sort()) {
    const ttl = await redis.ttl(name);
    kept[name] = { ...(await keptOf(redis, name)), ...(ttl >= 0 ? { ttl } : {}) };
  }
  return kept;
};

const put = async (redis: Redis, key: string, kept: Kept): Promise<void> => {
  if ("string" in kept) await redis.set(key, kept.string);
  if ("base64" in kept) await redis.set(key, Buffer.from(kept.base64, "base64"));
  if ("hash" in kept) await redis.hset(key, kept.hash);
  if ("list" in kept) await redis.rpush(key, ...kept.list);
  if ("set" in kept) await redis.sadd(key, ...kept.set);
  if ("zset" in kept) await redis.zadd(key, ...kept.zset.flatMap(([member, score]) => [score, member]));
  if ("stream" in kept) for (const [id, fields] of kept.stream) await redis.xadd(key, id, ...fields);
  if (kept.ttl !== undefined) await redis.expire(key, Math.max(kept.ttl, 60));
};

/** Puts a layout's data into the empty Redis with this socket. */
export const loadLayout = async (path: string, { keys }: Pick<Layout, "keys">): Promise<void> => {
  const redis = new Redis({ path });
  for (const [key, kept] of Object.entries(keys)) await put(redis, key, kept);
  redis.disconnect();
};
