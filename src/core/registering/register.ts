import { overOwnChanges } from "../access/limits.ts";
import { takeOrReadSeen } from "../access/visible.ts";
import { noFreeSeat } from "../approvals/decide.ts";
import { digestCards, newCards } from "../deliveries/cards.ts";
import { defined } from "../model/defined.ts";
import { checkAnswers, type Given, withoutRequired } from "../model/form.ts";
import type { Address, ChatId, OrganisationId, PersonId, RequestId, WebinarCode } from "../model/ids.ts";
import { newKey, newRegistrationId } from "../model/ids.ts";
import { CHANGED, untilStored } from "../model/optimistic.ts";
import { fullName, type Person } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import {
  type Invitee,
  type Registration,
  type Way,
  type WebinarEntry,
  wayOf,
  withChange,
} from "../model/registration.ts";
import { done, type Result, refuse } from "../model/result.ts";
import type { Tag } from "../model/tag.ts";
import { mailBeside, type Reach, reachOf } from "../model/told/reach.ts";
import { verdictOf } from "../model/verdict.ts";
import { capLimit, type Webinar } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { Actor, People } from "../ports/people.ts";
import type { Registrations, Stored } from "../ports/registrations.ts";
import {
  addingClosed,
  fullRefusal,
  isFull,
  problemOf,
  type RegisterProblem,
  refuseWhole,
  registrationClosed,
} from "./register-refusals.ts";
import { deliveriesOf, needsCard, type Request } from "./request.ts";
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
  /** They came by an invitation to another address that is not locked to it (P11). */
  readonly isInvited?: boolean;
  /** What the caller read of the webinar and this address; the store says where that is not so any more. */
  readonly found?: WebinarEntry;
  /** By which link or card they come (P24); whoever cancelled and comes again keeps the first. */
  readonly tag?: Tag;
  /** A host registers them (P35): they are approved, and answers may be left open. */
  readonly added?: AddedBy;
}

/** The host who registers somebody, and whether a seat is added within the site's plan where none is free. */
export interface AddedBy {
  readonly by: PersonId;
  readonly way: Way;
  readonly plan: number;
  readonly raisesCap: boolean;
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

type Listing = Pick<WebinarEntry, "listed">;

/** Whether the next round may store it; where the last seat was taken since, it puts them on the waiting list. */
const isChanged = (answer: string, { webinar, status }: Request, { added }: RegisterInput): boolean =>
  ["moved", "repeated", "listed", "gone"].includes(answer) ||
  (answer === "full" && webinar.waitlist && status !== "waitlisted" && !added);

/** As the script stored it, made here instead of read back; `registrations.test.ts` compares the two. */
const registeredAs = (
  { person, via, added }: RegisterInput,
  { webinar, key, status, round, address, clean, now, how, before, tag }: Request,
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
    history: withChange(before?.history ?? [], { version, status, at: now, by: added?.by ?? person.id }),
    ...defined({ how, digest, addedBy: added?.by, tag }),
  };
  const { declinedAt: _, ...stillInvited } = invitee ?? {};
  const entry = {
    key,
    registration,
    ...defined({ invitee: invitee && (stillInvited as Invitee), registrationId, position }),
  };
  return { webinar: stored.webinar, entry, registration, again: false };
};

/** The answer where the address has a registration already; undefined where it can register. */
const answerOfEarlier = (
  input: RegisterInput,
  found: WebinarEntry,
): Result<Registered, readonly RegisterProblem[]> | undefined => {
  const before = found.entry?.registration;
  const { isRepeated = false, ...there } = found;
  const { title, code } = found.webinar;
  const isOthers = before !== undefined && before.person !== input.person.id;
  if (before && input.added && !isRepeated && (isOthers || before.status !== "cancelled"))
    return refuseWhole({ reason: "already_registered", name: fullName(before), status: before.status, title, code });
  // An address can pass from one person to another; the registration and its ID do not.
  if (isOthers) return refuseWhole({ reason: "address_in_use", title });
  // Who cancelled registers anew, unless the request that registered them is only repeated.
  if (!before || (before.status === "cancelled" && !isRepeated)) return undefined;
  return done({ ...there, registration: before, again: !isRepeated });
};

/**
 * Registers somebody: one registration per (webinar, address), its seat (P9), the host's card and the person's messages
 * in one atomic step. The same address again is answered with the registration that is there (P10). Refuses a webinar
 * that is unknown, over, full, without registration or not open for it, and a form that is not complete (S3). A host
 * who adds somebody (P35) is refused also where there is a registration, and whom the operator never accepts.
 */
export const makeRegister = ({ registrations, people, tellFull, clock }: Deps) => {
  /** What this person asks for, or a host for them, or why they cannot. */
  const requestOf = (
    input: RegisterInput,
    { webinar, entry, listed }: WebinarEntry,
    address: Address,
    now: number,
  ): Result<Request, readonly RegisterProblem[]> => {
    const { added } = input;
    const closed = added ? addingClosed(webinar, now) : registrationClosed(webinar, now);
    if (closed) return refuseWhole(closed);
    if (added && listed === "reject") return refuseWhole({ reason: "never_accepted", address });
    const before = entry?.registration;
    const tooOften = before && !added && overOwnChanges(before, input.person.id, now);
    if (tooOften) return refuseWhole(tooOften);
    const { clean, problems } = checkAnswers(added ? withoutRequired(webinar.form) : webinar.form, input);
    if (problems.length > 0) return refuse(problems.map(problemOf));
    const verdict = verdictOf(
      webinar,
      { listed, isAdded: added !== undefined, isInvited: input.isInvited || entry?.invitee !== undefined },
      { address, ...clean },
    );
    const isWaiting = !added && verdict.status !== "rejected" && webinar.waitlist && isFull(webinar);
    return done({
      webinar,
      address,
      before,
      key: entry?.key ?? newKey(),
      round: (before?.round ?? 0) + 1,
      clean,
      status: isWaiting ? "waitlisted" : verdict.status,
      ...defined({ how: isWaiting ? undefined : verdict.how, listed, tag: before?.tag ?? input.tag }),
      now,
    });
  };

  const store = (input: RegisterInput, request: Request, reach: Reach) => {
    const { organisation, code, requestId, person, via, added } = input;
    const { webinar, before, key, status, round, address, clean, now } = request;
    return registrations.register({
      act: { organisation, code, requestId, now, way: added?.way ?? wayOf(via) },
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
        addedBy: added?.by,
        tag: request.tag,
        raiseTo: added?.raisesCap ? capLimit(added.plan) : undefined,
        registrationId: webinar.registrationIds ? newRegistrationId() : undefined,
        cards: needsCard(status)
          ? { own: newCards(webinar, key, round), crowd: digestCards(webinar, now, "%n") }
          : undefined,
      }),
    });
  };

  /** Reads what a round goes by. `listing` is how the address is listed, where the store has said so since. */
  const read = async (
    { organisation, code, person, requestId, added }: RegisterInput,
    address: Address,
    listing: Listing | undefined,
  ): Promise<WebinarEntry | undefined> => {
    const viewer = added ? { id: added.by } : person;
    const found = await takeOrReadSeen(viewer, person.ahead?.takeEntry(code, { address }, requestId), () =>
      registrations.entry(organisation, code, { address }, requestId),
    );
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

  /** That there is no seat; who registers by themselves is sent what the host has to say to it (S26). */
  const noSeat = async ({ added }: RegisterInput, webinar: Webinar, reach: Reach): Promise<Refusal> => {
    if (added) return noFreeSeat(webinar, added.plan);
    await tellFull(webinar, reach);
    return fullRefusal(webinar);
  };

  return async (given: RegisterInput): Promise<Result<Registered, readonly RegisterProblem[]>> => {
    let input = given;
    let listing: Listing | undefined;
    let { found: readBefore } = given;
    const { code, address } = input;
    if (!address) return refuseWhole({ reason: "address_missing", page: "" });
    const reach = reachOf(input.person, input, { via: input.via, address });
    const beside = mailBeside(input.person, input, address);
    return untilStored(async () => {
      const now = clock.now();
      const found = readBefore ?? (await read(input, address, listing));
      readBefore = undefined;
      if (!found) return refuseWhole({ reason: "unknown_webinar", typed: code });
      const earlier = answerOfEarlier(input, found);
      if (earlier) return earlier;
      const request = requestOf(input, found, address, now);
      if (!request.ok) return request;
      const answer = await store(input, request.value, input.answerStays ? beside : reach);
      if (answer.kind === "gone") input = { ...input, person: await knowAgain(input) };
      if (answer.kind === "listed") listing = defined({ listed: answer.listed });
      if (isChanged(answer.kind, request.value, input)) return CHANGED;
      if (answer.kind !== "registered") return refuseWhole(await noSeat(input, request.value.webinar, reach));
      return done(registeredAs(input, request.value, found.entry?.invitee, answer));
    });
  };
};

export type Register = ReturnType<typeof makeRegister>;
