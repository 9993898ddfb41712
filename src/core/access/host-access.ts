import type { OrganisationId, PersonId, WebinarCode } from "../model/ids.ts";
import { fullName, type Person } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import { done, type Result, refuse } from "../model/result.ts";
import { mayDecide, type Webinar } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { People } from "../ports/people.ts";
import type { Webinars } from "../ports/webinars.ts";

interface Deps {
  readonly webinars: Pick<Webinars, "get">;
  readonly people: Pick<People, "get">;
  readonly clock: Clock;
}

/** Why a webinar can no longer be changed; undefined while it is ahead or runs. */
export const isOver = (webinar: Webinar, now: number): Refusal | undefined => {
  const { title } = webinar;
  if (webinar.state === "cancelled") return { reason: "webinar_cancelled", title };
  return webinar.endsAt <= now ? { reason: "webinar_ended", title } : undefined;
};

/** A webinar for one of its hosts: refuses an unknown one, and everybody else (P19). */
export const hosted = async (
  { webinars, people }: Pick<Deps, "webinars" | "people">,
  organisation: OrganisationId,
  code: WebinarCode,
  by: Person,
): Promise<Result<Webinar, Refusal>> => {
  const webinar = await webinars.get(organisation, code);
  if (!webinar) return refuse({ reason: "unknown_webinar", typed: code });
  if (mayDecide(webinar, by.id)) return done(webinar);
  const host = await people.get(organisation, webinar.host);
  return refuse({ reason: "not_the_host", hostName: host ? fullName(host) : "", title: webinar.title });
};

/** As `hosted`, for what can be done only until the webinar is over. */
export const hostedAhead = async (
  deps: Deps,
  organisation: OrganisationId,
  code: WebinarCode,
  by: Person,
): Promise<Result<Webinar, Refusal>> => {
  const found = await hosted(deps, organisation, code, by);
  const over = found.ok && isOver(found.value, deps.clock.now());
  return over ? refuse(over) : found;
};

/** The names of people, in order; who is not known is left out. */
export const namesOf = async (
  people: People,
  organisation: OrganisationId,
  ids: readonly PersonId[],
): Promise<string[]> =>
  (await people.getMany(organisation, ids)).flatMap((person) => (person ? [fullName(person)] : []));
