import { defined } from "../model/defined.ts";
import { chatParts, type WebinarCode } from "../model/ids.ts";
import { chatFor, type Person } from "../model/person.ts";
import { reachOf } from "../model/reach.ts";
import type { Concerned, Registration } from "../model/registration.ts";
import { holdsSeat, type Status } from "../model/status.ts";
import { registrationsIn, type Webinar } from "../model/webinar.ts";
import { cardOf } from "./cards.ts";
import type { Delivery, FanOut, Matter, PersonalMessage } from "./delivery.ts";
import { tellPerson } from "./telling.ts";

/** What a change that concerns many means for one of them. */
export interface Consequence {
  readonly concerned: Concerned;
  readonly deliveries: readonly Delivery[];
  /** For somebody who waits, or has an offer, and has nothing to wait for any more. */
  readonly becomes?: "cancelled";
}

/** Changes that mean something for everybody who has to do with a webinar. */
export type ChangeForAll = Extract<FanOut, { kind: "moved" | "called_off" | "let_go" | "over" }>;

const isInWaitlist = (status: Status | undefined): boolean => status === "waitlisted" || status === "offered";

const isConcerned = (change: ChangeForAll, webinar: Webinar, registration: Registration | undefined): boolean => {
  if (!registration) return !webinar.registrationRequired && change.kind !== "let_go";
  // Somebody whose rejection was not told yet is told that all registrations are gone.
  const isUntold = change.kind === "let_go" && registration.undoUntil !== undefined;
  return holdsSeat(registration.status) || registration.status === "waitlisted" || isUntold;
};

/** Up to so many registrations, decided cards lose their buttons at the end too. */
const CARDS_AT_THE_END = 200;

/** Old messages are edited at half the pace that Slack allows for a workspace, so that hosts' cards are not held up. */
const EDIT_EVERY_MS = 1_500;
const EDITED_AT_ONCE = 40;

/** A number from 0 to 1 that is always the same for a key. */
const fractionOf = (key: string): number =>
  [...key].reduce((sum, sign) => (sum * 31 + (sign.codePointAt(0) ?? 0)) % 1_009, 7) / 1_009;

/** Edits the last direct messages to somebody, whose buttons and words are true no longer. */
const outdated = (
  change: ChangeForAll,
  webinar: Webinar,
  { key, registration }: Concerned,
  person: Person | undefined,
  now: number,
): Delivery[] => {
  if (!person || change.kind === "moved") return [];
  const { organisation, code, sequence } = webinar;
  const total = registrationsIn(webinar);
  const notBefore = total > EDITED_AT_ONCE ? now + Math.floor(fractionOf(key) * total * EDIT_EVERY_MS) : undefined;
  const kinds: PersonalMessage[] = registration ? ["registration", "invitation"] : ["invitation"];
  const faces = new Set(person.chats.map((chat) => chatParts(chat).face));
  return [...faces].flatMap((face) => {
    const chat = chatFor(person, face);
    if (!chat) return [];
    return kinds.map(
      (was): Delivery => ({
        id: `${code}:${key}:${change.kind}:${sequence}:${was}:${face}:edit`,
        organisation,
        to: { kind: "dm", chat },
        matter: { kind: "outdated", code, key, was },
        editOnly: true,
        ...defined({ notBefore }),
      }),
    );
  });
};

/** The cards that lose buttons: pending ones, and decided ones too when nothing is left to decide. */
const cardsFor = (
  change: ChangeForAll,
  webinar: Webinar,
  registration: Registration | undefined,
  now: number,
): Delivery[] => {
  if (!registration || change.kind === "moved") return [];
  const isPending = registration.status === "pending";
  // A press on one of very many decided cards is refused; their edits would hold up the channel for hours.
  if (!isPending && change.kind === "over" && registrationsIn(webinar) > CARDS_AT_THE_END) return [];
  return cardOf(change.kind === "let_go" ? { ...webinar, era: change.era } : webinar, registration, now, isPending);
};

/** Whether this person's calendar may hold the webinar: once approved, or with changes that are kept no more. */
const mayHaveEntry = ({ history }: Registration): boolean =>
  history.some(({ status }) => status === "approved") || (history[0]?.version ?? 1) > 1;

/** What one person is told, under a name that makes it one with its repeats. */
const matterOf = (
  change: ChangeForAll,
  code: WebinarCode,
  { key, registration }: Concerned,
): { name: string; matter: Matter } => {
  switch (change.kind) {
    case "over":
      return { name: "line_over", matter: { kind: "line_over", code, key } };
    case "moved": {
      const { startsAt, endsAt, sequence } = change;
      return { name: `moved:${sequence}`, matter: { kind: "moved", code, key, startsAt, endsAt, sequence } };
    }
    case "called_off":
      return { name: "called_off", matter: { kind: "called_off", code, key } };
    case "let_go": {
      const hadEntry = registration && mayHaveEntry(registration) ? registration.version : undefined;
      const matter: Matter = { kind: "let_go", code, key, era: change.era, ...defined({ hadEntry }) };
      return { name: `let_go:${change.era}`, matter };
    }
  }
};

/** Tells them by direct message and mail, first in the product in which they registered. */
const tell = (change: ChangeForAll, webinar: Webinar, concerned: Concerned, person: Person | undefined): Delivery[] => {
  const { key, registration, invitee } = concerned;
  const { organisation, code, host } = webinar;
  const { name, matter } = matterOf(change, code, concerned);
  return tellPerson(
    { organisation, host, id: `${code}:${key}:${name}`, matter },
    registration ? reachOf(person, registration) : { chat: person && chatFor(person), address: invitee?.address },
  );
};

/**
 * What follows for one person from a change that concerns many. Those who hold a seat or wait for one are told once,
 * and the cards of pending requests are edited. Of a webinar without registration, its invitees are told.
 */
export const consequenceOf = (
  change: ChangeForAll,
  webinar: Webinar,
  concerned: Concerned,
  person: Person | undefined,
  now: number,
): Consequence => {
  const { registration } = concerned;
  const cards = cardsFor(change, webinar, registration, now);
  const edits = outdated(change, webinar, concerned, person, now);
  const waits = isInWaitlist(registration?.status);
  if (!isConcerned(change, webinar, registration))
    return { concerned, deliveries: registration?.status === "rejected" ? [...cards, ...edits] : edits };
  if (change.kind === "over" && !waits) return { concerned, deliveries: [...cards, ...edits] };
  // They registered when the webinar had moved already.
  if (change.kind === "moved" && registration && registration.sequence >= change.sequence)
    return { concerned, deliveries: [] };
  const told = tell(change, webinar, concerned, person);
  const isCancelled = waits && (change.kind === "over" || change.kind === "called_off");
  return {
    concerned,
    // What tells that registration was switched off is remembered itself: the edit of what stood before comes first.
    deliveries: change.kind === "let_go" ? [...edits, ...told, ...cards] : [...told, ...cards, ...edits],
    ...defined({ becomes: isCancelled ? "cancelled" : undefined }),
  };
};
