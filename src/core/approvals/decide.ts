import { cardsOf } from "../deliveries/cards.ts";
import type { Delivery } from "../deliveries/delivery.ts";
import { settlement } from "../deliveries/fan-outs.ts";
import { messageEdits } from "../deliveries/messages.ts";
import { aboutRegistration, tellPerson } from "../deliveries/telling.ts";
import { watches } from "../deliveries/watches.ts";
import { defined } from "../model/defined.ts";
import { cleanText } from "../model/form.ts";
import type { OrganisationId, RegistrationKey, RequestId, WebinarCode } from "../model/ids.ts";
import { domainOf } from "../model/mail-domains.ts";
import { CHANGED, untilStored } from "../model/optimistic.ts";
import type { Person } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import { askedSince, type Reason, type Registration, type Way } from "../model/registration.ts";
import { done, type Result, refuse } from "../model/result.ts";
import { holdsSeat, mayMoveFrom, type Status } from "../model/status.ts";
import { asKnown, UNDO_MS } from "../model/told/known.ts";
import { reachOf, reachWithEntry } from "../model/told/reach.ts";
import { capLimit, isOver, type Site, type Webinar } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { People } from "../ports/people.ts";
import type { Registrations } from "../ports/registrations.ts";
import {
  type Decided,
  decidedBefore,
  decidedBy,
  type OneOfMany,
  outdated,
  type RequestFound,
  requestFor,
} from "./decision.ts";
import { offerOfFreedSeat } from "./waitlist.ts";

/** How long a host can undo a decision (N10). */
export const REASON_MAX = 500;

/** What a host can make of a registration. */
export const DECISIONS = ["approved", "rejected", "pending", "cancelled"] as const;
export type Decision = (typeof DECISIONS)[number];

export interface DecideInput {
  readonly organisation: OrganisationId;
  readonly code: WebinarCode;
  readonly key: RegistrationKey;
  /** The version that the card showed. */
  readonly version: number;
  readonly to: Decision;
  /** *Change decision*: without it only a pending request is decided. */
  readonly isChange: boolean;
  readonly reason?: Reason;
  /** *Approve and add a seat*. */
  readonly raisesCap?: boolean;
  readonly by: Person;
  readonly way: Way;
  readonly requestId: RequestId;
  readonly bulk?: OneOfMany;
}

/** Why a decision was not made; `no_free_seat` comes with the request, so that the cap can be raised for it. */
export interface NotDecided {
  readonly refusal: Refusal;
  readonly found?: { readonly webinar: Webinar; readonly registration: Registration };
}

interface Deps {
  readonly registrations: Registrations;
  readonly people: People;
  readonly site: Site;
  readonly clock: Clock;
}

/** The decisions to which a host can change this status. */
export const changesFrom = (status: Status): Decision[] =>
  DECISIONS.filter((to) => mayMoveFrom(to, "host").includes(status));

const not = (refusal: Refusal, found?: NotDecided["found"]) => refuse({ refusal, ...defined({ found }) });

/** From which statuses a host may decide: from any other only where they chose to change a decision. */
const decidableFrom = ({ to, isChange }: DecideInput): Status[] =>
  mayMoveFrom(to, "host").filter((status) => isChange || status === "pending");

/**
 * What an undo brings back: what stood before, or, where a decision is changed that nobody was told of yet, what its
 * person knows of. An undo tells nobody.
 */
const undoneTo = (registration: Registration, now: number): Status => asKnown(registration, now).status;

/** Until when this decision can be undone and nobody is told; undefined where people are told at once. */
const undoableUntil = (
  { to, bulk }: DecideInput,
  { webinar, registration }: RequestFound,
  now: number,
): number | undefined => {
  // Undone, somebody from the waiting list would stand at its end: they are told at once.
  const isFromWaitlist = !["pending", "approved", "rejected"].includes(registration.status);
  const isNothingNew = to === "cancelled" || to === undoneTo(registration, now);
  if (now >= webinar.startsAt || isFromWaitlist || isNothingNew) return undefined;
  const until = bulk?.tellAt ?? now + UNDO_MS;
  return until > now ? until : undefined;
};

/** Whether the registration takes a seat now, by its status or because its rejection can be undone. */
const takesSeat = ({ status, keepsSeat }: Registration): boolean => holdsSeat(status) || keepsSeat;

const reasonOf = ({ to, reason }: DecideInput): Reason | undefined => {
  const text = cleanText(reason?.text ?? "").slice(0, REASON_MAX);
  return text !== "" && to === "rejected" ? { text, told: reason?.told ?? false } : undefined;
};

/** Whether its person was told that before, and not of what came in between. A reason is news. */
const isKnown = ({ to, reason }: DecideInput, registration: Registration, now: number): boolean =>
  to === undoneTo(registration, now) && to !== registration.status && !(to === "rejected" && reason?.told);

const deliveriesOf = (
  input: DecideInput,
  { webinar, registration }: RequestFound,
  person: Person | undefined,
  undoUntil: number | undefined,
  now: number,
): Delivery[] => {
  const { to, by, bulk } = input;
  const { key } = registration;
  const isAwaited = askedSince(registration, webinar.startsAt);
  const version = registration.version + 1;
  const about = aboutRegistration(webinar, key, version, `${to}:%v`, {
    isAwaited,
    ...(undoUntil === undefined ? {} : defined({ undoableUntil: undoUntil, bulk: bulk?.id })),
  });
  const reach = to === "rejected" ? reachWithEntry : reachOf;
  const told = isKnown(input, registration, now) ? [] : tellPerson(about, reach(person, webinar, registration));
  // What lets somebody in, or offers a seat, says first that it does not any more. Of many at once, the edits would hold
  // up hosts' cards.
  const isTakenBack = ["approved", "offered"].includes(registration.status) && to !== registration.status && !bulk;
  const name = `${webinar.era}:${to}:%v:before`;
  const edits = isTakenBack ? messageEdits(webinar, key, person, ["registration"], { name, notBefore: undoUntil }) : [];
  return [
    ...edits,
    ...(undoUntil === undefined ? told : told.map((one): Delivery => ({ ...one, notBefore: undoUntil }))),
    ...(undoUntil === undefined || bulk ? [] : [settlement(webinar, key, version, by.id, undoUntil)]),
    ...cardsOf(webinar, registration, now),
    ...(to === "pending" ? watches(webinar, registration.registeredAt, now) : []),
  ];
};

/** That no seat is free. One seat more does not suffice where the cap was lowered below what is held. */
export const noFreeSeat = ({ title, cap, seatsHeld }: Webinar, plan: number): Refusal => ({
  reason: "no_free_seat",
  title,
  cap,
  mayRaise: cap < capLimit(plan) && seatsHeld <= cap,
});

/**
 * Stores a host's decision, made on a card that showed `version`. Refuses whoever does not host the webinar (P19), an
 * unknown registration, a card that is no longer true (with who decided what), and an approval without a free seat. The
 * same press again, by request id or by the same host from the same version, is answered as the first was. Before the
 * start the person is told only when the decision can no longer be undone.
 */
export const makeDecide = ({ registrations, people, site, clock }: Deps) => {
  /** The answer where the card was no longer true; undefined where it was. */
  const answerFromLater = async (
    { version, to, by }: DecideInput,
    found: RequestFound,
  ): Promise<Result<Decided, NotDecided> | undefined> => {
    const { registration, isRepeated } = found;
    // Somebody else may have changed it since, and this was done all the same.
    if (isRepeated) return done(await decidedBefore(people, found, by, clock.now()));
    if (registration.version === version) return undefined;
    const isSame =
      registration.version === version + 1 && registration.status === to && registration.decidedBy === by.id;
    return isSame ? done(decidedBy(found, by, clock.now())) : not(await outdated(people, found));
  };

  const objectionTo = async (input: DecideInput, found: RequestFound, now: number): Promise<Refusal | undefined> => {
    const { webinar, registration } = found;
    const over = isOver(webinar, now);
    if (over) return over;
    if (decidableFrom(input).includes(registration.status)) return undefined;
    return input.isChange
      ? { reason: "not_possible_now", status: registration.status, title: webinar.title }
      : outdated(people, found);
  };

  const store = async (input: DecideInput, found: RequestFound, now: number) => {
    const { organisation, code, to, by, requestId, way, bulk } = input;
    const { webinar, registration } = found;
    const undoUntil = undoableUntil(input, found, now);
    const keepsSeat = undoUntil !== undefined && to === "rejected" && takesSeat(registration);
    const person = await people.get(organisation, registration.person);
    return registrations.move({
      act: { organisation, code, requestId, now, way },
      webinar,
      registration,
      from: decidableFrom(input),
      to,
      by: by.id,
      decision: true,
      keepsSeat,
      domain: domainOf(registration.address),
      facts: {
        ...defined({ reason: reasonOf(input) }),
        ...(undoUntil === undefined ? {} : { undoUntil, wasBefore: undoneTo(registration, now) }),
      },
      ...defined({
        raiseTo: input.raisesCap ? capLimit(site.plan) : undefined,
        bulk: bulk && { id: bulk.id, as: "done" as const },
      }),
      ...(holdsSeat(to) || keepsSeat ? {} : offerOfFreedSeat(webinar, registration, now)),
      deliveries: deliveriesOf(input, found, person, undoUntil, now),
    });
  };

  return (input: DecideInput): Promise<Result<Decided, NotDecided>> =>
    untilStored(async () => {
      const read = await requestFor({ registrations, people }, input);
      if (!read.ok) return not(read.refusal);
      const found = read.value;
      const earlier = await answerFromLater(input, found);
      if (earlier) return earlier;
      const now = clock.now();
      const objection = await objectionTo(input, found, now);
      if (objection) return not(objection);
      const answer = await store(input, found, now);
      if (answer.kind === "moved" || answer.kind === "repeated") return CHANGED;
      if (answer.kind === "full") return not(noFreeSeat(found.webinar, site.plan), found);
      const stored = await requestFor({ registrations, people }, input);
      return stored.ok ? ((await answerFromLater(input, stored.value)) ?? CHANGED) : not(stored.refusal);
    });
};

export type Decide = ReturnType<typeof makeDecide>;
