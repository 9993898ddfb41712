import { defined } from "../model/defined.ts";
import type { RegistrationKey } from "../model/ids.ts";
import type { Registration } from "../model/registration.ts";
import type { HostChannel, Webinar } from "../model/webinar.ts";
import type { Delivery, Matter } from "./delivery.ts";

export type InChannels = Pick<Webinar, "organisation" | "code" | "host" | "hostChannels" | "formerChannels" | "era">;

/** One card in every host channel, and kept true where it was posted in a former one. */
export const inChannels = (webinar: InChannels, matter: Matter, id: string, isPosted = true): Delivery[] => {
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

export const digestCard = (webinar: InChannels, digest: number | "%n"): Delivery[] =>
  inChannels(
    webinar,
    // The script that gathers puts the number in.
    { kind: "digest", code: webinar.code, era: webinar.era, digest: digest === "%n" ? 0 : digest },
    `digest:${webinar.code}:${webinar.era}.${digest}`,
  );

/** The card in which a crowd's requests are gathered: `%n` in its id stands for the digest's number. */
export const digestCards = (webinar: InChannels, now: number, digest: number | "%n"): Delivery[] =>
  digestCard(webinar, digest).map((card) => ({ ...card, notBefore: now + OVERVIEW_MS }));

export type Carded = Pick<Registration, "key" | "round" | "digest">;

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

/** The webinar's own card. */
export const announcements = (webinar: InChannels): Delivery[] =>
  inChannels(webinar, { kind: "announcement", code: webinar.code }, `${webinar.code}:announcement`);

/** The overview card is edited at most once in so long (N12). */
export const OVERVIEW_MS = 2_000;

/** The webinar's own card, which counts: brought up to date soon, however much happens meanwhile. */
export const overview = (webinar: InChannels, now: number): Delivery[] =>
  announcements(webinar).map((card) => ({ ...card, notBefore: now + OVERVIEW_MS }));
