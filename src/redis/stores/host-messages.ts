import { z } from "zod";
import { defined } from "../../core/model/defined.ts";
import { CodeSchema, FACES, type PersonId, type RequestId, type WebinarCode } from "../../core/model/ids.ts";
import { AUDIENCES, type HostMessage } from "../../core/model/told/host-message.ts";
import type { HostMessages } from "../../core/ports/told/host-messages.ts";
import { answersOf, type Connection } from "../connect.ts";
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
    series: z.object({ title: z.string(), webinars: z.array(CodeSchema) }).optional(),
  }),
);

/** The webinars whose people a message is for. */
const webinarsOf = (code: WebinarCode, { series }: HostMessage): readonly WebinarCode[] => series?.webinars ?? [code];

/** What hosts write to many people, in Redis. */
export const makeHostMessages = (redis: Connection, run: RunScript): HostMessages => ({
  start: async ({ organisation, code, requestId, now, way }, message, mostADay, deliveries) => {
    const answer = await run(
      "send-message-4",
      [
        keys.hostMessage(organisation, code, message.id),
        keys.webinarsPrefix(organisation),
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
        ...webinarsOf(code, message),
      ],
    );
    return z.enum(["done", "too_many"]).parse(answer);
  },

  undo: async ({ organisation, code, now, way }, message, { id, by, until }, deliveries) => {
    const answer = await run(
      "undo-message-3",
      [keys.hostMessage(organisation, code, id), keys.webinarsPrefix(organisation), keys.lanes(organisation)],
      [now, id, until, by, way, encodeDeliveries(deliveries), ...webinarsOf(code, message)],
    );
    return z.enum(["done", "too_late"]).parse(answer);
  },

  get: async (organisation, code, id) => {
    const { message, told = "0", undone, done } = await redis.hgetall(keys.hostMessage(organisation, code, id));
    if (message === undefined) return undefined;
    const { series, ...rest } = Message.parse(message);
    return {
      message: { ...rest, ...defined({ series }) },
      told: Number(told),
      isUndone: undone !== undefined,
      isDone: done !== undefined,
    };
  },

  claim: async (organisation, of, id, by, people) => {
    const told = keys.hostMessageTold(organisation, of, id);
    const asked = redis.pipeline();
    for (const person of people) asked.hsetnx(told, person, by);
    asked
      .pexpire(told, KEPT_MS)
      .hlen(told)
      .hmget(told, ...people, "");
    const [total, tellers] = z
      .tuple([z.number(), z.array(z.string().nullable())])
      .parse((await answersOf(asked)).slice(-2));
    return { total, isTheirs: people.map((_, i) => tellers[i] === by) };
  },

  noteTold: async (organisation, code, id, told, isDone) => {
    const answer = await run("note-told-1", [keys.hostMessage(organisation, code, id)], [told, isDone ? "1" : ""]);
    return answer === 1;
  },
});
