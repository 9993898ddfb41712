import { isOver } from "../access/host-access.ts";
import { announcements, requestCards } from "../deliveries/cards.ts";
import { fanOut } from "../deliveries/fan-outs.ts";
import { offerEndOf, offerEnds, waitlistEnds } from "../deliveries/seat-offers.ts";
import { aboutRegistration, tellPerson } from "../deliveries/telling.ts";
import { watches } from "../deliveries/watches.ts";
import { defined } from "../model/defined.ts";
import { STANDARD_FORM } from "../model/form.ts";
import type { OrganisationId, RegistrationKey, WebinarCode } from "../model/ids.ts";
import { chatParts, newToken, personId, requestId } from "../model/ids.ts";
import { chatFor, type Person } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import type { Registration } from "../model/registration.ts";
import { done, type Result, ROUNDS, refuse } from "../model/result.ts";
import { holdsSeat } from "../model/status.ts";
import type { Webinar } from "../model/webinar.ts";
import type { Archive, Archives, NotRestored } from "../ports/archives.ts";
import type { Clock } from "../ports/clock.ts";
import type { People } from "../ports/people.ts";
import type { Cursor, Registrations } from "../ports/registrations.ts";
import type { Webinars } from "../ports/webinars.ts";
import { ARCHIVE_KEPT_MS } from "./edit.ts";

/** Who did what the operator did on the command line. */
export const OPERATOR = personId("operator");
/** So many in one atomic step: Redis serves others in between. */
const PIECE = 100;

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

/** One piece of an archive to bring back: registrations in the order in which they get their places. */
type Next = (restored: number) => Promise<{ some: readonly Registration[]; isLast: boolean }>;

/**
 * The operator brings back what was deleted within the last 30 days (S12): every registration with its status, ID and
 * answers, those that came first first, then the waiting list in its order. Registration is switched on again where it is
 * off. Who could not be brought back is named, with why, and stays in the archive, so that another try can succeed. Who
 * holds or waits for a seat is told. Refuses a webinar that is unknown or over, and one without such an archive.
 */
export const makeRestore = ({ webinars, registrations, archives, people, clock }: Deps) => {
  /** Switches registration on, with the form that was there, unless a host did so meanwhile. */
  const open = async (
    organisation: OrganisationId,
    code: WebinarCode,
    archive: Archive,
  ): Promise<Webinar | undefined> => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const before = await webinars.get(organisation, code);
      if (!before || before.registrationRequired) return before;
      const { joinBeforeHost: _, ...kept } = before;
      const isUntouched = !before.series && before.form.id === STANDARD_FORM.id;
      const next: Webinar = {
        ...kept,
        registrationRequired: true,
        form: isUntouched ? archive.form : before.form,
        version: before.version + 1,
      };
      const act = {
        organisation,
        code,
        requestId: requestId("restore", newToken()),
        now: clock.now(),
        way: "operator",
      } as const;
      const edit = { act, before, next, by: OPERATOR, as: "restored", deliveries: announcements(next) } as const;
      if ((await webinars.edit(edit)).kind === "done") return webinars.get(organisation, code);
    }
    throw new Error("what was read was changed each time");
  };

  const told = (
    webinar: Webinar,
    registration: Registration,
    person: Person | undefined,
    endsAt: number | undefined,
    now: number,
  ) => {
    const { key, via, address, round, status } = registration;
    if (!holdsSeat(status) && status !== "waitlisted") return [];
    const version = registration.version + 1;
    const prefer = via === "page" ? undefined : chatParts(via).face;
    return [
      ...tellPerson(aboutRegistration(webinar, key, version, `restored:${version}`), {
        chat: person && chatFor(person, prefer),
        address,
      }),
      ...(endsAt === undefined ? [] : [offerEnds(webinar, key, version, endsAt)]),
      ...(status === "pending"
        ? [...requestCards(webinar, key, round), ...watches(webinar, registration.registeredAt, now)]
        : []),
      // Seats that are free by then are theirs; after a restore that died, too.
      ...(status === "waitlisted"
        ? [fanOut(webinar, { kind: "seats" }, `restored:${key}:${version}`, OPERATOR), waitlistEnds(webinar)]
        : []),
    ];
  };

  const piece = async (webinar: Webinar, era: number, registrations: readonly Registration[], now: number) => {
    const { organisation, code } = webinar;
    const known = await people.getMany(
      organisation,
      registrations.map(({ person }) => person),
    );
    const some = registrations.map((registration, i) => {
      const { status, offerEndsAt = 0 } = registration;
      const endsAt = status === "offered" ? Math.max(offerEndsAt, offerEndOf(webinar, now)) : undefined;
      const deliveries = told(webinar, registration, known[i], endsAt, now);
      return { registration, deliveries, ...defined({ offerEndsAt: endsAt }) };
    });
    return archives.restore({ organisation, code, now, way: "operator" }, webinar, era, some);
  };

  /** Those who do not wait, as they came. */
  const others = (webinar: Webinar, era: number): Next => {
    let cursor: Cursor = { over: "registrations" };
    return async () => {
      const { some, next } = await registrations.walk(webinar, era, cursor, PIECE);
      const isLast = next?.over !== "registrations";
      if (next && !isLast) cursor = next;
      const found = some.flatMap(({ registration }) => (registration ? [registration] : []));
      return { some: found.filter(({ status }) => status !== "waitlisted"), isLast };
    };
  };

  /** Those who wait, in the order of their line; who was brought back left the archive's. */
  const line = (webinar: Webinar, era: number): Next => {
    let skip = 0;
    return async (restored) => {
      skip += restored < 0 ? 0 : PIECE - restored;
      const some = await archives.archivedWaitlist(webinar, era, skip, PIECE);
      return { some, isLast: some.length < PIECE };
    };
  };

  return async (
    organisation: OrganisationId,
    code: WebinarCode,
    onPiece: (done: number, of: number) => void = () => {},
  ): Promise<Result<Restored, Refusal>> => {
    const now = clock.now();
    const found = await webinars.get(organisation, code);
    if (!found) return refuse({ reason: "unknown_webinar", typed: code });
    const { title } = found;
    const over = isOver(found, now);
    if (over) return refuse(over);
    const kept = (await archives.archives(organisation, code)).filter(
      ({ deletedAt }) => deletedAt + ARCHIVE_KEPT_MS > now,
    );
    const [latest] = kept;
    if (!latest) return refuse({ reason: "nothing_to_restore", title });
    let webinar = await open(organisation, code, latest);
    if (!webinar) return refuse({ reason: "unknown_webinar", typed: code });

    const not = new Map<RegistrationKey, NotRestored>();
    const count = kept.reduce((sum, archive) => sum + archive.count, 0);
    let restored = 0;
    for (const { era } of kept) {
      for (const make of [others, line]) {
        let next = make(webinar, era);
        let last = -1;
        for (let isLast = false; !isLast; ) {
          const got = await next(last);
          const answer = await piece(webinar, era, got.some, now);
          if (answer.kind === "moved") {
            // A host changed something meanwhile: from the beginning, what is back already is left out.
            webinar = (await webinars.get(organisation, code)) ?? webinar;
            const stop = isOver(webinar, clock.now());
            if (stop) return refuse(stop);
            if (!webinar.registrationRequired) return refuse({ reason: "nothing_to_restore", title });
            [next, last] = [make(webinar, era), -1];
            continue;
          }
          last = answer.restored;
          restored += answer.restored;
          for (const one of answer.not) not.set(one.key, one);
          onPiece(restored + not.size, count);
          isLast = got.isLast;
        }
      }
    }
    return done({ webinar: (await webinars.get(organisation, code)) ?? webinar, restored, not: [...not.values()] });
  };
};
