import { z } from "zod";
import type { Delivery } from "../../core/deliveries/delivery.ts";
import { laneOf } from "../../core/deliveries/lane.ts";
import type { Offer } from "../../core/deliveries/seat-offers.ts";
import { defined } from "../../core/model/defined.ts";
import { KeySchema } from "../../core/model/ids.ts";
import type { Cursor } from "../../core/ports/registrations.ts";

// Between the parts of a delivery or of a record, and at the end of a delivery. JSON escapes both: no body holds them.
const BETWEEN = "\u001F";
const END = "\u001E";

/** Whether the script has to name in the body, too, who or what it is about: the first who waits, or a digest. */
const isTemplate = (id: string): boolean => /%[kn]/.test(id);

/** What the lanes do not say themselves. In a template, a number that only the script knows is 0 until then. */
const bodyOf = ({ id, level, urgent, notBefore, restMs, staysDead, ...rest }: Delivery): string => {
  const body = JSON.stringify(rest);
  return isTemplate(id) ? body.replace('"version":0', '"version":%v').replace('"digest":0', '"digest":%n') : body;
};

/**
 * A delivery as `shared/lanes.lua` takes it: id, lane, marks, the instant from which it is due or '', for how long (ms)
 * its lane rests or '', and the body. Throws when its name holds a separator.
 */
const encode = (delivery: Delivery): string => {
  const { id, level, urgent, staysDead, notBefore = "", restMs = "" } = delivery;
  const lane = laneOf(delivery);
  if ([BETWEEN, END].some((one) => `${id}${lane}`.includes(one))) throw new Error("a delivery's name has a separator");
  const marks = [level && "l", urgent && "u", id.includes("%v") && "n", isTemplate(id) && "t", staysDead && "d"]
    .filter(Boolean)
    .join("");
  return [id, lane, marks, notBefore, restMs, bodyOf(delivery)].join(BETWEEN) + END;
};

/** Deliveries as `shared/lanes.lua` takes them. */
export const encodeDeliveries = (deliveries: readonly Delivery[]): string => deliveries.map(encode).join("");

/** An offer as `shared/waitlist.lua` takes it; '' when a free seat is offered to nobody. */
export const encodeOffer = (offer: Offer | "none" = "none"): string =>
  offer === "none" ? "" : `${offer.endsAt}${END}${encodeDeliveries(offer.deliveries)}`;

/** What a delivery is about, also by the word that older ones have for the overview. */
const Kind = z.string().transform((kind) => (kind === "announcement" ? "overview" : kind));

const BodyFields = z.looseObject({
  organisation: z.string(),
  to: z.looseObject({ kind: z.string() }),
  matter: z.looseObject({ kind: Kind }),
});

/** Written by `encode`; the ids in it were parsed when it was made, so this only tells it from what is none. */
const Body = z.string().transform((body) => {
  const read = BodyFields.parse(JSON.parse(body));
  return read as unknown as Omit<Delivery, "id">;
});

const CursorFields = z.object({
  over: z.enum(["registrations", "invitees"]),
  after: z.object({ at: z.number(), key: KeySchema }).optional(),
  told: z.number().optional(),
});

const CursorText = z.string().transform((text): Cursor | undefined => {
  if (text === "") return undefined;
  const { over, after, told } = CursorFields.parse(JSON.parse(text));
  return { over, ...defined({ after, told }) };
});

const ClaimAnswer = z.tuple([
  z.coerce.number(),
  z.array(z.tuple([z.string(), z.string(), z.string(), z.number(), z.string()])),
]);

/** What a record says; undefined when it makes no delivery. */
const readRecord = (body: string, cursorText: string) => {
  try {
    return { delivery: Body.parse(body), cursor: CursorText.parse(cursorText) };
  } catch {
    return undefined;
  }
};

/** Where a delivery waits, how it stands and what it says, from its record, as `shared/lanes.lua` writes it. */
export const decodeRecord = (record: string): { state: string; lane: string; body: string } => {
  const [state = "", , , lane = "", , , , , body = ""] = record.split(BETWEEN);
  return { state, lane, body };
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
      read
        ? [{ ...place, attempts, delivery: { ...read.delivery, id: place.id }, ...defined({ cursor: read.cursor }) }]
        : [],
    ),
    unreadable: records.flatMap(({ place, read }) => (read ? [] : [place])),
  };
};
