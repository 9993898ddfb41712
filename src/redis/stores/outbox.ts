import { z } from "zod";
import { defined } from "../../core/model/defined.ts";
import type { KeptLetter, Outbox } from "../../email/outbox.ts";
import type { Connection } from "../connect.ts";
import { keys } from "../keys.ts";

/** So many letters are kept, the newest, and so many of each person. */
const KEPT = 100;
const KEPT_OF_ONE = 50;
const KEPT_MS = 30 * 24 * 3_600_000;

const Letter = z.object({
  id: z.string().optional(),
  to: z.string(),
  at: z.number(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  calendar: z.string().optional(),
});

const decode = (json: string): KeptLetter => {
  const { calendar, id, ...letter } = Letter.parse(JSON.parse(json));
  return { ...letter, id: id ?? `${letter.at}:${letter.to}:${letter.subject}`, ...defined({ calendar }) };
};

/** Mail in Redis, while no mail server is configured. */
export const makeOutbox = (redis: Connection): Outbox => ({
  keep: async (letter) => {
    const json = JSON.stringify(letter satisfies KeptLetter);
    const own = keys.outboxOf(letter.to);
    await redis.lpush(own, json);
    await redis.ltrim(own, 0, KEPT_OF_ONE - 1);
    await redis.pexpire(own, KEPT_MS);
    await redis.lpush(keys.outbox, json);
    await redis.ltrim(keys.outbox, 0, KEPT - 1);
  },
  list: async (addresses = []) => {
    const lists = [keys.outbox, ...addresses.map(keys.outboxOf)];
    const found = await Promise.all(lists.map((list) => redis.lrange(list, 0, KEPT - 1)));
    const letters = new Map(found.flat().map((json) => [json, decode(json)]));
    return [...letters.values()].sort((a, b) => b.at - a.at);
  },
});
