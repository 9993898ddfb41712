import { z } from "zod";
import { defined } from "../../core/model/defined.ts";
import type { KeptLetter, Outbox } from "../../email/outbox.ts";
import type { Connection } from "../connect.ts";
import { keys } from "../keys.ts";

/** So many letters are kept, the newest. */
const KEPT = 100;

const Letter = z.object({
  to: z.string(),
  at: z.number(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  calendar: z.string().optional(),
});

/** Mail in Redis, while no mail server is configured. */
export const makeOutbox = (redis: Connection): Outbox => ({
  keep: async (letter) => {
    await redis.lpush(keys.outbox, JSON.stringify(letter satisfies KeptLetter));
    await redis.ltrim(keys.outbox, 0, KEPT - 1);
  },
  list: async () =>
    (await redis.lrange(keys.outbox, 0, KEPT - 1)).map((json): KeptLetter => {
      const { calendar, ...letter } = Letter.parse(JSON.parse(json));
      return { ...letter, ...defined({ calendar }) };
    }),
});
