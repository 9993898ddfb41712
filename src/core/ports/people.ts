import type { Address, ChatId, OrganisationId, PersonId } from "../model/ids.ts";
import type { Locale, Person } from "../model/person.ts";

/** What a chat product tells about one account. */
export interface Profile {
  readonly chatId?: ChatId;
  readonly address?: Address;
  readonly firstName: string;
  readonly lastName: string;
  readonly locale?: Locale;
  readonly zone?: string;
  readonly fullMember: boolean;
}

/** The store of people. */
export interface People {
  get(organisation: OrganisationId, id: PersonId): Promise<Person | undefined>;
  /** In the order of the ids; undefined for who is not known. */
  getMany(organisation: OrganisationId, ids: readonly PersonId[]): Promise<(Person | undefined)[]>;
  byChat(organisation: OrganisationId, chat: ChatId): Promise<Person | undefined>;
  byAddress(organisation: OrganisationId, address: Address): Promise<Person | undefined>;
  /** Makes or renews the person with this chat identity or address; the two meet in one person. */
  know(organisation: OrganisationId, profile: Profile): Promise<Person>;
}

/** A chat product asked who has this address; undefined when nobody there has. Throws when it cannot be reached. */
export interface Directory {
  byAddress(organisation: OrganisationId, address: Address): Promise<Profile | undefined>;
  byChat(organisation: OrganisationId, chat: ChatId): Promise<Profile | undefined>;
}
