import { z } from "zod";
import type { Delivery } from "../core/deliveries/delivery.ts";
import { laneOf } from "../core/deliveries/lane.ts";
import type { Offer } from "../core/deliveries/seat-offers.ts";
import { defined } from "../core/model/defined.ts";
import { KeySchema } from "../core/model/ids.ts";
import type { LaneGroup, Lanes } from "../core/ports/lanes.ts";
import type { Cursor } from "../core/ports/registrations.ts";
import type { Connection } from "./connect.ts";
import { ALL_PARTITIONS, keys } from "./keys.ts";
import type { RunScript } from "./scripts.ts";

/** An offer in the form in which `shared/waitlist.lua` takes it. */
export const encodeOffer = ({ key, version, endsAt, deliveries }: Offer): string =>
  JSON.stringify({ key, version, endsAt, deliveries: deliveries.map(encoded) });

const encoded = (delivery: Delivery) => ({
  id: delivery.id,
  lane: laneOf(delivery),
  body: JSON.stringify(delivery),
  ...defined({
    level: delivery.level ? true : undefined,
    urgent: delivery.urgent ? true : undefined,
    at: delivery.notBefore,
  }),
});

/** Deliveries in the form in which `shared/lanes.lua` takes them. */
export const encodeDeliveries = (deliveries: readonly Delivery[]): string => JSON.stringify(deliveries.map(encoded));

/** Bodies were written by `encodeDeliveries`; ids in them were parsed when they were made. */
const Body = z.string().transform((body) => JSON.parse(body) as Delivery);

const ClaimAnswer = z.tuple([
  z.coerce.number(),
  z.array(z.tuple([z.string(), z.string(), Body, z.number(), z.string()])),
]);
const CursorSchema = z.object({
  over: z.enum(["registrations", "invitees"]),
  after: z.object({ at: z.number(), key: KeySchema }).optional(),
});
const CursorText = z.string().transform((text): Cursor => {
  const { over, after } = CursorSchema.parse(JSON.parse(text));
  return { over, ...defined({ after }) };
});
export const makeLanes = (redis: Connection, run: RunScript): Lanes => ({
  groups: ALL_PARTITIONS.flatMap((partition): LaneGroup[] => [
    { kind: "chat", prefix: keys.lanesOf(partition) },
    { kind: "mail", prefix: keys.mailLanesOf(partition) },
  ]),

  claim: async (group, { now, leaseMs, max, token }) => {
    const answer = await run("claim-1", [group.prefix], [now, leaseMs, max, token]);
    const [nextAt, taken] = ClaimAnswer.parse(answer);
    return {
      nextAt: nextAt === -1 ? undefined : nextAt,
      taken: taken.map(([lane, id, delivery, count, cursor]) => ({
        group,
        lane,
        id,
        attempts: count,
        token,
        ...defined({ cursor: cursor === "" ? undefined : CursorText.parse(cursor) }),
        // Its own id: the body still has the place for the version in it.
        delivery: { ...delivery, id },
      })),
    };
  },

  finish: async (claimed, { now, state, nextAt, messageId, follow }) => {
    const lanes = claimed.group.prefix;
    const { organisation, matter } = claimed.delivery;
    const messages = messageId === undefined ? lanes : keys.messages(organisation, matter.code);
    const args = [
      now,
      claimed.lane,
      claimed.id,
      claimed.token,
      state,
      Math.ceil(nextAt),
      messageId ?? "",
      encodeDeliveries(follow),
    ];
    return (await run("finish-2", [lanes, messages], args)) === 1;
  },

  expand: async (claimed, now, { webinar, era, by, consequences, deliveries = [], isMove, next }) => {
    const { organisation, code } = webinar;
    const answer = await run(
      "expand-6",
      [
        keys.lanes(organisation),
        keys.webinar(organisation, code),
        keys.registrationPrefix(organisation, code, era),
        keys.entriesPrefix(organisation),
        keys.log(organisation, code),
        keys.waitlist(organisation, code, era),
      ],
      [
        now,
        claimed.lane,
        claimed.id,
        claimed.token,
        next ? JSON.stringify(next) : "",
        encodeDeliveries([...deliveries, ...consequences.flatMap((one) => one.deliveries)]),
        isMove ? webinar.startsAt : "",
        code,
        ",waitlisted,offered,",
        by,
        ...consequences.flatMap(({ concerned, becomes }) => [concerned.key, concerned.person, becomes ?? ""]),
      ],
    );
    return answer === 1;
  },

  renew: async ({ group, lane, id, token }, until) =>
    (await run("renew-1", [group.prefix], [lane, id, token, until])) === 1,

  retry: async (claimed, at, counts) =>
    (await run(
      "retry-1",
      [claimed.group.prefix],
      [claimed.lane, claimed.id, claimed.token, Math.ceil(at), counts ? "1" : "0"],
    )) === 1,

  messageOf: async ({ id, organisation, matter }) =>
    (await redis.hget(keys.messages(organisation, matter.code), id)) ?? undefined,
});
