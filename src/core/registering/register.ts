import { overOwnChanges } from "../access/limits.ts";
import { seenEntry } from "../access/visible.ts";
import { cardOf, digestCards, newCards, overview } from "../deliveries/cards.ts";
import type { Delivery } from "../deliveries/delivery.ts";
import { waitlistEnds } from "../deliveries/seat-offers.ts";
import { aboutRegistration, tellPerson } from "../deliveries/telling.ts";
import { watches } from "../deliveries/watches.ts";
import { defined } from "../model/defined.ts";
import { checkAnswers, type Given } from "../model/form.ts";
import type { Address, ChatId, OrganisationId, RegistrationKey, RequestId, WebinarCode } from "../model/ids.ts";
import { newKey, newRegistrationId } from "../model/ids.ts";
import { CHANGED, untilStored } from "../model/optimistic.ts";
import type { Person } from "../model/person.ts";
import { type Reach, reachOf } from "../model/reach.ts";
import {
  askedSince,
  type Invitee,
  type Registration,
  type WebinarEntry,
  wayOf,
  withChange,
} from "../model/registration.ts";
import { done, type Result, refuse } from "../model/result.ts";
import { type How, type Listed, type Verdict, verdictOf } from "../model/verdict.ts";
import type { Webinar } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { Actor, People } from "../ports/people.ts";
import type { Registrations, Stored } from "../ports/registrations.ts";
import {
  fullRefusal,
  isFull,
  problemOf,
  type RegisterProblem,
  refuseWhole,
  registrationClosed,
} from "./register-refusals.ts";
import type { TellFull } from "./tell-full.ts";

export interface RegisterInput {
  readonly organisation: OrganisationId;
  readonly code: WebinarCode;
  readonly requestId: RequestId;
  readonly person: Actor;
  /** A member's comes from their profile; a guest confirmed theirs by a mail. */
  readonly address: Address | undefined;
  readonly firstName: string;
  readonly lastName: string;
  readonly given: Given;
  readonly via: ChatId | "page";
  /** The answer stays in the person's chat: only the mail tells it besides. */
  readonly answerStays: boolean;
}

export interface Registered extends WebinarEntry {
  readonly registration: Registration;
  /** There was a registration already (P10): nothing changed and nobody was told. */
  readonly again: boolean;
}

interface Deps {
  readonly registrations: Registrations;
  readonly people: People;
  readonly tellFull: TellFull;
  readonly clock: Clock;
}

/** A registration to be stored, decided by what was read. Only the script checks that a seat is free. */
interface Request {
  readonly webinar: Webinar;
  readonly address: Address;
  /** The registration before, which was cancelled. */
  readonly before: Registration | undefined;
  readonly key: RegistrationKey;
  readonly round: number;
  readonly clean: ReturnType<typeof checkAnswers>["clean"];
  readonly status: Verdict["status"] | "waitlisted";
  /** Absent for who waits for a seat: it is decided when they claim one. */
  readonly how?: How;
  readonly listed?: Listed;
  readonly now: number;
}

const needsCard = (status: Request["status"]): boolean => status !== "waitlisted";

/** Whether it waits for a seat or for a host; that ends with the webinar. */
const waits = (status: Request["status"]): boolean => status === "waitlisted" || status === "pending";

const deliveriesOf = ({ webinar, key, before, status, now }: Request, reach: Reach): Delivery[] => {
  // Whatever the policy is, which may change before they come to the gate.
  const isAwaited = askedSince({ registeredAt: now }, webinar.startsAt);
  const about = aboutRegistration(webinar, key, (before?.version ?? 0) + 1, `${status}:%v`, { isAwaited });
  return [
    ...tellPerson(about, reach),
    ...(waits(status) ? [waitlistEnds(webinar)] : []),
    ...overview(webinar, now),
    // The card of the earlier request loses its buttons to the new one.
    ...(before ? cardOf(webinar, before, now, false) : []),
    ...(status === "pending" ? watches(webinar, now, now) : []),
  ];
};

type Listing = Pick<WebinarEntry, "listed">;

/** Whether the next round may store it; where the last seat was taken since, it puts them on the waiting list. */
const isChanged = (answer: string, { waitlist }: Webinar, status: Request["status"]): boolean =>
  ["moved", "repeated", "listed", "gone"].includes(answer) ||
  (answer === "full" && waitlist && status !== "waitlisted");

/** As the script stored it, made here instead of read back; `registrations.test.ts` compares the two. */
const registeredAs = (
  { person, via }: RegisterInput,
  { webinar, key, status, round, address, clean, now, how, before }: Request,
  invitee: Invitee | undefined,
  stored: Stored,
): Registered => {
  const { version, registrationId, position, digest } = stored;
  const registration: Registration = {
    key,
    status,
    version,
    address,
    ...clean,
    form: webinar.form.id,
    person: person.id,
    via,
    registeredAt: now,
    sequence: webinar.sequence,
    round,
    keepsSeat: false,
    expired: 0,
    history: withChange(before?.history ?? [], { version, status, at: now, by: person.id }),
    ...defined({ how, digest }),
  };
  const entry = { key, registration, ...defined({ invitee, registrationId, position }) };
  return { webinar: stored.webinar, entry, registration, again: false };
};

/** The answer where the address has a registration already; undefined where it can register. */
const answerOfEarlier = (
  input: RegisterInput,
  found: WebinarEntry,
): Result<Registered, readonly RegisterProblem[]> | undefined => {
  const before = found.entry?.registration;
  // An address can pass from one person to another; the registration and its ID do not.
  if (before && before.person !== input.person.id)
    return refuseWhole({ reason: "address_in_use", title: found.webinar.title });
  const { isRepeated = false, ...there } = found;
  // Who cancelled registers anew, unless the request that registered them is only repeated.
  if (!before || (before.status === "cancelled" && !isRepeated)) return undefined;
  return done({ ...there, registration: before, again: !isRepeated });
};

/**
 * Registers somebody: one registration per (webinar, address), its seat (P9), the host's card and the person's messages
 * in one atomic step. The same address again is answered with the registration that is there (P10). Refuses a webinar
 * that is unknown, over, full, without registration or not open for it, and a form that is not complete (S3).
 */
export const makeRegister = ({ registrations, people, tellFull, clock }: Deps) => {
  /** What this person asks for, or why they cannot. */
  const requestOf = (
    input: RegisterInput,
    { webinar, entry, listed }: WebinarEntry,
    address: Address,
    now: number,
  ): Result<Request, readonly RegisterProblem[]> => {
    const closed = registrationClosed(webinar, now);
    if (closed) return refuseWhole(closed);
    const before = entry?.registration;
    const tooOften = before && overOwnChanges(before, input.person.id, now);
    if (tooOften) return refuseWhole(tooOften);
    const { clean, problems } = checkAnswers(webinar.form, input);
    if (problems.length > 0) return refuse(problems.map(problemOf));
    const verdict = verdictOf(webinar, listed, { address, ...clean });
    const isWaiting = verdict.status !== "rejected" && webinar.waitlist && isFull(webinar);
    return done({
      webinar,
      address,
      before,
      key: entry?.key ?? newKey(),
      round: (before?.round ?? 0) + 1,
      clean,
      status: isWaiting ? "waitlisted" : verdict.status,
      ...defined({ how: isWaiting ? undefined : verdict.how, listed }),
      now,
    });
  };

  const store = ({ organisation, code, requestId, person, via }: RegisterInput, request: Request, reach: Reach) => {
    const { webinar, before, key, status, round, address, clean, now } = request;
    return registrations.register({
      act: { organisation, code, requestId, now, way: wayOf(via) },
      webinar,
      fromVersion: before?.version ?? 0,
      key,
      status,
      ...defined({ how: request.how, listed: request.listed }),
      round,
      address,
      ...clean,
      form: webinar.form.id,
      person: person.id,
      via,
      deliveries: deliveriesOf(request, reach),
      ...defined({
        registrationId: webinar.registrationIds ? newRegistrationId() : undefined,
        cards: needsCard(status)
          ? { own: newCards(webinar, key, round), crowd: digestCards(webinar, now, "%n") }
          : undefined,
      }),
    });
  };

  /** Reads what a round goes by. `listing` is how the address is listed, where the store has said so since. */
  const read = async (
    { organisation, code, person, requestId }: RegisterInput,
    address: Address,
    listing: Listing | undefined,
  ): Promise<WebinarEntry | undefined> => {
    const found =
      seenEntry(person, person.ahead?.takeEntry(code, { address }, requestId)) ??
      seenEntry(person, await registrations.entry(organisation, code, { address }, requestId));
    if (!found || !listing) return found;
    const { listed: _, ...unlisted } = found;
    return { ...unlisted, ...listing };
  };

  /** Knows somebody again who was erased while they registered: they are new from now on. */
  const knowAgain = ({ organisation, person, via, address }: RegisterInput): Promise<Person> => {
    const { firstName, lastName, fullMember, locale, zone } = person;
    const chatId = via === "page" ? undefined : via;
    return people.know(organisation, {
      firstName,
      lastName,
      fullMember,
      ...defined({ address, chatId, locale, zone }),
    });
  };

  return async (given: RegisterInput): Promise<Result<Registered, readonly RegisterProblem[]>> => {
    let input = given;
    let listing: Listing | undefined;
    const { code, address } = input;
    if (!address) return refuseWhole({ reason: "address_missing", page: "" });
    const reach = reachOf(input.person, { via: input.via, address });
    return untilStored(async () => {
      const now = clock.now();
      const found = await read(input, address, listing);
      if (!found) return refuseWhole({ reason: "unknown_webinar", typed: code });
      const earlier = answerOfEarlier(input, found);
      if (earlier) return earlier;
      const request = requestOf(input, found, address, now);
      if (!request.ok) return request;
      const { webinar, status } = request.value;
      const answer = await store(input, request.value, input.answerStays ? { address } : reach);
      if (answer.kind === "gone") input = { ...input, person: await knowAgain(input) };
      if (answer.kind === "listed") listing = defined({ listed: answer.listed });
      if (isChanged(answer.kind, webinar, status)) return CHANGED;
      if (answer.kind !== "registered") {
        await tellFull(webinar, { ...reach, address });
        return refuseWhole(fullRefusal(webinar));
      }
      return done(registeredAs(input, request.value, found.entry?.invitee, answer));
    });
  };
};

export type Register = ReturnType<typeof makeRegister>;
