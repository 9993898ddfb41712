import { createHash, timingSafeEqual } from "node:crypto";
import { forgetTries, KEPT_FOR_KNOWN, LIMITS, limitRefusal, overTries } from "../access/limits.ts";
import { entryOf } from "../access/owned-entry.ts";
import { seen, seenEntry } from "../access/visible.ts";
import { overviewSoon } from "../deliveries/cards.ts";
import { idGiven, tellPerson } from "../deliveries/telling.ts";
import { defined } from "../model/defined.ts";
import { withoutUnseen } from "../model/folding.ts";
import type { Address, OrganisationId, PersonId, RegistrationKey, WebinarCode } from "../model/ids.ts";
import { isRegistrationId, newRegistrationId, newToken } from "../model/ids.ts";
import type { Person } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import { isIncomplete, isLate, type Registration, type WebinarEntry } from "../model/registration.ts";
import { done, type Result, refuse, unreachable } from "../model/result.ts";
import { reachOf } from "../model/told/reach.ts";
import { gateOpensAt, isOver, needsNoSeat, type Site, type Webinar } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { Gate, Visitor } from "../ports/gate.ts";
import type { Limiter } from "../ports/limiter.ts";
import type { People } from "../ports/people.ts";
import type { Registrations } from "../ports/registrations.ts";
import type { Webinars } from "../ports/webinars.ts";
import { notRegistered } from "./not-registered.ts";

/**
 * Somebody who wants to join, and how they prove who they are. `visit` is the visitor that our own page has signed: it
 * lets somebody unknown into a webinar without registration.
 */
export type Joiner = (
  | { kind: "chat"; person: Person }
  /** By the personal link of a speaker who is known by address alone (P34). */
  | { kind: "speaker"; person: PersonId }
  | { kind: "link"; key: RegistrationKey; typedId: string; source: string }
  | { kind: "typed"; address: Address | undefined; typedId: string; source: string; visit?: string }
) & { readonly password?: string };

export interface JoinInput {
  readonly organisation: OrganisationId;
  readonly code: WebinarCode;
  readonly joiner: Joiner;
}

/** Admits somebody: a single-use token for `/j/`, good for five minutes. */
export interface Admitted {
  readonly webinar: Webinar;
  readonly token: string;
}

interface Deps {
  readonly webinars: Webinars;
  readonly registrations: Registrations;
  readonly people: Pick<People, "get">;
  readonly gate: Gate;
  readonly limiter: Limiter;
  readonly site: Site;
  readonly clock: Clock;
}

/** Who has to be recognised: anybody else but who needs no seat. */
type Recognised = Exclude<Joiner, { kind: "speaker" }>;

const attemptsOf = (code: WebinarCode, joiner: Exclude<Recognised, { kind: "chat" }>): string =>
  `${code}:${joiner.kind === "typed" ? (joiner.address ?? "") : joiner.key}:${joiner.source}`;

/** Why a registration of this status lets nobody in. */
export const statusRefusal = (webinar: Webinar, registration: Registration, now: number): Refusal | undefined => {
  const { title, code } = webinar;
  switch (registration.status) {
    case "approved":
      return undefined;
    case "pending":
      return { reason: "still_pending", title };
    case "rejected":
      return { reason: "was_rejected", title };
    case "cancelled":
      return notRegistered(webinar, now, "registration_cancelled");
    case "waitlisted":
      return { reason: "in_line", title, code, status: "waitlisted" };
    case "offered":
      return { reason: "in_line", title, code, status: "offered", until: registration.offerEndsAt ?? webinar.startsAt };
    default:
      return unreachable(registration.status);
  }
};

/** Why somebody is not let in whom a host registered: required answers are open still (S3). */
const answersRefusal = ({ webinar, entry }: WebinarEntry): Refusal | undefined =>
  entry && isIncomplete(webinar, entry)
    ? { reason: "answers_open", title: webinar.title, code: webinar.code }
    : undefined;

/**
 * The join gate; it checks in the order of the specification's section 6. With registration IDs, only the right ID and
 * its address open it together (S8); in chat the identity stands for both (N4). A wrong ID, somebody else's ID and an
 * unknown address get the same answer. No refusal gives the meeting's own address away (P21). Hosts, cohosts and
 * speakers come in from their chat at any time before the end, without a registration, and are not counted; speakers who
 * have none come in by their personal link (P34).
 */
export const makeJoin = ({ webinars, registrations, people, gate, limiter, site, clock }: Deps) => {
  /** IDs were switched on after they registered, and theirs has not reached them: it is sent now. */
  const giveMissingId = async (webinar: Webinar, registration: Registration): Promise<Result<never, Refusal>> => {
    const person = await people.get(webinar.organisation, registration.person);
    const deliveries = tellPerson(idGiven(webinar, registration.key), reachOf(person, webinar, registration));
    await registrations.giveId(webinar, registration, newRegistrationId(), clock.now(), deliveries);
    return refuse({ reason: "id_on_its_way", title: webinar.title });
  };

  const recognise = async (found: WebinarEntry, joiner: Recognised): Promise<Result<Registration, Refusal>> => {
    const { webinar, entry } = found;
    const registration = entry?.registration;
    if (joiner.kind === "chat") {
      if (registration) return done(registration);
      return refuse(notRegistered(webinar, clock.now()));
    }
    // Without IDs the personal link alone is the proof; a typed address is none.
    if (joiner.kind === "link" && !webinar.registrationIds)
      return registration ? done(registration) : refuse(notRegistered(webinar, clock.now()));
    if (joiner.kind === "link" && registration && !entry.registrationId) return giveMissingId(webinar, registration);
    const attempts = attemptsOf(webinar.code, joiner);
    // Counted before it is compared, so that guesses sent at the same time are counted too.
    const tooMany = await overTries(limiter, "gate_tries", attempts);
    if (tooMany) return refuse(tooMany);
    const right = webinar.registrationIds && isRegistrationId(joiner.typedId, entry?.registrationId);
    if (!right || !registration) return refuse({ reason: "not_recognised" });
    await forgetTries(limiter, "gate_tries", attempts);
    return done(registration);
  };

  /** Why a late comer is not let in: before their confirmation is delivered, or without the password (S16). */
  const lateRefusal = async (
    webinar: Webinar,
    registration: Registration,
    joiner: Recognised,
  ): Promise<Refusal | undefined> => {
    if (!isLate(webinar, registration)) return undefined;
    const { title, code, password } = webinar;
    const { key, version, confirmedVersion } = registration;
    if (confirmedVersion !== version) return { reason: "confirmation_pending", title };
    const typed = withoutUnseen(joiner.password ?? "").trim();
    if (typed === "") return { reason: "password_needed", title, code };
    const attempts = `${code}:${key}:${joiner.kind === "chat" ? "chat" : joiner.source}`;
    const tooMany = await overTries(limiter, "password_tries", attempts);
    if (tooMany) return tooMany;
    if (!isSame(readable(typed), readable(password))) return { reason: "wrong_password", title };
    await forgetTries(limiter, "password_tries", attempts);
    return undefined;
  };

  /** The registration with which this joiner comes in, or why they do not. */
  const admittedRegistration = async (
    found: WebinarEntry,
    joiner: Recognised,
  ): Promise<Result<Registration, Refusal>> => {
    const recognised = await recognise(found, joiner);
    if (!recognised.ok) return recognised;
    const registration = recognised.value;
    const refusal =
      statusRefusal(found.webinar, registration, clock.now()) ??
      answersRefusal(found) ??
      (await lateRefusal(found.webinar, registration, joiner));
    return refusal ? refuse(refusal) : recognised;
  };

  /** As whom this joiner is counted, or why they do not come in. */
  const attendeeAs = async (found: WebinarEntry, joiner: Joiner): Promise<Result<string, Refusal>> => {
    const { webinar } = found;
    // Who speaks no longer comes in as anybody else does.
    if (joiner.kind === "speaker") return refuse({ reason: "link_unknown" });
    if (webinar.registrationRequired) {
      const registration = await admittedRegistration(found, joiner);
      return registration.ok ? done(registration.value.key) : registration;
    }
    if (joiner.kind === "typed" && !joiner.visit) return refuse({ reason: "visit_unknown" });
    return done(attendeeOf(joiner));
  };

  return async ({ organisation, code, joiner }: JoinInput): Promise<Result<Admitted, Refusal>> => {
    const found = await findEntry({ webinars, registrations }, organisation, code, joiner);
    if (!found) return refuse({ reason: "unknown_webinar", typed: code });
    const { webinar } = found;
    const { title } = webinar;
    const now = clock.now();
    const isUncounted = comesUncounted(webinar, joiner);
    const closed = isOver(webinar, now) ?? (isUncounted ? undefined : notOpenYet(found, joiner, now));
    if (closed) return refuse(closed);
    const attendee = isUncounted ? done("host" as const) : await attendeeAs(found, joiner);
    if (!attendee.ok) return attendee;
    const token = newToken();
    const answer = await gate.admit(webinar, attendee.value, token, {
      now,
      deliveries: overviewSoon(webinar, now),
      ...defined({ visitor: webinar.registrationRequired ? undefined : visitorOf(joiner) }),
    });
    switch (answer.kind) {
      case "admitted":
        return done({ webinar, token: `${code}.${token}` });
      case "full":
        return refuse({ reason: "plan_full", title, plan: site.plan, note: webinar.planText });
      case "visits_full":
        return refuse({ reason: "visits_full", title });
      case "too_many_visits":
        return refuse(limitRefusal("visits", answer.waitMs));
      default:
        return unreachable(answer);
    }
  };
};

/** Why somebody who is known by their chat is not let in once it is open, where they have to register first. */
const unregistered = ({ webinar, entry }: WebinarEntry, joiner: Joiner, now: number): Refusal | undefined => {
  if (joiner.kind !== "chat" || !webinar.registrationRequired) return undefined;
  const status = entry?.registration?.status;
  if (status && status !== "cancelled") return undefined;
  return notRegistered(webinar, now, status ? "registration_cancelled" : "not_registered");
};

/** Refuses before the gate opens. */
const notOpenYet = (found: WebinarEntry, joiner: Joiner, now: number): Refusal | undefined => {
  const { title } = found.webinar;
  const opensAt = gateOpensAt(found.webinar);
  return now < opensAt
    ? { reason: "not_open_yet", title, opensAt, ...defined({ unregistered: unregistered(found, joiner, now) }) }
    : undefined;
};

/** As somebody reads it out and another types it: case and width do not matter, as with an ID. */
const readable = (password: string): string => password.normalize("NFKC").toUpperCase();

/** Compares in constant time, whatever the lengths. */
const isSame = (a: string, b: string): boolean => {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
};

/** Whether they come in at any time before the end, without a registration, and are not counted (P34). */
const comesUncounted = (webinar: Webinar, joiner: Joiner): boolean => {
  if (joiner.kind === "chat") return needsNoSeat(webinar, joiner.person.id);
  return joiner.kind === "speaker" && webinar.speakers.includes(joiner.person);
};

const attendeeOf = (joiner: Recognised): string => {
  if (joiner.kind === "chat") return `person:${joiner.person.id}`;
  return joiner.kind === "typed" ? `visit:${joiner.visit}` : joiner.key;
};

/** Whom nobody knows: limited by where they come from, and not let into what is kept for the others. */
const visitorOf = (joiner: Joiner): Visitor | undefined =>
  joiner.kind === "typed" ? { source: joiner.source, rate: LIMITS.visits, kept: KEPT_FOR_KNOWN } : undefined;

const findEntry = async (
  { webinars, registrations }: Pick<Deps, "webinars" | "registrations">,
  organisation: OrganisationId,
  code: WebinarCode,
  joiner: Joiner,
): Promise<WebinarEntry | undefined> => {
  if (joiner.kind === "link") return registrations.entry(organisation, code, { key: joiner.key });
  if (joiner.kind === "chat") return entryOf({ webinars, registrations }, organisation, code, joiner.person);
  const address = joiner.kind === "typed" ? joiner.address : undefined;
  if (address) return seenEntry("anybody", await registrations.entry(organisation, code, { address }));
  const found = await webinars.get(organisation, code);
  // A speaker's link is their own proof.
  const webinar = joiner.kind === "speaker" ? found : seen("anybody", found);
  return webinar && { webinar };
};
