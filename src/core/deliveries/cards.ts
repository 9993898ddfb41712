import { defined } from "../model/defined.ts";
import { chatParts, type Face, type RegistrationKey } from "../model/ids.ts";
import { chatFor, type Person } from "../model/person.ts";
import type { Registration } from "../model/registration.ts";
import { type HostChannel, isSameChannel, type Webinar } from "../model/webinar.ts";
import { announcementCard, announcementsNow, announcementsSoon } from "./announcements.ts";
import type { Delivery, Matter } from "./delivery.ts";
import { fanOut } from "./fan-outs.ts";

/** Cards that only count are edited at most once in so long (N12). */
const EDIT_AFTER_MS = 2_000;

/** Longer than from reading a webinar to storing what somebody did of it. */
const LOOK_AGAIN_AFTER_MS = 10_000;

type WithChannels = Pick<
  Webinar,
  | "organisation"
  | "code"
  | "host"
  | "hostChannels"
  | "formerChannels"
  | "announcedIn"
  | "series"
  | "seriesAnnounced"
  | "era"
>;

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

/**
 * A card in somebody's own chat, posted once and edited from then on: in the product in which they began it, or else in
 * the other one, once their account there has ended. What stands in one is no message of the other.
 */
export const cardInOwnChat = (
  person: Person | undefined,
  began: Face,
  card: Pick<Delivery, "id" | "organisation" | "matter" | "notBefore">,
): Delivery[] => {
  const chat = person && chatFor(person, began);
  if (!chat) return [];
  const { face, group, user } = chatParts(chat);
  const id = face === began ? card.id : `${card.id}:${face}`;
  return [{ ...card, id, to: { kind: "card", channel: { face, group, channelId: user } }, level: true }];
};

const FOR_HOSTS: readonly Matter["kind"][] = ["overview", "report", "request", "digest", "thread"];

/** Whether a new message about this is posted in a channel: what is for a webinar's hosts only in its host channels. */
export const isPostedIn = (channel: HostChannel, { kind }: Matter, webinar: WithChannels | undefined): boolean =>
  !webinar || !FOR_HOSTS.includes(kind) || webinar.hostChannels.some((one) => isSameChannel(one, channel));

/** The overview. Its name is as old messages are remembered by, and never changes. */
export const overviewCards = (webinar: WithChannels): Delivery[] =>
  inChannels(webinar, { kind: "overview", code: webinar.code }, `${webinar.code}:announcement`);

/** The numbers of a webinar that is over, in the overview's thread. Former host channels get no new messages. */
export const reportCards = (webinar: WithChannels & Pick<Webinar, "endsAt">): Delivery[] =>
  overviewCards({ ...webinar, formerChannels: [] }).map(({ id, organisation, to }) => ({
    ...{ id: `${id}:report:${webinar.endsAt}`, organisation, to, thread: id },
    matter: { kind: "report", code: webinar.code },
  }));

/** The overview, edited soon, and once for all that happens until then. */
export const overviewSoon = (webinar: WithChannels, now: number): Delivery[] =>
  overviewCards(webinar).map((card) => ({ ...card, notBefore: now + EDIT_AFTER_MS }));

/** The overview and the announcements, edited soon: seats were taken or became free. */
export const seatsSoon = (webinar: WithChannels, now: number): Delivery[] => [
  ...overviewSoon(webinar, now),
  ...announcementsSoon(webinar, now),
];

/**
 * Has the overviews looked at once more where a host channel is new: who moves somebody at this very moment knows only
 * the channels that there were, and tells the new one's overview of nothing.
 */
const looksAgain = (before: WithChannels, next: WithChannels, now: number): Delivery[] => {
  const isKnown = (channel: HostChannel) => before.hostChannels.some((one) => isSameChannel(one, channel));
  if (next.hostChannels.every(isKnown)) return [];
  return [{ ...fanOut(next, { kind: "overviews" }, "soon", next.host, now + LOOK_AGAIN_AFTER_MS), level: true }];
};

/** The overview where it stands and in what has become a host channel, after a change of its host channels. */
export const overviewsAfter = (before: WithChannels, next: WithChannels, now: number): Delivery[] => [
  ...overviewCards(next),
  ...looksAgain(before, next, now),
];

/** All cards that say what a host set, after a change of it that may have changed the host channels too. */
export const webinarCardsAfter = (before: WithChannels, next: WithChannels, now: number): Delivery[] => [
  ...overviewsAfter(before, next, now),
  ...announcementsNow(next),
];

/** All cards that say what a host set, edited at once. */
export const webinarCards = (webinar: WithChannels): Delivery[] => [
  ...overviewCards(webinar),
  ...announcementsNow(webinar),
];

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
        : [...overviewCards(webinar), ...webinar.announcedIn.map((channel) => announcementCard(webinar, channel))];
  return cards.find((card) => card.id === id);
};

/** Whether a delivery of this name posts a card, which stands in a host channel and is kept true. */
export const isCardName = (id: string): boolean => /^(card:|digest:|announced:|[^:]+:announcement:)/.test(id);

type OnCard = Pick<Registration, "key" | "round" | "digest">;

/** The card that shows a request: its own, or that of the crowd it came in. */
export const cardOf = (
  webinar: WithChannels,
  { key, round, digest }: OnCard,
  now: number,
  isPosted = true,
): Delivery[] =>
  digest === undefined ? requestCards(webinar, key, round, isPosted) : digestCards(webinar, now, digest);

/** The card that shows a request, and the cards that show the seats. */
export const cardsOf = (webinar: WithChannels, registration: OnCard, now: number): Delivery[] => [
  ...cardOf(webinar, registration, now),
  ...seatsSoon(webinar, now),
];
