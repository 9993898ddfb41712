import { z } from "zod";
import { type FormId, FormSchema, STANDARD_FORM } from "../core/form.ts";
import type {
  Address,
  ChatId,
  PersonId,
  RegistrationId,
  RegistrationKey,
  RequestId,
  SeriesCode,
  WebinarCode,
} from "../core/ids.ts";
import { LOCALES, type Person } from "../core/person.ts";
import type { HistoryEntry, Invitee, Registration } from "../core/registration.ts";
import type { Series } from "../core/series.ts";
import { OFFER_MINUTES } from "../core/settings.ts";
import { STATUSES, type Status } from "../core/status.ts";
import type { Archive, Concerned, WebinarEntry } from "../core/store.ts";
import { EARLY_MINUTES, KINDS, POLICIES, type Settings, type Webinar } from "../core/webinar.ts";

/** What Redis answers becomes the core's types here, once; what does not fit is a defect and throws. */

const text = <Brand extends string>() => z.string().transform((value) => value as Brand);

/** HGETALL inside a script answers field, value, field, value …; outside it, ioredis answers an object. */
const Fields = z.array(z.string()).transform((flat) => {
  const fields: Record<string, string> = {};
  for (let i = 0; i < flat.length; i += 2) fields[flat[i] ?? ""] = flat[i + 1] ?? "";
  return fields;
});

const Channels = z.array(z.object({ face: z.enum(["slack", "teams"]), group: z.string(), channelId: z.string() }));

const SettingsSchema = z.object({
  organisation: text<Webinar["organisation"]>(),
  code: text<WebinarCode>(),
  kind: z.enum(KINDS),
  title: z.string(),
  description: z.string(),
  startsAt: z.number(),
  endsAt: z.number(),
  zone: z.string(),
  link: z.string(),
  password: z.string().default(""),
  host: text<PersonId>(),
  cohosts: z.array(text<PersonId>()),
  hostChannels: Channels,
  formerChannels: Channels.default([]),
  registrationRequired: z.boolean(),
  joinBeforeHost: z.literal(EARLY_MINUTES).optional(),
  registrationIds: z.boolean(),
  policy: z.enum(POLICIES),
  opensAt: z.number().optional(),
  closesAt: z.number().optional(),
  waitlist: z.boolean().default(false),
  offerMinutes: z.number().default(OFFER_MINUTES),
  landingPage: z.string().optional(),
  fullText: z.string().default(""),
  planText: z.string().default(""),
  state: z.enum(["scheduled", "cancelled"]),
  sequence: z.number().default(0),
});

/** A webinar without what has fields of its own, because it races or is read by scripts: version, era, cap, seats, form, series. */
export const encodeSettings = (webinar: Webinar): string => JSON.stringify(SettingsSchema.parse(webinar));

const Json = z.string().transform((value): unknown => JSON.parse(value));
const Count = z.coerce.number().int();

const decodeForm = Json.pipe(FormSchema);

const WebinarFields = z
  .object({
    settings: Json.pipe(SettingsSchema),
    version: Count,
    era: Count,
    cap: Count,
    held: Count,
    form: decodeForm.optional(),
    series: text<SeriesCode>().optional(),
  })
  .catchall(z.string());

/** Optional settings that are absent stay absent. */
const present = <Fields extends object>(fields: Fields) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields;

export const decodeWebinar = (fields: Record<string, string>): Webinar => {
  const { settings, version, era, cap, held, form, series, ...rest } = WebinarFields.parse(fields);
  const counts = Object.fromEntries(STATUSES.map((status) => [status, Number(rest[`n:${status}`] ?? 0)]));
  return {
    ...(present(settings) as unknown as Webinar),
    ...{ version, era, cap, seatsHeld: held, counts: counts as Record<Status, number>, form: form ?? STANDARD_FORM },
    ...(series ? { series } : {}),
  };
};

const PastFields = Json.pipe(
  z.object({ settings: SettingsSchema.omit({ organisation: true }).loose(), cap: z.number(), by: text<PersonId>() }),
);

/** Settings as they stood until somebody changed them. */
export const encodePast = (webinar: Webinar, by: PersonId): string =>
  JSON.stringify({ settings: SettingsSchema.parse(webinar), cap: webinar.cap, by });

export const decodePast = (json: string): { settings: Settings; by: PersonId } => {
  const { settings, cap, by } = PastFields.parse(json);
  return { settings: { ...present(settings), cap } as unknown as Settings, by };
};

const ArchiveSchema = z.object({
  deletedAt: z.number(),
  deletedBy: text<PersonId>(),
  count: z.number(),
  form: FormSchema,
});

export const encodeArchive = ({ era: _, ...archive }: Archive): string => JSON.stringify(archive);
export const decodeArchive = (era: string, json: string): Archive => ({
  era: Number(era),
  ...ArchiveSchema.parse(JSON.parse(json)),
});

const SeriesFields = z.object({
  settings: Json.pipe(
    z.object({
      organisation: text<Series["organisation"]>(),
      code: text<SeriesCode>(),
      title: z.string(),
      host: text<PersonId>(),
      webinars: z.array(text<WebinarCode>()),
    }),
  ),
  form: decodeForm,
  version: Count,
});

export const encodeSeries = ({ organisation, code, title, host, webinars }: Series): string =>
  JSON.stringify({ organisation, code, title, host, webinars });

export const decodeSeries = (fields: Record<string, string>): Series => {
  const { settings, form, version } = SeriesFields.parse(fields);
  return { ...settings, form, version };
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
  answers: Json.pipe(z.record(z.string(), z.array(z.string()))),
  form: text<FormId>(),
  via: text<ChatId | "page">(),
  at: Count,
  request: text<RequestId>(),
  round: Count,
  movedBy: text<RequestId>().optional(),
  decidedBy: text<PersonId>().optional(),
  decidedAt: Count.optional(),
  offerEndsAt: Count.optional(),
  expired: Count.default(0),
  sequence: Count.default(0),
  history: History,
});

/** The record's own fields of a new registration; status, version, address, person and history are the script's. */
export const encodeRegistration = (of: {
  firstName: string;
  lastName: string;
  answers: Registration["answers"];
  form: FormId;
  via: string;
  at: number;
  request: string;
  round: number;
  webinar: Pick<Webinar, "sequence">;
}): (string | number)[] => [
  ...["first", of.firstName, "last", of.lastName, "answers", JSON.stringify(of.answers), "form", of.form],
  ...["via", of.via, "at", of.at, "request", of.request, "round", of.round],
  ...["sequence", of.webinar.sequence],
];

export const decodeRegistration = (key: RegistrationKey, fields: Record<string, string>): Registration => {
  const { first, last, at, request, movedBy, decidedBy, decidedAt, offerEndsAt, ...rest } =
    RegistrationFields.parse(fields);
  return {
    ...rest,
    key,
    firstName: first,
    lastName: last,
    registeredAt: at,
    requestId: request,
    ...(movedBy === undefined ? {} : { movedBy }),
    ...(decidedBy === undefined ? {} : { decidedBy }),
    ...(decidedAt === undefined ? {} : { decidedAt }),
    ...(offerEndsAt === undefined ? {} : { offerEndsAt }),
  };
};

const InviteeFields = z.object({ address: text<Address>(), person: text<PersonId>(), at: Count, by: text<PersonId>() });

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
    return { webinar, ...(id === "" ? {} : { entry: { key: found, registrationId: id as RegistrationId } }) };
  return {
    webinar,
    entry: {
      key: found,
      ...(isRegistered ? { registration: decodeRegistration(found, registration) } : {}),
      ...(isInvited ? { invitee: decodeInvitee(found, invitee) } : {}),
      ...(id === "" ? {} : { registrationId: id as RegistrationId }),
      ...(form === "" ? {} : { answeredForm: decodeForm.parse(form) }),
      ...(position > 0 ? { position } : {}),
    },
  };
};

const WalkAnswer = z.tuple([z.literal([0, 1])], z.tuple([z.string(), Count, Fields, Fields]));

/** The answer of `walk`: each with the time by which it stands in line. */
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
      ...{ key, person },
      ...(registration ? { registration } : {}),
      ...(invitee ? { invitee } : {}),
    };
    return [{ key, at, concerned }];
  });
  return { more: more === 1, some };
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
