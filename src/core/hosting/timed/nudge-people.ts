import { areNudgesOff, isToBeNudged, type Nudges, nudge } from "../../deliveries/nudges.ts";
import { defined } from "../../model/defined.ts";
import type { Webinar } from "../../model/webinar.ts";
import type { Clock } from "../../ports/clock.ts";
import type { People } from "../../ports/people.ts";
import type { Cursor, Registrations } from "../../ports/registrations.ts";
import type { ToldSome } from "./told-some.ts";

export interface NudgeDeps {
  readonly registrations: Pick<Registrations, "walk">;
  readonly people: Pick<People, "getMany">;
  readonly clock: Clock;
}

/** Reminds those among the next `limit` invitees to answer who did not (P29), and notes that they were. */
export const makeNudgePeople =
  ({ registrations, people, clock }: NudgeDeps) =>
  async (webinar: Webinar, what: Nudges, cursor: Cursor, limit: number): Promise<ToldSome> => {
    const now = clock.now();
    const isFirst = cursor.over === "registrations";
    if (isFirst && areNudgesOff(webinar, what, now)) return { consequences: [] };
    const from: Cursor = isFirst ? { over: "invitees" } : cursor;
    const { some, next } = await registrations.walk(webinar, webinar.era, from, limit);
    const silent = some.filter((concerned) => isToBeNudged(concerned, now));
    const known = await people.getMany(
      webinar.organisation,
      silent.map(({ person }) => person),
    );
    const consequences = silent.map((concerned, i) => ({
      ...{ concerned, deliveries: nudge(webinar, concerned, known[i]) },
      becomes: "nudged" as const,
    }));
    return { consequences, ...defined({ next }) };
  };
