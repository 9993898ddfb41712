import type { OrganisationId, WebinarCode } from "../../core/model/ids.ts";
import { keys } from "../keys.ts";

type OfWebinar = (organisation: OrganisationId, code: WebinarCode) => string;
type OfEra = (organisation: OrganisationId, code: WebinarCode, era: number) => string;

/** What a key tells about people, and what ends that when one of them is erased, and when a webinar is long over (P22). */
interface AboutPeople {
  readonly holds: string;
  readonly erasure: /** With the person's own record, or what they have in one webinar. */
    | "person"
    | "entry"
    /** Found by looking at every such key. */
    | "sweep"
    /** With the lanes of the person's chats and addresses. */
    | "lanes"
    /** Kept as a keyed hash. */
    | "hashed"
    /** Random ids, counts or domains, which lead to nobody once the rest is gone. */
    | "leads to nobody";
  readonly retention: /** With the person, who goes when nothing is left of them. */
    | "person"
    | "entry"
    /** The whole key goes with what the webinar holds about people. */
    | "webinar"
    | "era"
    /** Goes by itself sooner. */
    | "term"
    /** Stays, as who says so wants. */
    | "operator"
    | "owner";
}

/** Nothing about people, but for the ids of hosts. */
const NOTHING = "nothing";
/** A prefix of keys that are named here themselves. */
const PREFIX = "prefix";

type Kept<Key> = typeof NOTHING | typeof PREFIX | AboutPeopleIn<Key>;
/** Only a key that one webinar, or one era, has goes with it. */
type AboutPeopleIn<Key> = AboutPeople & {
  readonly retention:
    | Exclude<AboutPeople["retention"], "webinar" | "era">
    | (Key extends OfWebinar ? "webinar" : never)
    | (Key extends OfEra ? "era" : never);
};

/** Each key that Usher keeps, with what it holds about people. Erasure and retention go by it. */
export const PERSONAL_DATA = {
  sitePrefix: PREFIX,
  partitions: NOTHING,
  schema: NOTHING,
  retention: NOTHING,
  code: NOTHING,
  limits: PREFIX,
  limit: { holds: "hashes of addresses and sources", erasure: "leads to nobody", retention: "term" },
  ownTenant: NOTHING,
  lists: { holds: "addresses", erasure: "hashed", retention: "operator" },
  outbox: { holds: "mails", erasure: "sweep", retention: "term" },
  outboxOf: { holds: "mails", erasure: "sweep", retention: "term" },

  lanes: { holds: "deliveries to chats and addresses", erasure: "lanes", retention: "entry" },
  mailLanes: PREFIX,
  lanesOf: PREFIX,
  mailLanesOf: PREFIX,

  peopleIndex: { holds: "hashes of addresses and chat identities", erasure: "person", retention: "person" },
  person: {
    holds: "name, address, chat identities, what they registered for",
    erasure: "person",
    retention: "person",
  },
  forgetting: NOTHING,
  erasures: { holds: "what the person's record held", erasure: "person", retention: "term" },
  organisationPrefix: PREFIX,
  personPrefix: PREFIX,
  reference: { holds: "how a product reaches somebody", erasure: "person", retention: "person" },
  referencePrefix: PREFIX,
  channels: NOTHING,
  unsubscribed: { holds: "keyed hashes of addresses", erasure: "hashed", retention: "owner" },
  once: { holds: "hashes of chat identities", erasure: "sweep", retention: "term" },
  request: NOTHING,
  forms: NOTHING,
  series: NOTHING,
  seriesMessages: NOTHING,
  seriesPrefix: PREFIX,
  allSeries: NOTHING,
  webinarsPrefix: PREFIX,
  hosting: { holds: "what somebody hosts", erasure: "person", retention: "person" },
  hostingPrefix: PREFIX,
  speaking: { holds: "what somebody speaks at", erasure: "person", retention: "person" },
  speakingPrefix: PREFIX,
  keptForm: { holds: "name and answers", erasure: "sweep", retention: "term" },
  webinars: NOTHING,

  webinar: NOTHING,
  webinarPrefix: PREFIX,
  addresses: { holds: "addresses and registration IDs", erasure: "entry", retention: "webinar" },
  invitee: { holds: "address", erasure: "entry", retention: "entry" },
  inviteePrefix: PREFIX,
  invited: { holds: "keys", erasure: "entry", retention: "webinar" },
  invitedIn: NOTHING,
  invitedTerms: { holds: "hashes of beginnings of words", erasure: "leads to nobody", retention: "entry" },
  invitedTerm: { holds: "ordinals, by such a hash", erasure: "leads to nobody", retention: "entry" },
  inviting: { holds: "names, addresses, chat identities", erasure: "sweep", retention: "term" },
  registration: { holds: "name, address, answers, chat identity", erasure: "entry", retention: "entry" },
  order: { holds: "keys", erasure: "entry", retention: "era" },
  inStatus: NOTHING,
  terms: { holds: "hashes of beginnings of words", erasure: "leads to nobody", retention: "entry" },
  term: { holds: "ordinals, by such a hash", erasure: "leads to nobody", retention: "entry" },
  domains: { holds: "counts by domain", erasure: "entry", retention: "era" },
  tags: { holds: "counts by tag", erasure: "entry", retention: "era" },
  came: { holds: "ordinals", erasure: "entry", retention: "era" },
  counted: { holds: "an ordinal", erasure: "leads to nobody", retention: "era" },
  waitlist: { holds: "keys", erasure: "entry", retention: "era" },
  attendees: { holds: "keys and person ids", erasure: "leads to nobody", retention: "webinar" },
  visitors: NOTHING,
  arrivals: NOTHING,
  visitsFrom: { holds: "hashes of network addresses", erasure: "leads to nobody", retention: "term" },
  messages: { holds: "keys", erasure: "leads to nobody", retention: "webinar" },
  reached: NOTHING,
  refused: { holds: "keys", erasure: "leads to nobody", retention: "webinar" },
  past: NOTHING,
  archives: { holds: "ids of hosts", erasure: "leads to nobody", retention: "webinar" },
  registrationPrefix: PREFIX,
  bulk: { holds: "chat identity of a host", erasure: "sweep", retention: "term" },
  bulkDone: { holds: "keys", erasure: "leads to nobody", retention: "term" },
  bulkSkipped: { holds: "keys", erasure: "leads to nobody", retention: "term" },
  hostMessage: { holds: "the id of a host, and their words", erasure: "leads to nobody", retention: "term" },
  hostMessageTold: { holds: "person ids", erasure: "leads to nobody", retention: "term" },
  hostMessages: NOTHING,
  eraPrefix: PREFIX,
  digests: { holds: "counts, and when requests came", erasure: "leads to nobody", retention: "era" },
  digestPrefix: { holds: "counts by domain", erasure: "entry", retention: "entry" },
  inquiries: { holds: "questions and answers", erasure: "entry", retention: "entry" },
  approvals: { holds: "counts by domain", erasure: "entry", retention: "era" },
  log: { holds: "keys and person ids", erasure: "leads to nobody", retention: "entry" },
  draft: { holds: "name, address, answers", erasure: "sweep", retention: "term" },
  entrance: { holds: "a key or a person id", erasure: "leads to nobody", retention: "term" },
} as const satisfies { readonly [Name in keyof typeof keys]: Kept<(typeof keys)[Name]> };

type Named<Field extends keyof AboutPeople, Value> = {
  [Name in keyof typeof PERSONAL_DATA]: (typeof PERSONAL_DATA)[Name] extends { readonly [F in Field]: Value }
    ? Name
    : never;
}[keyof typeof PERSONAL_DATA];

const endingWith = <Value extends AboutPeople["retention"]>(value: Value) =>
  (Object.keys(PERSONAL_DATA) as (keyof typeof PERSONAL_DATA)[]).filter(
    (name): name is Named<"retention", Value> => (PERSONAL_DATA[name] as Partial<AboutPeople>).retention === value,
  );

/** The keys of a webinar that go as a whole when its data about people are purged. */
export const keysOfForgottenWebinar = (organisation: OrganisationId, code: WebinarCode, eras: readonly number[]) => [
  ...endingWith("webinar").map((name) => keys[name](organisation, code)),
  ...eras.flatMap((era) => endingWith("era").map((name) => keys[name](organisation, code, era))),
];

/** How the keys are named, below an organisation's prefix or the site's, that an erasure looks at one by one. */
const SWEPT: { readonly [Name in Named<"erasure", "sweep">]: RegExp } = {
  outbox: /^outbox$/,
  outboxOf: /^outbox:/,
  once: /^once:/,
  keptForm: /^sheet:/,
  inviting: /^w:[^:]+:inviting:/,
  bulk: /^w:[^:]+:bulk:[^:]+$/,
  draft: /^w:[^:]+:draft:/,
};

type Swept = keyof typeof SWEPT;

/** Which of the keys that an erasure looks into this is; `name` is what follows the prefix. */
export const sweptKind = (name: string): Swept | undefined =>
  (Object.keys(SWEPT) as Swept[]).find((kind) => SWEPT[kind].test(name));
