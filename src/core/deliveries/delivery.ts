import { createHash } from "node:crypto";
import { defined } from "../model/defined.ts";
import type {
  Address,
  ChatId,
  InquiryId,
  OrganisationId,
  PersonId,
  RegistrationKey,
  RequestId,
  WebinarCode,
} from "../model/ids.ts";
import { chatParts } from "../model/ids.ts";
import type { Registration } from "../model/registration.ts";
import type { HostChannel, Webinar } from "../model/webinar.ts";

/** The matter of a delivery, by ids: the worker loads the present state and renders that. */
export type Matter =
  | { kind: "invitation"; code: WebinarCode; key: RegistrationKey }
  /** What became of a registration at `version`; left unsaid when a later version is already there to be told. */
  | {
      kind: "registration";
      code: WebinarCode;
      key: RegistrationKey;
      era: number;
      version: number;
      /** Decided with many: left unsaid when that is taken back, even before each of them is. */
      bulk?: RequestId;
    }
  /** The host's card of one request: posted once, edited ever after; who registers again gets another. */
  | { kind: "request"; code: WebinarCode; key: RegistrationKey; era: number; round: number }
  /** The webinar in its host channels: posted once, edited ever after. */
  | { kind: "announcement"; code: WebinarCode }
  /** The time changed, from these instants; left unsaid when a later change of the time is there to be told. */
  | { kind: "moved"; code: WebinarCode; key: RegistrationKey; startsAt: number; endsAt: number; sequence: number }
  | { kind: "called_off"; code: WebinarCode; key: RegistrationKey }
  /** The registrations of an era were deleted, with this person's; `hadEntry` is its version, where a calendar has it. */
  | { kind: "let_go"; code: WebinarCode; key: RegistrationKey; era: number; hadEntry?: number }
  /** Somebody waited in line until the webinar was over. */
  | { kind: "line_over"; code: WebinarCode; key: RegistrationKey }
  /** It was full when somebody asked for a seat: the host's further information (S26). */
  | { kind: "full"; code: WebinarCode }
  | { kind: "cohosting"; code: WebinarCode }
  /** Requests that came in a crowd, in one card (N5). */
  | { kind: "digest"; code: WebinarCode; era: number; digest: number }
  /** A bulk decision came to its end. */
  | { kind: "bulk_done"; code: WebinarCode; id: RequestId }
  /** Requests of this span wait (N6); left unsaid when they are decided by then. */
  | { kind: "waiting"; code: WebinarCode; era: number; after: number; upTo: number }
  /** A host's question to somebody who registered (N9), and both sides of it in the thread of the request's card. */
  | { kind: "asked"; code: WebinarCode; key: RegistrationKey; era: number; inquiry: InquiryId }
  | { kind: "thread"; code: WebinarCode; key: RegistrationKey; era: number; inquiry: InquiryId; part: ThreadPart }
  /** A change that concerns everybody, expanded piece by piece into what each is told. */
  | { kind: "fan_out"; code: WebinarCode; what: FanOut; by: PersonId }
  /** A guest's registration made on the page, to be confirmed by the mail's link. */
  | { kind: "draft"; code: WebinarCode; draft: string }
  /** Tells a host which delivery finally failed. */
  | {
      kind: "undelivered";
      code: WebinarCode;
      key?: RegistrationKey;
      failed: string;
      what: Matter["kind"];
      to: DeliveryTarget["kind"];
    };

export type ThreadPart = "question" | "answer";

/** Requests that wait, followed until they are decided (N6); see wait.ts. */
export interface Watch {
  readonly kind: "waits";
  readonly name: string;
  readonly era: number;
  /** Registered after the first and until the second instant. */
  readonly after: number;
  readonly upTo: number;
  /** Whose turn it is, from 0 on; after the last comes the default. */
  readonly turn: number;
  readonly everyMs: number;
  /** Only while the host has this set: a change has others follow. */
  readonly waitMinutes: number;
  /** Only while the start stands there. */
  readonly startsAt?: number;
}

/** What concerns everybody who has to do with a webinar. */
export type FanOut =
  /** `startsAt` and `endsAt` are those before. */
  | { kind: "moved"; startsAt: number; endsAt: number; sequence: number }
  | { kind: "called_off" }
  /** The registrations of `era` were deleted (S11, S28). */
  | { kind: "let_go"; era: number }
  /** A host decided everything that waits at once; undone as one. */
  | { kind: "bulk"; id: RequestId }
  | { kind: "bulk_undo"; id: RequestId }
  /** A bulk decision can be undone no more. */
  | { kind: "bulk_settle"; id: RequestId }
  | Watch
  /** Seats became free for those in line. */
  | { kind: "seats" }
  /** A decision can be undone no more: a seat that it kept is free, and its cards lose a button. */
  | { kind: "settle"; key: RegistrationKey; version: number; era: number }
  /** An offered seat was not claimed in time. */
  | { kind: "offer_ends"; key: RegistrationKey; version: number }
  /** The webinar is over: nobody waits any more. */
  | { kind: "over" }
  /** The archive of `era` has been kept long enough (S12). */
  | { kind: "purge"; era: number };

type DeliveryTarget =
  | { kind: "dm"; chat: ChatId }
  | { kind: "card"; channel: HostChannel }
  | { kind: "mail"; address: Address }
  /** Nobody yet: to be expanded. */
  | { kind: "everybody" };

/** One message to one recipient over one channel, as it is stored with the change that caused it. */
export interface Delivery {
  /** Deterministic: the same change makes the same id, so that twice is once. `%v` stands for the new version. */
  readonly id: string;
  readonly organisation: OrganisationId;
  readonly to: DeliveryTarget;
  readonly matter: Matter;
  /** Sent by mail when the direct message cannot be delivered. */
  readonly orMail?: Address;
  /** Its acceptance by the platform or the mail server lets the person in (S16). */
  readonly awaited?: boolean;
  /** Told when it finally fails. */
  readonly host?: PersonId;
  /** A card shows the present state: a newer intent replaces one that waits, and may come again after one was sent. */
  readonly level?: boolean;
  /** Goes before what else waits in its lane, behind others that do so: new cards before those that are only kept true. */
  readonly urgent?: boolean;
  /** Only a card that stands already is brought up to date: none is posted. */
  readonly editOnly?: boolean;
  /** The delivery whose message in the same channel this one answers. */
  readonly thread?: string;
  /** Not before this instant, in ms. */
  readonly notBefore?: number;
}

const OF_ONE: readonly FanOut["kind"][] = ["offer_ends", "settle", "waits"];

/** The line in which a recipient's deliveries wait. An address appears in it only as a hash. */
export const laneOf = ({ to, organisation, matter }: Pick<Delivery, "to" | "organisation" | "matter">): string => {
  switch (to.kind) {
    case "everybody":
      // The end of an offer does not wait until thousands are told something else.
      return `${matter.kind === "fan_out" && OF_ONE.includes(matter.what.kind) ? "line" : "fan"}:${organisation}:${matter.code}`;
    case "dm": {
      const { face, group, user } = chatParts(to.chat);
      return `${face === "slack" ? "sl" : "ms"}:${group}:${user}`;
    }
    case "card":
      return `${to.channel.face === "slack" ? "sl" : "ms"}:${to.channel.group}:${to.channel.channelId}`;
    case "mail":
      return `mail:${createHash("sha256").update(to.address).digest("base64url").slice(0, 22)}`;
  }
};

/** The deliveries that tell one person about one matter: a direct message and a mail, whichever they can be reached by. */
export const tellPerson = (
  base: { organisation: OrganisationId; host: PersonId; id: string; matter: Matter; awaited?: boolean },
  person: { chat?: ChatId | undefined; address?: Address | undefined },
): Delivery[] => {
  const { id, ...rest } = base;
  const deliveries: Delivery[] = [];
  if (person.chat) deliveries.push({ ...rest, id: `${id}:dm`, to: { kind: "dm", chat: person.chat } });
  if (person.address) deliveries.push({ ...rest, id: `${id}:mail`, to: { kind: "mail", address: person.address } });
  return deliveries;
};

/**
 * What became of a registration at `version`, for `tellPerson`; its name tells it from what happened under the same
 * version in another era. A version that the script makes is written `%v` in `name`.
 */
export const aboutRegistration = (
  { organisation, code, host, era }: Pick<Webinar, "organisation" | "code" | "host" | "era">,
  key: RegistrationKey,
  version: number,
  name: string,
  { isAwaited = false, bulk }: { isAwaited?: boolean; bulk?: RequestId | undefined } = {},
): Parameters<typeof tellPerson>[0] => ({
  organisation,
  host,
  id: `${code}:${key}:${era}:${name}`,
  matter: { kind: "registration", code, key, era, version, ...defined({ bulk }) },
  ...defined({ awaited: isAwaited ? true : undefined }),
});

type InChannels = Pick<Webinar, "organisation" | "code" | "host" | "hostChannels" | "formerChannels" | "era">;

/** One card in every host channel, and kept true where it was posted in a former one. */
const inChannels = (webinar: InChannels, matter: Matter, id: string, isPosted = true): Delivery[] => {
  const card = (channel: HostChannel, editOnly: boolean): Delivery => ({
    id: `${id}:${channel.face}:${channel.channelId}`,
    organisation: webinar.organisation,
    to: { kind: "card", channel },
    matter,
    host: webinar.host,
    level: true,
    ...defined({ editOnly: editOnly || undefined }),
  });
  return [
    ...webinar.hostChannels.map((channel) => card(channel, !isPosted)),
    ...webinar.formerChannels.map((channel) => card(channel, true)),
  ];
};

/** The request card's deliveries, one per host channel; without `isPosted` only a card that stands there is brought up to date. */
export const requestCards = (webinar: InChannels, key: RegistrationKey, round: number, isPosted = true): Delivery[] =>
  inChannels(
    webinar,
    { kind: "request", code: webinar.code, key, era: webinar.era, round },
    `card:${webinar.code}:${key}:${webinar.era}.${round}`,
    isPosted,
  );

const digestCard = (webinar: InChannels, digest: number | "%n"): Delivery[] =>
  inChannels(
    webinar,
    // The script that gathers puts the number in.
    { kind: "digest", code: webinar.code, era: webinar.era, digest: digest === "%n" ? 0 : digest },
    `digest:${webinar.code}:${webinar.era}.${digest}`,
  );

/** The card in which a crowd's requests are gathered: `%n` in its id stands for the digest's number. */
export const digestCards = (webinar: InChannels, now: number, digest: number | "%n"): Delivery[] =>
  digestCard(webinar, digest).map((card) => ({ ...card, notBefore: now + OVERVIEW_MS }));

type Carded = Pick<Registration, "key" | "round" | "digest">;

/** The card on which a request shows: its own, or the one it was gathered in. */
export const cardOf = (
  webinar: InChannels,
  { key, round, digest }: Carded,
  now: number,
  isPosted = true,
): Delivery[] =>
  digest === undefined ? requestCards(webinar, key, round, isPosted) : digestCards(webinar, now, digest);

/** The same, and the overview. */
export const cardsOf = (webinar: InChannels, registration: Carded, now: number): Delivery[] => [
  ...cardOf(webinar, registration, now),
  ...overview(webinar, now),
];

/** The cards of a new request: before all that are only kept true, as its host waits for it (N13). */
export const newCards = (webinar: InChannels, key: RegistrationKey, round: number): Delivery[] =>
  requestCards(webinar, key, round).map((card) => ({
    ...card,
    ...defined({ urgent: card.editOnly ? undefined : true }),
  }));

/** The word that ends the time in which a decision can be undone. */
export const settles = (
  webinar: Pick<Webinar, "organisation" | "code" | "era">,
  key: RegistrationKey,
  version: number,
  by: PersonId,
  at: number,
): Delivery =>
  fanOut(webinar, { kind: "settle", key, version, era: webinar.era }, `${key}:${webinar.era}:${version}`, by, at);

/** The webinar's own card. */
export const announcements = (webinar: InChannels): Delivery[] =>
  inChannels(webinar, { kind: "announcement", code: webinar.code }, `${webinar.code}:announcement`);

/** The overview card is edited at most once in so long (N12). */
const OVERVIEW_MS = 2_000;

/** The webinar's own card, which counts: brought up to date soon, however much happens meanwhile. */
export const overview = (webinar: InChannels, now: number): Delivery[] =>
  announcements(webinar).map((card) => ({ ...card, notBefore: now + OVERVIEW_MS }));

/** The one delivery from which everybody's follow; `name` makes it one with its repeats. */
export const fanOut = (
  webinar: Pick<Webinar, "organisation" | "code">,
  what: FanOut,
  name: string,
  by: PersonId,
  notBefore?: number,
): Delivery => ({
  id: `${webinar.code}:fan:${what.kind}:${name}`,
  organisation: webinar.organisation,
  to: { kind: "everybody" },
  matter: { kind: "fan_out", code: webinar.code, what, by },
  ...defined({ notBefore }),
});
