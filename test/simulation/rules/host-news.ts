import { holdsSeat } from "../../../src/core/model/status.ts";
import type { Notice } from "../../../src/core/notices/notice.ts";
import type { Held, HeldWebinar, State } from "../ledger.ts";
import { broken } from "../simulation.ts";

const HOUR = 3_600_000;

/** Somebody gave up a seat of their own. */
interface GivenUp {
  readonly key: string;
  readonly person: string;
  readonly version: number;
}

interface OfWebinar {
  /** In the order in which they were stored. */
  readonly givenUp: GivenUp[];
  /** How many each message counts, by its delivery, in the order in which they came. */
  readonly told: Map<string, number>;
  /** Whoever hosted it at some time: of their own cancelling nobody hears. */
  readonly hosts: Set<string>;
}

const MESSAGE = /^(\w+):cancellations:(\d+)/;

/** Whether the newest change of a registration is its owner's own. */
const isOwn = ({ history, version }: Held): boolean => history[`h${version}`]?.includes(" ") === false;

/**
 * The host hears of everybody who cancelled (P41), gathered: each message counts those since the one before, and there is
 * one an hour at most.
 */
export const makeHostNews = () => {
  const webinars = new Map<string, OfWebinar>();
  const of = (code: string): OfWebinar => {
    const known = webinars.get(code) ?? { givenUp: [], told: new Map(), hosts: new Set() };
    webinars.set(code, known);
    return known;
  };

  /** How many of those who cancelled were told of: each message counts everybody once since the one before. */
  const reached = ({ givenUp, told }: OfWebinar, counted: readonly GivenUp[]): number => {
    let at = 0;
    for (const count of told.values()) {
      const keys = new Set<string>();
      for (let one = counted[at]; one && (keys.has(one.key) || keys.size < count); one = counted[at]) {
        keys.add(one.key);
        at += 1;
      }
    }
    return Math.min(at, givenUp.length);
  };

  return {
    happens: (now: State, before: State): void => {
      for (const { code, hosts, registrations } of now.values()) {
        const known = of(code);
        for (const host of hosts) known.hosts.add(host);
        for (const held of registrations.values()) {
          const { key, person, version, status } = held;
          const was = before.get(code)?.registrations.get(key);
          const isNew = was && was.version < version && status === "cancelled" && holdsSeat(was.status);
          if (isNew && isOwn(held)) known.givenUp.push({ key, person, version });
        }
      }
    },

    /** A message was taken. */
    taken: (delivery: string, notice: Notice): void => {
      if (notice.kind !== "cancellations") return;
      const [, code = "", at = ""] = MESSAGE.exec(delivery) ?? [];
      const { told } = of(code);
      const name = `${code}:${at}`;
      const near = [...told.keys()].find(
        (one) => one !== name && Math.abs(Number(one.split(":")[1]) - Number(at)) < HOUR,
      );
      if (near) broken("hosts hear of cancellations once an hour at most", `${name} comes after ${near}`);
      told.set(name, notice.count);
    },

    /** In the end, everybody who cancelled was told of. */
    check: (state: State, at: number, isExcused: (webinar: HeldWebinar) => boolean): void => {
      for (const webinar of state.values()) {
        if (webinar.state === "cancelled" || webinar.endsAt < at || isExcused(webinar)) continue;
        const known = of(webinar.code);
        const counted = known.givenUp.filter(({ person }) => !known.hosts.has(person));
        const untold = counted[reached(known, counted)];
        if (untold)
          broken(
            "hosts hear of everybody who cancels",
            `${webinar.code}: ${untold.key} did at version ${untold.version}, of ${counted.length}, and ${[...known.told].map(([name, count]) => `${count} at ${name}`).join(", ") || "nothing"} was told`,
          );
      }
    },
  };
};
