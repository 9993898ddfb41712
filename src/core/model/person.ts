import type { Address, ChatId, Face, OrganisationId, PersonId } from "./ids.ts";
import { chatParts } from "./ids.ts";

export const LOCALES = ["en", "fr"] as const;
export type Locale = (typeof LOCALES)[number];

/** Somebody an organisation knows: a member with chat identities, or a guest known by address only. */
export interface Person {
  readonly id: PersonId;
  readonly address?: Address;
  readonly firstName: string;
  readonly lastName: string;
  readonly locale?: Locale;
  /** IANA zone; absent until a chat product told it. */
  readonly zone?: string;
  readonly chats: readonly ChatId[];
  /** A full member of the workspace or tenant: neither its guest nor a bot. */
  readonly fullMember: boolean;
}

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

export const fullName = (person: { firstName: string; lastName: string }): string =>
  `${person.firstName} ${person.lastName}`.trim();

/** The language of a locale tag such as `fr-CA`; undefined when Usher does not speak it. */
export const localeOf = (tag: string | undefined): Locale | undefined => {
  const language = tag?.slice(0, 2).toLowerCase();
  return LOCALES.find((locale) => locale === language);
};

/** First and last name from one displayed name: the last word is the last name. */
export const splitName = (name: string): { firstName: string; lastName: string } => {
  const words = name.trim().split(/\s+/);
  const lastName = words.length > 1 ? (words.pop() ?? "") : "";
  return { firstName: words.join(" "), lastName };
};

/** Where to write to this person: in the preferred product when they are there, else in the first that knows them. */
export const chatFor = (person: Person, prefer?: Face): ChatId | undefined =>
  person.chats.find((chat) => chatParts(chat).face === prefer) ?? person.chats[0];
