import type { FormProgress } from "../../core/ports/form-progress.ts";
import type { Connection } from "../connect.ts";
import { keys } from "../keys.ts";

/** Answers to a form's earlier steps, in Redis. */
export const makeFormProgress = (redis: Connection): FormProgress => ({
  keep: async (organisation, token, text, forMs) => {
    await redis.set(keys.formProgress(organisation, token), text, "PX", forMs);
  },
  read: async (organisation, token) => (await redis.get(keys.formProgress(organisation, token))) ?? undefined,
});
