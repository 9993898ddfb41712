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

const EntryAnswer = z.tuple([Fields, z.string(), Fields, Fields, z.string(), z.string(), z.number()]).nullable();

/** The answer of `read-entry`. */
export const decodeEntry = (answer: unknown): WebinarEntry | undefined => {
  const parts = EntryAnswer.parse(answer);
  if (!parts) return undefined;
  const [webinarFields, key, registration, invitee, id, form, position] = parts;
  const webinar = decodeWebinar(webinarFields);
  const found = key as RegistrationKey;
  const isRegistered = Object.keys(registration).length > 0;
  const isInvited = Object.keys(invitee).length > 0;
  if (!isRegistered && !isInvited)
    return {
      webinar,
      ...defined({ entry: id === "" ? undefined : { key: found, registrationId: id as RegistrationId } }),
    };
  return {
    webinar,
    entry: {
      key: found,
      ...defined({
        registration: isRegistered ? decodeRegistration(found, registration) : undefined,
        invitee: isInvited ? decodeInvitee(found, invitee) : undefined,
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
    const registration =
      Object.keys(registrationFields).length > 0 ? decodeRegistration(key, registrationFields) : undefined;
    const invitee = Object.keys(inviteeFields).length > 0 ? decodeInvitee(key, inviteeFields) : undefined;
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
