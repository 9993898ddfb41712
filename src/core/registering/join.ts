import { createHash, timingSafeEqual } from "node:crypto";
import { entryOf } from "../access/owned-entry.ts";
import { overview } from "../deliveries/cards.ts";
import type { Address, OrganisationId, RegistrationKey, WebinarCode } from "../model/ids.ts";
import { isRegistrationId, newToken } from "../model/ids.ts";
import type { Person } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import type { Registration, WebinarEntry } from "../model/registration.ts";
import { done, type Result, refuse, unreachable } from "../model/result.ts";
import { isOver, type Site, type Webinar } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { Gate } from "../ports/gate.ts";
import type { Limiter } from "../ports/limiter.ts";
import type { Registrations } from "../ports/registrations.ts";
import type { Webinars } from "../ports/webinars.ts";
import { notRegistered } from "./not-registered.ts";

/** How long before the start the gate opens. */
const OPENS_BEFORE_MS = 15 * 60_000;
/** Five wrong attempts within 15 minutes lock an address and source for 15 minutes. */
const ATTEMPTS = { points: 5, seconds: 15 * 60 };
/** How often one source may join unregistered; who drops the cookie of their visit counts as new each time. */
const VISITS = { points: 300, seconds: 3_600 };

/** Somebody who wants to join, and how they prove who they are. */
export type Joiner = (
  | { kind: "chat"; person: Person }
  | { kind: "link"; key: RegistrationKey; typedId: string; source: string }
  | { kind: "typed"; address: Address | undefined; typedId: string; source: string; visit: string }
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
  readonly gate: Gate;
  readonly limiter: Limiter;
  readonly site: Site;
  readonly clock: Clock;
}

const attemptsOf = (code: WebinarCode, joiner: Exclude<Joiner, { kind: "chat" }>): string =>
  `gate:${code}:${joiner.kind === "typed" ? (joiner.address ?? "") : joiner.key}:${joiner.source}`;

/** Why a registration of this status lets nobody in. */
const statusRefusal = (webinar: Webinar, registration: Registration, now: number): Refusal | undefined => {
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
    case "offered":
      return { reason: "in_line", title, code, status: registration.status };
    default:
      return unreachable(registration.status);
  }
};

/**
 * The join gate; it checks in the order of the specification's section 6. With registration IDs, only the right ID and
 * its address open it together (S8); in chat the identity stands for both (N4). A wrong ID, somebody else's ID and an
 * unknown address get the same answer. No refusal gives the meeting's own address away (P21).
 */
export const makeJoin = ({ webinars, registrations, gate, limiter, site, clock }: Deps) => {
  const recognise = async (found: WebinarEntry, joiner: Joiner): Promise<Result<Registration, Refusal>> => {
    const { webinar, entry } = found;
    const registration = entry?.registration;
    if (joiner.kind === "chat") {
      if (registration) return done(registration);
      return refuse(notRegistered(webinar, clock.now()));
    }
    // Without IDs the personal link alone is the proof; a typed address is none.
    if (joiner.kind === "link" && !webinar.registrationIds)
      return registration ? done(registration) : refuse(notRegistered(webinar, clock.now()));
    const attempts = attemptsOf(webinar.code, joiner);
    // Counted before it is compared, so that guesses sent at the same time are counted too.
    if (!(await limiter.hitOrLock(attempts, ATTEMPTS.points, ATTEMPTS.seconds)))
      return refuse({ reason: "too_many_attempts", minutes: ATTEMPTS.seconds / 60 });
    const right = webinar.registrationIds && isRegistrationId(joiner.typedId, entry?.registrationId);
    if (!right || !registration) return refuse({ reason: "not_recognised" });
    await limiter.forget(attempts);
    return done(registration);
  };

  /** Why a late comer is not let in: before their confirmation is delivered, or without the password (S16). */
  const lateRefusal = async (
    { title, code, password }: Webinar,
    { isLate, key, version, confirmedVersion }: Registration,
    joiner: Joiner,
  ): Promise<Refusal | undefined> => {
    if (!isLate) return undefined;
    if (confirmedVersion !== version) return { reason: "confirmation_pending", title };
    const typed = (joiner.password ?? "").trim();
    if (typed === "") return { reason: "password_needed", title, code };
    const attempts = `password:${code}:${key}:${joiner.kind === "chat" ? "chat" : joiner.source}`;
    if (!(await limiter.hitOrLock(attempts, ATTEMPTS.points, ATTEMPTS.seconds)))
      return { reason: "too_many_attempts", minutes: ATTEMPTS.seconds / 60 };
    if (!isSame(typed, password)) return { reason: "wrong_password", title };
    await limiter.forget(attempts);
    return undefined;
  };

  /** The registration with which this joiner comes in, or why they do not. */
  const admittedRegistration = async (found: WebinarEntry, joiner: Joiner): Promise<Result<Registration, Refusal>> => {
    const recognised = await recognise(found, joiner);
    if (!recognised.ok) return recognised;
    const registration = recognised.value;
    const refusal =
      statusRefusal(found.webinar, registration, clock.now()) ??
      (await lateRefusal(found.webinar, registration, joiner));
    return refusal ? refuse(refusal) : recognised;
  };

  /** As whom this joiner is counted, or why they do not come in. */
  const attendeeAs = async (found: WebinarEntry, joiner: Joiner): Promise<Result<string, Refusal>> => {
    const { webinar } = found;
    if (webinar.registrationRequired) {
      const registration = await admittedRegistration(found, joiner);
      return registration.ok ? done(registration.value.key) : registration;
    }
    if (joiner.kind === "typed") {
      const source = `visits:${webinar.code}:${joiner.source}`;
      const isAllowed = await limiter.hit(source, VISITS.points, VISITS.seconds);
      if (!isAllowed) return refuse({ reason: "too_often", minutes: VISITS.seconds / 60 });
    }
    return done(attendeeOf(joiner));
  };

  return async ({ organisation, code, joiner }: JoinInput): Promise<Result<Admitted, Refusal>> => {
    const found = await findEntry({ webinars, registrations }, organisation, code, joiner);
    if (!found) return refuse({ reason: "unknown_webinar", typed: code });
    const { webinar } = found;
    const { title } = webinar;
    const now = clock.now();
    const closed = isOver(webinar, now) ?? notOpenYet(webinar, now);
    if (closed) return refuse(closed);
    const attendee = await attendeeAs(found, joiner);
    if (!attendee.ok) return attendee;
    const token = newToken();
    if (!(await gate.admit(webinar, attendee.value, token, now, overview(webinar, now))))
      return refuse({ reason: "plan_full", title, plan: site.plan, note: webinar.planText });
    return done({ webinar, token: `${code}.${token}` });
  };
};

/** Refuses before the gate opens; *join before host* says when it does (S10). */
const notOpenYet = ({ title, startsAt, joinBeforeHost }: Webinar, now: number): Refusal | undefined => {
  const opensAt = startsAt - (joinBeforeHost === undefined ? OPENS_BEFORE_MS : joinBeforeHost * 60_000);
  return now < opensAt ? { reason: "not_open_yet", title, opensAt } : undefined;
};

/** Compares in constant time, whatever the lengths. */
const isSame = (a: string, b: string): boolean => {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
};

const attendeeOf = (joiner: Joiner): string => {
  if (joiner.kind === "chat") return `person:${joiner.person.id}`;
  return joiner.kind === "typed" ? `visit:${joiner.visit}` : joiner.key;
};

const findEntry = async (
  { webinars, registrations }: Pick<Deps, "webinars" | "registrations">,
  organisation: OrganisationId,
  code: WebinarCode,
  joiner: Joiner,
): Promise<WebinarEntry | undefined> => {
  if (joiner.kind === "link") return registrations.entry(organisation, code, { key: joiner.key });
  if (joiner.kind === "chat") return entryOf({ webinars, registrations }, organisation, code, joiner.person);
  if (joiner.address) return registrations.entry(organisation, code, { address: joiner.address });
  const webinar = await webinars.get(organisation, code);
  return webinar && { webinar };
};
