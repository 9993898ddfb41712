import { requestCards, webinarCards } from "../deliveries/cards.ts";
import type { Delivery } from "../deliveries/delivery.ts";
import { fanOut } from "../deliveries/fan-outs.ts";
import { offerEndOf, offerEnds, waitlistEnds } from "../deliveries/seat-offers.ts";
import { aboutRegistration, tellPerson } from "../deliveries/telling.ts";
import { watches } from "../deliveries/watches.ts";
import { OPERATOR } from "../model/audit.ts";
import { defined } from "../model/defined.ts";
import { STANDARD_FORM } from "../model/form.ts";
import type { OrganisationId, RegistrationKey, WebinarCode } from "../model/ids.ts";
import { newRegistrationId, newToken, requestId } from "../model/ids.ts";
import { CHANGED, untilStored } from "../model/optimistic.ts";
import type { Person } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import type { Registration } from "../model/registration.ts";
import { done, type Result, refuse } from "../model/result.ts";
import { holdsSeat } from "../model/status.ts";
import { reachOf } from "../model/told/reach.ts";
import { isOver, type Webinar } from "../model/webinar.ts";
import type { Archive, Archives, NotRestored } from "../ports/archives.ts";
import type { Clock } from "../ports/clock.ts";
import type { People } from "../ports/people.ts";
import type { Cursor, Registrations } from "../ports/registrations.ts";
import type { Webinars } from "../ports/webinars.ts";
import { ARCHIVE_KEPT_MS } from "./edit.ts";

/** How many registrations one atomic step brings back: Redis serves others in between. */
const PIECE = 25;

export interface Restored {
  readonly webinar: Webinar;
  readonly restored: number;
  readonly not: readonly NotRestored[];
}

interface Deps {
  readonly webinars: Webinars;
  readonly registrations: Registrations;
  readonly archives: Archives;
  readonly people: People;
  readonly clock: Clock;
}

/** What was brought back so far. */
interface Progress {
  restored: number;
  readonly not: Map<RegistrationKey, NotRestored>;
  readonly onPiece: () => void;
}

/** Reads the next piece of an archive, when `restored` of the piece before were brought back. */
type NextPiece = (restored: number) => Promise<{ some: readonly Registration[]; isLast: boolean }>;

/** What tells a person that their registration is back, and what follows from it later. */
const deliveriesOf = (
  webinar: Webinar,
  registration: Registration,
  person: Person | undefined,
  offerEndsAt: number | undefined,
  now: number,
): Delivery[] => {
  const { key, round, status, registeredAt } = registration;
  if (!holdsSeat(status) && status !== "waitlisted") return [];
  const version = registration.version + 1;
  return [
    ...tellPerson(
      aboutRegistration(webinar, key, version, `restored:${version}`),
      reachOf(person, webinar, registration),
    ),
    ...(offerEndsAt === undefined ? [] : [offerEnds(webinar, key, version, offerEndsAt)]),
    ...(status === "pending" ? [...requestCards(webinar, key, round), ...watches(webinar, registeredAt, now)] : []),
    // Seats that are free by then are offered to them, also after a restore that died.
    ...(status === "waitlisted"
      ? [fanOut(webinar, { kind: "seats" }, `restored:${key}:${version}`, OPERATOR), waitlistEnds(webinar)]
      : []),
  ];
};

/** The webinar with registration switched on again, with the archive's form unless it has got another since. */
const switchedOn = (before: Webinar, archive: Archive): Webinar => {
  const { joinBeforeHost: _, ...kept } = before;
  const isUntouched = !before.series && before.form.id === STANDARD_FORM.id;
  const form = isUntouched ? archive.form : before.form;
  return { ...kept, registrationRequired: true, form, version: before.version + 1 };
};

/**
 * Brings back, for the operator, registrations that were deleted within the last 30 days (S12), each with its status,
 * ID and answers: in the order in which they came, then the waiting list in its order. Switches registration on again
 * where it is off. Tells whoever holds or waits for a seat. Answers who could not be brought back, with why; they stay
 * in the archive, so that another try can succeed. Refuses a webinar that is unknown or over, and one without an archive.
 */
export const makeRestore = ({ webinars, registrations, archives, people, clock }: Deps) => {
  /** Switches registration on, unless a host did so meanwhile; undefined for a webinar that is not there. */
  const switchOn = (organisation: OrganisationId, code: WebinarCode, archive: Archive): Promise<Webinar | undefined> =>
    untilStored(async () => {
      const before = await webinars.get(organisation, code);
      if (!before || before.registrationRequired) return before;
      const next = switchedOn(before, archive);
      const now = clock.now();
      const act = { organisation, code, requestId: requestId("restore", newToken()), now, way: "operator" } as const;
      const edit = { act, before, next, by: OPERATOR, as: "restored", deliveries: webinarCards(next) } as const;
      return (await webinars.edit(edit)).kind === "done" ? webinars.get(organisation, code) : CHANGED;
    });

  /** The registrations of an archive that were not on its waiting list, as they came. */
  const registered = (webinar: Webinar, era: number): NextPiece => {
    let cursor: Cursor = { over: "registrations" };
    return async () => {
      const { some, next } = await registrations.walk(webinar, era, cursor, PIECE);
      const isLast = next?.over !== "registrations";
      if (next && !isLast) cursor = next;
      const found = some.flatMap(({ registration }) => (registration ? [registration] : []));
      return { some: found.filter(({ status }) => status !== "waitlisted"), isLast };
    };
  };

  /** The waiting list of an archive, in its order; who was brought back is no longer on it. */
  const waitlisted = (webinar: Webinar, era: number): NextPiece => {
    let skip = 0;
    let isFirst = true;
    return async (restored) => {
      if (!isFirst) skip += PIECE - restored;
      isFirst = false;
      const some = await archives.archivedWaitlist(webinar, era, skip, PIECE);
      return { some, isLast: some.length < PIECE };
    };
  };

  const storePiece = async (webinar: Webinar, era: number, piece: readonly Registration[], now: number) => {
    const { organisation, code } = webinar;
    const ids = piece.map(({ person }) => person);
    const known = await people.getMany(organisation, ids);
    const some = piece.map((registration, i) => {
      const { status, offerEndsAt = 0 } = registration;
      const endsAt = status === "offered" ? Math.max(offerEndsAt, offerEndOf(webinar, now)) : undefined;
      const deliveries = deliveriesOf(webinar, registration, known[i], endsAt, now);
      const registrationId = webinar.registrationIds ? newRegistrationId() : undefined;
      return { registration, deliveries, ...defined({ offerEndsAt: endsAt, registrationId }) };
    });
    return archives.restore({ organisation, code, now, way: "operator" }, webinar, era, some);
  };

  /** Reads a webinar that somebody changed meanwhile; refuses one in which nothing can be brought back any more. */
  const readAgain = async (webinar: Webinar): Promise<Result<Webinar, Refusal>> => {
    const again = (await webinars.get(webinar.organisation, webinar.code)) ?? webinar;
    const over = isOver(again, clock.now());
    if (over) return refuse(over);
    return again.registrationRequired ? done(again) : refuse({ reason: "nothing_to_restore", title: again.title });
  };

  /** Brings back one part of an archive; answers the webinar as it was read last. */
  const restorePart = async (
    part: (webinar: Webinar, era: number) => NextPiece,
    webinar: Webinar,
    era: number,
    now: number,
    progress: Progress,
  ): Promise<Result<Webinar, Refusal>> => {
    const nextPiece = part(webinar, era);
    let restored = 0;
    for (;;) {
      const { some, isLast } = await nextPiece(restored);
      const answer = await storePiece(webinar, era, some, now);
      if (answer.kind === "moved") {
        // From the beginning: what is back already is left out.
        const again = await readAgain(webinar);
        return again.ok ? restorePart(part, again.value, era, now, progress) : again;
      }
      restored = answer.restored;
      progress.restored += restored;
      for (const one of answer.not) progress.not.set(one.key, one);
      progress.onPiece();
      if (isLast) return done(webinar);
    }
  };

  return async (
    organisation: OrganisationId,
    code: WebinarCode,
    onPiece: (done: number, of: number) => void = () => {},
  ): Promise<Result<Restored, Refusal>> => {
    const now = clock.now();
    const found = await webinars.get(organisation, code);
    if (!found) return refuse({ reason: "unknown_webinar", typed: code });
    const over = isOver(found, now);
    if (over) return refuse(over);
    const all = await archives.archives(organisation, code);
    const kept = all.filter(({ deletedAt }) => deletedAt + ARCHIVE_KEPT_MS > now);
    const [latest] = kept;
    if (!latest) return refuse({ reason: "nothing_to_restore", title: found.title });
    let webinar = await switchOn(organisation, code, latest);
    if (!webinar) return refuse({ reason: "unknown_webinar", typed: code });

    const count = kept.reduce((sum, archive) => sum + archive.count, 0);
    const not: Progress["not"] = new Map();
    const progress: Progress = { restored: 0, not, onPiece: () => onPiece(progress.restored + not.size, count) };
    for (const { era } of kept) {
      for (const part of [registered, waitlisted]) {
        const result = await restorePart(part, webinar, era, now, progress);
        if (!result.ok) return result;
        webinar = result.value;
      }
    }
    const { restored } = progress;
    return done({ webinar: (await webinars.get(organisation, code)) ?? webinar, restored, not: [...not.values()] });
  };
};
