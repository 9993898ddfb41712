import { z } from "zod";
import { defined } from "../../core/model/defined.ts";
import { fullName } from "../../core/model/person.ts";
import type { Concerned } from "../../core/model/registration.ts";
import type { Webinar } from "../../core/model/webinar.ts";
import { ROSTER_TABS, type Roster, type RosterPlace, type RosterTab } from "../../core/ports/roster.ts";
import type { Connection } from "../connect.ts";
import { keys } from "../keys.ts";
import { walkInvitees, walkRegistrations } from "../reading/walk.ts";
import { decodePerson } from "../records/person.ts";
import { Fields } from "../records/values.ts";
import { decodeForm } from "../records/webinar.ts";
import { type Found, matcherOf, tabOf } from "../roster/matching.ts";
import { makeReaching } from "../roster/reaching.ts";
import type { RunScript } from "../scripts.ts";

const AT_ONCE = 100;
const PeopleAnswer = z.array(Fields);

/** Everybody who was invited to a webinar or registered for it, in Redis. */
export const makeRoster = (redis: Connection, run: RunScript): Roster => {
  const withNames = async ({ organisation }: Webinar, some: readonly Concerned[]): Promise<Found[]> => {
    if (some.length === 0) return [];
    const ids = some.map(({ person }) => person);
    const people = PeopleAnswer.parse(await run("read-people-1", [keys.personPrefix(organisation)], ids));
    return some.map((concerned, i) => ({ concerned, name: fullName(decodePerson(concerned.person, people[i] ?? {})) }));
  };

  const everybody = async (webinar: Webinar): Promise<Found[]> => {
    const found: Found[] = [];
    for (const read of [walkRegistrations, walkInvitees])
      for (let after: Parameters<typeof read>[3], isMore = true; isMore; ) {
        const got = await read(run, webinar, webinar.era, after, AT_ONCE);
        const met = read === walkInvitees ? got.some.filter(({ registration }) => !registration) : got.some;
        found.push(...(await withNames(webinar, met)));
        after = got.next;
        isMore = got.next !== undefined;
      }
    return found;
  };

  return {
    ...makeReaching(redis),

    form: async (organisation, id) => {
      const form = await redis.hget(keys.forms(organisation), id);
      return form === null ? undefined : decodeForm.parse(form);
    },

    counts: async (webinar) => {
      const found = await everybody(webinar);
      const counts = Object.fromEntries(ROSTER_TABS.map((tab) => [tab, 0])) as Record<RosterTab, number>;
      counts.everybody = found.length;
      for (const { concerned } of found) counts[tabOf(concerned)] += 1;
      return counts;
    },

    page: async (webinar, query, from, limit) => {
      const meant = (await everybody(webinar)).filter(matcherOf(webinar.form, query));
      const first = Math.max(0, Number(from ?? 0) || 0);
      const placeOf = (n: number) => (n === 0 ? "" : String(n)) as RosterPlace;
      return {
        some: meant.slice(first, first + limit).map(({ concerned }) => concerned),
        before: first,
        isPartial: false,
        ...defined({
          next: first + limit < meant.length ? placeOf(first + limit) : undefined,
          previous: first > 0 ? placeOf(Math.max(0, first - limit)) : undefined,
        }),
      };
    },
  };
};
