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

/** A seat for somebody in line: refused as `moved` when another is first by then. */
export interface Offer {
  readonly key: RegistrationKey;
  /** The version under which they wait. */
  readonly version: number;
  readonly endsAt: number;
  readonly deliveries: readonly Delivery[];
}

/** An offer made after the start is good for so long. */
const LATE_OFFER_MS = 5 * 60_000;

const MINUTE = 60_000;

/** Until when an offer made now is good: its term or the start, whichever is earlier; after the start five minutes. */
export const offerEndOf = ({ startsAt, offerMinutes }: Webinar, now: number): number =>
  now < startsAt ? Math.min(now + offerMinutes * MINUTE, startsAt) : now + LATE_OFFER_MS;

/** The word that ends an offer, or with `over` all waiting, when its time has come. */
export const offerEnds = (webinar: Webinar, key: RegistrationKey, version: number, endsAt: number): Delivery =>
  fanOut(webinar, { kind: "offer_ends", key, version }, `${key}:${webinar.era}:${version}`, WAITLIST, endsAt);

export const waitlistEnds = (webinar: Webinar): Delivery =>
  fanOut(webinar, { kind: "over" }, String(webinar.sequence), WAITLIST, webinar.endsAt);

/** What tells somebody that a seat is offered to them; `version` is what they have while they wait. */
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
