import { entryOf, type Owner } from "../access/owned-entry.ts";
import { newCards, overview } from "../deliveries/cards.ts";
import type { Delivery } from "../deliveries/delivery.ts";
import { type Offer, offerTo } from "../deliveries/seat-offers.ts";
import { aboutRegistration, tellPerson } from "../deliveries/telling.ts";
import { watches } from "../deliveries/watches.ts";
import { WAITLIST } from "../model/audit.ts";
import { defined } from "../model/defined.ts";
import type { OrganisationId, RegistrationKey, RequestId, WebinarCode } from "../model/ids.ts";
import { requestId } from "../model/ids.ts";
import { CHANGED, untilStored } from "../model/optimistic.ts";
import { type Reach, reachOf } from "../model/reach.ts";
import type { Refusal } from "../model/refusal.ts";
import type { Registration, Way, WebinarEntry } from "../model/registration.ts";
import { done, type Result, refuse } from "../model/result.ts";
import { holdsSeat, mayMoveFrom } from "../model/status.ts";
import { isLate, verdictOf } from "../model/verdict.ts";
import { isAhead, isOver, type Webinar } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { Lists } from "../ports/lists.ts";
import type { People } from "../ports/people.ts";
import type { Registrations } from "../ports/registrations.ts";
import type { Webinars } from "../ports/webinars.ts";

const OFFERED_AT_ONCE = 50;

interface Deps {
  readonly webinars: Webinars;
  readonly registrations: Registrations;
  readonly people: People;
  readonly lists: Lists;
  readonly clock: Clock;
}

interface ClaimInput {
  readonly organisation: OrganisationId;
  readonly code: WebinarCode;
  readonly requestId: RequestId;
  readonly of: Owner;
  readonly way: Way;
  /** The answer stays in the person's chat: only the mail tells it besides. */
  readonly answerStays: boolean;
}

type Claimed = WebinarEntry & { readonly registration: Registration };

/** The offer that goes with a change by which this registration gives up its seat. */
export const offerOfFreedSeat = async (
  waitlist: Pick<Waitlist, "next">,
  webinar: Webinar,
  { key, status, keepsSeat }: Registration,
  now: number,
): Promise<{ offer?: Offer | "none" }> =>
  defined({ offer: holdsSeat(status) || keepsSeat ? await waitlist.next(webinar, key, now) : undefined });

const hasOpenOffer = ({ status, offerEndsAt = 0 }: Registration, now: number): boolean =>
  status === "offered" && offerEndsAt > now;

const deliveriesOfClaim = (
  webinar: Webinar,
  { key, version, round, registeredAt }: Registration,
  to: "pending" | "approved" | "rejected",
  reach: Reach,
  now: number,
): Delivery[] => {
  const isAwaited = isLate(webinar, now);
  const about = aboutRegistration(webinar, key, version + 1, `${to}:${version + 1}`, { isAwaited });
  return [
    ...tellPerson(about, reach),
    ...newCards(webinar, key, round),
    ...(to === "pending" ? watches(webinar, registeredAt, now) : []),
    ...overview(webinar, now),
  ];
};

/** The waiting list: to whom a freed seat is offered, claiming it, and what happens when nobody does. */
export const makeWaitlist = ({ webinars, registrations, people, lists, clock }: Deps) => {
  const offersTo = async (webinar: Webinar, waiting: readonly Registration[], now: number): Promise<Offer[]> => {
    const known = await people.getMany(
      webinar.organisation,
      waiting.map(({ person }) => person),
    );
    return waiting.map((registration, i) => offerTo(webinar, registration, registration.version, known[i], now));
  };

  /**
   * Makes the offer to whom is first on the waiting list once `leaving` is off it; undefined when nobody waits, `none`
   * when nobody is offered a seat any more.
   */
  const next = async (webinar: Webinar, leaving: RegistrationKey, now: number): Promise<Offer | "none" | undefined> => {
    if (!isAhead(webinar, now)) return "none";
    if (webinar.counts.waitlisted === 0) return undefined;
    const waiting = await registrations.firstWaiting(webinar, 2);
    const head = waiting.find(({ key }) => key !== leaving);
    return head && (await offersTo(webinar, [head], now))[0];
  };

  /** Offers free seats to those who are first; answers whether more seats are free while more people wait. */
  const offerFree = async (webinar: Webinar): Promise<boolean> => {
    const now = clock.now();
    if (!isAhead(webinar, now)) return false;
    const waiting = await registrations.firstWaiting(webinar, OFFERED_AT_ONCE);
    if (waiting.length === 0) return false;
    return (await registrations.offer(webinar, now, await offersTo(webinar, waiting, now))) > 0;
  };

  /** Ends an offer that nobody claimed: its person goes to the end of the waiting list, the second time off it (P7). */
  const expire = (
    organisation: OrganisationId,
    code: WebinarCode,
    key: RegistrationKey,
    version: number,
  ): Promise<void> =>
    untilStored(async () => {
      const found = await registrations.entry(organisation, code, { key });
      const registration = found?.entry?.registration;
      if (!found || registration?.status !== "offered" || registration.version !== version) return;
      const { webinar } = found;
      const now = clock.now();
      const to = registration.expired === 0 && isAhead(webinar, now) ? "waitlisted" : "cancelled";
      const [person] = await people.getMany(organisation, [registration.person]);
      // Alone on the waiting list, the same person is offered the seat again.
      const again = to === "waitlisted" ? offerTo(webinar, registration, version + 1, person, now) : undefined;
      const offer = (await next(webinar, key, now)) ?? again;
      const about = aboutRegistration(webinar, key, version + 1, `${to}:${version + 1}`);
      const told = offer !== undefined && offer === again ? [] : tellPerson(about, reachOf(person, registration));
      const answer = await registrations.move({
        act: { organisation, code, requestId: requestId("offer ends", code, key, String(version)), now, way: "line" },
        webinar,
        key,
        fromVersion: version,
        from: ["offered"],
        to,
        by: WAITLIST,
        decision: false,
        domain: "",
        ...defined({ offer }),
        deliveries: [...overview(webinar, now), ...told],
      });
      return answer.kind === "done" ? undefined : CHANGED;
    });

  const storeClaim = async (input: ClaimInput, webinar: Webinar, registration: Registration, now: number) => {
    const { organisation, code, answerStays, way } = input;
    const { key, version, address } = registration;
    const listed = await lists.verdict(address);
    const { status: to, how } = verdictOf(webinar, listed, registration);
    const person = await people.get(organisation, registration.person);
    const reach = answerStays ? { address } : reachOf(person, registration);
    return registrations.move({
      act: { organisation, code, requestId: input.requestId, now, way },
      webinar,
      key,
      fromVersion: version,
      from: mayMoveFrom(to, "claims"),
      to,
      by: registration.person,
      decision: false,
      domain: "",
      facts: { ...defined({ how }), isLate: isLate(webinar, now) },
      ...(holdsSeat(to) ? {} : await offerOfFreedSeat({ next }, webinar, registration, now)),
      deliveries: deliveriesOfClaim(webinar, registration, to, reach, now),
    });
  };

  /**
   * Claims an offered seat; what becomes of the request is decided as for one that registers. Refuses who has no open
   * offer, and a webinar that is over. The same act again is answered as the first was.
   */
  const claim = (input: ClaimInput): Promise<Result<Claimed, Refusal>> =>
    untilStored(async () => {
      const { organisation, code } = input;
      const found = await entryOf({ webinars, registrations }, organisation, code, input.of);
      if (!found) return refuse({ reason: "unknown_webinar", typed: code });
      const { webinar, entry } = found;
      const { title } = webinar;
      const registration = entry?.registration;
      if (!registration) return refuse({ reason: "not_registered", title, code });
      if (registration.movedBy === input.requestId) return done({ ...found, registration });
      const now = clock.now();
      const over = isOver(webinar, now);
      if (over) return refuse(over);
      if (!hasOpenOffer(registration, now)) return refuse({ reason: "nothing_offered", title });
      const answer = await storeClaim(input, webinar, registration, now);
      if (answer.kind !== "done") return CHANGED;
      const stored = (await registrations.entry(organisation, code, { key: registration.key })) ?? found;
      return done({ ...stored, registration: stored.entry?.registration ?? registration });
    });

  return { next, offerFree, expire, claim };
};

export type Waitlist = ReturnType<typeof makeWaitlist>;
