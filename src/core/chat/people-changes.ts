import type { OrganisationId } from "../model/ids.ts";
import type { Person } from "../model/person.ts";
import type { NamedPerson, People } from "../ports/people.ts";
import type { Named } from "./speaker.ts";

const isNamedBy = ({ chats, address }: Person, named: NamedPerson): boolean => {
  if (named.by === "chat") return chats.includes(named.chat);
  return named.by === "address" && named.address === address;
};

/** What a form that showed who is one already changes: who is new, and who was taken out. */
export const changesOf = async (
  store: Pick<People, "getMany">,
  organisation: OrganisationId,
  { shown = [], people, ...named }: Named,
) => {
  const were = (await store.getMany(organisation, shown)).filter((one) => one !== undefined);
  return {
    ...named,
    people: people.filter((one) => !were.some((person) => isNamedBy(person, one))),
    without: were.filter((person) => !people.some((one) => isNamedBy(person, one))).map(({ id }) => id),
  };
};
