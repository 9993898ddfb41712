import type { ChatId, OrganisationId } from "../model/ids.ts";
import type { Person } from "../model/person.ts";
import type { Clock } from "../ports/clock.ts";
import type { About, Actor, Directory, People } from "../ports/people.ts";
import type { ReferenceName } from "../ports/references.ts";
import { StoreAway } from "../ports/store-away.ts";

/** A profile that was read so long ago is read again. */
const RENEW_AFTER_MS = 3_600_000;
const REMEMBERED = 10_000;

/**
 * What a face learns from an act of how to reach its sender. `keep` gets the references as they are kept, is awaited
 * before a product is asked about anybody, and writes what changed.
 */
export interface Learning {
  readonly references: readonly ReferenceName[];
  keep(kept: readonly (string | undefined)[]): Promise<void>;
}

const NOTHING_TO_LEARN: Learning = { references: [], keep: async () => {} };

interface Deps {
  readonly people: People;
  readonly directory: Directory;
  readonly clock: Clock;
}

const unlessStoreAway = (error: unknown): undefined => {
  if (error instanceof StoreAway) throw error;
  return undefined;
};

/**
 * Finds who is behind a chat identity: in the store, in one trip with what the act is about and what the face learns
 * from it, or the first time in the chat product. Undefined when the product does not know them or cannot be asked now. A store that is away is no answer: that is thrown.
 */
export const makeIdentify = ({ people, directory, clock }: Deps) => {
  const renewedAt = new Map<ChatId, number>();

  const read = async (organisation: OrganisationId, chat: ChatId): Promise<Person | undefined> => {
    const answer = await directory.find(organisation, { by: "chat", chat, name: "" });
    if (answer.kind === "unknown") throw new Error("a profile could not be read");
    if (answer.kind === "nobody") return undefined;
    if (renewedAt.size >= REMEMBERED) renewedAt.clear();
    renewedAt.set(chat, clock.now());
    return people.know(organisation, answer.profile);
  };

  return async (
    organisation: OrganisationId,
    chat: ChatId,
    about?: About,
    learning = NOTHING_TO_LEARN,
  ): Promise<Actor | undefined> => {
    const { actor: known, references } = await people.sender(organisation, chat, about, learning.references);
    await learning.keep(references);
    if (!known) {
      const person = await read(organisation, chat).catch(unlessStoreAway);
      // What an act is about is read with who acts: then it is known, too, what they may know of it.
      return person && about && "code" in about ? people.byChat(organisation, chat, about) : person;
    }
    if (clock.now() - (renewedAt.get(chat) ?? 0) > RENEW_AFTER_MS) {
      // Not awaited: it serves the next act. Marked as read first, so that a burst asks once.
      renewedAt.set(chat, clock.now());
      read(organisation, chat).catch(() => renewedAt.delete(chat));
    }
    return known;
  };
};

export type Identify = ReturnType<typeof makeIdentify>;
