import { SITE_ORGANISATION } from "../../../src/core/access/organisations.ts";
import type { RegistrationKey, WebinarCode } from "../../../src/core/model/ids.ts";
import { holdsSeat } from "../../../src/core/model/status.ts";
import type { HeldWebinar } from "../ledger.ts";
import type { Process } from "../process.ts";
import type { Simulation } from "../simulation.ts";
import type { Act } from "./act.ts";
import { freshRequest } from "./requests.ts";

const HOUR = 3_600_000;
/** Before and after the hour is over, by the clock of who leaves. */
const AROUND_MS = [-600_000, -60_000, -30_000, -2_000, -100, 1, 100, 2_000, 30_000];
/** A worker has found what is due. */
const TAKEN_UP_MS = [1, 100, 300, 1_000];

/** When the hour is over by the clock of a process, in true time. */
const hourEndsAt = (now: number, { owner: { skewMs } }: Process): number =>
  (Math.floor((now + skewMs) / HOUR) + 1) * HOUR - skewMs;

/** Whose clock is ahead, and whose behind, of those that answer. */
const byClock = (simulation: Simulation): readonly Process[] =>
  simulation
    .processes()
    .filter(({ isWeb }) => isWeb)
    .toSorted((one, other) => other.owner.skewMs - one.owner.skewMs);

export const HOUR_ACTS: readonly Act[] = [
  {
    /**
     * All of a webinar: around the moment in which hosts are told of an hour (P41); the first by the clock that is ahead,
     * so that others leave within the same hour by theirs, when its news has been told.
     */
    name: "people leave as an hour ends",
    weight: 6,
    make: (simulation, random) => {
      const now = simulation.time.now();
      const all = [...simulation.state().values()].filter(
        ({ state, endsAt }) => state !== "cancelled" && endsAt > now + 2 * HOUR,
      );
      const leavingOf = ({ registrations }: HeldWebinar) =>
        [...registrations.values()].flatMap(({ key, status }) => (holdsSeat(status) ? [key] : []));
      const most = Math.max(0, ...all.map((one) => leavingOf(one).length));
      const some = all.filter((one) => leavingOf(one).length >= Math.min(2, Math.max(1, most)));
      const [ahead] = byClock(simulation);
      const behind = byClock(simulation).at(-1);
      if (some.length === 0 || !ahead || !behind) return undefined;
      const webinar = random.pick(some);
      const [ends, endsLast] = [hourEndsAt(now, ahead), hourEndsAt(now, behind)];
      const takenUpAt = ends + random.pick(TAKEN_UP_MS);
      const left = Math.max(1, endsLast - takenUpAt);
      const isTogether = random.chance(0.3);
      const leaving = leavingOf(webinar).map((key, i) => {
        const request = freshRequest(random);
        if (isTogether) return { key, request, at: ends + random.pick(AROUND_MS), by: random.pick([ahead, behind]) };
        if (i === 0) return { key, request, at: ends - 1 - random.below(60_000), by: ahead };
        return { key, request, at: takenUpAt + random.below(left), by: random.chance(0.8) ? behind : ahead };
      });
      void simulation.at(takenUpAt, async () => {});
      return () =>
        Promise.all(
          leaving.map(({ key, at, request, by }) =>
            simulation.at(Math.max(now + 1, at), async () => {
              const process = by.owner.isAlive ? by : simulation.webProcess(random);
              const about = { organisation: SITE_ORGANISATION, code: webinar.code as WebinarCode, requestId: request };
              const of = { key: key as RegistrationKey };
              await process?.within(() => process.core.leave({ ...about, way: "page", of }));
            }),
          ),
        );
    },
  },
];
