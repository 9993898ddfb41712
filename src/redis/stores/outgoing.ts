import { z } from "zod";
import { messageName, NEWS, offeringName } from "../../core/deliveries/messages.ts";
import type { Outgoing } from "../../core/ports/outgoing.ts";
import type { Connection } from "../connect.ts";
import { keys } from "../keys.ts";
import { SHOWN } from "../lanes.ts";
import { messagesKeyOf } from "../reading/remembered.ts";
import { encodeDeliveries } from "../records/delivery.ts";
import type { RunScript } from "../scripts.ts";
import { REQUEST_KEPT_MS } from "./requests.ts";

/** Deliveries that belong to no change, in Redis. */
export const makeOutgoing = (redis: Connection, run: RunScript): Outgoing => {
  return {
    messagesOf: async (delivery) => {
      const [key, name] = [messagesKeyOf(delivery), messageName(delivery)];
      if (!key || name === undefined) return [];
      const offering = name.startsWith(NEWS) ? offeringName(delivery) : undefined;
      const fields = offering === undefined ? [name] : [name, offering];
      const ids = (await redis.hmget(key, ...fields)).flatMap((lines) => (lines ?? "").split("\n"));
      return [...new Set(ids)].filter((one) => one !== "");
    },

    shownBy: async (delivery) => {
      const [key, name] = [messagesKeyOf(delivery), messageName(delivery)];
      if (!key || name === undefined) return undefined;
      return (await redis.hget(key, `${name}${SHOWN}`)) ?? undefined;
    },

    learnMessage: async (card, messageId, now) => {
      const key = messagesKeyOf(card);
      if (!key) return false;
      const learnt = await run(
        "learn-2",
        [keys.lanes(card.organisation), key],
        [now, card.id, messageId, encodeDeliveries([card]), ""],
      );
      return learnt === 1;
    },

    learnOffer: async (edit, messageId, now) => {
      const [key, name] = [messagesKeyOf(edit), offeringName(edit)];
      if (!key || name === undefined) return;
      const args = [now, name, messageId, encodeDeliveries([edit]), "known"];
      await run("learn-2", [keys.lanes(edit.organisation), key], args);
    },

    revive: async ({ organisation, requestId, now }, of, max) =>
      z
        .number()
        .parse(
          await run(
            "revive-2",
            [keys.lanes(organisation), keys.request(organisation, requestId)],
            [now, "id" in of ? of.id : "", max, REQUEST_KEPT_MS, "code" in of ? of.code : ""],
          ),
        ),

    tell: async (organisation, now, deliveries) => {
      await run("tell-1", [keys.lanes(organisation)], [now, encodeDeliveries(deliveries)]);
    },
  };
};
