import { z } from "zod";
import { defined } from "../../core/model/defined.ts";
import {
  type Address,
  type ChatId,
  type PersonId,
  parseCode,
  parseKey,
  type RegistrationKey,
  type WebinarCode,
} from "../../core/model/ids.ts";
import { knownZone, LOCALES, type Locale, type Person } from "../../core/model/person.ts";
import { TOLD_BY, type ToldBy, type ToldChoice, type ToldChoices } from "../../core/model/told/choice.ts";
import type { Choices, Profile } from "../../core/ports/people.ts";
import { decodeChat, encodeChat } from "./chat.ts";
import { Fields, text } from "./values.ts";

/**
 * A person's hash. Names are short, and nothing is kept twice: a person costs some 170 bytes of it.
 *
 *     f  first name    l  last name    a  address    o  language    z  zone
 *     h  since when their calendar holds no time for requests that wait (ms)
 *     k  the token of their calendar feed
 *     t  by what they chose to be told: `b` both ways, `d` direct message, `m` mail, and since when (ms);  t:CODE  the same
 *        for one webinar
 *     m  '1' for a full member who is known by their address alone
 *     s  the day on which they were seen last, counted from 1970
 *     c:<account>  its membership (`f` full, `o` other, `x` outside, `g` deactivated) and the address that it proves: `=` for `a`, or
 *                  the address itself, or nothing. The account is a chat identity as `encodeChat` makes it
 *     w:<CODE>     what they registered for or were invited to: their keys there, nearly always one, else with spaces
 */
interface PersonFields {
  readonly [field: string]: string | undefined;
}

const ACCOUNT = "c:";
const ENTRY = "w:";
const OWN_ADDRESS = "=";

interface Account {
  readonly chat: ChatId;
  readonly isFull: boolean;
  readonly isGone: boolean;
  readonly address: Address | undefined;
}

const accountsIn = (fields: Record<string, string>): Account[] =>
  Object.entries(fields).flatMap(([field, value]) => {
    if (!field.startsWith(ACCOUNT)) return [];
    const proven = value.slice(1);
    const address = (proven === OWN_ADDRESS ? fields.a : proven) || undefined;
    return [
      {
        chat: decodeChat(field.slice(ACCOUNT.length)) as ChatId,
        isFull: value.startsWith("f"),
        isGone: value.startsWith("g"),
        address: address as Account["address"],
      },
    ];
  });

const CHOICE = "t:";
const LETTER_OF = { both: "b", dm: "d", mail: "m" } as const satisfies Record<ToldBy, string>;

const choiceIn = (value: string | undefined): ToldChoice | undefined => {
  const by = TOLD_BY.find((one) => value?.startsWith(LETTER_OF[one]));
  return by && { by, since: Number(value?.slice(1)) };
};

const toldIn = (fields: Record<string, string>): ToldChoices | undefined => {
  const of = Object.entries(fields).flatMap(([field, value]) => {
    const code = field.startsWith(CHOICE) ? parseCode(field.slice(CHOICE.length)) : undefined;
    const choice = choiceIn(value);
    return code && choice ? [[code, choice] as const] : [];
  });
  const everywhere = choiceIn(fields.t);
  return everywhere || of.length > 0 ? { ...defined({ everywhere }), of: Object.fromEntries(of) } : undefined;
};

/**
 * A person as their hash keeps them. Rights are those of their strongest account. With `acting`, the address is the one
 * that this account proves.
 */
export const decodePerson = (id: PersonId, fields: Record<string, string>, acting?: ChatId): Person => {
  const { a, f = "", l = "", o, z: zone, m, h, k }: PersonFields = fields;
  const accounts = accountsIn(fields);
  const own = accounts.find(({ chat }) => chat === acting);
  return {
    id,
    firstName: f,
    lastName: l,
    // Nobody reads what is sent to an account that was deactivated.
    chats: accounts.flatMap(({ chat, isGone }) => (isGone ? [] : [chat])),
    fullMember: accounts.length === 0 ? m === "1" : accounts.some(({ isFull }) => isFull),
    ...(accounts.length > 0 && accounts.every(({ isGone }) => isGone) ? { isGone: true } : {}),
    ...defined({
      address: own ? own.address : (a as Address | undefined),
      locale: LOCALES.find((one) => one === o),
      zone: knownZone(zone),
      noHoldsSince: h === undefined ? undefined : Number(h),
      feed: k,
      told: toldIn(fields),
    }),
  };
};

/** Every address that a person's hash has: their own, and those that their accounts prove. */
export const addressesOf = (fields: Record<string, string>): Address[] => {
  const all = [fields.a as Address | undefined, ...accountsIn(fields).map(({ address }) => address)];
  return [...new Set(all)].filter((one) => one !== undefined);
};

/** What a person's hash says that they have, in every webinar. */
export const entriesIn = (fields: Record<string, string>): { code: WebinarCode; key: RegistrationKey }[] =>
  Object.entries(fields).flatMap(([field, value]) => {
    const code = field.startsWith(ENTRY) ? parseCode(field.slice(ENTRY.length)) : undefined;
    if (!code) return [];
    return value.split(" ").flatMap((one) => {
      const key = parseKey(one);
      return key ? [{ code, key }] : [];
    });
  });

/** The field of a person's hash that says what they have in one webinar. */
export const entryField = (code: WebinarCode): string => `${ENTRY}${code}`;

/** By what somebody is found: an account or an address. */
export type FoundBy = { readonly chat: ChatId } | { readonly address: Address };

/** How the index of people names an account or an address (scripts/shared/people.lua). */
export const identityOf = (of: FoundBy): string => ("chat" in of ? encodeChat(of.chat) : `mail:${of.address}`);

/** The answers of `find-person` and `know-person`. */
export const decodeFoundPerson = (answer: unknown, acting?: ChatId): Person | undefined => {
  const found = z.tuple([text<PersonId>(), Fields]).nullable().parse(answer);
  return found ? decodePerson(...found, acting) : undefined;
};

/** What a product or a page told of somebody's language and zone, as fields of their hash. */
export const encodeSettings = ({ locale, zone }: { locale?: Locale; zone?: string }): string[] => [
  ...(locale ? ["o", locale] : []),
  ...(zone === undefined ? [] : ["z", zone]),
];

/** What somebody chose, as fields of their hash; an empty one goes. */
export const encodeChoices = ({ noHoldsSince, feed, told, toldOf }: Choices): string[] => {
  const choice = (one: ToldChoice | null) => (one ? `${LETTER_OF[one.by]}${one.since}` : "");
  return [
    ...(noHoldsSince === undefined ? [] : ["h", String(noHoldsSince ?? "")]),
    ...(feed === undefined ? [] : ["k", feed ?? ""]),
    ...(told === undefined ? [] : ["t", choice(told)]),
    ...(toldOf === undefined ? [] : [`${CHOICE}${toldOf.code}`, choice(toldOf.choice)]),
  ];
};

const membershipOf = ({ isGone, isOutside, fullMember }: Profile): string => {
  if (isGone) return "g";
  return isOutside ? "x" : fullMember ? "f" : "o";
};

/** The arguments of `know-person` that a profile gives. */
export const encodeProfile = (profile: Profile): string[] => [
  profile.chatId ? encodeChat(profile.chatId) : "",
  profile.address ?? "",
  membershipOf(profile),
  "f",
  profile.firstName,
  "l",
  profile.lastName,
  // A product that names no zone takes none back.
  ...encodeSettings(defined({ locale: profile.locale, zone: profile.zone || undefined })),
];
