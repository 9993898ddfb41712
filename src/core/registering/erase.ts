import { offerOfFreedSeat } from "../approvals/waitlist.ts";
import { cardOf, requestCards, seatsSoon } from "../deliveries/cards.ts";
import type { Delivery } from "../deliveries/delivery.ts";
import type { ForgetSpeaker } from "../hosting/people/speakers.ts";
import type { Address, OrganisationId, PersonId, RegistrationKey, WebinarCode } from "../model/ids.ts";
import { CHANGED, untilStored } from "../model/optimistic.ts";
import type { Refusal } from "../model/refusal.ts";
import type { Entry, Registration, Way } from "../model/registration.ts";
import { done, type Result, refuse } from "../model/result.ts";
import { isAhead, type Webinar } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { Erasure, TracedEntry, Traces } from "../ports/erasure.ts";
import type { Lists } from "../ports/lists.ts";
import type { People } from "../ports/people.ts";
import type { Registrations } from "../ports/registrations.ts";
import type { Retention } from "../ports/retention.ts";
import type { Webinars } from "../ports/webinars.ts";

/** How many webinars of somebody are looked at, and named. */
const HOSTED_MAX = 30;

/** What was erased, in counts. */
export interface Erased {
  readonly people: number;
  readonly registrations: number;
  readonly invitations: number;
  readonly archived: number;
  readonly deliveries: number;
  readonly drafts: number;
  readonly listed: number;
}

const NOTHING: Erased = {
  people: 0,
  registrations: 0,
  invitations: 0,
  archived: 0,
  deliveries: 0,
  drafts: 0,
  listed: 0,
};

const sumOf = (a: Erased, b: Partial<Erased>): Erased =>
  Object.fromEntries(
    Object.entries(a).map(([name, count]) => [name, count + (b[name as keyof Erased] ?? 0)]),
  ) as unknown as Erased;

interface Deps {
  readonly webinars: Webinars;
  readonly registrations: Registrations;
  readonly people: People;
  readonly lists: Lists;
  readonly erasure: Erasure;
  readonly retention: Pick<Retention, "organisations">;
  readonly forgetSpeaker: ForgetSpeaker;
  readonly clock: Clock;
}

/** Whom to erase in one organisation, and by which way they or the operator asked. */
interface Whom {
  readonly organisation: OrganisationId;
  readonly people: readonly PersonId[];
  readonly addresses: readonly Address[];
  readonly way: Way;
  /** Only what these people own: an address may be another person's too. */
  readonly ownOnly: boolean;
}

/** The cards that showed the request, without anything of it. */
const deliveriesOf = (webinar: Webinar, registration: Registration | undefined, now: number): Delivery[] => {
  if (!registration) return [];
  const rounds = Array.from({ length: registration.round }, (_, i) => i + 1);
  return [
    ...rounds.flatMap((round) => requestCards(webinar, registration.key, round, false)),
    ...(registration.digest === undefined ? [] : cardOf(webinar, registration, now, false)),
    ...seatsSoon(webinar, now),
  ];
};

const ownerOf = ({ registration, invitee }: Entry): PersonId | undefined => registration?.person ?? invitee?.person;

/**
 * Erases somebody everywhere at once (P22): the person, what they registered for or were invited to, archives, drafts,
 * and what waits to be sent to them. Seats become free, as when they leave. Nothing is mailed: that would keep the
 * address. Refuses who hosts a webinar that is not over. What died halfway is finished by the next erasure.
 */
export const makeErase = (deps: Deps) => {
  const { webinars, registrations, people, lists, erasure, retention, forgetSpeaker, clock } = deps;

  /** The webinars of these people that are not over. */
  const hostedBy = async (organisation: OrganisationId, ids: readonly PersonId[]): Promise<Webinar[]> => {
    const now = clock.now();
    const all = await Promise.all(
      ids.map((id) => webinars.hostedBy(organisation, id, now, { from: 0, limit: HOSTED_MAX })),
    );
    return all.flatMap(({ some }) => some).filter((webinar) => isAhead(webinar, now));
  };

  const eraseEntry = ({ organisation, people: ids, ownOnly, way }: Whom, { code, key }: TracedEntry) =>
    untilStored(async (): Promise<Partial<Erased> | typeof CHANGED> => {
      const found = await registrations.entry(organisation, code, { key });
      if (!found) return {};
      const { webinar, entry } = found;
      const owner = entry && ownerOf(entry);
      if (ownOnly && owner && !ids.includes(owner)) return {};
      const registration = entry?.registration;
      const now = clock.now();
      const answer = await erasure.eraseEntry({
        webinar,
        key,
        registration,
        now,
        way,
        countsStay: !isAhead(webinar, now),
        offer: (registration && offerOfFreedSeat(webinar, registration, now).offer) ?? "none",
        deliveries: deliveriesOf(webinar, registration, now),
      });
      if (answer.kind === "moved") return CHANGED;
      const { kind: _, ...counts } = answer;
      return counts;
    });

  /** An address that somebody else has too stays theirs. */
  const ownAddresses = async ({ organisation, ownOnly, people: ids }: Whom, addresses: readonly Address[]) => {
    if (!ownOnly) return addresses;
    const owners = await Promise.all(addresses.map((address) => people.byAddress(organisation, address)));
    return addresses.filter((_, at) => owners[at] === undefined || ids.includes(owners[at].id));
  };

  const tracesOf = async (whom: Whom): Promise<{ traces: Traces; begun: number }> => {
    const begun = (await Promise.all(whom.people.map((id) => erasure.begin(whom.organisation, id)))).filter(
      (one) => one !== undefined,
    );
    const addresses = new Set([...whom.addresses, ...begun.flatMap((one) => one.addresses)]);
    return {
      begun: begun.length,
      traces: {
        people: whom.people,
        chats: begun.flatMap(({ chats }) => chats),
        addresses: await ownAddresses(whom, [...addresses]),
        names: begun.flatMap(({ names }) => names),
      },
    };
  };

  const erase = async (whom: Whom): Promise<Erased> => {
    const { organisation } = whom;
    // First: their link lets nobody in any more, and what finds their webinars goes with the rest.
    for (const id of whom.people) await forgetSpeaker(organisation, id, whom.way);
    const { traces, begun } = await tracesOf(whom);
    let erased: Erased = { ...NOTHING, people: begun };
    for (const entry of await erasure.entries(organisation, traces))
      erased = sumOf(erased, await eraseEntry(whom, entry));
    erased = sumOf(erased, {
      deliveries: await erasure.eraseDeliveries(organisation, traces),
      drafts: await erasure.eraseDrafts(organisation, traces),
    });
    for (const address of traces.addresses) erased = sumOf(erased, { listed: (await lists.erase(address)) ? 1 : 0 });
    await erasure.end(organisation, traces);
    return erased;
  };

  const finishOthers = async (organisation: OrganisationId): Promise<void> => {
    const ids = await erasure.unfinished(organisation);
    for (const id of ids) await erase({ organisation, people: [id], addresses: [], way: "operator", ownOnly: true });
  };

  const hostRefusal = async ({ organisation, people: ids }: Whom): Promise<Refusal | undefined> => {
    const hosted = await hostedBy(organisation, ids);
    const codes = [...new Set(hosted.map(({ code }) => code))];
    return codes.length > 0 ? { reason: "hosts_webinars", codes: codes.join(", ") } : undefined;
  };

  /** Erases somebody who asked for it themselves. */
  const eraseOwner = async (whom: Whom): Promise<Result<Erased, Refusal>> => {
    const refusal = await hostRefusal(whom);
    if (refusal) return refuse(refusal);
    await finishOthers(whom.organisation);
    return done(await erase(whom));
  };

  return {
    /** Erases the speaker whose personal link it is (P34). */
    speaker: async (organisation: OrganisationId, id: PersonId): Promise<Result<Erased, Refusal>> => {
      const address = (await people.get(organisation, id))?.address;
      return eraseOwner({
        organisation,
        people: [id],
        addresses: address ? [address] : [],
        way: "page",
        ownOnly: true,
      });
    },

    /** Erases the owner of a personal link. Refuses a link that leads to nobody. */
    owner: async (
      organisation: OrganisationId,
      code: WebinarCode,
      key: RegistrationKey,
    ): Promise<Result<Erased, Refusal>> => {
      const entry = (await registrations.entry(organisation, code, { key }))?.entry;
      const id = entry && ownerOf(entry);
      if (!id) return refuse({ reason: "link_unknown" });
      const address = entry.registration?.address ?? entry.invitee?.address;
      const addresses = address ? [address] : [];
      return eraseOwner({ organisation, people: [id], addresses, way: "page", ownOnly: true });
    },

    /**
     * Erases everybody with this address, in every organisation, for the operator. Nobody is erased where somebody is
     * refused.
     */
    everywhere: async (address: Address): Promise<Result<Erased, Refusal>> => {
      const all = await Promise.all(
        (await retention.organisations()).map(async (organisation): Promise<Whom> => {
          const found = await erasure.peopleWith(organisation, address);
          return { organisation, people: found, addresses: [address], way: "operator", ownOnly: false };
        }),
      );
      for (const whom of all) {
        const refusal = await hostRefusal(whom);
        if (refusal) return refuse(refusal);
      }
      let erased: Erased = { ...NOTHING, listed: (await lists.erase(address)) ? 1 : 0 };
      for (const whom of all) {
        await finishOthers(whom.organisation);
        erased = sumOf(erased, await erase(whom));
      }
      return done(erased);
    },
  };
};
