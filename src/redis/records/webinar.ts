import { z } from "zod";
import { OFFER_MINUTES } from "../../core/hosting/settings.ts";
import { defined } from "../../core/model/defined.ts";
import { FormSchema, STANDARD_FORM } from "../../core/model/form.ts";
import type { PersonId, SeriesCode, WebinarCode } from "../../core/model/ids.ts";
import { NO_RULES, RulesSchema } from "../../core/model/rules.ts";
import { STATUSES, type Status } from "../../core/model/status.ts";
import {
  ANSWER_EDITS,
  ANSWER_EDITS_DEFAULT,
  EARLY_MINUTES,
  KINDS,
  NUDGE_MINUTES,
  POLICIES,
  REMINDER_MINUTES,
  type Settings,
  VISIBILITIES,
  WAIT_MINUTES,
  WAIT_RESULTS,
  type Webinar,
} from "../../core/model/webinar.ts";
import type { Archive } from "../../core/ports/archives.ts";
import type { HostNewsRead } from "../../core/ports/webinars.ts";
import { FaceSchema, Json, present, text } from "./values.ts";

const Channel = z.object({ face: FaceSchema, group: z.string(), channelId: z.string() });
const Channels = z.array(Channel);

/** Where something was announced; what was stored before there were announcements has none. */
export const AnnouncedIn = z.array(Channel.extend({ name: z.string(), at: z.number().exactOptional() })).default([]);

const SettingsSchema = z.object({
  organisation: text<Webinar["organisation"]>(),
  code: text<WebinarCode>(),
  kind: z.enum(KINDS),
  title: z.string(),
  description: z.string(),
  visibility: z.enum(VISIBILITIES).default("listed"),
  startsAt: z.number(),
  endsAt: z.number(),
  zone: z.string(),
  link: z.string(),
  password: z.string().default(""),
  host: text<PersonId>(),
  cohosts: z.array(text<PersonId>()),
  speakers: z.array(text<PersonId>()).default([]),
  hostChannels: Channels,
  formerChannels: Channels.default([]),
  announcedIn: AnnouncedIn,
  withdrawn: z.array(z.object({ face: FaceSchema, name: z.string(), at: z.number(), until: z.number() })).optional(),
  registrationRequired: z.boolean(),
  joinBeforeHost: z.literal(EARLY_MINUTES).optional(),
  registrationIds: z.boolean(),
  policy: z.enum(POLICIES),
  approveInvited: z.boolean().default(false),
  waitMinutes: z.literal(WAIT_MINUTES).optional(),
  waitResult: z.enum(WAIT_RESULTS).optional(),
  opensAt: z.number().optional(),
  closesAt: z.number().optional(),
  waitlist: z.boolean().default(false),
  dmOnly: z.boolean().default(false),
  invitationsLocked: z.boolean().default(true),
  offerMinutes: z.number().default(OFFER_MINUTES),
  answerEdits: z.enum(ANSWER_EDITS).default(ANSWER_EDITS_DEFAULT),
  answersUntil: z.number().optional(),
  editsReopen: z.boolean().default(false),
  landingPage: z.string().optional(),
  fullText: z.string().default(""),
  planText: z.string().default(""),
  // Those that were scheduled before there were reminders have none until a host chooses some.
  reminders: z.array(z.literal(REMINDER_MINUTES)).default([]),
  nudgeMinutes: z.literal(NUDGE_MINUTES).optional(),
  followUp: z.boolean().default(false),
  recording: z.string().optional(),
  invitationText: z.string().default(""),
  approvalText: z.string().default(""),
  reminderText: z.string().default(""),
  followUpText: z.string().default(""),
  state: z.enum(["scheduled", "cancelled"]),
  sequence: z.number().default(0),
  revision: z.number().default(0),
  entryNames: z.literal("ids").optional(),
  rules: RulesSchema.default(NO_RULES),
});

/**
 * A webinar's settings. What races, or is read by scripts, has fields of its own: version, era, cap, seats, form,
 * series.
 */
export const encodeSettings = (webinar: Webinar): string => JSON.stringify(SettingsSchema.parse(webinar));

/** Where a webinar stands in its hosts' lists by start: under the negative of it once it is cancelled: pages skip it. */
export const placeInLists = ({ startsAt, state }: Pick<Webinar, "startsAt" | "state">): number =>
  state === "cancelled" ? -startsAt : startsAt;

/** Where it stands in the list of all: under the negative of its start as well where only some see it (P43). */
export const placeAmongAll = (webinar: Pick<Webinar, "startsAt" | "state" | "visibility">): number =>
  webinar.visibility === "listed" ? placeInLists(webinar) : -webinar.startsAt;

/** A form as hashes keep it. */
export const decodeForm = Json.pipe(FormSchema);

/** As `shared/webinar.lua` says: version, era, cap, seats held, and how many have each status. */
type Counted = (string | number | null)[];
const Lasting = z.tuple([
  Json.pipe(SettingsSchema),
  decodeForm.nullable(),
  text<SeriesCode>().nullable(),
  z.literal("1").nullable(),
  z.string(),
]);

/** The same, not read further. */
const Marked = z.tuple([z.unknown(), z.unknown(), z.unknown(), z.unknown(), z.string()]);

/** What of a webinar changes with its version alone. */
export type LastingPart = Omit<Webinar, "era" | "cap" | "seatsHeld" | "counts">;

/** What of a webinar changes without its version. */
export type CountedPart = Pick<Webinar, "era" | "cap" | "seatsHeld" | "counts">;

/** The counts that `shared/webinar.lua` answers, and the version that they belong to. */
export const decodeCounts = (answer: unknown): { version: string; counted: CountedPart } => {
  const [version, ...counted] = answer as Counted;
  const [era = 0, cap = 0, seatsHeld = 0, ...counts] = counted.map(Number);
  const byStatus = Object.fromEntries(STATUSES.map((status, at) => [status, counts[at] ?? 0]));
  return {
    version: String(version),
    counted: { era, cap, seatsHeld, counts: byStatus as Record<Status, number> },
  };
};

/** The mark of the settings, form and series that `shared/webinar.lua` answers. */
export const markOf = (answer: unknown): string => Marked.parse(answer)[4];

/** The settings, form and series that `shared/webinar.lua` answers. */
export const decodeLasting = (version: string, answer: unknown): LastingPart => {
  const [settings, form, series, seriesAnnounced] = Lasting.parse(answer);
  return {
    ...(present(settings) as unknown as LastingPart),
    version: Number(version),
    form: form ?? STANDARD_FORM,
    ...defined({ series: series ?? undefined, seriesAnnounced: seriesAnnounced ? (true as const) : undefined }),
  };
};

const PastFields = Json.pipe(
  z.object({ settings: SettingsSchema.omit({ organisation: true }).loose(), cap: z.number(), by: text<PersonId>() }),
);

/** The settings until `by` changed them. */
export const encodePast = (webinar: Webinar, by: PersonId): string =>
  JSON.stringify({ settings: SettingsSchema.parse(webinar), cap: webinar.cap, by });

/** Former settings, and who changed them. */
export const decodePast = (json: string): { settings: Settings; by: PersonId } => {
  const { settings, cap, by } = PastFields.parse(json);
  return { settings: { ...present(settings), cap } as unknown as Settings, by };
};

/** The field of a webinar that says how far its log was read for the hosts, and in which hour; expand-5.lua writes it. */
export const HOST_NEWS = "news";

export const encodeHostNews = ({ at, read }: HostNewsRead): string => `${at} ${read}`;

export const decodeHostNews = (kept: string): HostNewsRead => {
  const [at, read = ""] = kept.split(" ");
  return { at: Number(at), read };
};

const ArchiveSchema = z.object({
  deletedAt: z.number(),
  deletedBy: text<PersonId>(),
  count: z.number(),
  form: FormSchema,
});

/** An archive, under its era. */
export const encodeArchive = ({ era: _, ...archive }: Archive): string => JSON.stringify(archive);

/** An archive as the webinar's hash of archives keeps it. */
export const decodeArchive = (era: string, json: string): Archive => ({
  era: Number(era),
  ...ArchiveSchema.parse(JSON.parse(json)),
});
