import { isSilent } from "../../deliveries/nudges.ts";
import { defined } from "../../model/defined.ts";
import type { PersonId, WebinarCode } from "../../model/ids.ts";
import type { Concerned } from "../../model/registration.ts";
import { type Audience, isAfterwards } from "../../model/told/host-message.ts";
import type { Webinar } from "../../model/webinar.ts";
import type { Gate } from "../../ports/gate.ts";
import type { Cursor, Registrations } from "../../ports/registrations.ts";
import type { Requests } from "../../ports/requests.ts";

/** So many are read at once where they are only counted. */
const COUNTED_AT_ONCE = 200;

export interface AddresseesDeps {
  readonly registrations: Pick<Registrations, "walk" | "keyOf" | "entry">;
  readonly requests: Pick<Requests, "withStatusFrom">;
  readonly gate: Pick<Gate, "admittedAmong">;
}

interface Some {
  readonly some: readonly Concerned[];
  readonly next?: Cursor;
}

/** Finds those to whom a host writes: in one webinar, or in several of a series. */
export const makeAddressees = ({ registrations, requests, gate }: AddresseesDeps) => {
  /** Whether somebody registered for another webinar of a series, or declined an invitation to one. */
  const hasAnswered = async (
    { organisation, code }: Webinar,
    person: PersonId,
    series: readonly WebinarCode[],
  ): Promise<boolean> => {
    const answers = await Promise.all(
      series.map(async (other) => {
        const key = other === code ? undefined : await registrations.keyOf(organisation, other, person);
        const found = key && (await registrations.entry(organisation, other, { key }))?.entry;
        return found !== undefined && (found.registration ?? found.invitee?.declinedAt) !== undefined;
      }),
    );
    return answers.includes(true);
  };

  const silent = async (
    webinar: Webinar,
    { over, after }: Cursor,
    limit: number,
    series: readonly WebinarCode[],
  ): Promise<Some> => {
    const from: Cursor = over === "invitees" ? { over, ...defined({ after }) } : { over: "invitees" };
    const { some, next } = await registrations.walk(webinar, webinar.era, from, limit);
    const found = some.filter(isSilent);
    const answered = await Promise.all(found.map(({ person }) => hasAnswered(webinar, person, series)));
    return { some: found.filter((_, i) => !answered[i]), ...defined({ next }) };
  };

  /** The next of them in one webinar, from a cursor on. `series`: its webinars, where it is written to all of them. */
  const next = async (
    webinar: Webinar,
    to: Audience,
    cursor: Cursor,
    limit: number,
    series: readonly WebinarCode[] = [],
  ): Promise<Some> => {
    if (to === "silent") return silent(webinar, cursor, limit, series);
    const status = isAfterwards(to) ? "approved" : to;
    const { some, next: after } = await requests.withStatusFrom(webinar, status, cursor.after, limit);
    const came =
      status === to
        ? []
        : await gate.admittedAmong(
            webinar,
            some.map(({ key }) => key),
          );
    return {
      some: some
        .filter((_, i) => status === to || came[i] === (to === "attended"))
        .map((registration) => ({ ...registration, registration })),
      ...defined({ next: after && { over: "registrations" as const, after } }),
    };
  };

  return {
    next,

    /** How many people they are in several webinars, each counted once. */
    countOnce: async (webinars: readonly Webinar[], to: Audience): Promise<number> => {
      const people = new Set<PersonId>();
      const codes = webinars.map(({ code }) => code);
      for (const webinar of webinars) {
        let cursor: Cursor | undefined = { over: "registrations" };
        while (cursor) {
          const found: Some = await next(webinar, to, cursor, COUNTED_AT_ONCE, codes);
          for (const { person } of found.some) people.add(person);
          cursor = found.next;
        }
      }
      return people.size;
    },
  };
};
