import { createHash, timingSafeEqual } from "node:crypto";
import { entryOf } from "../access/owned-entry.ts";
import { overview } from "../deliveries/cards.ts";
import type { Address, OrganisationId, RegistrationKey, WebinarCode } from "../model/ids.ts";
import { isRegistrationId, newToken } from "../model/ids.ts";
import type { Person } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import type { Registration, WebinarEntry } from "../model/registration.ts";
import { done, type Result, refuse, unreachable } from "../model/result.ts";
import type { Site, Webinar } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { Gate } from "../ports/gate.ts";
import type { Limiter } from "../ports/limiter.ts";
import type { Registrations } from "../ports/registrations.ts";
import type { Webinars } from "../ports/webinars.ts";

/** The gate opens so long before the start. */
const OPENS_BEFORE_MS = 15 * 60_000;
/** Five wrong in 15 minutes lock an address and source for 15 minutes. */
const ATTEMPTS = { points: 5, seconds: 15 * 60 };
/** How often one source may come in unregistered: who drops the visit's cookie counts anew each time. */
const VISITS = { points: 300, seconds: 3_600 };

/** Who stands at the gate, and how they show it. */
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

/** The way in: a single-use token for `/j/`, good for five minutes. */
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

const standing = (webinar: Webinar, registration: Registration): Refusal | undefined => {
  const { title, code } = webinar;
  switch (registration.status) {
    case "approved":
      return undefined;
    case "pending":
      return { reason: "still_pending", title };
    case "rejected":
      return { reason: "was_rejected", title };
    case "cancelled":
      return { reason: "registration_cancelled", title, code };
    case "waitlisted":
    case "offered":
      return { reason: "in_line", title, status: registration.status };
    default:
      return unreachable(registration.status);
  }
};

/**
 * The join gate, answering in the order of the specification's section 6. With registration IDs on, only the right ID
 * together with its address opens it (S8); in chat the identity carries both (N4). A wrong ID, somebody else's ID and
 * an unknown address get one answer. The meeting's own address is in no refusal (P21).
 */
export const makeJoin = ({ webinars, registrations, gate, limiter, site, clock }: Deps) => {
  const recognise = async (found: WebinarEntry, joiner: Joiner): Promise<Result<Registration, Refusal>> => {
    const { webinar, entry } = found;
    const registration = entry?.registration;
    if (joiner.kind === "chat") {
      if (registration) return done(registration);
      return refuse({ reason: "not_registered", title: webinar.title, code: webinar.code });
    }
    // Without IDs the personal link alone is the proof; a typed address proves nothing.
    if (joiner.kind === "link" && !webinar.registrationIds)
      return registration
        ? done(registration)
        : refuse({ reason: "not_registered", title: webinar.title, code: webinar.code });
    const attempts = attemptsOf(webinar.code, joiner);
    // Counted before it is looked at, so that guesses sent at once are counted too.
    if (!(await limiter.hitOrLock(attempts, ATTEMPTS.points, ATTEMPTS.seconds)))
      return refuse({ reason: "too_many_attempts", minutes: ATTEMPTS.seconds / 60 });
    const right = webinar.registrationIds && isRegistrationId(joiner.typedId, entry?.registrationId);
    if (!right || !registration) return refuse({ reason: "not_recognised" });
    await limiter.forget(attempts);
    return done(registration);
  };

  /** Who is late comes in only after the confirmation was delivered, and then with the webinar's password (S16). */
  const lateness = async (
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

  return async ({ organisation, code, joiner }: JoinInput): Promise<Result<Admitted, Refusal>> => {
    const found = await find({ webinars, registrations }, organisation, code, joiner);
    if (!found) return refuse({ reason: "unknown_webinar", typed: code });
    const { webinar } = found;
    const { title } = webinar;
    const now = clock.now();
    if (webinar.state === "cancelled") return refuse({ reason: "webinar_cancelled", title });
    if (webinar.endsAt <= now) return refuse({ reason: "webinar_ended", title });
    // S10: where people may come in before the host, that sets when.
    const { joinBeforeHost } = webinar;
    const early = joinBeforeHost === undefined ? OPENS_BEFORE_MS : joinBeforeHost * 60_000;
    const opensAt = webinar.startsAt - early;
    if (now < opensAt) return refuse({ reason: "not_open_yet", title, opensAt });

    let attendee = attendeeOf(joiner);
    if (!webinar.registrationRequired && joiner.kind === "typed") {
      const isBusy = !(await limiter.hit(`visits:${code}:${joiner.source}`, VISITS.points, VISITS.seconds));
      if (isBusy) return refuse({ reason: "too_often", minutes: VISITS.seconds / 60 });
    }
    if (webinar.registrationRequired) {
      const recognised = await recognise(found, joiner);
      if (!recognised.ok) return recognised;
      const refusal = standing(webinar, recognised.value);
      if (refusal) return refuse(refusal);
      const late = await lateness(webinar, recognised.value, joiner);
      if (late) return refuse(late);
      attendee = recognised.value.key;
    }
    const token = newToken();
    if (!(await gate.admit(webinar, attendee, token, now, overview(webinar, now))))
      return refuse({ reason: "plan_full", title, plan: site.plan, note: webinar.planText });
    return done({ webinar, token: `${code}.${token}` });
  };
};

/** Compared in constant time, whatever the lengths. */
const isSame = (a: string, b: string): boolean => {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
};

const attendeeOf = (joiner: Joiner): string => {
  if (joiner.kind === "chat") return `person:${joiner.person.id}`;
  return joiner.kind === "typed" ? `visit:${joiner.visit}` : joiner.key;
};

const find = async (
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
