import { ASK_WITHIN_MS, type FindPeople } from "../../access/find-people.ts";
import { hostedAhead } from "../../access/host-access.ts";
import { cardOf, requestCards } from "../../deliveries/cards.ts";
import type { Delivery } from "../../deliveries/delivery.ts";
import { offerEnds } from "../../deliveries/seat-offers.ts";
import { aboutRegistration, tellPerson } from "../../deliveries/telling.ts";
import { defined } from "../../model/defined.ts";
import {
  type Address,
  newKey,
  newRegistrationId,
  type OrganisationId,
  parseAddress,
  type RegistrationKey,
  type RequestId,
  type WebinarCode,
} from "../../model/ids.ts";
import { CHANGED, untilStored } from "../../model/optimistic.ts";
import { fullName, nameOrAddress, type Person } from "../../model/person.ts";
import type { Refusal } from "../../model/refusal.ts";
import { askedSince, type Concerned, type Entry, type Way } from "../../model/registration.ts";
import { done, type Result, refuse } from "../../model/result.ts";
import { mayHaveEntry } from "../../model/told/calendar-entry.ts";
import type { Webinar } from "../../model/webinar.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Lists } from "../../ports/lists.ts";
import type { Actor, People } from "../../ports/people.ts";
import type { Registrations } from "../../ports/registrations.ts";
import type { Webinars } from "../../ports/webinars.ts";

interface CorrectInput {
  readonly organisation: OrganisationId;
  readonly code: WebinarCode;
  readonly key: RegistrationKey;
  /** As it was typed. */
  readonly address: string;
  readonly by: Actor;
  readonly requestId: RequestId;
  readonly way: Way;
}

interface Deps {
  readonly webinars: Webinars;
  readonly registrations: Registrations;
  readonly people: People;
  readonly lists: Lists;
  readonly findPeople: FindPeople;
  readonly clock: Clock;
}

/** A guest whose address can be corrected, as hosts see them. */
export interface Correctable {
  readonly webinar: Webinar;
  readonly key: RegistrationKey;
  readonly name: string;
  readonly address: Address;
}

/** What is known of the pair: whose it is, and how they are called. */
interface Owner {
  readonly webinar: Webinar;
  readonly concerned: Concerned;
  readonly person: Person | undefined;
  readonly name: string;
}

const deliveriesOf = (
  webinar: Webinar,
  { key, address, registration }: Concerned,
  person: Person | undefined,
  after: { readonly key: RegistrationKey; readonly address: Address },
  now: number,
): Delivery[] => {
  const { organisation, code, host, era } = webinar;
  const to = { address: after.address };
  if (!registration) {
    const matter = { kind: "invitation", code, key: after.key } as const;
    return tellPerson({ organisation, host, id: `${code}:${after.key}:invitation`, matter }, to);
  }
  const version = registration.version + 1;
  const isAwaited = askedSince(registration, webinar.startsAt);
  const { status, offerEndsAt } = registration;
  return [
    ...tellPerson(aboutRegistration(webinar, after.key, version, `${status}:%v`, { isAwaited }), to),
    ...(mayHaveEntry(registration, person ?? {})
      ? tellPerson(
          {
            organisation,
            host,
            id: `${code}:${key}:${era}:withdrawn`,
            matter: { kind: "withdrawn", code, key, era, version: registration.version },
          },
          { address },
        )
      : []),
    // Who waits for a seat has no card.
    ...(status === "waitlisted" || status === "offered"
      ? []
      : cardOf(webinar, { ...registration, key: after.key }, now)),
    ...(status === "offered" && offerEndsAt !== undefined ? [offerEnds(webinar, after.key, version, offerEndsAt)] : []),
  ];
};

/** The ids of a request's cards, of every round, under one key and under another. */
const cardsUnder = (webinar: Webinar, { key, registration }: Concerned, next: RegistrationKey): [string, string][] => {
  const rounds = Array.from({ length: registration?.round ?? 0 }, (_, i) => i + 1);
  return rounds.flatMap((round) => {
    const after = requestCards(webinar, next, round);
    return requestCards(webinar, key, round).map(({ id }, i): [string, string] => [id, after[i]?.id ?? id]);
  });
};

/**
 * Corrects a guest's mistyped address (P39). The seat, the answers and the history stay; the former key, link and ID end,
 * and another link is mailed, with another ID where the webinar gives IDs. Their calendar entry goes to the new address.
 * Refuses who does not host the webinar, a member, whose address is their profile's, a registration that is cancelled or
 * not accepted, and an address that is no address, a member's, never accepted, or there already. The same act again
 * changes nothing.
 */
export const makeCorrectAddress = (deps: Deps) => {
  const { webinars, registrations, people, lists, findPeople, clock } = deps;

  const ownerOf = async (webinar: Webinar, { key, registration, invitee }: Entry): Promise<Result<Owner, Refusal>> => {
    const owner = registration ?? invitee;
    if (!owner) return refuse({ reason: "unknown_registration" });
    if (registration && (registration.status === "cancelled" || registration.status === "rejected"))
      return refuse({ reason: "not_possible_now", status: registration.status, title: webinar.title });
    const person = await people.get(webinar.organisation, owner.person);
    const concerned: Concerned = {
      key,
      person: owner.person,
      address: owner.address,
      ...defined({ registration, invitee }),
    };
    const name = registration ? fullName(registration) : person ? nameOrAddress(person) : owner.address;
    if (person && person.chats.length > 0) return refuse({ reason: "address_of_member", name });
    return done({ webinar, concerned, person, name });
  };

  const find = async ({
    organisation,
    code,
    key,
    by,
  }: Omit<CorrectInput, "address" | "requestId" | "way">): Promise<Result<Owner, Refusal>> => {
    const allowed = await hostedAhead(deps, organisation, code, by);
    if (!allowed.ok) return allowed;
    const entry = (await registrations.entry(organisation, code, { key }))?.entry;
    return entry ? ownerOf(allowed.value, entry) : refuse({ reason: "unknown_registration" });
  };

  /** Why an address cannot be given to this person. */
  const objectionTo = async (
    { webinar }: Owner,
    address: Address,
    there: Entry | undefined,
  ): Promise<Refusal | undefined> => {
    if (there?.registration) return { reason: "address_registered", address };
    if ((await lists.verdict(address)) === "reject") return { reason: "address_never_accepted", address };
    const [found] = await findPeople(webinar.organisation, [{ by: "address", address }], ASK_WITHIN_MS);
    if (found?.kind === "unknown") return { reason: "people_not_asked", names: [address] };
    return found?.kind === "found" ? { reason: "address_of_member", name: fullName(found.person) } : undefined;
  };

  const store = async (
    input: CorrectInput,
    { webinar, concerned, person, name }: Owner,
    address: Address,
    there: Entry | undefined,
  ) => {
    const { organisation, code, requestId, by, way } = input;
    const now = clock.now();
    const { firstName, lastName } = concerned.registration ?? person ?? { firstName: "", lastName: "" };
    const { locale } = person ?? {};
    const known = await people.know(organisation, {
      address,
      firstName,
      lastName,
      fullMember: false,
      ...defined({ locale }),
    });
    const after = { key: there?.key ?? newKey(), address, person: known.id };
    return registrations.correctAddress({
      act: { organisation, code, requestId, now, way },
      webinar,
      before: concerned,
      after,
      // An invitee is called what the owner of the new address is called, who may be known.
      name: `${name} ${fullName(known)}`,
      by: by.id,
      cards: cardsUnder(webinar, concerned, after.key),
      deliveries: deliveriesOf(webinar, concerned, person, after, now),
      ...defined({ registrationId: webinar.registrationIds ? newRegistrationId() : undefined }),
    });
  };

  /** The answer where this act was carried out before; undefined where it was not. */
  const answerOfEarlier = async (
    { organisation, code, requestId }: CorrectInput,
    address: Address,
    there: Entry | undefined,
  ): Promise<Result<Correctable, Refusal> | undefined> => {
    if (!(await webinars.isDone(organisation, requestId))) return undefined;
    const webinar = await webinars.get(organisation, code);
    if (!webinar || !there) return refuse({ reason: "unknown_registration" });
    const { registration } = there;
    return done({ webinar, key: there.key, name: registration ? fullName(registration) : address, address });
  };

  return {
    /** The guest whose address is to be corrected. Refuses as the correction itself does. */
    open: async (of: Omit<CorrectInput, "address" | "requestId" | "way">): Promise<Result<Correctable, Refusal>> => {
      const found = await find(of);
      if (!found.ok) return found;
      const { webinar, concerned, name } = found.value;
      return done({ webinar, key: concerned.key, name, address: concerned.address });
    },

    correct: (input: CorrectInput): Promise<Result<Correctable, Refusal>> =>
      untilStored(async () => {
        const { organisation, code } = input;
        const address = parseAddress(input.address);
        if (!address) return refuse({ reason: "address_invalid", typed: input.address });
        const there = (await registrations.entry(organisation, code, { address }))?.entry;
        const earlier = await answerOfEarlier(input, address, there);
        if (earlier) return earlier;
        const found = await find(input);
        if (!found.ok) return found;
        const { concerned } = found.value;
        if (concerned.address === address) return refuse({ reason: "address_same", address });
        const objection = await objectionTo(found.value, address, there);
        if (objection) return refuse(objection);
        if (!concerned.registration && there?.invitee) return refuse({ reason: "address_invited", address });
        // Once it is stored, the next round finds it done.
        await store(input, found.value, address, there);
        return CHANGED;
      }),
  };
};
