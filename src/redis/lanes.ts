import { z } from "zod";
import { type Delivery, laneOf } from "../core/delivery.ts";
import type { Connection } from "./connect.ts";
import { ALL_PARTITIONS, keys, type Partition } from "./keys.ts";
import type { RunScript } from "./scripts.ts";

/** Deliveries in the form in which `lanes.lua` takes them. */
export const encodeDeliveries = (deliveries: readonly Delivery[]): string =>
  JSON.stringify(
    deliveries.map((delivery) => ({
      id: delivery.id,
      lane: laneOf(delivery.to),
      body: JSON.stringify(delivery),
      ...(delivery.level ? { level: true } : {}),
      ...(delivery.notBefore === undefined ? {} : { at: delivery.notBefore }),
    })),
  );

/** Bodies were written by `encodeDeliveries`; ids in them were parsed when they were made. */
const Body = z.string().transform((body) => JSON.parse(body) as Delivery);

const ClaimAnswer = z.tuple([z.coerce.number(), z.array(z.tuple([z.string(), z.string(), Body, z.number()]))]);

export interface Claimed {
  readonly partition: Partition;
  readonly lane: string;
  readonly id: string;
  readonly delivery: Delivery;
  readonly attempts: number;
  readonly token: string;
}

interface Claim {
  /** When the next lane of the partition is ready; undefined when nothing waits in it. */
  readonly nextAt: number | undefined;
  readonly taken: readonly Claimed[];
}

/** The store's side of delivery; `delivery/worker.ts` is its only user. */
export interface Lanes {
  readonly partitions: readonly Partition[];
  claim(partition: Partition, options: { now: number; leaseMs: number; max: number; token: string }): Promise<Claim>;
  /** Ends a delivery; false when another worker holds it meanwhile. `message` is kept for later edits of a card. */
  finish(
    claimed: Claimed,
    end: { now: number; state: "sent" | "dead"; nextAt: number; messageId?: string; follow: readonly Delivery[] },
  ): Promise<boolean>;
  retry(claimed: Claimed, at: number, counts: boolean): Promise<boolean>;
  /** The message that shows this card, if it was posted. */
  messageOf(delivery: Delivery): Promise<string | undefined>;
}

export const makeLanes = (redis: Connection, run: RunScript): Lanes => ({
  partitions: ALL_PARTITIONS,

  claim: async (partition, { now, leaseMs, max, token }) => {
    const answer = await run("claim-1", [keys.lanesOf(partition)], [now, leaseMs, max, token]);
    const [nextAt, taken] = ClaimAnswer.parse(answer);
    return {
      nextAt: nextAt === -1 ? undefined : nextAt,
      taken: taken.map(([lane, id, delivery, count]) => ({ partition, lane, id, delivery, attempts: count, token })),
    };
  },

  finish: async (claimed, { now, state, nextAt, messageId, follow }) => {
    const lanes = keys.lanesOf(claimed.partition);
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

  retry: async (claimed, at, counts) =>
    (await run(
      "retry-1",
      [keys.lanesOf(claimed.partition)],
      [claimed.lane, claimed.id, claimed.token, Math.ceil(at), counts ? "1" : "0"],
    )) === 1,

  messageOf: async ({ id, organisation, matter }) =>
    (await redis.hget(keys.messages(organisation, matter.code), id)) ?? undefined,
});
