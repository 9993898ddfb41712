import type { OrganisationId, PersonId } from "../model/ids.ts";
import { fullName } from "../model/person.ts";
import type { People } from "../ports/people.ts";

/** A person's name; empty for nobody, and for somebody who is not known. */
export const personName = async (
  people: Pick<People, "get">,
  organisation: OrganisationId,
  id: PersonId | undefined,
): Promise<string> => {
  const person = id && (await people.get(organisation, id));
  return person ? fullName(person) : "";
};

/** The names of people, in order, without those who are not known. */
export const namesOf = async (
  people: Pick<People, "getMany">,
  organisation: OrganisationId,
  ids: readonly PersonId[],
): Promise<string[]> =>
  (await people.getMany(organisation, ids)).flatMap((person) => (person ? [fullName(person)] : []));
