import { WAITLIST } from "../model/audit.ts";
import type { RegistrationKey } from "../model/ids.ts";
import type { Person } from "../model/person.ts";
import { reachOf } from "../model/reach.ts";
import type { Registration } from "../model/registration.ts";
import type { Webinar } from "../model/webinar.ts";
import { overview } from "./cards.ts";
import type { Delivery } from "./delivery.ts";
import { fanOut } from "./fan-outs.ts";
import { aboutRegistration, tellPerson } from "./telling.ts";

/** A seat for the first in the waiting list; the store answers `moved` when somebody else is first by then. */
export interface Offer {
  readonly key: RegistrationKey;
  /** The version of their registration while they wait. */
  readonly version: number;
  readonly endsAt: number;
  readonly deliveries: readonly Delivery[];
}

/** How long an offer holds that is made after the start. */
const LATE_OFFER_MS = 5 * 60_000;

const MINUTE = 60_000;

/** Until when an offer made now holds: its term or the start, whichever is earlier; after the start, five minutes. */
export const offerEndOf = ({ startsAt, offerMinutes }: Webinar, now: number): number =>
  now < startsAt ? Math.min(now + offerMinutes * MINUTE, startsAt) : now + LATE_OFFER_MS;

/** Ends an offer at `endsAt`, unless it was taken by then. */
export const offerEnds = (webinar: Webinar, key: RegistrationKey, version: number, endsAt: number): Delivery =>
  fanOut(webinar, { kind: "offer_ends", key, version }, `${key}:${webinar.era}:${version}`, WAITLIST, endsAt);

/** Ends the waiting list when the webinar is over. */
export const waitlistEnds = (webinar: Webinar): Delivery =>
  fanOut(webinar, { kind: "over" }, String(webinar.sequence), WAITLIST, webinar.endsAt);

/** Offers a seat to somebody who waits under `version`: with the deliveries that tell them, and the offer's end. */
export const offerTo = (
  webinar: Webinar,
  registration: Registration,
  version: number,
  person: Person | undefined,
  now: number,
): Offer => {
  const { key } = registration;
  const next = version + 1;
  const endsAt = offerEndOf(webinar, now);
  return {
    key,
    version,
    endsAt,
    deliveries: [
      ...tellPerson(aboutRegistration(webinar, key, next, `offered:${next}`), reachOf(person, registration)),
      offerEnds(webinar, key, next, endsAt),
      ...overview(webinar, now),
    ],
  };
};
