import type { Delivery } from "../deliveries/delivery.ts";
import { defined } from "../model/defined.ts";
import type { PersonId } from "../model/ids.ts";
import { chatFor, type Person } from "../model/person.ts";
import { hostsOf, roleIn, type Webinar } from "../model/webinar.ts";
import type { People } from "../ports/people.ts";

/** Everybody who comes in without a registration, and has a calendar entry for that. */
const entitled = (webinar: Webinar): PersonId[] => [...hostsOf(webinar), ...webinar.speakers];

/** Whether a calendar entry shows the same for both. */
const showsSame = (before: Webinar, next: Webinar): boolean =>
  before.sequence === next.sequence &&
  before.state === next.state &&
  before.title === next.title &&
  before.description === next.description;

/** Whose own calendar entry comes, changes or goes. */
const concernedBy = (before: Webinar | undefined, next: Webinar): PersonId[] => {
  const all = [...new Set([...(before ? entitled(before) : []), ...entitled(next)])];
  const isOfAll = before !== undefined && !showsSame(before, next);
  return all.filter((id) => isOfAll || (before && roleIn(before, id)) !== roleIn(next, id));
};

/** The direct message to somebody who is a cohost from now on. */
const cohosting = ({ organisation, code, host, version }: Webinar, person: Person): Delivery[] => {
  const chat = chatFor(person);
  if (!chat) return [];
  const id = `${code}:cohosting:${person.id}:${version}:dm`;
  return [{ id, organisation, host, to: { kind: "dm", chat }, matter: { kind: "cohosting", code } }];
};

/** The direct message to a speaker: that they are one, and without a mail beside it, every change of the webinar. */
const speaking = ({ organisation, code, host, version }: Webinar, person: Person): Delivery[] => {
  const chat = chatFor(person);
  if (!chat) return [];
  const id = `${code}:speaking:${person.id}:${version}:dm`;
  return [{ id, organisation, host, to: { kind: "dm", chat }, matter: { kind: "speaking", code, person: person.id } }];
};

/** What somebody was before, who is nothing of it any more. */
const lostRole = (before: Webinar | undefined, next: Webinar, person: PersonId) => {
  const was = before ? roleIn(before, person) : "none";
  return was === "none" || roleIn(next, person) !== "none" ? undefined : was;
};

/** The mail that brings, renews or withdraws a host's or a speaker's calendar entry; none where no address is known. */
const entry = (before: Webinar | undefined, next: Webinar, { id: person, address }: Person): Delivery[] => {
  if (!address) return [];
  const { organisation, code, host, version } = next;
  const id = `${code}:hosting:${person}:${version}:mail`;
  const matter = { kind: "hosting", code, person, ...defined({ was: lostRole(before, next, person) }) } as const;
  return [{ id, organisation, host, to: { kind: "mail", address }, matter }];
};

/**
 * What hosts, cohosts and speakers are told when a webinar is made, changed or cancelled: new cohosts and speakers that
 * they are, and each of them, by a calendar entry of their own, when it is (P34).
 */
export const tellHosts = async (people: People, before: Webinar | undefined, next: Webinar): Promise<Delivery[]> => {
  const concerned = await people.getMany(next.organisation, concernedBy(before, next));
  // Who handed it over knows.
  const isNewCohost = ({ id }: Person) =>
    next.cohosts.includes(id) && !before?.cohosts.includes(id) && before?.host !== id;
  const isNewSpeaker = ({ id }: Person) => next.speakers.includes(id) && !before?.speakers.includes(id);
  const isToldSpeaking = (person: Person) =>
    isNewSpeaker(person) || (next.speakers.includes(person.id) && person.address === undefined);
  return concerned.flatMap((person) =>
    person
      ? [
          ...(isNewCohost(person) ? cohosting(next, person) : []),
          ...(isToldSpeaking(person) ? speaking(next, person) : []),
          ...entry(before, next, person),
        ]
      : [],
  );
};

const DAY = 24 * 3_600_000;
/** The calendar entry of a webinar that was scheduled with others comes so long before the start. */
const ENTRY_BEFORE_MS = 28 * DAY;

/**
 * The same for a webinar that was scheduled with others, of which the first tells who cohosts and speaks: the calendar
 * entries alone. Those that are far ahead come later, so that nobody gets fifty mails at once.
 */
export const tellHostsLater = async (people: People, webinar: Webinar, now: number): Promise<Delivery[]> => {
  const concerned = await people.getMany(webinar.organisation, concernedBy(undefined, webinar));
  const at = webinar.startsAt - ENTRY_BEFORE_MS;
  const later = (delivery: Delivery): Delivery => {
    const { matter } = delivery;
    return at > now && matter.kind === "hosting"
      ? { ...delivery, matter: { ...matter, isLater: true as const }, notBefore: at }
      : delivery;
  };
  return concerned.flatMap((person) => (person ? entry(undefined, webinar, person) : [])).map(later);
};
