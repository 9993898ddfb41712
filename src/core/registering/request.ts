import { cardOf, seatsSoon } from "../deliveries/cards.ts";
import type { Delivery } from "../deliveries/delivery.ts";
import { waitlistEnds } from "../deliveries/seat-offers.ts";
import { aboutRegistration, tellPerson } from "../deliveries/telling.ts";
import { watches } from "../deliveries/watches.ts";
import type { checkAnswers } from "../model/form.ts";
import type { Address, RegistrationKey } from "../model/ids.ts";
import { askedSince, type Registration } from "../model/registration.ts";
import type { Tag } from "../model/tag.ts";
import type { Reach } from "../model/told/reach.ts";
import type { How, Listed, Verdict } from "../model/verdict.ts";
import type { Webinar } from "../model/webinar.ts";

/** A registration to be stored, decided by what was read. Only the script checks that a seat is free. */
export interface Request {
  readonly webinar: Webinar;
  readonly address: Address;
  /** The registration before, which was cancelled. */
  readonly before: Registration | undefined;
  readonly key: RegistrationKey;
  readonly round: number;
  readonly clean: ReturnType<typeof checkAnswers>["clean"];
  readonly status: Verdict["status"] | "waitlisted";
  /** Absent for who waits for a seat: it is decided when they claim one. */
  readonly how?: How;
  readonly listed?: Listed;
  readonly tag?: Tag;
  readonly now: number;
}

export const needsCard = (status: Request["status"]): boolean => status !== "waitlisted";

/** Whether it waits for a seat or for a host; that ends with the webinar. */
const waits = (status: Request["status"]): boolean => status === "waitlisted" || status === "pending";

/** What tells of it: the person, the hosts, and what follows where it waits. */
export const deliveriesOf = ({ webinar, key, before, status, now }: Request, reach: Reach): Delivery[] => {
  // Whatever the policy is, which may change before they come to the gate.
  const isAwaited = askedSince({ registeredAt: now }, webinar.startsAt);
  // The version is certain here: `%v` only marks the deliveries as new, so that lanes look for no earlier ones.
  const about = aboutRegistration(webinar, key, (before?.version ?? 0) + 1, `${status}:%v`, { isAwaited });
  return [
    ...tellPerson(about, reach),
    ...(waits(status) ? [waitlistEnds(webinar)] : []),
    ...seatsSoon(webinar, now),
    // The card of the earlier request loses its buttons to the new one.
    ...(before ? cardOf(webinar, before, now, false) : []),
    ...(status === "pending" ? watches(webinar, now, now) : []),
  ];
};
