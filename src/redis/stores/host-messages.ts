import { z } from "zod";
import { FACES, type PersonId, type RequestId } from "../../core/model/ids.ts";
import { AUDIENCES } from "../../core/model/told/host-message.ts";
import type { HostMessages } from "../../core/ports/told/host-messages.ts";
import type { Connection } from "../connect.ts";
import { keys } from "../keys.ts";
import { encodeDeliveries } from "../records/delivery.ts";
import { Json, text } from "../records/values.ts";
import type { RunScript } from "../scripts.ts";
import { REQUEST_KEPT_MS } from "./requests.ts";

const DAY_MS = 24 * 3_600_000;
/** As long as a message to very many may wait for a slow chat product. */
const KEPT_MS = 30 * DAY_MS;

const Message = Json.pipe(
  z.object({
    id: text<RequestId>(),
    by: text<PersonId>(),
    face: z.enum(FACES),
    to: z.enum(AUDIENCES),
    text: z.string(),
    count: z.number(),
    sentAt: z.number(),
  }),
);

/** What hosts write to many people, in Redis. */
export const makeHostMessages = (redis: Connection, run: RunScript): HostMessages => ({
  start: async ({ organisation, code, requestId, now, way }, message, mostADay, deliveries) => {
    const answer = await run(
      "send-message-5",
      [
        keys.hostMessage(organisation, code, message.id),
        keys.hostMessages(organisation, code),
        keys.log(organisation, code),
        keys.request(organisation, requestId),
        keys.lanes(organisation),
      ],
      [
        now,
        message.id,
        JSON.stringify(message),
        mostADay,
        DAY_MS,
        KEPT_MS,
        message.by,
        way,
        encodeDeliveries(deliveries),
        REQUEST_KEPT_MS,
      ],
    );
    return z.enum(["done", "too_many"]).parse(answer);
  },

  undo: async ({ organisation, code, now, way }, { id, by, until }, deliveries) => {
    const answer = await run(
      "undo-message-4",
      [
        keys.hostMessage(organisation, code, id),
        keys.hostMessages(organisation, code),
        keys.log(organisation, code),
        keys.lanes(organisation),
      ],
      [now, id, until, by, way, encodeDeliveries(deliveries)],
    );
    return z.enum(["done", "too_late"]).parse(answer);
  },

  get: async (organisation, code, id) => {
    const { message, told = "0", undone, done } = await redis.hgetall(keys.hostMessage(organisation, code, id));
    if (message === undefined) return undefined;
    return {
      message: Message.parse(message),
      told: Number(told),
      isUndone: undone !== undefined,
      isDone: done !== undefined,
    };
  },

  noteTold: async (organisation, code, id, told, isDone) => {
    await redis.hset(keys.hostMessage(organisation, code, id), { told, ...(isDone ? { done: "1" } : {}) });
  },
});
