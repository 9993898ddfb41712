import type { Sheets } from "../../core/ports/sheets.ts";
import type { Connection } from "../connect.ts";
import { keys } from "../keys.ts";

/** What somebody filled in on earlier steps of a form, until it is sent or forgotten. */
export const makeSheets = (redis: Connection): Sheets => ({
  keep: async (organisation, token, text, forMs) => {
    await redis.set(keys.sheet(organisation, token), text, "PX", forMs);
  },
  read: async (organisation, token) => (await redis.get(keys.sheet(organisation, token))) ?? undefined,
});
