import { z } from "zod";
import type { Address } from "../../core/model/ids.ts";
import { parseAddress } from "../../core/model/ids.ts";
import type { Draft, Drafts } from "../../core/ports/drafts.ts";
import type { Connection } from "../connect.ts";
import { keys } from "../keys.ts";
import { encodeDeliveries } from "../records/delivery.ts";
import type { RunScript } from "../scripts.ts";

/** So long a guest may take to open the mail's link. */
const DRAFT_MS = 30 * 60_000;

const DraftSchema = z.object({
  address: z.custom<Address>((value) => typeof value === "string" && parseAddress(value) === value),
  firstName: z.string(),
  lastName: z.string(),
  given: z.record(z.string(), z.array(z.string())),
}) satisfies z.ZodType<Draft>;

/** Drafts of guests, in Redis. */
export const makeDrafts = (redis: Connection, run: RunScript): Drafts => {
  return {
    saveDraft: async (organisation, code, token, draft, now, deliveries) => {
      await run(
        "save-draft-2",
        [keys.draft(organisation, code, token), keys.lanes(organisation)],
        [now, JSON.stringify(draft), DRAFT_MS, encodeDeliveries(deliveries)],
      );
    },

    draft: async (organisation, code, token) => {
      const kept = await redis.get(keys.draft(organisation, code, token));
      return kept === null ? undefined : DraftSchema.parse(JSON.parse(kept));
    },
  };
};
