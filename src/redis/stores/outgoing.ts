import { z } from "zod";
import type { Outgoing } from "../../core/ports/outgoing.ts";
import { keys } from "../keys.ts";
import { encodeDeliveries } from "../records/delivery.ts";
import type { RunScript } from "../scripts.ts";

/** Deliveries that belong to no change, in Redis. */
export const makeOutgoing = (run: RunScript): Outgoing => {
  return {
    revive: async (organisation, now, ids) =>
      z.number().parse(await run("revive-1", [keys.lanes(organisation)], [now, ...ids])),

    tell: async (organisation, now, deliveries) => {
      await run("tell-1", [keys.lanes(organisation)], [now, encodeDeliveries(deliveries)]);
    },
  };
};
