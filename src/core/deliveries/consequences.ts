import { defined } from "../model/defined.ts";
import type { RegistrationId } from "../model/ids.ts";
import { newRegistrationId } from "../model/ids.ts";
import { chatFor, type Person } from "../model/person.ts";
import { askedSince, type Concerned, isLate, type Registration } from "../model/registration.ts";
import { unreachable } from "../model/result.ts";
import { holdsSeat, type Status } from "../model/status.ts";
import { entryStatus, mayHaveEntry } from "../model/told/calendar-entry.ts";
import { asKnown } from "../model/told/known.ts";
import { asChosen, mailBeside, type Reach, reachOf, reachWithEntry } from "../model/told/reach.ts";
import { registrationsIn, type Webinar } from "../model/webinar.ts";
import { cardOf } from "./cards.ts";
import type { Delivery, FanOut, Matter, PersonalMessage } from "./delivery.ts";
import { messageEdits, offerReplaced } from "./messages.ts";
import { idGiven, tellPerson } from "./telling.ts";

/** What a change that concerns many means for one of them. */
export interface Consequence {
  readonly concerned: Concerned;
  readonly deliveries: readonly Delivery[];
  /** For somebody who waits, or has an offer, and has nothing to wait for any more; or was reminded to answer. */
  readonly becomes?: "cancelled" | "nudged";
  /** Theirs from now on, unless they have one already. */
  readonly registrationId?: RegistrationId;
}

/** Changes that mean something for everybody who has to do with a webinar. */
export type ChangeForAll = Extract<
  FanOut,
  { kind: "moved" | "revised" | "called_off" | "ids" | "password" | "let_go" | "over" }
>;

/** Whether somebody with this status comes, or waits to. */
const isWaitedFor = (status: Status): boolean => holdsSeat(status) || status === "waitlisted";

const isInWaitlist = (status: Status | undefined): boolean => status === "waitlisted" || status === "offered";

/** Whether this person got their calendar entry before it was revised. */
const hasOldEntry = (at: number, registration: Registration, person: Person | undefined): boolean =>
  entryStatus(registration, person ?? {}) !== undefined &&
  // Whoever is told of a decision later gets the present entry with it.
  registration.undoUntil === undefined &&
  (registration.history.at(-1)?.at ?? 0) < at;

/** Whether an invitee who did not answer is told. */
const isInviteeTold = (change: ChangeForAll, { registrationRequired }: Webinar): boolean => {
  switch (change.kind) {
    case "moved":
    case "called_off":
      return true;
    case "ids":
      return registrationRequired;
    case "revised":
    case "over":
    case "password":
    case "let_go":
      return false;
    default:
      return unreachable(change);
  }
};

const isRegistrantTold = (
  change: ChangeForAll,
  webinar: Webinar,
  registration: Registration,
  person: Person | undefined,
  now: number,
): boolean => {
  const { status } = registration;
  // By what they know: a decision that can be undone brings the time with it once it is told.
  if (change.kind === "moved") return isWaitedFor(asKnown(registration, now).status);
  if (change.kind === "revised") return hasOldEntry(change.at, registration, person);
  if (change.kind === "password") return status === "approved" && isLate(webinar, registration);
  // Somebody whose rejection was not told yet is told that all registrations are gone.
  const isUntold = change.kind === "let_go" && registration.undoUntil !== undefined;
  return isWaitedFor(status) || isUntold;
};

/** So far the clocks of two processes may be apart: who came about then is told once more, rather than not at all. */
const CLOCKS_APART_MS = 60_000;

/** Whether they registered or were invited when the change was made already, and so were told what holds now. */
const cameAfter = (change: ChangeForAll, { registration, invitee }: Concerned): boolean => {
  if (change.kind === "moved" && registration) return registration.sequence >= change.sequence;
  const since = change.kind === "moved" || change.kind === "ids" ? change.at : undefined;
  const cameAt = registration?.registeredAt ?? invitee?.invitedAt;
  return since !== undefined && cameAt !== undefined && cameAt > since + CLOCKS_APART_MS;
};

/** Up to so many registrations, decided cards lose their buttons at the end too. */
const CARDS_AT_THE_END = 200;

/** Whether a change makes a request's card say something else about this request. */
const changesCard = (change: ChangeForAll, webinar: Webinar, registration: Registration): boolean => {
  const isPending = registration.status === "pending";
  switch (change.kind) {
    // Urgent requests are those that came after the start.
    case "moved":
      return isPending && askedSince(registration, change.startsAt);
    case "password":
      return isPending;
    case "revised":
    case "ids":
      return false;
    // A press on one of very many decided cards is refused; their edits would hold up the channel for hours.
    case "over":
      return isPending || (registration.status !== "cancelled" && registrationsIn(webinar) <= CARDS_AT_THE_END);
    // Decided ones lose buttons too: nothing is left to decide.
    case "called_off":
    case "let_go":
      return registration.status !== "cancelled";
    default:
      return unreachable(change);
  }
};

/** Old messages are edited at half the pace that Slack allows for a workspace, so that hosts' cards are not held up. */
const EDIT_EVERY_MS = 1_500;
const EDITED_AT_ONCE = 40;

/** A number from 0 to 1 that is always the same for a key. */
const fractionOf = (key: string): number =>
  [...key].reduce((sum, sign) => (sum * 31 + (sign.codePointAt(0) ?? 0)) % 1_009, 7) / 1_009;

/** Whether its time was ever changed: its cancellation raises the sequence too. */
const wasMoved = ({ sequence, state }: Webinar): boolean => sequence > (state === "cancelled" ? 1 : 0);

/** Edits the last direct messages to somebody, whose buttons and words are true no longer. */
const outdated = (
  change: ChangeForAll,
  webinar: Webinar,
  { key, registration }: Concerned,
  person: Person | undefined,
  now: number,
): Delivery[] => {
  if (change.kind !== "called_off" && change.kind !== "over" && change.kind !== "let_go") return [];
  const total = registrationsIn(webinar);
  const notBefore = total > EDITED_AT_ONCE ? now + Math.floor(fractionOf(key) * total * EDIT_EVERY_MS) : undefined;
  // Who is invited only may have been told of a new time.
  const kinds: PersonalMessage[] = registration || wasMoved(webinar) ? ["registration", "invitation"] : ["invitation"];
  return messageEdits(webinar, key, person, kinds, { name: `${change.kind}:${webinar.sequence}`, notBefore });
};

/** The cards that show something else from now on, or lose buttons. */
const cardsFor = (
  change: ChangeForAll,
  webinar: Webinar,
  registration: Registration | undefined,
  now: number,
): Delivery[] => {
  if (!registration || !changesCard(change, webinar, registration)) return [];
  const isPending = registration.status === "pending";
  return cardOf(change.kind === "let_go" ? { ...webinar, era: change.era } : webinar, registration, now, isPending);
};

/** Whether this person's calendar may hold the webinar, also by changes that are kept no more. */
const mayHold = (registration: Registration, person: Person | undefined): boolean =>
  mayHaveEntry(registration, person ?? {}) || (registration.history[0]?.version ?? 1) > 1;

/** What one person is told, under a name that makes it one with its repeats. */
const matterOf = (
  change: Exclude<ChangeForAll, { kind: "ids" }>,
  { code, version }: Webinar,
  { key, registration }: Concerned,
  person: Person | undefined,
): { name: string; matter: Matter } => {
  switch (change.kind) {
    case "over":
      return { name: "line_over", matter: { kind: "line_over", code, key } };
    case "moved": {
      const { startsAt, endsAt, sequence } = change;
      return { name: `moved:${sequence}`, matter: { kind: "moved", code, key, startsAt, endsAt, sequence } };
    }
    case "revised": {
      const { revision, from } = change;
      return { name: `revised:${revision}`, matter: { kind: "revised", code, key, revision, ...defined({ from }) } };
    }
    case "called_off":
      return { name: "called_off", matter: { kind: "called_off", code, key } };
    case "password":
      return { name: `password:${version}`, matter: { kind: "password_changed", code, key } };
    case "let_go": {
      const hadEntry = registration && mayHold(registration, person) ? registration.version : undefined;
      const matter: Matter = { kind: "let_go", code, key, era: change.era, ...defined({ hadEntry }) };
      return { name: `let_go:${change.era}`, matter };
    }
  }
};

/** What makes calendar entries false. */
const ALTERS_ENTRY: readonly ChangeForAll["kind"][] = ["moved", "called_off", "let_go"];

/** Who is told of a change, and where: first in the product in which they registered. */
const reachFor = (
  change: ChangeForAll,
  webinar: Webinar,
  { registration, invitee }: Concerned,
  person: Person | undefined,
): Reach => {
  if (!registration) return asChosen(person, webinar, { chat: person && chatFor(person), address: invitee?.address });
  if (ALTERS_ENTRY.includes(change.kind)) return reachWithEntry(person, webinar, registration);
  // The mail brings the calendar entry; a direct message could only say that it did.
  if (change.kind === "revised") return mailBeside(person, webinar, registration.address);
  return reachOf(person, webinar, registration);
};

/** Tells them by direct message and mail. */
const tell = (change: ChangeForAll, webinar: Webinar, concerned: Concerned, person: Person | undefined): Delivery[] => {
  const { key } = concerned;
  const { organisation, code, host } = webinar;
  const reach = reachFor(change, webinar, concerned, person);
  if (change.kind === "ids") return tellPerson(idGiven(webinar, key), reach);
  const { name, matter } = matterOf(change, webinar, concerned, person);
  return tellPerson({ organisation, host, id: `${code}:${key}:${name}`, matter }, reach);
};

const isTold = (
  change: ChangeForAll,
  webinar: Webinar,
  concerned: Concerned,
  person: Person | undefined,
  now: number,
): boolean => {
  const { registration } = concerned;
  if (cameAfter(change, concerned)) return false;
  if (change.kind === "ids" && !webinar.registrationRequired) return false;
  if (!registration) return concerned.invitee?.declinedAt === undefined && isInviteeTold(change, webinar);
  if (change.kind === "over" && !isInWaitlist(registration.status)) return false;
  return isRegistrantTold(change, webinar, registration, person, now);
};

/**
 * What follows for one person from a change that concerns many. Those who hold a seat or wait for one are told once,
 * and so is an invitee who did not answer, where the change concerns them. Cards that would say something false are
 * edited.
 */
export const consequenceOf = (
  change: ChangeForAll,
  webinar: Webinar,
  concerned: Concerned,
  person: Person | undefined,
  now: number,
): Consequence => {
  const { registration } = concerned;
  const isCancelled = isInWaitlist(registration?.status) && (change.kind === "over" || change.kind === "called_off");
  const told = isTold(change, webinar, concerned, person, now) ? tell(change, webinar, concerned, person) : [];
  const replaced =
    change.kind === "moved" && told.length > 0
      ? offerReplaced(webinar, registration, person, `moved:${change.sequence}`)
      : [];
  const cards = cardsFor(change, webinar, registration, now);
  const edits = outdated(change, webinar, concerned, person, now);
  return {
    concerned,
    // What tells that registration was switched off is remembered itself: the edit of what stood before comes first.
    deliveries: change.kind === "let_go" ? [...edits, ...told, ...cards] : [...replaced, ...told, ...cards, ...edits],
    ...defined({
      becomes: isCancelled ? "cancelled" : undefined,
      // Also for somebody who is not told, so that an ID is there when they come back.
      registrationId: change.kind === "ids" ? newRegistrationId() : undefined,
    }),
  };
};
