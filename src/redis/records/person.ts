import { z } from "zod";
import { defined } from "../../core/model/defined.ts";
import type { Address, ChatId, PersonId } from "../../core/model/ids.ts";
import { knownZone, LOCALES, type Person } from "../../core/model/person.ts";
import { Fields, text } from "./values.ts";

const PersonFields = z
  .object({
    address: text<Address>().optional(),
    first: z.string(),
    last: z.string(),
    locale: z.enum(LOCALES).optional(),
    zone: z.string().optional(),
    member: z.enum(["0", "1"]),
  })
  .catchall(z.string());

/** An account's field: its membership and the address that it proves. Older records say `1`, for what the person has. */
const accountOf = (value: string, person: { member: string; address: Address | undefined }) => {
  if (value === "1") return { isFull: person.member === "1", address: person.address };
  const [membership = "", address = ""] = value.split(" ");
  return { isFull: membership === "full", address: address === "" ? undefined : (address as Address) };
};

/**
 * A person as their hash keeps them. Rights are those of their strongest account. With `acting`, the address is the one
 * that this account proves.
 */
export const decodePerson = (id: PersonId, fields: Record<string, string>, acting?: ChatId): Person => {
  const { address, first, last, locale, zone, member, ...rest } = PersonFields.parse(fields);
  const accounts = Object.entries(rest)
    .filter(([field]) => field.startsWith("chat:"))
    .map(([field, value]) => ({
      chat: field.slice("chat:".length) as ChatId,
      ...accountOf(value, { member, address }),
    }));
  const own = accounts.find(({ chat }) => chat === acting);
  return {
    id,
    firstName: first,
    lastName: last,
    chats: accounts.map(({ chat }) => chat),
    fullMember: accounts.length === 0 ? member === "1" : accounts.some(({ isFull }) => isFull),
    ...defined({ address: own ? own.address : address, locale, zone: knownZone(zone) }),
  };
};

/** Every address that a person's hash has: their own, and those that their accounts prove. */
export const addressesOf = ({ address, ...rest }: Record<string, string>): Address[] => {
  const proven = Object.entries(rest).flatMap(([field, value]) =>
    field.startsWith("chat:") ? [value.split(" ")[1] ?? ""] : [],
  );
  return [...new Set([address ?? "", ...proven])].filter((one): one is Address => one !== "");
};

/** The answers of `find-person` and `know-person`. */
export const decodeFoundPerson = (answer: unknown, acting?: ChatId): Person | undefined => {
  const found = z.tuple([text<PersonId>(), Fields]).nullable().parse(answer);
  return found ? decodePerson(...found, acting) : undefined;
};
