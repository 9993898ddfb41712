import { z } from "zod";
import { STATUSES, type Status } from "../../core/model/status.ts";
import type { Webinar } from "../../core/model/webinar.ts";
import type { Ranked, Reported, Roster } from "../../core/ports/roster.ts";
import { answersOf, type Connection } from "../connect.ts";
import { keys } from "../keys.ts";
import type { RunScript } from "../scripts.ts";

/** So many domains and tags are told by name. */
const NAMED = 10;
/** So many registrations that came before they were counted are counted at once. */
const PIECE = 500;
const MINUTE = 60_000;

/** A slot of an order ends with when it came (scripts/shared/order.lua). */
const SLOT = 29;
const TIME = 13;

const Flat = z.array(z.string());
const Answer = z.tuple([z.array(z.number()), z.array(z.number()), Flat, z.number(), Flat, z.number(), Flat]);

/** Names and values that follow one another, as pairs. */
const pairsIn = (flat: readonly string[]): [string, number][] =>
  flat.flatMap((name, i) => (i % 2 === 0 ? [[name, Number(flat[i + 1])] as [string, number]] : []));

const rankedIn = (flat: readonly string[], distinct: number): Ranked => ({
  top: pairsIn(flat).map(([name, count]) => ({ name, count })),
  distinct,
});

/** The numbers of a webinar's report, in Redis. */
export const makeReporting = (redis: Connection, run: RunScript): Pick<Roster, "report"> => {
  /** When the first and the last registration came; undefined where none is. */
  const spanOf = async ({ organisation, code, era }: Webinar): Promise<[number, number] | undefined> => {
    const order = keys.order(organisation, code, era);
    const pipeline = redis
      .pipeline()
      .getrange(order, SLOT - TIME, SLOT - 1)
      .getrange(order, -TIME, -1);
    const [first, last] = (await answersOf(pipeline)) as [string, string];
    return first === "" ? undefined : [Number(first), Number(last)];
  };

  /** Counts what came before there were counts: once for a webinar that an update met. */
  const countAll = async ({ organisation, code, era }: Webinar): Promise<void> => {
    const of = [keys.eraPrefix(organisation, code, era), keys.attendees(organisation, code)];
    while (Number(await run("count-registrations-2", of, [PIECE])) > 0);
  };

  const report = async (webinar: Webinar, instants: readonly number[]): Promise<Reported> => {
    const { organisation, code, era } = webinar;
    const of = [keys.webinarPrefix(organisation, code), keys.eraPrefix(organisation, code, era)];
    const answer = Answer.parse(await run("report-2", of, [NAMED, ...instants]));
    const [numbers, before, domains, domainCount, tags, tagCount, arrivals] = answer;
    const byStatus = Object.fromEntries(STATUSES.map((status, i) => [status, numbers[i] ?? 0]));
    const [invited = 0, silent = 0, declined = 0, attended = 0, visitors = 0, ...rest] = numbers.slice(STATUSES.length);
    const [approvedAttended = 0, registeredAttended = 0, isUncounted = 0] = rest;
    if (isUncounted === 1) {
      await countAll(webinar);
      return report(webinar, instants);
    }
    const minutes = pairsIn(arrivals);
    return {
      byStatus: byStatus as Record<Status, number>,
      ...{ invited, silent, declined, attended, visitors, approvedAttended, registeredAttended, before },
      domains: rankedIn(domains, domainCount),
      tags: rankedIn(tags, tagCount),
      arrivals: minutes
        .filter(([name]) => name !== "again")
        .map(([minute, count]) => ({ at: Number(minute) * MINUTE, count }))
        .sort((one, other) => one.at - other.at),
      again: minutes.find(([name]) => name === "again")?.[1] ?? 0,
    };
  };

  return {
    report: async (webinar, instantsOf) => {
      const span = await spanOf(webinar);
      return report(webinar, span ? instantsOf(...span) : []);
    },
  };
};
