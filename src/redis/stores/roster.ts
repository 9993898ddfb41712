import { z } from "zod";
import { defined } from "../../core/model/defined.ts";
import { STATUSES } from "../../core/model/status.ts";
import type { Webinar } from "../../core/model/webinar.ts";
import type { Roster, RosterPlace, RosterQuery, RosterSlice, RosterTab } from "../../core/ports/roster.ts";
import { answersOf, type Connection } from "../connect.ts";
import { keys } from "../keys.ts";
import { decodeRow } from "../records/entry.ts";
import { decodeForm } from "../records/webinar.ts";
import { isWordless } from "../roster/matching.ts";
import { decodePlace, encodePlace, FIRST, type PageAt, type Place } from "../roster/places.ts";
import { makeReaching } from "../roster/reaching.ts";
import { makeReporting } from "../roster/reporting.ts";
import { type Match, searchRoster, tabsOf } from "../roster/searching.ts";
import type { RunScript } from "../scripts.ts";

const PageAnswer = z.tuple([z.number(), z.string(), z.string()], z.unknown());

/** So many are looked at for whether there is a page before. */
const LOOKED_AT_BEFORE = 200;

const isNarrowed = ({ search, domain, answer, digest }: RosterQuery): boolean =>
  Boolean(search?.trim()) || Boolean(domain) || Boolean(answer) || digest !== undefined;

/** What is right below a place. */
const before = ({ part, ordinal }: Place): Place => ({ part, ordinal: ordinal - 1 });

/** What is right above a place; above the end of a part the next one begins. */
const after = ({ part, ordinal }: Place): Place =>
  Number.isFinite(ordinal) ? { part, ordinal: ordinal + 1 } : { part: "i", ordinal: 0 };

const concernedIn = (matches: readonly Match[]) => matches.map(({ concerned }) => concerned);

/** Everybody who was invited to a webinar or registered for it, in Redis. */
export const makeRoster = (redis: Connection, run: RunScript, secret: string): Roster => {
  /** A page of a whole tab. */
  const pageOfTab = async (webinar: Webinar, query: RosterQuery, from: PageAt, limit: number): Promise<RosterSlice> => {
    const { organisation, code, era } = webinar;
    const tabs = tabsOf(query);
    const answer = await run(
      "page-roster-2",
      [keys.webinarPrefix(organisation, code), keys.eraPrefix(organisation, code, era)],
      [tabs.r.join(","), tabs.i.join(","), from.part, from.ordinal, limit],
    );
    const [passed, next, previous, ...rows] = PageAnswer.parse(answer);
    return {
      some: rows.flatMap((row) => decodeRow(row).concerned ?? []),
      before: passed,
      isPartial: false,
      ...defined({
        next: next === "" ? undefined : (next as RosterPlace),
        previous: previous === "-" ? undefined : (previous as RosterPlace),
      }),
    };
  };

  const hasBefore = async (webinar: Webinar, query: RosterQuery, place: Place): Promise<boolean> => {
    const options = { isDown: true, limit: 1, lookedAtMax: LOOKED_AT_BEFORE };
    const { some, stoppedAt } = await searchRoster(run, webinar, query, before(place), options);
    return some.length > 0 || stoppedAt !== undefined;
  };

  const pageFrom = async (webinar: Webinar, query: RosterQuery, from: Place, limit: number): Promise<RosterSlice> => {
    const found = await searchRoster(run, webinar, query, from, { isDown: false, limit: limit + 1 });
    const next = found.some[limit] ?? found.stoppedAt;
    const isFirst = from.part === FIRST.part && from.ordinal === FIRST.ordinal;
    return {
      some: concernedIn(found.some.slice(0, limit)),
      isPartial: found.some.length < limit && found.stoppedAt !== undefined,
      ...defined({
        next: next && encodePlace(next),
        previous: !isFirst && (await hasBefore(webinar, query, from)) ? encodePlace(from, true) : undefined,
      }),
    };
  };

  /** The page that ends before a place. */
  const pageUntil = async (webinar: Webinar, query: RosterQuery, end: Place, limit: number): Promise<RosterSlice> => {
    const found = await searchRoster(run, webinar, query, before(end), { isDown: true, limit: limit + 1 });
    // There is no full page before it: the first one then, which is full.
    if (found.some.length <= limit && !found.stoppedAt) return pageFrom(webinar, query, FIRST, limit);
    const shown = found.some.slice(0, limit).toReversed();
    const first = found.some.length > limit ? shown[0] : found.stoppedAt && after(found.stoppedAt);
    return {
      some: concernedIn(shown),
      isPartial: found.some.length < limit,
      next: encodePlace(end),
      ...defined({ previous: first && encodePlace(first, true) }),
    };
  };

  return {
    ...makeReaching(redis, secret),
    ...makeReporting(redis, run),

    form: async (organisation, id) => {
      const form = await redis.hget(keys.forms(organisation), id);
      return form === null ? undefined : decodeForm.parse(form);
    },

    counts: async ({ organisation, code, era }) => {
      const pipeline = redis.pipeline();
      for (const status of STATUSES) pipeline.bitcount(keys.inStatus(organisation, code, era, status));
      const answers = ["silent", "declined"] as const;
      for (const answer of answers) pipeline.bitcount(keys.invitedIn(organisation, code, answer));
      const counted = (await answersOf(pipeline)) as number[];
      const counts = Object.fromEntries([...STATUSES, ...answers].map((tab, i) => [tab, counted[i] ?? 0]));
      return { ...counts, everybody: counted.reduce((sum, count) => sum + count, 0) } as Record<RosterTab, number>;
    },

    page: async (webinar, query, from, limit) => {
      if (isWordless(query.search)) return { some: [], isPartial: false };
      const at = decodePlace(from);
      if (!isNarrowed(query)) return pageOfTab(webinar, query, at, limit);
      return at.isEnd ? pageUntil(webinar, query, at, limit) : pageFrom(webinar, query, at, limit);
    },
  };
};
