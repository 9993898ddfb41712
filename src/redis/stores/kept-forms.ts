import type { KeptForms } from "../../core/ports/drafts.ts";
import type { Connection } from "../connect.ts";
import { keys } from "../keys.ts";

/** Keeps what somebody filled in on earlier steps of a form, until it expires. */
export const makeKeptForms = (redis: Connection): KeptForms => ({
  keep: async (organisation, token, text, forMs) => {
    await redis.set(keys.keptForm(organisation, token), text, "PX", forMs);
  },
  read: async (organisation, token) => (await redis.get(keys.keptForm(organisation, token))) ?? undefined,
});
