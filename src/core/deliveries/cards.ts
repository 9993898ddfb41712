import { defined } from "../model/defined.ts";
import type { RegistrationKey } from "../model/ids.ts";
import type { Registration } from "../model/registration.ts";
import type { HostChannel, Webinar } from "../model/webinar.ts";
import type { Delivery, Matter } from "./delivery.ts";

/** Cards that only count are edited at most once in so long (N12). */
const EDIT_AFTER_MS = 2_000;

type WithChannels = Pick<Webinar, "organisation" | "code" | "host" | "hostChannels" | "formerChannels" | "era">;

/** The deliveries of one card: posted and edited in every host channel, and only edited in former ones. */
const inChannels = (webinar: WithChannels, matter: Matter, id: string, isPosted = true): Delivery[] => {
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

/** The webinar's own card. */
export const announcements = (webinar: WithChannels): Delivery[] =>
  inChannels(webinar, { kind: "announcement", code: webinar.code }, `${webinar.code}:announcement`);

/** The webinar's own card, edited soon, and once for all that happens until then. */
export const overview = (webinar: WithChannels, now: number): Delivery[] =>
  announcements(webinar).map((card) => ({ ...card, notBefore: now + EDIT_AFTER_MS }));

/** A request's own card; without `isPosted` it is edited where it stands, and not posted. */
export const requestCards = (webinar: WithChannels, key: RegistrationKey, round: number, isPosted = true): Delivery[] =>
  inChannels(
    webinar,
    { kind: "request", code: webinar.code, key, era: webinar.era, round },
    `card:${webinar.code}:${key}:${webinar.era}.${round}`,
    isPosted,
  );

/** A new request's own card. Its host waits for it, so it goes before edits of cards that stand already (N13). */
export const newCards = (webinar: WithChannels, key: RegistrationKey, round: number): Delivery[] =>
  requestCards(webinar, key, round).map((card) => ({
    ...card,
    ...defined({ urgent: card.editOnly ? undefined : true }),
  }));

/**
 * The card in which a crowd's requests are gathered. `%n` stands for the digest's number, which the script that gathers
 * puts into the id and the matter.
 */
export const digestCards = (webinar: WithChannels, now: number, digest: number | "%n"): Delivery[] =>
  inChannels(
    webinar,
    { kind: "digest", code: webinar.code, era: webinar.era, digest: digest === "%n" ? 0 : digest },
    `digest:${webinar.code}:${webinar.era}.${digest}`,
  ).map((card) => ({ ...card, notBefore: now + EDIT_AFTER_MS }));

/** The card of this webinar with this delivery id, in a channel that still is, or was, its host channel. */
export const cardNamed = (webinar: WithChannels, id: string, now: number): Delivery | undefined => {
  const [kind, code, ...rest] = id.split(":");
  const [era = Number.NaN, part = Number.NaN] = (rest[kind === "card" ? 1 : 0] ?? "").split(".").map(Number);
  const of = { ...webinar, era };
  const cards =
    kind === "card" && code === webinar.code
      ? requestCards(of, rest[0] as RegistrationKey, part)
      : kind === "digest" && code === webinar.code
        ? digestCards(of, now, part)
        : announcements(webinar);
  return cards.find((card) => card.id === id);
};

type OnCard = Pick<Registration, "key" | "round" | "digest">;

/** The card that shows a request: its own, or that of the crowd it came in. */
export const cardOf = (
  webinar: WithChannels,
  { key, round, digest }: OnCard,
  now: number,
  isPosted = true,
): Delivery[] =>
  digest === undefined ? requestCards(webinar, key, round, isPosted) : digestCards(webinar, now, digest);

/** The card that shows a request, and the overview. */
export const cardsOf = (webinar: WithChannels, registration: OnCard, now: number): Delivery[] => [
  ...cardOf(webinar, registration, now),
  ...overview(webinar, now),
];
