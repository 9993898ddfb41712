import { z } from "zod";
import { defined } from "../../core/model/defined.ts";
import type { Address } from "../../core/model/ids.ts";
import { KeySchema, parseAddress } from "../../core/model/ids.ts";
import { LOCALES } from "../../core/model/person.ts";
import { TagSchema } from "../../core/model/tag.ts";
import type { Draft, Drafts } from "../../core/ports/drafts.ts";
import type { Connection } from "../connect.ts";
import { keys } from "../keys.ts";
import { encodeDeliveries } from "../records/delivery.ts";
import type { RunScript } from "../scripts.ts";

const Fields = z.object({
  address: z.custom<Address>((value) => typeof value === "string" && parseAddress(value) === value),
  firstName: z.string(),
  lastName: z.string(),
  given: z.record(z.string(), z.array(z.string())),
  locale: z.enum(LOCALES).optional(),
  source: z.string().optional(),
  invitation: KeySchema.optional(),
  tag: TagSchema.optional(),
});

const decodeDraft = (json: string): Draft => {
  const { locale, source, invitation, tag, ...draft } = Fields.parse(JSON.parse(json));
  return { ...draft, ...defined({ locale, source, invitation, tag }) };
};

/** Drafts of guests, in Redis. */
export const makeDrafts = (redis: Connection, run: RunScript): Drafts => {
  return {
    saveDraft: async (organisation, code, token, draft, keptMs, now, deliveries) => {
      await run(
        "save-draft-2",
        [keys.draft(organisation, code, token), keys.lanes(organisation)],
        [now, JSON.stringify(draft), keptMs, encodeDeliveries(deliveries)],
      );
    },

    endIn: async (organisation, code, token, forMs) => {
      await redis.pexpire(keys.draft(organisation, code, token), forMs);
    },

    draft: async (organisation, code, token) => {
      const kept = await redis.get(keys.draft(organisation, code, token));
      return kept === null ? undefined : decodeDraft(kept);
    },
  };
};
