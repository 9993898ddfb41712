import { createHash } from "node:crypto";
import type { Address, ChatId, OrganisationId, PersonId, RegistrationKey, WebinarCode } from "./ids.ts";
import { chatParts } from "./ids.ts";
import type { HostChannel } from "./webinar.ts";

/** The matter of a delivery, by ids: the worker loads the present state and renders that. */
export type Matter =
  | { kind: "invitation"; code: WebinarCode; key: RegistrationKey }
  /** What became of a registration at `version`; left unsaid when a later version is already there to be told. */
  | { kind: "registration"; code: WebinarCode; key: RegistrationKey; version: number }
  /** The host's card of one request: posted once, edited ever after; who registers again gets another. */
  | { kind: "request"; code: WebinarCode; key: RegistrationKey; round: number }
  | { kind: "announcement"; code: WebinarCode }
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

export type DeliveryTarget =
  | { kind: "dm"; chat: ChatId }
  | { kind: "card"; channel: HostChannel }
  | { kind: "mail"; address: Address };

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
  /** Not before this instant, in ms. */
  readonly notBefore?: number;
}

/** The line in which a recipient's deliveries wait. An address appears in it only as a hash. */
export const laneOf = (to: DeliveryTarget): string => {
  switch (to.kind) {
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

/** The request card's deliveries, one per host channel. */
export const requestCards = (
  webinar: { organisation: OrganisationId; code: WebinarCode; host: PersonId; hostChannels: readonly HostChannel[] },
  key: RegistrationKey,
  round: number,
): Delivery[] =>
  webinar.hostChannels.map((channel) => ({
    id: `card:${webinar.code}:${key}:${round}:${channel.face}:${channel.channelId}`,
    organisation: webinar.organisation,
    to: { kind: "card", channel },
    matter: { kind: "request", code: webinar.code, key, round },
    host: webinar.host,
    level: true,
  }));
