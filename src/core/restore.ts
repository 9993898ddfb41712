import { aboutRegistration, announcements, requestCards, tellPerson } from "./delivery.ts";
import { ARCHIVE_KEPT_MS } from "./edit.ts";
import { STANDARD_FORM } from "./form.ts";
import type { OrganisationId, RegistrationKey, WebinarCode } from "./ids.ts";
import { chatParts, newToken, personId, requestId } from "./ids.ts";
import { type Line, offerEndOf, offerEnds } from "./line.ts";
import { chatFor, type People, type Person } from "./person.ts";
import type { Refusal } from "./refusal.ts";
import type { Registration } from "./registration.ts";
import { done, type Result, ROUNDS, refuse } from "./result.ts";
import type { Archive, Clock, Cursor, NotRestored, Webinars } from "./store.ts";
import type { Webinar } from "./webinar.ts";

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
  readonly people: People;
  readonly line: Pick<Line, "offerFree">;
  readonly clock: Clock;
}

/**
 * The operator brings back what was deleted last (S12): every registration with its status, ID and answers, those that
 * came first first. Registration is switched on again where it is off. Who could not be brought back is named, with why,
 * and stays in the archive, so that another try can succeed. Refuses a webinar that is unknown or over, and one without
 * an archive or with one older than 30 days.
 */
export const makeRestore = ({ webinars, people, line, clock }: Deps) => {
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
      const act = { organisation, code, requestId: requestId("restore", newToken()), now: clock.now() };
      const edit = { act, before, next, by: OPERATOR, as: "restored", deliveries: announcements(next) } as const;
      if ((await webinars.edit(edit)).kind === "done") return webinars.get(organisation, code);
    }
    throw new Error("what was read was changed each time");
  };

  const told = (webinar: Webinar, registration: Registration, person: Person | undefined, now: number) => {
    const { key, via, address, round } = registration;
    const version = registration.version + 1;
    const prefer = via === "page" ? undefined : chatParts(via).face;
    return [
      ...tellPerson(aboutRegistration(webinar, key, version, `restored:${version}`), {
        chat: person && chatFor(person, prefer),
        address,
      }),
      ...(registration.status === "offered"
        ? [offerEnds(webinar, key, version, Math.max(registration.offerEndsAt ?? 0, offerEndOf(webinar, now)))]
        : []),
      ...requestCards(webinar, key, round),
    ];
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
    if (found.state === "cancelled") return refuse({ reason: "webinar_cancelled", title });
    if (found.endsAt <= now) return refuse({ reason: "webinar_ended", title });
    const [archive] = await webinars.archives(organisation, code);
    if (!archive || archive.deletedAt + ARCHIVE_KEPT_MS <= now) return refuse({ reason: "nothing_to_restore", title });
    let webinar = await open(organisation, code, archive);
    if (!webinar) return refuse({ reason: "unknown_webinar", typed: code });

    const not = new Map<RegistrationKey, NotRestored>();
    let restored = 0;
    let cursor: Cursor | undefined = { over: "registrations" };
    while (cursor?.over === "registrations") {
      const piece = await webinars.walk(webinar, archive.era, cursor, Number.MAX_SAFE_INTEGER, PIECE);
      const registrations = piece.some.flatMap(({ registration }) => (registration ? [registration] : []));
      const known = await people.getMany(
        organisation,
        registrations.map(({ person }) => person),
      );
      const of: Webinar = webinar;
      const some = registrations.map((registration, i) => ({
        registration,
        deliveries: told(of, registration, known[i], now),
      }));
      const answer = await webinars.restore({ organisation, code, now }, of, archive.era, some);
      if (answer.kind === "moved") {
        webinar = await webinars.get(organisation, code);
        if (!webinar?.registrationRequired) return refuse({ reason: "nothing_to_restore", title });
        continue;
      }
      restored += answer.restored;
      for (const one of answer.not) not.set(one.key, one);
      onPiece(restored + not.size, archive.count);
      cursor = piece.next;
    }
    // Who waited in line comes before nobody: seats that are free are theirs.
    while (await line.offerFree(webinar));
    return done({ webinar: (await webinars.get(organisation, code)) ?? webinar, restored, not: [...not.values()] });
  };
};
