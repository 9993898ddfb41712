import { z } from "zod";
import type {
  Address,
  ChatId,
  PersonId,
  RegistrationId,
  RegistrationKey,
  RequestId,
  WebinarCode,
} from "../core/ids.ts";
import { LOCALES, type Person } from "../core/person.ts";
import type { HistoryEntry, Invitee, Registration } from "../core/registration.ts";
import { STATUSES, type Status } from "../core/status.ts";
import type { WebinarEntry } from "../core/store.ts";
import { KINDS, type Webinar } from "../core/webinar.ts";

/** What Redis answers becomes the core's types here, once; what does not fit is a defect and throws. */

const text = <Brand extends string>() => z.string().transform((value) => value as Brand);

/** HGETALL inside a script answers field, value, field, value …; outside it, ioredis answers an object. */
const Fields = z.array(z.string()).transform((flat) => {
  const fields: Record<string, string> = {};
  for (let i = 0; i < flat.length; i += 2) fields[flat[i] ?? ""] = flat[i + 1] ?? "";
  return fields;
});

const Settings = z.object({
  organisation: text<Webinar["organisation"]>(),
  code: text<WebinarCode>(),
  kind: z.enum(KINDS),
  title: z.string(),
  description: z.string(),
  startsAt: z.number(),
  endsAt: z.number(),
  zone: z.string(),
  link: z.string(),
  host: text<PersonId>(),
  cohosts: z.array(text<PersonId>()),
  hostChannels: z.array(z.object({ face: z.enum(["slack", "teams"]), group: z.string(), channelId: z.string() })),
  registrationRequired: z.boolean(),
  registrationIds: z.boolean(),
  policy: z.literal("manual"),
  state: z.enum(["scheduled", "cancelled"]),
  form: z.object({
    version: z.number(),
    questions: z.array(z.object({ id: z.string(), label: z.string(), required: z.boolean(), maxLength: z.number() })),
  }),
});

/** The part of a webinar that its hosts set, as it is stored; what races (version, era, cap, seats) has its own fields. */
export const encodeSettings = (webinar: Webinar): string => JSON.stringify(Settings.parse(webinar));

const Json = z.string().transform((value): unknown => JSON.parse(value));
const Count = z.coerce.number().int();

const WebinarFields = z
  .object({ settings: Json.pipe(Settings), version: Count, era: Count, cap: Count, held: Count })
  .catchall(z.string());

export const decodeWebinar = (fields: Record<string, string>): Webinar => {
  const { settings, version, era, cap, held, ...rest } = WebinarFields.parse(fields);
  const counts = Object.fromEntries(STATUSES.map((status) => [status, Number(rest[`n:${status}`] ?? 0)]));
  return { ...settings, version, era, cap, seatsHeld: held, counts: counts as Record<Status, number> };
};

const History = z.string().transform((joined): HistoryEntry[] =>
  joined
    .split(";")
    .filter((entry) => entry !== "")
    .map((entry) => {
      const [version, status, at, by] = entry.split(" ");
      return { version: Number(version), status: z.enum(STATUSES).parse(status), at: Number(at), by: by as PersonId };
    }),
);

const RegistrationFields = z.object({
  status: z.enum(STATUSES),
  version: Count,
  address: text<Address>(),
  person: text<PersonId>(),
  first: z.string(),
  last: z.string(),
  answers: Json.pipe(z.record(z.string(), z.string())),
  form: Count,
  via: text<ChatId | "page">(),
  at: Count,
  request: text<RequestId>(),
  round: Count,
  movedBy: text<RequestId>().optional(),
  decidedBy: text<PersonId>().optional(),
  decidedAt: Count.optional(),
  history: History,
});

/** The record's own fields of a new registration; status, version, address, person and history are the script's. */
export const encodeRegistration = (of: {
  firstName: string;
  lastName: string;
  answers: Registration["answers"];
  formVersion: number;
  via: string;
  at: number;
  request: string;
  round: number;
}): (string | number)[] => [
  ...["first", of.firstName, "last", of.lastName, "answers", JSON.stringify(of.answers), "form", of.formVersion],
  ...["via", of.via, "at", of.at, "request", of.request, "round", of.round],
];

const decodeRegistration = (key: RegistrationKey, fields: Record<string, string>): Registration => {
  const { first, last, form, at, request, movedBy, decidedBy, decidedAt, ...rest } = RegistrationFields.parse(fields);
  return {
    ...rest,
    key,
    firstName: first,
    lastName: last,
    formVersion: form,
    registeredAt: at,
    requestId: request,
    ...(movedBy === undefined ? {} : { movedBy }),
    ...(decidedBy === undefined ? {} : { decidedBy }),
    ...(decidedAt === undefined ? {} : { decidedAt }),
  };
};

const InviteeFields = z.object({ address: text<Address>(), person: text<PersonId>(), at: Count, by: text<PersonId>() });

const decodeInvitee = (key: RegistrationKey, fields: Record<string, string>): Invitee => {
  const { address, person, at, by } = InviteeFields.parse(fields);
  return { key, address, person, invitedAt: at, invitedBy: by };
};

const EntryAnswer = z.tuple([Fields, z.string(), Fields, Fields, z.string()]).nullable();

/** The answer of `read-entry`. */
export const decodeEntry = (answer: unknown): WebinarEntry | undefined => {
  const parts = EntryAnswer.parse(answer);
  if (!parts) return undefined;
  const [webinarFields, key, registration, invitee, id] = parts;
  const webinar = decodeWebinar(webinarFields);
  const found = key as RegistrationKey;
  const isRegistered = Object.keys(registration).length > 0;
  const isInvited = Object.keys(invitee).length > 0;
  if (!isRegistered && !isInvited)
    return { webinar, ...(id === "" ? {} : { entry: { key: found, registrationId: id as RegistrationId } }) };
  return {
    webinar,
    entry: {
      key: found,
      ...(isRegistered ? { registration: decodeRegistration(found, registration) } : {}),
      ...(isInvited ? { invitee: decodeInvitee(found, invitee) } : {}),
      ...(id === "" ? {} : { registrationId: id as RegistrationId }),
    },
  };
};

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
    ...(address === undefined ? {} : { address }),
    ...(locale === undefined ? {} : { locale }),
    ...(zone === undefined ? {} : { zone }),
  };
};

/** The answers of `find-person` and `know-person`. */
export const decodeFoundPerson = (answer: unknown): Person | undefined => {
  const found = z.tuple([text<PersonId>(), Fields]).nullable().parse(answer);
  return found ? decodePerson(...found) : undefined;
};
