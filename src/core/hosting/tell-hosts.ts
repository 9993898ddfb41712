import type { Delivery } from "../deliveries/delivery.ts";
import type { PersonId } from "../model/ids.ts";
import { chatFor, type Person } from "../model/person.ts";
import type { Webinar } from "../model/webinar.ts";
import type { People } from "../ports/people.ts";

const hostsOf = ({ host, cohosts }: Webinar): PersonId[] => [host, ...cohosts];

/** Whether a calendar entry shows the same for both. */
const showsSame = (before: Webinar, next: Webinar): boolean =>
  before.sequence === next.sequence &&
  before.state === next.state &&
  before.title === next.title &&
  before.description === next.description;

/** Whose own calendar entry comes, changes or goes. */
const concernedBy = (before: Webinar | undefined, next: Webinar): PersonId[] => {
  const [were, are] = [before ? hostsOf(before) : [], hostsOf(next)];
  const all = [...new Set([...were, ...are])];
  const isOfAll = before !== undefined && !showsSame(before, next);
  return all.filter((id) => isOfAll || were.includes(id) !== are.includes(id));
};

/** The direct message to somebody who is a cohost from now on. */
const cohosting = ({ organisation, code, host, version }: Webinar, person: Person): Delivery[] => {
  const chat = chatFor(person);
  if (!chat) return [];
  const id = `${code}:cohosting:${person.id}:${version}:dm`;
  return [{ id, organisation, host, to: { kind: "dm", chat }, matter: { kind: "cohosting", code } }];
};

/** The mail that brings, renews or withdraws a host's calendar entry; none where no address is known. */
const entry = ({ organisation, code, host, version }: Webinar, { id: person, address }: Person): Delivery[] => {
  if (!address) return [];
  const id = `${code}:hosting:${person}:${version}:mail`;
  return [{ id, organisation, host, to: { kind: "mail", address }, matter: { kind: "hosting", code, person } }];
};

/**
 * What hosts and cohosts are told when a webinar is made, changed or cancelled: new cohosts that they are, and each of
 * them, by a calendar entry of their own, when it is (P34).
 */
export const tellHosts = async (people: People, before: Webinar | undefined, next: Webinar): Promise<Delivery[]> => {
  const concerned = await people.getMany(next.organisation, concernedBy(before, next));
  const isNew = ({ id }: Person) => next.cohosts.includes(id) && !before?.cohosts.includes(id);
  return concerned.flatMap((person) =>
    person ? [...(isNew(person) ? cohosting(next, person) : []), ...entry(next, person)] : [],
  );
};
