import { createHash } from "node:crypto";
import type { Address, ChatId, OrganisationId, PersonId, RegistrationKey, WebinarCode } from "./ids.ts";
import { chatParts } from "./ids.ts";
import type { HostChannel, Webinar } from "./webinar.ts";

/** The matter of a delivery, by ids: the worker loads the present state and renders that. */
export type Matter =
  | { kind: "invitation"; code: WebinarCode; key: RegistrationKey }
  /** What became of a registration at `version`; left unsaid when a later version is already there to be told. */
  | { kind: "registration"; code: WebinarCode; key: RegistrationKey; era: number; version: number }
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

/** What concerns everybody who has to do with a webinar. */
export type FanOut =
  /** `startsAt` and `endsAt` are those before. */
  | { kind: "moved"; startsAt: number; endsAt: number; sequence: number }
  | { kind: "called_off" }
  /** The registrations of `era` were deleted (S11, S28). */
  | { kind: "let_go"; era: number }
  /** Seats became free for those in line. */
  | { kind: "seats" }
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
  /** Told when it finally fails. */
  readonly host?: PersonId;
  /** A card shows the present state: a newer intent replaces one that waits, and may come again after one was sent. */
  readonly level?: boolean;
  /** Only a card that stands already is brought up to date: none is posted. */
  readonly editOnly?: boolean;
  /** Not before this instant, in ms. */
  readonly notBefore?: number;
}

/** The line in which a recipient's deliveries wait. An address appears in it only as a hash. */
export const laneOf = ({ to, organisation, matter }: Pick<Delivery, "to" | "organisation" | "matter">): string => {
  switch (to.kind) {
    case "everybody":
      // The end of an offer does not wait until thousands are told something else.
      return `${matter.kind === "fan_out" && matter.what.kind === "offer_ends" ? "line" : "fan"}:${organisation}:${matter.code}`;
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
  base: { organisation: OrganisationId; host: PersonId; id: string; matter: Matter },
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
): Parameters<typeof tellPerson>[0] => ({
  organisation,
  host,
  id: `${code}:${key}:${era}:${name}`,
  matter: { kind: "registration", code, key, era, version },
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
    ...(editOnly ? { editOnly } : {}),
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

/** The webinar's own card. */
export const announcements = (webinar: InChannels): Delivery[] =>
  inChannels(webinar, { kind: "announcement", code: webinar.code }, `${webinar.code}:announcement`);

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
  ...(notBefore === undefined ? {} : { notBefore }),
});
