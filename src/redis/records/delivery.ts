import { z } from "zod";
import type { Delivery } from "../../core/deliveries/delivery.ts";
import { laneOf } from "../../core/deliveries/lane.ts";
import type { Offer } from "../../core/deliveries/seat-offers.ts";
import { defined } from "../../core/model/defined.ts";
import { KeySchema } from "../../core/model/ids.ts";
import type { Cursor } from "../../core/ports/registrations.ts";

const fieldsOf = (delivery: Delivery) => ({
  id: delivery.id,
  lane: laneOf(delivery),
  body: JSON.stringify(delivery),
  ...defined({
    level: delivery.level ? true : undefined,
    urgent: delivery.urgent ? true : undefined,
    at: delivery.notBefore,
    rest: delivery.restMs,
  }),
});

/** Deliveries as `shared/lanes.lua` takes them. */
export const encodeDeliveries = (deliveries: readonly Delivery[]): string => JSON.stringify(deliveries.map(fieldsOf));

/** An offer as `shared/waitlist.lua` takes it; '' when a free seat is offered to nobody. */
export const encodeOffer = (offer: Offer | "none" = "none"): string =>
  offer === "none" ? "" : JSON.stringify({ endsAt: offer.endsAt, deliveries: offer.deliveries.map(fieldsOf) });

/** Written by `encodeDeliveries`; the ids in it were parsed when it was made, so this only tells it from what is none. */
const Body = z.string().transform((body) => {
  const parsed: unknown = JSON.parse(body);
  z.object({
    organisation: z.string(),
    to: z.object({ kind: z.string() }),
    matter: z.object({ kind: z.string() }),
  }).parse(parsed);
  return parsed as Delivery;
});

const CursorFields = z.object({
  over: z.enum(["registrations", "invitees"]),
  after: z.object({ at: z.number(), key: KeySchema }).optional(),
});

const CursorText = z.string().transform((text): Cursor | undefined => {
  if (text === "") return undefined;
  const { over, after } = CursorFields.parse(JSON.parse(text));
  return { over, ...defined({ after }) };
});

const ClaimAnswer = z.tuple([
  z.coerce.number(),
  z.array(z.tuple([z.string(), z.string(), z.string().nullable(), z.number(), z.string()])),
]);

/** What a record says; undefined when it makes no delivery. */
const readRecord = (body: string | null, cursorText: string) => {
  try {
    return { delivery: Body.parse(body), cursor: CursorText.parse(cursorText) };
  } catch {
    return undefined;
  }
};

/** The answer of `claim`. Each record is read by itself: one that is damaged holds up no other. */
export const decodeClaim = (answer: unknown) => {
  const [waitMs, claimed] = ClaimAnswer.parse(answer);
  const records = claimed.map(([lane, id, body, attempts, cursor]) => ({
    place: { lane, id },
    attempts,
    read: readRecord(body, cursor),
  }));
  return {
    waitMs: waitMs === -1 ? undefined : waitMs,
    taken: records.flatMap(({ place, attempts, read }) =>
      // Its own id: the body still has `%v` in place of the version.
      read
        ? [{ ...place, attempts, delivery: { ...read.delivery, id: place.id }, ...defined({ cursor: read.cursor }) }]
        : [],
    ),
    unreadable: records.flatMap(({ place, read }) => (read ? [] : [place])),
  };
};
