import { defined } from "../model/defined.ts";
import type { WebinarCode } from "../model/ids.ts";
import { chatFor, type Person } from "../model/person.ts";
import { reachOf } from "../model/reach.ts";
import type { Concerned, Registration } from "../model/registration.ts";
import { holdsSeat, type Status } from "../model/status.ts";
import type { Webinar } from "../model/webinar.ts";
import { cardOf } from "./cards.ts";
import type { Delivery, FanOut, Matter } from "./delivery.ts";
import { tellPerson } from "./telling.ts";

/** What a change that concerns many means for one of them. */
export interface Consequence {
  readonly concerned: Concerned;
  readonly deliveries: readonly Delivery[];
  /** For somebody who waits, or has an offer, and has nothing to wait for any more. */
  readonly becomes?: "cancelled";
}

/** Changes that mean something for everybody who has to do with a webinar. */
export type ChangeForAll = Extract<FanOut, { kind: "moved" | "revised" | "called_off" | "let_go" | "over" }>;

const isInWaitlist = (status: Status | undefined): boolean => status === "waitlisted" || status === "offered";

/** Whether this person got their calendar entry before it was revised. */
const hasOldEntry = (at: number, registration: Registration | undefined): boolean =>
  registration?.status === "approved" &&
  // Whoever is told of an approval later gets the present entry with it.
  registration.undoUntil === undefined &&
  (registration.history.at(-1)?.at ?? 0) < at;

const isConcerned = (change: ChangeForAll, webinar: Webinar, registration: Registration | undefined): boolean => {
  if (change.kind === "revised") return hasOldEntry(change.at, registration);
  if (!registration) return !webinar.registrationRequired && change.kind !== "let_go";
  // Somebody whose rejection was not told yet is told that all registrations are gone.
  const isUntold = change.kind === "let_go" && registration.undoUntil !== undefined;
  return holdsSeat(registration.status) || registration.status === "waitlisted" || isUntold;
};

/** The cards that lose buttons: pending ones, and decided ones too when nothing is left to decide. */
const cardsFor = (
  change: ChangeForAll,
  webinar: Webinar,
  registration: Registration | undefined,
  now: number,
): Delivery[] => {
  if (!registration || change.kind === "moved" || change.kind === "revised") return [];
  const isPending = registration.status === "pending";
  if (!isPending && change.kind === "over") return [];
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
    case "revised": {
      const { revision } = change;
      return { name: `revised:${revision}`, matter: { kind: "revised", code, key, revision } };
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

/** Who is told of a change, and where: first in the product in which they registered. */
const reachFor = (change: ChangeForAll, { registration, invitee }: Concerned, person: Person | undefined) => {
  if (!registration) return { chat: person && chatFor(person), address: invitee?.address };
  const { chat, address } = reachOf(person, registration);
  // The mail brings the calendar entry; a direct message could only say that it did.
  return change.kind === "revised" ? { address } : { chat, address };
};

/** Tells them by direct message and mail. */
const tell = (change: ChangeForAll, webinar: Webinar, concerned: Concerned, person: Person | undefined): Delivery[] => {
  const { key } = concerned;
  const { organisation, code, host } = webinar;
  const { name, matter } = matterOf(change, code, concerned);
  return tellPerson({ organisation, host, id: `${code}:${key}:${name}`, matter }, reachFor(change, concerned, person));
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
  const waits = isInWaitlist(registration?.status);
  if (!isConcerned(change, webinar, registration))
    return { concerned, deliveries: registration?.status === "rejected" ? cards : [] };
  if (change.kind === "over" && !waits) return { concerned, deliveries: cards };
  // They registered when the webinar had moved already.
  if (change.kind === "moved" && registration && registration.sequence >= change.sequence)
    return { concerned, deliveries: [] };
  const isCancelled = waits && (change.kind === "over" || change.kind === "called_off");
  return {
    concerned,
    deliveries: [...tell(change, webinar, concerned, person), ...cards],
    ...defined({ becomes: isCancelled ? "cancelled" : undefined }),
  };
};
