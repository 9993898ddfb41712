import { z } from "zod";
import { defined } from "../../core/model/defined.ts";
import type { Address, PersonId, RegistrationId, RegistrationKey } from "../../core/model/ids.ts";
import type { Concerned, Entry, Invitee } from "../../core/model/registration.ts";
import { decodeRegistration } from "./registration.ts";
import { Count, Fields, fieldsOf, text } from "./values.ts";
import { decodeForm } from "./webinar.ts";

const InviteeFields = z.object({
  address: text<Address>(),
  person: text<PersonId>(),
  at: Count,
  by: text<PersonId>(),
  declined: Count.optional(),
  nudged: Count.optional(),
});

const decodeInvitee = (key: RegistrationKey, fields: Record<string, string>): Invitee => {
  const { address, person, at, by, declined, nudged } = InviteeFields.parse(fields);
  return { key, address, person, invitedAt: at, invitedBy: by, ...defined({ declinedAt: declined, nudgedAt: nudged }) };
};

/** Whether a hash is a registration. Other fields alone do not make it one. */
const isRegistration = (fields: Record<string, string>): boolean => fields.s !== undefined;
const isInvitee = (fields: Record<string, string>): boolean => fields.person !== undefined;

/** As `shared/entry.lua` says: key, registration, invitee, registration ID, form, place. */
type Pair = [string, string[], string[], string, string, number];

/** What `shared/entry.lua` answers; undefined when the address was never invited and never registered. */
export const decodeEntry = (answer: unknown): Entry | undefined => {
  const [key, registrationFields, inviteeFields, id, form, position] = answer as Pair;
  // A pair keeps its key for good, whatever hangs on it now: somebody whose registration was deleted has one.
  if (key === "") return undefined;
  const found = key as RegistrationKey;
  const [registration, invitee] = [fieldsOf(registrationFields), fieldsOf(inviteeFields)];
  return {
    key: found,
    ...defined({
      registration: isRegistration(registration) ? decodeRegistration(found, registration) : undefined,
      invitee: isInvitee(invitee) ? decodeInvitee(found, invitee) : undefined,
      registrationId: id === "" ? undefined : (id as RegistrationId),
      answeredForm: form === "" ? undefined : decodeForm.parse(form),
      position: position > 0 ? position : undefined,
    }),
  };
};

const concernedOf = (
  text: string,
  registrationFields: Record<string, string>,
  inviteeFields: Record<string, string>,
): Concerned | undefined => {
  const key = text as RegistrationKey;
  const registration = isRegistration(registrationFields) ? decodeRegistration(key, registrationFields) : undefined;
  const invitee = isInvitee(inviteeFields) ? decodeInvitee(key, inviteeFields) : undefined;
  const { person, address } = registration ?? invitee ?? {};
  return person && address && { key, person, address, ...defined({ registration, invitee }) };
};

const RegistrationsAnswer = z.tuple([z.literal([0, 1])], z.tuple([z.string(), Fields, Fields]));

/** The answer of `walk-registrations`. */
export const decodeRegistrations = (answer: unknown) => {
  const [more, ...found] = RegistrationsAnswer.parse(answer);
  const some = found.flatMap(([key, registration, invitee]) => {
    const concerned = concernedOf(key, registration, invitee);
    return concerned?.registration ? [{ at: concerned.registration.registeredAt, concerned }] : [];
  });
  return { more: more === 1, some };
};

const InviteesAnswer = z.tuple([z.literal([0, 1])], z.tuple([z.string(), Count, Fields, Fields]));

/** The answer of `walk-invitees`: each with the time by which they are ordered. */
export const decodeInvitees = (answer: unknown) => {
  const [more, ...found] = InviteesAnswer.parse(answer);
  const some = found.flatMap(([key, at, registration, invitee]) => {
    const concerned = concernedOf(key, registration, invitee);
    return concerned ? [{ at, concerned }] : [];
  });
  return { more: more === 1, some };
};

const RowFields = z.tuple([z.enum(["r", "i"]), z.number(), z.string(), Fields, Fields]);

/** A row as `roster/parts.lua` reads it: who stands at an ordinal of a part of the roster. */
export const decodeRow = (answer: unknown) => {
  const [part, ordinal, key, registration, invitee] = RowFields.parse(answer);
  return { part, ordinal, concerned: concernedOf(key, registration, invitee) };
};
