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
  }),
});

/** Deliveries as `shared/lanes.lua` takes them. */
export const encodeDeliveries = (deliveries: readonly Delivery[]): string => JSON.stringify(deliveries.map(fieldsOf));

/** An offer as `shared/waitlist.lua` takes it; '' when a free seat is offered to nobody. */
export const encodeOffer = (offer: Offer | "none" = "none"): string =>
  offer === "none" ? "" : JSON.stringify({ endsAt: offer.endsAt, deliveries: offer.deliveries.map(fieldsOf) });

/** Written by `encodeDeliveries`; the ids in it were parsed when it was made. */
const Body = z.string().transform((body) => JSON.parse(body) as Delivery);

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
  z.array(z.tuple([z.string(), z.string(), Body, z.number(), CursorText])),
]);

/** The answer of `claim`. */
export const decodeClaim = (answer: unknown) => {
  const [nextAt, claimed] = ClaimAnswer.parse(answer);
  return {
    nextAt: nextAt === -1 ? undefined : nextAt,
    taken: claimed.map(([lane, id, delivery, attempts, cursor]) => ({
      lane,
      id,
      attempts,
      // Its own id: the body still has `%v` in place of the version.
      delivery: { ...delivery, id },
      ...defined({ cursor }),
    })),
  };
};
