import { entryOf, type Owner } from "../access/owned-entry.ts";
import { newCards, seatsSoon } from "../deliveries/cards.ts";
import type { Delivery } from "../deliveries/delivery.ts";
import { messageEdits } from "../deliveries/messages.ts";
import { type Offer, offerNews, offerToFirst } from "../deliveries/seat-offers.ts";
import { aboutRegistration, tellPerson } from "../deliveries/telling.ts";
import { watches } from "../deliveries/watches.ts";
import { WAITLIST } from "../model/audit.ts";
import { defined } from "../model/defined.ts";
import type { OrganisationId, RegistrationKey, RequestId, WebinarCode } from "../model/ids.ts";
import { requestId } from "../model/ids.ts";
import { CHANGED, untilStored } from "../model/optimistic.ts";
import type { Person } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import { askedSince, type Registration, type Way, type WebinarEntry } from "../model/registration.ts";
import { done, type Result, refuse } from "../model/result.ts";
import { holdsSeat, mayMoveFrom, type Status } from "../model/status.ts";
import { mailBeside, type Reach, reachOf } from "../model/told/reach.ts";
import { verdictOf } from "../model/verdict.ts";
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

/** A seat that becomes free goes to whoever is first in the waiting list, until the webinar is over. */
export const offerOfSeat = (webinar: Webinar, now: number): Offer | "none" =>
  isAhead(webinar, now) ? offerToFirst(webinar, now) : "none";

/** The offer that goes with a change by which this registration gives up its seat. */
export const offerOfFreedSeat = (
  webinar: Webinar,
  { status, keepsSeat }: Registration,
  now: number,
): { offer?: Offer | "none" } => (holdsSeat(status) || keepsSeat ? { offer: offerOfSeat(webinar, now) } : {});

const hasOpenOffer = ({ status, offerEndsAt = 0 }: Registration, now: number): boolean =>
  status === "offered" && offerEndsAt > now;

/**
 * The message that offered the seat says so no more. Who is alone in the waiting list may be offered it again in the same
 * step, by another message.
 */
const offerEnded = (webinar: Webinar, key: RegistrationKey, person: Person | undefined, to: Status): Delivery[] =>
  messageEdits(webinar, key, person, ["registration"], { name: `${webinar.era}:${to}:%v:before`, isReplaced: true });

/** Each message that offers the seat says what became of it. */
const claimedEdits = (webinar: Webinar, key: RegistrationKey, person: Person | undefined): Delivery[] =>
  messageEdits(webinar, key, person, ["registration"], { name: `${webinar.era}:claimed:%v` });

const deliveriesOfClaim = (
  webinar: Webinar,
  { key, version, round, registeredAt }: Registration,
  to: "pending" | "approved" | "rejected",
  reach: Reach,
  now: number,
): Delivery[] => {
  const isAwaited = askedSince({ registeredAt, claimedAt: now }, webinar.startsAt);
  const about = aboutRegistration(webinar, key, version + 1, `${to}:%v`, { isAwaited });
  return [
    ...tellPerson(about, reach),
    ...newCards(webinar, key, round),
    ...(to === "pending" ? watches(webinar, registeredAt, now) : []),
    ...seatsSoon(webinar, now),
  ];
};

/** The waiting list: to whom a freed seat is offered, claiming it, and what happens when nobody does. */
export const makeWaitlist = ({ webinars, registrations, people, lists, clock }: Deps) => {
  /** Offers free seats to those who are first; answers whether more seats are free while more people wait. */
  const offerFree = async (webinar: Webinar): Promise<boolean> => {
    const now = clock.now();
    if (!isAhead(webinar, now)) return false;
    return (await registrations.offer(webinar, now, offerToFirst(webinar, now), OFFERED_AT_ONCE)) > 0;
  };

  /** Tells somebody that a seat was offered to them, unless something came of the offer since. */
  const tellOffered = async (
    { organisation, code }: Webinar,
    key: RegistrationKey,
    version: number,
    era: number,
  ): Promise<Delivery[]> => {
    const found = await registrations.entry(organisation, code, { key });
    const registration = found?.entry?.registration;
    if (found?.webinar.era !== era || registration?.version !== version) return [];
    return offerNews(found.webinar, registration, await people.get(organisation, registration.person));
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
      const person = await people.get(organisation, registration.person);
      // Alone on the waiting list, the same person is offered the seat again, and this is not told.
      const about = aboutRegistration(webinar, key, version + 1, `${to}:%v`);
      const answer = await registrations.move({
        act: { organisation, code, requestId: requestId("offer ends", code, key, String(version)), now, way: "line" },
        webinar,
        registration,
        from: ["offered"],
        to,
        by: WAITLIST,
        decision: false,
        domain: "",
        offer: offerOfSeat(webinar, now),
        deliveries: [
          ...seatsSoon(webinar, now),
          ...offerEnded(webinar, key, person, to),
          ...tellPerson(about, reachOf(person, webinar, registration)),
        ],
      });
      return answer.kind === "done" || answer.kind === "repeated" ? undefined : CHANGED;
    });

  const storeClaim = async (input: ClaimInput, found: WebinarEntry, registration: Registration, now: number) => {
    const { organisation, code, answerStays, way } = input;
    const { webinar, entry } = found;
    const { address } = registration;
    const listed = await lists.verdict(address);
    const { status: to, how } = verdictOf(webinar, { listed, isInvited: entry?.invitee !== undefined }, registration);
    const person = await people.get(organisation, registration.person);
    const reach = answerStays ? mailBeside(person, webinar, address) : reachOf(person, webinar, registration);
    return registrations.move({
      act: { organisation, code, requestId: input.requestId, now, way },
      webinar,
      registration,
      from: mayMoveFrom(to, "claims"),
      to,
      by: registration.person,
      decision: false,
      domain: "",
      facts: { ...defined({ how }), claimedAt: now },
      ...(holdsSeat(to) ? {} : offerOfFreedSeat(webinar, registration, now)),
      deliveries: [
        // They may have claimed it elsewhere than in the message that offers it.
        ...(answerStays
          ? claimedEdits(webinar, registration.key, person)
          : offerEnded(webinar, registration.key, person, to)),
        ...deliveriesOfClaim(webinar, registration, to, reach, now),
      ],
    });
  };

  /**
   * Claims an offered seat; what becomes of the request is decided as for one that registers. Refuses who has no open
   * offer, and a webinar that is over. The same act again is answered as the first was.
   */
  const claim = (input: ClaimInput): Promise<Result<Claimed, Refusal>> =>
    untilStored(async () => {
      const { organisation, code } = input;
      const found = await entryOf({ webinars, registrations }, organisation, code, input.of, input.requestId);
      if (!found) return refuse({ reason: "unknown_webinar", typed: code });
      const { webinar, entry } = found;
      const { title } = webinar;
      const registration = entry?.registration;
      if (!registration) return refuse({ reason: "not_registered", title, code });
      if (found.isRepeated) return done({ ...found, registration });
      const now = clock.now();
      const objection: Refusal | undefined =
        isOver(webinar, now) ?? (hasOpenOffer(registration, now) ? undefined : { reason: "nothing_offered", title });
      if (objection)
        return (await webinars.isDone(organisation, input.requestId))
          ? done({ ...found, registration })
          : refuse(objection);
      const answer = await storeClaim(input, found, registration, now);
      if (answer.kind !== "done") return CHANGED;
      const stored = (await registrations.entry(organisation, code, { key: registration.key })) ?? found;
      return done({ ...stored, registration: stored.entry?.registration ?? registration });
    });

  return { offerFree, tellOffered, expire, claim };
};

export type Waitlist = ReturnType<typeof makeWaitlist>;
