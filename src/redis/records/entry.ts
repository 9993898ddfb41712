import { z } from "zod";
import { defined } from "../../core/model/defined.ts";
import type { Address, PersonId, RegistrationId, RegistrationKey } from "../../core/model/ids.ts";
import type { Concerned, Invitee, WebinarEntry } from "../../core/model/registration.ts";
import { decodeRegistration } from "./registration.ts";
import { Count, Fields, text } from "./values.ts";
import { decodeForm, decodeWebinar } from "./webinar.ts";

const InviteeFields = z.object({
  address: text<Address>(),
  person: text<PersonId>(),
  at: Count,
  by: text<PersonId>(),
});

const decodeInvitee = (key: RegistrationKey, fields: Record<string, string>): Invitee => {
  const { address, person, at, by } = InviteeFields.parse(fields);
  return { key, address, person, invitedAt: at, invitedBy: by };
};

/** Whether a hash is a registration. Other fields alone do not make it one. */
const isRegistration = (fields: Record<string, string>): boolean => fields.status !== undefined;
const isInvitee = (fields: Record<string, string>): boolean => fields.person !== undefined;

const EntryAnswer = z.tuple([Fields, z.string(), Fields, Fields, z.string(), z.string(), z.number()]).nullable();

/** The answer of `read-entry`. */
export const decodeEntry = (answer: unknown): WebinarEntry | undefined => {
  const parts = EntryAnswer.parse(answer);
  if (!parts) return undefined;
  const [webinarFields, key, registration, invitee, id, form, position] = parts;
  const webinar = decodeWebinar(webinarFields);
  // A pair keeps its key for good, whatever hangs on it now: somebody whose registration was deleted has one.
  if (key === "") return { webinar };
  const found = key as RegistrationKey;
  return {
    webinar,
    entry: {
      key: found,
      ...defined({
        registration: isRegistration(registration) ? decodeRegistration(found, registration) : undefined,
        invitee: isInvitee(invitee) ? decodeInvitee(found, invitee) : undefined,
        registrationId: id === "" ? undefined : (id as RegistrationId),
        answeredForm: form === "" ? undefined : decodeForm.parse(form),
        position: position > 0 ? position : undefined,
      }),
    },
  };
};

const WalkAnswer = z.tuple([z.literal([0, 1])], z.tuple([z.string(), Count, Fields, Fields]));

/** The answer of `walk`: each with the time by which they are ordered. */
export const decodeWalk = (
  answer: unknown,
): { more: boolean; some: { key: RegistrationKey; at: number; concerned: Concerned }[] } => {
  const [more, ...found] = WalkAnswer.parse(answer);
  const some = found.flatMap(([text, at, registrationFields, inviteeFields]) => {
    const key = text as RegistrationKey;
    const registration = isRegistration(registrationFields) ? decodeRegistration(key, registrationFields) : undefined;
    const invitee = isInvitee(inviteeFields) ? decodeInvitee(key, inviteeFields) : undefined;
    const person = registration?.person ?? invitee?.person;
    if (!person) return [];
    const concerned: Concerned = {
      key,
      person,
      ...defined({ registration, invitee }),
    };
    return [{ key, at, concerned }];
  });
  return { more: more === 1, some };
};
