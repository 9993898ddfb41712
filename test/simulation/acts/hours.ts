import { SITE_ORGANISATION } from "../../../src/core/access/organisations.ts";
import type { RegistrationKey, WebinarCode } from "../../../src/core/model/ids.ts";
import { holdsSeat } from "../../../src/core/model/status.ts";
import type { Act } from "./act.ts";
import { freshRequest } from "./requests.ts";

const HOUR = 3_600_000;
/** Before and after the hour is over, by true time: clocks are apart by some of these. */
const AROUND_MS = [-600_000, -60_000, -30_000, -2_000, -100, 100, 2_000, 30_000];

export const HOUR_ACTS: readonly Act[] = [
  {
    /** All of a webinar: around the moment in which hosts are told of an hour, by clocks that are apart (P41). */
    name: "people leave as an hour ends",
    weight: 3,
    make: (simulation, random) => {
      const now = simulation.time.now();
      const all = [...simulation.state().values()].filter(
        ({ state, endsAt }) => state !== "cancelled" && endsAt > now + 2 * HOUR,
      );
      const some = all.filter(({ registrations }) =>
        [...registrations.values()].some(({ status }) => holdsSeat(status)),
      );
      if (some.length === 0) return undefined;
      const { code, registrations } = random.pick(some);
      const left = [...registrations.values()].flatMap(({ key, status }) => (holdsSeat(status) ? [key] : []));
      const ends = (Math.floor(now / HOUR) + 1) * HOUR;
      const leaving = left.map((key) => ({ key, at: ends + random.pick(AROUND_MS), request: freshRequest(random) }));
      return () =>
        Promise.all(
          leaving.map(({ key, at, request }) =>
            simulation.after(Math.max(1, at - now), async () => {
              const process = simulation.webProcess(random);
              const about = { organisation: SITE_ORGANISATION, code: code as WebinarCode, requestId: request };
              const of = { key: key as RegistrationKey };
              await process?.within(() => process.core.leave({ ...about, way: "page", of }));
            }),
          ),
        );
    },
  },
];
