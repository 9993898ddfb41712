import { defined } from "../model/defined.ts";
import { chatFor, type Person } from "../model/person.ts";
import { reachOf } from "../model/reach.ts";
import type { Concerned } from "../model/registration.ts";
import { holdsSeat, type Status } from "../model/status.ts";
import type { Webinar } from "../model/webinar.ts";
import { cardOf } from "./cards.ts";
import type { Delivery, FanOut, Matter } from "./delivery.ts";
import { tellPerson } from "./telling.ts";

/** What a change that concerns everybody means for one of them. */
export interface Consequence {
  readonly concerned: Concerned;
  readonly deliveries: readonly Delivery[];
  /** Who waits in line has nothing to wait for any more. */
  readonly becomes?: "cancelled";
}

const holdsOrWaits = (status: Status): boolean => holdsSeat(status) || status === "waitlisted";

/** Told by direct message and mail, first in the product in which they registered. */
const told = (
  webinar: Webinar,
  { registration, invitee }: Concerned,
  person: Person | undefined,
  id: string,
  matter: Matter,
) => {
  return tellPerson(
    { organisation: webinar.organisation, host: webinar.host, id, matter },
    registration ? reachOf(person, registration) : { chat: person && chatFor(person), address: invitee?.address },
  );
};

/**
 * What follows for one person from a change that concerns everybody: who holds or waits for a seat is told, once, and
 * the cards of requests that wait are made true. Of a webinar without registration its invitees are told.
 */
export const consequenceOf = (
  what: Extract<FanOut, { kind: "moved" | "called_off" | "let_go" | "over" }>,
  webinar: Webinar,
  concerned: Concerned,
  person: Person | undefined,
  now: number,
): Consequence => {
  const { code } = webinar;
  const { key, registration } = concerned;
  const isConcerned = registration
    ? // Somebody rejected who was not told yet is told that all is gone.
      holdsOrWaits(registration.status) || (what.kind === "let_go" && registration.undoUntil !== undefined)
    : !webinar.registrationRequired && what.kind !== "let_go";
  const of = what.kind === "let_go" ? { ...webinar, era: what.era } : webinar;
  // A decided card loses its last button when there is nothing to decide any more.
  const isOver = what.kind === "called_off" || what.kind === "let_go";
  const isShown = registration?.status === "pending" || isOver;
  const cards = registration && isShown ? cardOf(of, registration, now, registration.status === "pending") : [];
  if (!isConcerned) return { concerned, deliveries: registration?.status === "rejected" ? cards : [] };
  const waits = registration?.status === "waitlisted" || registration?.status === "offered";
  switch (what.kind) {
    case "over": {
      // Nobody decides any more: the card loses its buttons.
      if (!waits) return { concerned, deliveries: cards };
      const matter: Matter = { kind: "line_over", code, key };
      const deliveries = told(webinar, concerned, person, `${code}:${key}:line_over`, matter);
      return { concerned, deliveries, becomes: "cancelled" };
    }
    case "moved": {
      const { startsAt, endsAt, sequence } = what;
      if (registration && registration.sequence >= sequence) return { concerned, deliveries: [] };
      const matter: Matter = { kind: "moved", code, key, startsAt, endsAt, sequence };
      return { concerned, deliveries: told(webinar, concerned, person, `${code}:${key}:moved:${sequence}`, matter) };
    }
    case "called_off": {
      const matter: Matter = { kind: "called_off", code, key };
      return {
        concerned,
        deliveries: [...told(webinar, concerned, person, `${code}:${key}:called_off`, matter), ...cards],
        ...defined({ becomes: waits ? "cancelled" : undefined }),
      };
    }
    case "let_go": {
      const { era } = what;
      const wasApproved = registration?.history.some(({ status }) => status === "approved");
      const hadEntry = registration && wasApproved ? { hadEntry: registration.version } : {};
      const matter: Matter = { kind: "let_go", code, key, era, ...hadEntry };
      return {
        concerned,
        deliveries: [...told(webinar, concerned, person, `${code}:${key}:let_go:${era}`, matter), ...cards],
      };
    }
  }
};
