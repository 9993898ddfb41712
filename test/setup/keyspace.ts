import type { Connection } from "../../src/redis/connect.ts";
import { scanKeys } from "../../src/redis/personal-data/scan.ts";

/** Everything that a key holds, as texts. */
const textsIn = async (redis: Connection, key: string): Promise<string[]> => {
  const type = await redis.type(key);
  switch (type) {
    case "string":
      return [(await redis.get(key)) ?? ""];
    case "hash":
      return Object.entries(await redis.hgetall(key)).flat();
    case "list":
      return redis.lrange(key, 0, -1);
    case "set":
      return redis.smembers(key);
    case "zset":
      return redis.zrange(key, "0", "-1", "WITHSCORES");
    case "stream":
      return (await redis.xrange(key, "-", "+")).flatMap(([id, fields]) => [id, ...fields]);
    case "none":
      return [];
    default:
      throw new Error(`${key} is a ${type}`);
  }
};

/** A text in base64 without what depends on its neighbours, wherever in three bytes it begins. */
const inBase64 = (text: string): string[] =>
  [0, 1, 2].map((before) => {
    const encoded = Buffer.from(`${"\0".repeat(before)}${text}`)
      .toString("base64")
      .replaceAll("=", "");
    return encoded.slice(before === 0 ? 0 : before + 1, -1);
  });

const inHex = (text: string): string => Buffer.from(text).toString("hex");

/** A text as it could stand somewhere: as it is, escaped for a URL or JSON, in base64, in hex. */
const formsOf = (text: string): string[] => {
  const plain = [text, encodeURIComponent(text), JSON.stringify(text).slice(1, -1), inHex(text)];
  const base64 = [text, text.toLowerCase()].flatMap(inBase64);
  return [
    ...plain.map((one) => one.toLowerCase()),
    ...base64,
    ...base64.map((one) => one.replaceAll("+", "-").replaceAll("/", "_")),
  ];
};

/**
 * Where in the whole of Redis any of these texts stands, in a key's name or in what it holds, in whatever case or
 * encoding: each as `key: text`.
 */
export const findEverywhere = async (redis: Connection, texts: readonly string[]): Promise<string[]> => {
  const forms = texts.map((text) => ({ text, forms: formsOf(text) }));
  const found: string[] = [];
  for await (const keys of scanKeys(redis, "*"))
    for (const key of keys) {
      const whole = [key, ...(await textsIn(redis, key))].join("\n");
      const lower = whole.toLowerCase();
      for (const one of forms)
        if (one.forms.some((form) => whole.includes(form) || lower.includes(form))) found.push(`${key}: ${one.text}`);
    }
  return [...new Set(found)].sort();
};

/** Every key's name. */
export const allKeys = async (redis: Connection): Promise<string[]> => {
  const found: string[] = [];
  for await (const keys of scanKeys(redis, "*")) found.push(...keys);
  return [...new Set(found)].sort();
};
