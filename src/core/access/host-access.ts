import type { OrganisationId, WebinarCode } from "../model/ids.ts";
import type { Refusal } from "../model/refusal.ts";
import { done, type Result, refuse } from "../model/result.ts";
import { isOver, mayDecide, type Webinar } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { Actor, People } from "../ports/people.ts";
import type { Webinars } from "../ports/webinars.ts";
import { personName } from "./names.ts";
import { readSeen } from "./visible.ts";

interface Deps {
  readonly webinars: Pick<Webinars, "get">;
  readonly people: Pick<People, "get">;
  readonly clock: Clock;
}

/**
 * Reads a webinar for one of its hosts. Refuses an unknown webinar, one that they may not know of in the same way (P43),
 * and everybody who does not host it (P19).
 */
export const hosted = async (
  { webinars, people }: Pick<Deps, "webinars" | "people">,
  organisation: OrganisationId,
  code: WebinarCode,
  by: Actor,
): Promise<Result<Webinar, Refusal>> => {
  const webinar = await readSeen(webinars, organisation, code, by);
  if (!webinar) return refuse({ reason: "unknown_webinar", typed: code });
  if (mayDecide(webinar, by.id)) return done(webinar);
  const hostName = await personName(people, organisation, webinar.host);
  return refuse({ reason: "not_the_host", hostName, title: webinar.title });
};

/** Reads a webinar as `hosted` does, and also refuses one that is cancelled or has ended. */
export const hostedAhead = async (
  deps: Deps,
  organisation: OrganisationId,
  code: WebinarCode,
  by: Actor,
): Promise<Result<Webinar, Refusal>> => {
  const found = await hosted(deps, organisation, code, by);
  const over = found.ok && isOver(found.value, deps.clock.now());
  return over ? refuse(over) : found;
};
