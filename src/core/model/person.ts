import type { Address, ChatId, Face, PersonId } from "./ids.ts";
import { chatParts } from "./ids.ts";
import type { ToldChoices } from "./told/choice.ts";

export const LOCALES = ["en", "fr"] as const;
export type Locale = (typeof LOCALES)[number];

/** For whom something is rendered: their language and their zone, or the site's and the webinar's. */
export interface Reader {
  readonly locale: Locale;
  /** IANA zone. */
  readonly zone?: string;
  /** As a person has it. */
  readonly noHoldsSince?: number;
  /** Has an account in a chat product here; a guest has none. */
  readonly isMember?: true;
}

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
  /** Since when their calendar holds no time for requests that wait (N18); absent: it does. */
  readonly noHoldsSince?: number;
  /** The token of their calendar feed, where they have one (P40). */
  readonly feed?: string;
  /** By what they chose to be told (S5). */
  readonly told?: ToldChoices;
  /** All accounts that this person had were deactivated (N15). */
  readonly isGone?: boolean;
}

export const fullName = (person: { firstName: string; lastName: string }): string =>
  `${person.firstName} ${person.lastName}`.trim();

/** What somebody is called of whom perhaps only the address is known. */
export const nameOrAddress = (person: Pick<Person, "firstName" | "lastName" | "address">): string =>
  fullName(person) || (person.address ?? "");

/** The language of a locale tag such as `fr-CA`; undefined when Usher does not speak it. */
export const localeOf = (tag: string | undefined): Locale | undefined => {
  const language = tag?.slice(0, 2).toLowerCase();
  return LOCALES.find((locale) => locale === language);
};

const knownZones = new Map<string, boolean>();
const ZONES_KEPT = 1_000;

const isZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }) !== undefined;
  } catch {
    return false;
  }
};

/** An IANA zone that this process knows, or undefined: then another zone is used, the webinar's or the site's. */
export const knownZone = (zone: unknown): string | undefined => {
  if (typeof zone !== "string" || zone === "" || zone.length > 60) return undefined;
  const known = knownZones.get(zone) ?? isZone(zone);
  if (knownZones.size < ZONES_KEPT) knownZones.set(zone, known);
  return known ? zone : undefined;
};

/** Splits a displayed name: the last word is the last name. */
export const splitName = (name: string): { firstName: string; lastName: string } => {
  const words = name.trim().split(/\s+/);
  const lastName = words.length > 1 ? (words.pop() ?? "") : "";
  return { firstName: words.join(" "), lastName };
};

const DISPLAY_NAME_MAX = 120;
/** With the quotes and spaces around it. Bounds the work. */
const DISPLAYED_MAX = 1_000;

/**
 * Splits the name beside an address in a list, `Bob Ray` or `Ray, Bob`; undefined for what is no name: an address, a
 * link, nothing to read, or far too long.
 */
export const splitDisplayName = (displayed: string): { firstName: string; lastName: string } | undefined => {
  if (displayed.length > DISPLAYED_MAX) return undefined;
  const name = displayed.replaceAll(/^[\s'"\u2018\u2019]+|[\s'"\u2018\u2019]+$/gu, "").replaceAll(/\s+/gu, " ");
  if (name.length > DISPLAY_NAME_MAX || /[@<>\p{C}]|:\/\//u.test(name) || !/\p{L}/u.test(name)) return undefined;
  const [, last, first] = /^([^,]+), ?([^,]+)$/.exec(name) ?? [];
  return last && first ? { firstName: first, lastName: last } : splitName(name);
};

/** The chat in which to write to this person: in the preferred product if they use it, else in the first they use. */
export const chatFor = (person: Person, prefer?: Face): ChatId | undefined =>
  person.chats.find((chat) => chatParts(chat).face === prefer) ?? person.chats[0];
