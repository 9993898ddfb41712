import { createHash } from "node:crypto";
import type {
  ChatId,
  OrganisationId,
  PersonId,
  RegistrationKey,
  RequestId,
  SeriesCode,
  WebinarCode,
} from "../core/model/ids.ts";
import type { Status } from "../core/model/status.ts";
import type { ReferenceName } from "../core/ports/references.ts";
import { encodeChat } from "./records/chat.ts";

/**
 * Every key that Usher keeps, with its hash tag. All keys of an organisation carry the tag of its partition, so that
 * one script can change them atomically, on a single node and on a Cluster. The number of partitions is written at the
 * first start and never changes.
 *
 *     usher:partitions                       16
 *     usher:schema                           the version of this layout, see schema/
 *     usher:code:<CODE>                      organisation of a webinar's or series' code, write-once
 *     usher:limit:…                          counters of the limiter
 *     {p07}lists                             addresses and domains that are always approved or never accepted: the same
 *                                            in each partition, so that a script of any organisation reads them
 *     {p07}lanes:…                           deliveries, see scripts/shared/lanes.lua
 *     {p07}o:<org>:…                         what one organisation keeps, below
 *
 * What a key holds about people, and what ends that, is said in personal-data/inventory.ts: a new key does not compile
 * without.
 */
export const PARTITIONS = 16;

/**
 * What `partitions` holds. In layout 1 it was the number alone, and its code, which knows no versions, refuses to start
 * with anything else: so it does not write beside data that were migrated.
 */
export const PARTITIONS_KEPT = `${PARTITIONS} (layout 2 or later)`;

/** How a reference's key ends, after `referencePrefix`. */
export const referenceName = (of: ReferenceName): string => encodeChat(of as ChatId);

export type Partition = string & { readonly partition: unique symbol };

export const ALL_PARTITIONS: readonly Partition[] = Array.from(
  { length: PARTITIONS },
  (_, i) => `{p${String(i).padStart(2, "0")}}` as Partition,
);

/** Organisations' partitions that were asked for: every key of a request is made with one. */
const partitions = new Map<OrganisationId, Partition>();
const PARTITIONS_KNOWN_MAX = 10_000;

/** The partition of an organisation. It is made from the organisation's id, so it never changes. */
export const partitionOf = (organisation: OrganisationId): Partition => {
  const known = partitions.get(organisation);
  if (known) return known;
  const first = createHash("sha256").update(organisation).digest().readUInt8(0);
  const partition = ALL_PARTITIONS[first % PARTITIONS] ?? ("{p00}" as Partition);
  if (partitions.size >= PARTITIONS_KNOWN_MAX) partitions.clear();
  partitions.set(organisation, partition);
  return partition;
};

/** Keys are seen in slow logs, so they contain no secrets and no personal data. */
const hashed = (text: string): string => createHash("sha256").update(text).digest("base64url").slice(0, 22);

const ofOrganisation = (organisation: OrganisationId) => `${partitionOf(organisation)}o:${organisation}:`;
const ofWebinar = (organisation: OrganisationId, code: WebinarCode) => `${ofOrganisation(organisation)}w:${code}:`;

/** The keys of all organisations' indexes of people, as a pattern of SCAN. */
export const PEOPLE_PATTERN = "{p??}o:*:people:???";

/** The organisation whose index of people this key is a part of; undefined for any other key. */
export const organisationOfPeople = (key: string): string | undefined =>
  /^\{p\d\d\}o:(.+):people:[0-9a-f]{3}$/.exec(key)?.[1];

export const keys = {
  /** Prefix of what the whole site keeps. */
  sitePrefix: "usher:",
  partitions: "usher:partitions",
  /** Hash: the version of the layout of the data; while they are migrated, who does, and how far it is. */
  schema: "usher:schema",
  /** After how many days data about people are purged, as it was when each webinar got its time for that. */
  retention: "usher:retention",
  code: (code: WebinarCode | SeriesCode) => `usher:code:${code}`,
  limits: "usher:limit",
  limit: (name: string) => hashed(name),
  /** The tenant that belongs to the site's own organisation, write-once. */
  ownTenant: "usher:tenant",
  /**
   * Hash: address or `@domain` → `approve` or `reject`, as the operator listed them for the whole site. A rejected
   * address that was erased stands as `erased:` and a keyed hash.
   */
  lists: (partition: Partition) => `${partition}lists`,
  /** List: mail kept while no mail server is configured. */
  outbox: "usher:outbox",
  /** List: those of them to one address. */
  outboxOf: (address: string) => `usher:outbox:${hashed(address)}`,

  /** Prefix of the partition's deliveries. */
  lanes: (organisation: OrganisationId) => `${partitionOf(organisation)}lanes:`,
  mailLanes: (organisation: OrganisationId) => `${partitionOf(organisation)}lanes:mail/`,
  lanesOf: (partition: Partition) => `${partition}lanes:`,
  /** Mail has lanes of its own, so that a slow mail server holds up no chat. */
  mailLanesOf: (partition: Partition) => `${partition}lanes:mail/`,

  /** Prefix of the index of people: hashes of an account or address → person id, see scripts/shared/people.lua. */
  peopleIndex: (organisation: OrganisationId) => `${ofOrganisation(organisation)}people:`,
  /** Hash: the person and what they have, see records/person.ts. */
  person: (organisation: OrganisationId, id: PersonId) => `${ofOrganisation(organisation)}p:${id}`,
  /** Hash: how far the walk is that looks for people who are to be forgotten. */
  forgetting: (organisation: OrganisationId) => `${ofOrganisation(organisation)}forgetting`,
  /** Hash: person id → what finds the rest of somebody who is being erased. */
  erasures: (organisation: OrganisationId) => `${ofOrganisation(organisation)}erasures`,
  /** Prefix of all that one organisation keeps. */
  organisationPrefix: (organisation: OrganisationId) => ofOrganisation(organisation),
  /** Prefix of persons, for a script that learns the id from the index. */
  personPrefix: (organisation: OrganisationId) => `${ofOrganisation(organisation)}p:`,
  /** Where a chat product reaches somebody or some channel; only its face can read it. */
  reference: (organisation: OrganisationId, of: ReferenceName) =>
    `${ofOrganisation(organisation)}reference:${referenceName(of)}`,
  /** Prefix of references. */
  referencePrefix: (organisation: OrganisationId) => `${ofOrganisation(organisation)}reference:`,
  /** Hash: channel id → name, of the channels where a face was seen. */
  channels: (organisation: OrganisationId) => `${ofOrganisation(organisation)}channels`,
  /** Hash: keyed hash of an address → when its person unsubscribed from invitations by mail. */
  unsubscribed: (organisation: OrganisationId) => `${ofOrganisation(organisation)}unsubscribed`,
  /** Marks what is done a single time. */
  once: (organisation: OrganisationId, name: string) => `${ofOrganisation(organisation)}once:${hashed(name)}`,
  /** What an act answered, for a day. */
  request: (organisation: OrganisationId, id: RequestId) => `${ofOrganisation(organisation)}request:${id}`,
  /** Hash: form id → form. A form never changes, so an answer keeps only the id. */
  forms: (organisation: OrganisationId) => `${ofOrganisation(organisation)}forms`,
  /** Hash: settings as JSON, form, version. */
  series: (organisation: OrganisationId, code: SeriesCode) => `${ofOrganisation(organisation)}s:${code}`,
  /** Hash: the name of a series' announcement → its messages, as in those of a webinar. */
  seriesMessages: (organisation: OrganisationId, code: SeriesCode) =>
    `${ofOrganisation(organisation)}s:${code}:messages`,
  /** Prefix of series. */
  seriesPrefix: (organisation: OrganisationId) => `${ofOrganisation(organisation)}s:`,
  /** Zset by the time they were made: codes of series. */
  allSeries: (organisation: OrganisationId) => `${ofOrganisation(organisation)}series`,
  /** Prefix of all webinars. */
  webinarsPrefix: (organisation: OrganisationId) => `${ofOrganisation(organisation)}w:`,
  /** Zset by start, as `webinars`: codes that a person hosts. */
  hosting: (organisation: OrganisationId, id: PersonId) => `${ofOrganisation(organisation)}hosting:${id}`,
  /** Prefix of what people host. */
  hostingPrefix: (organisation: OrganisationId) => `${ofOrganisation(organisation)}hosting:`,
  /** Zset by start, as `webinars`: codes at which a person speaks, who does not host them. */
  speaking: (organisation: OrganisationId, id: PersonId) => `${ofOrganisation(organisation)}speaking:${id}`,
  /** Prefix of what people speak at. */
  speakingPrefix: (organisation: OrganisationId) => `${ofOrganisation(organisation)}speaking:`,
  /** What somebody filled in on earlier steps of a form. */
  keptForm: (organisation: OrganisationId, token: string) => `${ofOrganisation(organisation)}sheet:${hashed(token)}`,
  /** Zset by start, under the negative of it for those that are cancelled or that only some see: codes. */
  webinars: (organisation: OrganisationId) => `${ofOrganisation(organisation)}webinars`,

  /** Hash: settings as JSON, counts, era. */
  webinar: (organisation: OrganisationId, code: WebinarCode) => `${ofWebinar(organisation, code)}webinar`,
  /** Prefix of all that one webinar holds. */
  webinarPrefix: (organisation: OrganisationId, code: WebinarCode) => ofWebinar(organisation, code),
  /** Hash: address → key of the (webinar, address) pair, and its registration ID; outlives eras. */
  addresses: (organisation: OrganisationId, code: WebinarCode) => `${ofWebinar(organisation, code)}addresses`,
  invitee: (organisation: OrganisationId, code: WebinarCode, key: RegistrationKey) =>
    `${ofWebinar(organisation, code)}invitee:${key}`,
  /** Prefix of invitees. */
  inviteePrefix: (organisation: OrganisationId, code: WebinarCode) => `${ofWebinar(organisation, code)}invitee:`,
  /** String of slots: the keys of invitees in the order in which they were invited, see scripts/shared/invited.lua. */
  invited: (organisation: OrganisationId, code: WebinarCode) => `${ofWebinar(organisation, code)}invited`,
  /** Bitmap: which of them, by their place in the order, are there, are silent, or declined. */
  invitedIn: (organisation: OrganisationId, code: WebinarCode, which: "all" | "silent" | "declined") =>
    `${ofWebinar(organisation, code)}invited:${which}`,
  /** String: the terms by which invitees are found, see scripts/shared/terms.lua. */
  invitedTerms: (organisation: OrganisationId, code: WebinarCode) => `${ofWebinar(organisation, code)}invited:terms`,
  /** String of ordinals: the invitees whom a term finds. */
  invitedTerm: (organisation: OrganisationId, code: WebinarCode, term: string) =>
    `${ofWebinar(organisation, code)}invited:t:${term}`,
  /** Hash: a long invitation, which goes on in the background; and lists of this name, see shared/inviting.lua. */
  inviting: (organisation: OrganisationId, code: WebinarCode, id: RequestId) =>
    `${ofWebinar(organisation, code)}inviting:${id}`,
  /** Hash with short field names, see scripts/shared/status.lua. */
  registration: (organisation: OrganisationId, code: WebinarCode, era: number, key: RegistrationKey) =>
    `${ofWebinar(organisation, code)}e${era}:r:${key}`,
  /** String of slots: the keys of registrations in the order in which they came, see scripts/shared/order.lua. */
  order: (organisation: OrganisationId, code: WebinarCode, era: number) =>
    `${ofWebinar(organisation, code)}e${era}:order`,
  /** Bitmap: which of them, by their place in the order, have a status. */
  inStatus: (organisation: OrganisationId, code: WebinarCode, era: number, status: Status) =>
    `${ofWebinar(organisation, code)}e${era}:in:${status}`,
  /** String: the terms by which registrations are found, see scripts/shared/terms.lua. */
  terms: (organisation: OrganisationId, code: WebinarCode, era: number) =>
    `${ofWebinar(organisation, code)}e${era}:terms`,
  /** String of ordinals: the registrations that a term finds. */
  term: (organisation: OrganisationId, code: WebinarCode, era: number, term: string) =>
    `${ofWebinar(organisation, code)}e${era}:t:${term}`,
  /** Zset: domain → how many registrations are from there, for the report. */
  domains: (organisation: OrganisationId, code: WebinarCode, era: number) =>
    `${ofWebinar(organisation, code)}e${era}:domains`,
  /** Zset: tag → how many registrations came by it, for the report. */
  tags: (organisation: OrganisationId, code: WebinarCode, era: number) =>
    `${ofWebinar(organisation, code)}e${era}:tags`,
  /** Bitmap: which registrations, by their place in the order, were admitted. */
  came: (organisation: OrganisationId, code: WebinarCode, era: number) =>
    `${ofWebinar(organisation, code)}e${era}:came`,
  /** From which place in the order on these three hold, see scripts/shared/reported.lua. */
  counted: (organisation: OrganisationId, code: WebinarCode, era: number) =>
    `${ofWebinar(organisation, code)}e${era}:counted`,
  /** Zset by position: keys of the waiting list. */
  waitlist: (organisation: OrganisationId, code: WebinarCode, era: number) =>
    `${ofWebinar(organisation, code)}e${era}:line`,
  /** Set: who was admitted, whatever the era: the plan counts people. */
  attendees: (organisation: OrganisationId, code: WebinarCode) => `${ofWebinar(organisation, code)}attendees`,
  /** How many of the attendees were not known to us: they came to a webinar without registration by its page. */
  visitors: (organisation: OrganisationId, code: WebinarCode) => `${ofWebinar(organisation, code)}visitors`,
  /** Hash: minute → how many were admitted in it for the first time; and `again`, how often people were once more. */
  arrivals: (organisation: OrganisationId, code: WebinarCode) => `${ofWebinar(organisation, code)}arrivals`,
  /** How many of them came from one network address within the hour. */
  visitsFrom: (organisation: OrganisationId, code: WebinarCode, source: string) =>
    `${ofWebinar(organisation, code)}visits:${hashed(source)}`,
  /**
   * Hash: a sent message's name (see core/deliveries/messages.ts) → its ids in its channel or chat, one a line; with
   * `:shown` what it shows; under `dm:offering:` those of somebody's in which a seat can be claimed.
   */
  messages: (organisation: OrganisationId, code: WebinarCode) => `${ofWebinar(organisation, code)}messages`,
  /** Hash: `dm` and `mail`, how many messages to people about the webinar were sent by each. */
  reached: (organisation: OrganisationId, code: WebinarCode) => `${ofWebinar(organisation, code)}reached`,
  /** Hash: key → the code by which a mail server refuses the address for good. */
  refused: (organisation: OrganisationId, code: WebinarCode) => `${ofWebinar(organisation, code)}refused`,
  /** Hash: version → the settings until the next one, and who changed them. */
  past: (organisation: OrganisationId, code: WebinarCode) => `${ofWebinar(organisation, code)}past`,
  /** Hash: era → its archive. */
  archives: (organisation: OrganisationId, code: WebinarCode) => `${ofWebinar(organisation, code)}archives`,
  /** Prefix of the registrations of one era. */
  registrationPrefix: (organisation: OrganisationId, code: WebinarCode, era: number) =>
    `${ofWebinar(organisation, code)}e${era}:r:`,
  /** Hash: a bulk decision and its counts. */
  bulk: (organisation: OrganisationId, code: WebinarCode, id: RequestId) =>
    `${ofWebinar(organisation, code)}bulk:${id}`,
  /** List: `KEY version` of each that was decided. */
  bulkDone: (organisation: OrganisationId, code: WebinarCode, id: RequestId) =>
    `${ofWebinar(organisation, code)}bulk:${id}:done`,
  /** Set: keys of those that were not decided. */
  bulkSkipped: (organisation: OrganisationId, code: WebinarCode, id: RequestId) =>
    `${ofWebinar(organisation, code)}bulk:${id}:skipped`,
  /** Hash: what a host writes to many, and how far it is. */
  hostMessage: (organisation: OrganisationId, code: WebinarCode, id: RequestId) =>
    `${ofWebinar(organisation, code)}wrote:${id}`,
  /** Hash: person → by which webinar of a series they are told what a host wrote to all of it. */
  hostMessageTold: (organisation: OrganisationId, code: WebinarCode, id: RequestId) =>
    `${ofWebinar(organisation, code)}wrote:${id}:told`,
  /** Zset: id → when, of the last day's. */
  hostMessages: (organisation: OrganisationId, code: WebinarCode) => `${ofWebinar(organisation, code)}wrote`,
  /** Prefix of all that one era holds, its registrations included. */
  eraPrefix: (organisation: OrganisationId, code: WebinarCode, era: number) =>
    `${ofWebinar(organisation, code)}e${era}:`,
  /** Hash: `n`, the number of the last digest; `on`, whether a crowd is coming now; `came`, when the last five came. */
  digests: (organisation: OrganisationId, code: WebinarCode, era: number) =>
    `${ofWebinar(organisation, code)}e${era}:digests`,
  /** Prefix of digests. Each is a hash: status → how many; and with `:domains` a zset: domain by how many. */
  digestPrefix: (organisation: OrganisationId, code: WebinarCode, era: number) =>
    `${ofWebinar(organisation, code)}e${era}:digest:`,
  /** Hash: id → a host's question, and the answer. */
  inquiries: (organisation: OrganisationId, code: WebinarCode, era: number, key: RegistrationKey) =>
    `${ofWebinar(organisation, code)}e${era}:r:${key}:inquiries`,
  /** Hash: domain → how many of its requests hosts approved. */
  approvals: (organisation: OrganisationId, code: WebinarCode, era: number) =>
    `${ofWebinar(organisation, code)}e${era}:approvals`,
  /** Stream: the audit log, in ids only. */
  log: (organisation: OrganisationId, code: WebinarCode) => `${ofWebinar(organisation, code)}log`,
  /** A guest's registration, until the mail's link confirms it. */
  draft: (organisation: OrganisationId, code: WebinarCode, token: string) =>
    `${ofWebinar(organisation, code)}draft:${hashed(token)}`,
  /** A single-use way from the gate to the meeting. */
  entrance: (organisation: OrganisationId, code: WebinarCode, token: string) =>
    `${ofWebinar(organisation, code)}entrance:${hashed(token)}`,
} as const;
