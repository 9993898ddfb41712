import { type Address, type ChatId, chatParts, type OrganisationId } from "../model/ids.ts";
import type { Person } from "../model/person.ts";
import type { Directory, People, Profile } from "../ports/people.ts";

/** The time for looking people up in the chat products, so that the answer is still in time. */
const LOOKUP_BUDGET_MS = 1_200;

interface Deps {
  readonly people: People;
  readonly directories: readonly Directory[];
}

const within = async <Value>(ms: number, work: Promise<Value>): Promise<Value | undefined> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([work.catch(() => undefined), late]);
  } finally {
    clearTimeout(timer);
  }
};

/** Works ten at a time: chat products limit how often they may be asked. */
const inTurns = async <Item, Value>(items: readonly Item[], work: (item: Item) => Promise<Value>): Promise<Value[]> => {
  const values: Value[] = [];
  for (let from = 0; from < items.length; from += 10)
    values.push(...(await Promise.all(items.slice(from, from + 10).map(work))));
  return values;
};

/** The people who were not found, each as one mentions them. */
export const unfound = (chats: readonly ChatId[], found: readonly (Person | undefined)[]): string[] =>
  chats.filter((_, at) => found[at] === undefined).map((chat) => `@${chatParts(chat).user}`);

/** Finds people by chat identity or address, in the store or else in the chat products; answers keep the order. */
export const makeFindPeople = ({ people, directories }: Deps) => {
  const lookUp = async (
    organisation: OrganisationId,
    ask: (of: Directory) => Promise<Profile | undefined>,
  ): Promise<Person | undefined> => {
    const found = await Promise.all(directories.map((directory) => within(LOOKUP_BUDGET_MS, ask(directory))));
    const profile = found.find((one) => one !== undefined);
    return profile && people.know(organisation, profile);
  };

  const member = async (organisation: OrganisationId, chat: ChatId): Promise<Person | undefined> =>
    (await people.byChat(organisation, chat)) ??
    lookUp(organisation, (directory) => directory.byChat(organisation, chat));

  /** Finds somebody by address; who has no account in a chat product may be known as a guest. */
  const known = async (organisation: OrganisationId, address: Address): Promise<Person | undefined> => {
    const kept = await people.byAddress(organisation, address);
    if (kept && kept.chats.length > 0) return kept;
    return (await lookUp(organisation, (directory) => directory.byAddress(organisation, address))) ?? kept;
  };

  return {
    members: (organisation: OrganisationId, chats: readonly ChatId[]) =>
      inTurns(chats, (chat) => member(organisation, chat)),
    /** Members only, by their address. */
    byAddresses: (organisation: OrganisationId, addresses: readonly Address[]) =>
      inTurns(addresses, async (address) => {
        const found = await known(organisation, address);
        return found && found.chats.length > 0 ? found : undefined;
      }),
    /** People by their address; who is not known becomes a guest. */
    anybody: (organisation: OrganisationId, addresses: readonly Address[]) =>
      inTurns(
        addresses,
        async (address) =>
          (await known(organisation, address)) ??
          people.know(organisation, { address, firstName: "", lastName: "", fullMember: false }),
      ),
  };
};

export type FindPeople = ReturnType<typeof makeFindPeople>;
