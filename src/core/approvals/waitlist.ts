import { entryOf, type Owner } from "../access/owned-entry.ts";
import { newCards, overview } from "../deliveries/cards.ts";
import { LINE, type Offer, offerTo } from "../deliveries/seat-offers.ts";
import { aboutRegistration, tellPerson } from "../deliveries/telling.ts";
import { watches } from "../deliveries/watches.ts";
import { defined } from "../model/defined.ts";
import type { OrganisationId, RegistrationKey, RequestId, WebinarCode } from "../model/ids.ts";
import { chatParts, requestId } from "../model/ids.ts";
import { chatFor } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import type { Registration, Way, WebinarEntry } from "../model/registration.ts";
import { done, type Result, ROUNDS, refuse } from "../model/result.ts";
import { holdsSeat, mayMoveFrom } from "../model/status.ts";
import { isLate, verdictOf } from "../model/verdict.ts";
import { isAhead, type Webinar } from "../model/webinar.ts";
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

/** The offer that goes with a move which frees this registration's seat. */
export const freed = async (
  line: Pick<Line, "next">,
  webinar: Webinar,
  { key, status, keepsSeat }: Registration,
  now: number,
): Promise<{ offer?: Offer | "none" }> => {
  const offer = holdsSeat(status) || keepsSeat ? await line.next(webinar, key, now) : undefined;
  return offer ? { offer } : {};
};

/** The waiting list: whom a freed seat goes to, claiming it, and what happens when nobody does. */
export const makeLine = ({ webinars, registrations, people, lists, clock }: Deps) => {
  const offersTo = async (webinar: Webinar, waiting: readonly Registration[], now: number): Promise<Offer[]> => {
    const known = await people.getMany(
      webinar.organisation,
      waiting.map(({ person }) => person),
    );
    return waiting.map((registration, i) => offerTo(webinar, registration, registration.version, known[i], now));
  };

  /** The offer to whom is first in line when `leaving` is in it no more; undefined when nobody waits, `none` when it is over. */
  const next = async (webinar: Webinar, leaving: RegistrationKey, now: number): Promise<Offer | "none" | undefined> => {
    if (!isAhead(webinar, now)) return "none";
    if (webinar.counts.waitlisted === 0) return undefined;
    const waiting = await registrations.firstWaiting(webinar, 2);
    const head = waiting.find(({ key }) => key !== leaving);
    return head && (await offersTo(webinar, [head], now))[0];
  };

  /** Offers free seats to those first in line: true when there are more of both. */
  const offerFree = async (webinar: Webinar): Promise<boolean> => {
    const now = clock.now();
    if (!isAhead(webinar, now)) return false;
    const waiting = await registrations.firstWaiting(webinar, OFFERED_AT_ONCE);
    if (waiting.length === 0) return false;
    return (await registrations.offer(webinar, now, await offersTo(webinar, waiting, now))) > 0;
  };

  /** Nobody claimed an offer: the first time its person goes to the tail, the second time out (P7). */
  const expire = async (organisation: OrganisationId, code: WebinarCode, key: RegistrationKey, version: number) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const found = await registrations.entry(organisation, code, { key });
      const registration = found?.entry?.registration;
      if (!found || registration?.status !== "offered" || registration.version !== version) return;
      const { webinar } = found;
      const now = clock.now();
      const to = registration.expired === 0 && isAhead(webinar, now) ? "waitlisted" : "cancelled";
      const [person] = await people.getMany(organisation, [registration.person]);
      const prefer = registration.via === "page" ? undefined : chatParts(registration.via).face;
      const own = to === "waitlisted" ? offerTo(webinar, registration, version + 1, person, now) : undefined;
      const offer = (await next(webinar, key, now)) ?? own;
      const told = tellPerson(aboutRegistration(webinar, key, version + 1, `${to}:${version + 1}`), {
        chat: person && chatFor(person, prefer),
        address: registration.address,
      });
      const isOwn = offer !== undefined && offer !== "none" && offer.key === key;
      const answer = await registrations.move({
        act: { organisation, code, requestId: requestId("offer ends", code, key, String(version)), now, way: "line" },
        webinar,
        key,
        fromVersion: version,
        from: ["offered"],
        to,
        by: LINE,
        decision: false,
        domain: "",
        ...defined({ offer }),
        deliveries: [...overview(webinar, now), ...(isOwn ? [] : told)],
      });
      if (answer.kind === "done") return;
    }
    throw new Error("what was read was changed each time");
  };

  const claim = async (input: {
    readonly organisation: OrganisationId;
    readonly code: WebinarCode;
    readonly requestId: RequestId;
    readonly of: Owner;
    readonly way: Way;
    readonly answerStays: boolean;
  }): Promise<Result<WebinarEntry & { registration: Registration }, Refusal>> => {
    const { organisation, code } = input;
    for (let round = 0; round < ROUNDS; round += 1) {
      const found = await entryOf({ webinars, registrations }, organisation, code, input.of);
      if (!found) return refuse({ reason: "unknown_webinar", typed: code });
      const { webinar, entry } = found;
      const { title } = webinar;
      const registration = entry?.registration;
      if (!registration) return refuse({ reason: "not_registered", title, code });
      if (registration.movedBy === input.requestId) return done({ ...found, registration });
      const now = clock.now();
      if (webinar.state === "cancelled") return refuse({ reason: "webinar_cancelled", title });
      if (webinar.endsAt <= now) return refuse({ reason: "webinar_ended", title });
      const isOpen = registration.status === "offered" && (registration.offerEndsAt ?? 0) > now;
      if (!isOpen) return refuse({ reason: "nothing_offered", title });
      const late = webinar.policy !== "automatic" && isLate(webinar, now);
      const listed = await lists.verdict(registration.address);
      const { status: to, how } = verdictOf(webinar, listed, registration);
      const person = await people.get(organisation, registration.person);
      const prefer = registration.via === "page" ? undefined : chatParts(registration.via).face;
      const { key, version } = registration;
      const answer = await registrations.move({
        act: { organisation, code, requestId: input.requestId, now, way: input.way },
        webinar,
        key,
        fromVersion: version,
        from: mayMoveFrom(to, "claims"),
        to,
        by: registration.person,
        decision: false,
        domain: "",
        facts: { ...defined({ how }), isLate: late },
        ...(holdsSeat(to) ? {} : await freed({ next }, webinar, registration, now)),
        deliveries: [
          ...tellPerson(aboutRegistration(webinar, key, version + 1, `${to}:${version + 1}`, { isAwaited: late }), {
            chat: input.answerStays ? undefined : person && chatFor(person, prefer),
            address: registration.address,
          }),
          ...newCards(webinar, key, registration.round),
          ...(to === "pending" ? watches(webinar, registration.registeredAt, now) : []),
          ...overview(webinar, now),
        ],
      });
      if (answer.kind !== "done") continue;
      const stored = (await registrations.entry(organisation, code, { key })) ?? found;
      return done({ ...stored, registration: stored.entry?.registration ?? registration });
    }
    throw new Error("the registration was changed each time it was read");
  };

  return { next, offerFree, expire, claim };
};

export type Line = ReturnType<typeof makeLine>;
