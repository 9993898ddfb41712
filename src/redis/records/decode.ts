import { z } from "zod";
import { OFFER_MINUTES } from "../core/hosting/settings.ts";
import { type FormId, FormSchema, STANDARD_FORM } from "../core/model/form.ts";
import type {
  Address,
  ChatId,
  InquiryId,
  PersonId,
  RegistrationId,
  RegistrationKey,
  RequestId,
  SeriesCode,
  WebinarCode,
} from "../core/model/ids.ts";
import { LOCALES, type Person } from "../core/model/person.ts";
import { BULK_RESULTS, type BulkIntent, type Inquiry, type LogEntry } from "../core/model/records.ts";
import {
  type Concerned,
  type HistoryEntry,
  type Invitee,
  type Registration,
  WAYS,
  type WebinarEntry,
} from "../core/model/registration.ts";
import { NO_RULES, RulesSchema } from "../core/model/rules.ts";
import type { Series } from "../core/model/series.ts";
import { STATUSES, type Status } from "../core/model/status.ts";
import { HowSchema } from "../core/model/verdict.ts";
import {
  EARLY_MINUTES,
  KINDS,
  POLICIES,
  type Settings,
  WAIT_MINUTES,
  WAIT_RESULTS,
  type Webinar,
} from "../core/model/webinar.ts";
import type { Archive, Bulk } from "../core/ports/store.ts";

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
  waitMinutes: z.literal(WAIT_MINUTES).optional(),
  waitResult: z.enum(WAIT_RESULTS).optional(),
  opensAt: z.number().optional(),
  closesAt: z.number().optional(),
  waitlist: z.boolean().default(false),
  offerMinutes: z.number().default(OFFER_MINUTES),
  landingPage: z.string().optional(),
  fullText: z.string().default(""),
  planText: z.string().default(""),
  state: z.enum(["scheduled", "cancelled"]),
  sequence: z.number().default(0),
  rules: RulesSchema.default(NO_RULES),
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
  digest: Count.optional(),
  expired: Count.default(0),
  how: Json.pipe(HowSchema).optional(),
  reason: z.string().optional(),
  reasonTold: z.literal("1").optional(),
  undoUntil: Count.optional(),
  wasBefore: z.enum(STATUSES).optional(),
  keeps: z.literal("1").optional(),
  late: z.literal("1").optional(),
  confirmed: Count.optional(),
  sequence: Count.default(0),
  history: History,
});

type Facts = Pick<Registration, "how" | "reason" | "undoUntil" | "wasBefore" | "decidedBy" | "decidedAt"> & {
  readonly isLate?: boolean;
};

/** What is said of a registration beside its status: fields to set, and those that are no more. */
export const encodeFacts = ({
  how,
  reason,
  undoUntil,
  wasBefore,
  isLate,
  decidedBy,
  decidedAt,
}: Facts): { set: string[]; lost: string[] } => {
  const facts: Record<string, string | undefined> = {
    how: how && JSON.stringify(how),
    reason: reason?.text,
    reasonTold: reason?.told ? "1" : undefined,
    undoUntil: undoUntil === undefined ? undefined : String(undoUntil),
    wasBefore,
    late: isLate ? "1" : undefined,
  };
  const entries = Object.entries(facts);
  // The decision that an undo brings back; of a decision itself the script says who made it.
  const decision = decidedBy && decidedAt !== undefined ? ["decidedBy", decidedBy, "decidedAt", String(decidedAt)] : [];
  return {
    set: [...entries.flatMap(([field, value]) => (value === undefined ? [] : [field, value])), ...decision],
    lost: entries.flatMap(([field, value]) => (value === undefined ? [field] : [])),
  };
};

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
  const { first, last, at, request, movedBy, decidedBy, decidedAt, offerEndsAt, ...other } =
    RegistrationFields.parse(fields);
  const { how, reason, reasonTold, undoUntil, wasBefore, keeps, late, confirmed, digest, ...rest } = other;
  return {
    ...rest,
    key,
    keepsSeat: keeps === "1",
    isLate: late === "1",
    ...(how ? { how } : {}),
    ...(reason ? { reason: { text: reason, told: reasonTold === "1" } } : {}),
    ...(undoUntil === undefined ? {} : { undoUntil }),
    ...(wasBefore ? { wasBefore } : {}),
    ...(digest === undefined ? {} : { digest }),
    ...(confirmed === undefined ? {} : { confirmedVersion: confirmed }),
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

const BulkSchema = z.object({
  id: text<RequestId>(),
  to: z.enum(BULK_RESULTS),
  by: z.object({ person: text<PersonId>(), chat: text<ChatId>() }).optional(),
  startedAt: z.number(),
  undoUntil: z.number(),
  tellAt: z.number(),
  after: z.number(),
  upTo: z.number(),
  era: z.number(),
  domain: z.string().optional(),
  answer: z.string().optional(),
  digest: z.number().optional(),
  reason: z.object({ text: z.string(), told: z.boolean() }).optional(),
});

const BulkFields = z
  .object({
    intent: Json.pipe(BulkSchema),
    undone: z.string().optional(),
    ended: z.string().optional(),
    undoEnded: z.string().optional(),
    "n:done": Count.default(0),
    "n:skipped": Count.default(0),
    "n:failed": Count.default(0),
    "n:undone": Count.default(0),
  })
  .catchall(z.string());

/** What a bulk decision is, and how far it is. */
export const decodeBulk = (fields: Record<string, string>): Bulk => {
  const { intent, undone, ended, undoEnded, ...counted } = BulkFields.parse(fields);
  const why = Object.entries(counted).flatMap(([field, count]): [string, number][] =>
    field.startsWith("why:") ? [[field.slice(4), Number(count)]] : [],
  );
  return {
    intent: present(intent) as BulkIntent,
    isUndone: undone !== undefined,
    isUndoing: undone !== undefined && undoEnded === undefined,
    goesOn: ended === undefined,
    counts: {
      ...{ done: counted["n:done"], skipped: counted["n:skipped"], failed: counted["n:failed"] },
      ...{ undone: counted["n:undone"], why: Object.fromEntries(why) },
    },
  };
};

const InquirySchema = z.object({
  id: text<InquiryId>(),
  text: z.string(),
  by: text<PersonId>(),
  at: z.number(),
  answer: z.string().optional(),
  answeredAt: z.number().optional(),
});

/** A host's question, as it is kept. */
export const decodeInquiry = (json: string): Inquiry => present(InquirySchema.parse(JSON.parse(json))) as Inquiry;

const LogFields = z.object({
  at: Count,
  act: z.string(),
  by: text<PersonId>().optional(),
  way: z.enum(WAYS).optional().catch(undefined),
  key: text<RegistrationKey>().optional(),
  from: z.enum(STATUSES).optional(),
  to: z.enum(STATUSES).optional(),
});

/** One entry of a webinar's log. */
export const decodeLogEntry = (id: string, fields: readonly string[]): LogEntry =>
  present({ id, ...LogFields.parse(Fields.parse(fields)) }) as unknown as LogEntry;

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
