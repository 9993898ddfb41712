import { z } from "zod";
import { defined } from "../../core/model/defined.ts";
import type { Address, ChatId, PersonId } from "../../core/model/ids.ts";
import { LOCALES, type Person } from "../../core/model/person.ts";
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

/** A person as their hash keeps them. */
export const decodePerson = (id: PersonId, fields: Record<string, string>): Person => {
  const { address, first, last, locale, zone, member, ...rest } = PersonFields.parse(fields);
  const chats = Object.keys(rest)
    .filter((field) => field.startsWith("chat:"))
    .map((field) => field.slice("chat:".length) as ChatId);
  return {
    id,
    firstName: first,
    lastName: last,
    chats,
    fullMember: member === "1",
    ...defined({ address, locale, zone }),
  };
};

/** The answers of `find-person` and `know-person`. */
export const decodeFoundPerson = (answer: unknown): Person | undefined => {
  const found = z.tuple([text<PersonId>(), Fields]).nullable().parse(answer);
  return found ? decodePerson(...found) : undefined;
};
