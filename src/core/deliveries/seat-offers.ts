import { WAITLIST } from "../model/audit.ts";
import type { RegistrationKey } from "../model/ids.ts";
import type { Person } from "../model/person.ts";
import type { Registration } from "../model/registration.ts";
import { reachOf } from "../model/told/reach.ts";
import type { Webinar } from "../model/webinar.ts";
import { seatsSoon } from "./cards.ts";
import type { Delivery } from "./delivery.ts";
import { fanOut } from "./fan-outs.ts";
import { aboutRegistration, tellPerson } from "./telling.ts";

/**
 * A free seat for whoever is first in the waiting list. Only the store knows who that is when the seat becomes free, so
 * the deliveries are a template: the store puts the person's key in place of `FIRST`, in ids and in matters, and the
 * version that the offer makes in place of `%v` and of 0.
 */
export interface Offer {
  readonly endsAt: number;
  readonly deliveries: readonly Delivery[];
}

/** Stands in an offer's deliveries for the key of whoever gets it. */
const FIRST = "%k" as RegistrationKey;

/** How long an offer holds that is made after the start. */
const LATE_OFFER_MS = 5 * 60_000;

const MINUTE = 60_000;

/** Until when an offer made now holds: its term or the start, whichever is earlier; after the start, five minutes. */
export const offerEndOf = ({ startsAt, offerMinutes }: Webinar, now: number): number =>
  now < startsAt ? Math.min(now + offerMinutes * MINUTE, startsAt) : now + LATE_OFFER_MS;

const nameOf = (key: RegistrationKey, era: number, version: number | "%v") => `${key}:${era}:${version}`;

/** Ends an offer at `endsAt`, unless it was taken by then. */
export const offerEnds = (webinar: Webinar, key: RegistrationKey, version: number, endsAt: number): Delivery =>
  fanOut(webinar, { kind: "offer_ends", key, version }, nameOf(key, webinar.era, version), WAITLIST, endsAt);

/** When the webinar is over: ends the waiting list, and takes from messages what is no longer true. */
export const waitlistEnds = (webinar: Webinar): Delivery =>
  fanOut(webinar, { kind: "over" }, String(webinar.sequence), WAITLIST, webinar.endsAt);

/** Offers a seat to whoever is first: a fan-out tells them, another ends the offer. */
export const offerToFirst = (webinar: Webinar, now: number): Offer => {
  const { era } = webinar;
  const endsAt = offerEndOf(webinar, now);
  const name = nameOf(FIRST, era, "%v");
  return {
    endsAt,
    deliveries: [
      fanOut(webinar, { kind: "offered", key: FIRST, version: 0, era }, name, WAITLIST),
      fanOut(webinar, { kind: "offer_ends", key: FIRST, version: 0 }, name, WAITLIST, endsAt),
      ...seatsSoon(webinar, now),
    ],
  };
};

/** Tells somebody that a seat was offered to them, by the version of their registration that the offer made. */
export const offerNews = (webinar: Webinar, { key, version, via, address }: Registration, person: Person | undefined) =>
  tellPerson(
    aboutRegistration(webinar, key, version, `offered:${version}`),
    reachOf(person, webinar, { via, address }),
  );
