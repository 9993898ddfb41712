import { parseAddress } from "../../../src/core/model/ids.ts";
import type { Act } from "./act.ts";
import { doingsTo } from "./crowd.ts";

/** Lets it be rough for a while, in which others go on. */
const whileRough = (name: string, weight: number, weather: "rough" | "down", mostMs: number): Act => ({
  name,
  weight,
  make: (simulation, random) => {
    const ms = 1_000 + random.below(mostMs);
    return async () => {
      simulation.calls.setWeather(weather);
      void simulation.after(ms, async () => simulation.calls.setWeather("fair"));
    };
  },
});

/** Longer than the lease of a worker that does not renew it. */
const LEASE_MS = 20_000;

/** So many steps after a process began to send something it is struck, at most. */
const STRIKES_WITHIN = 12;

export const FAULTS: readonly Act[] = [
  {
    name: "a process dies",
    weight: 12,
    make: (simulation, random) => {
      const all = simulation.processes();
      if (all.length === 0) return undefined;
      const process = random.pick(all);
      const backAfterMs = random.pick([1, 2_000, 40_000]);
      const steps = random.below(STRIKES_WITHIN);
      const dies = () => simulation.kill(process, backAfterMs);
      return async () => (process.isWorker && random.chance(0.5) ? simulation.strike(process, steps, dies) : dies());
    },
  },
  {
    // Longer than a lease, mostly, and while it sends something.
    name: "a process pauses",
    weight: 8,
    make: (simulation, random) => {
      const all = simulation.processes().filter(({ isWorker }) => isWorker || random.chance(0.2));
      if (all.length === 0) return undefined;
      const process = random.pick(all);
      const ms = random.pick([3_000, 15_000 + random.below(10_000), 15_000 + random.below(10_000), 70_000]);
      const steps = random.below(STRIKES_WITHIN);
      const pauses = () => simulation.pause(process, ms);
      return async () => (process.isWorker ? simulation.strike(process, steps, pauses) : pauses());
    },
  },
  {
    // What it read is sent long after another process could show what is newer.
    name: "an edit comes late",
    weight: 8,
    make: (simulation, random) => {
      const ms = LEASE_MS + random.pick([2_000, 6_000, 15_000]);
      const count = 1 + random.below(3);
      return async () =>
        simulation.onEdit((process, notice) => {
          const now = simulation.time.now();
          simulation.pause(process, ms);
          const webinar = "webinar" in notice ? simulation.state().get(notice.webinar.code) : undefined;
          const others = () =>
            webinar ? doingsTo(simulation, webinar, random, count).filter((one) => one.process !== process) : [];
          void simulation.at(now + 1_000, async () => {
            for (const { doing, process: other } of others()) await other?.within(() => doing(other)).catch(() => {});
          });
          // Others take up what it holds, and are through with it.
          void simulation.at(now + LEASE_MS + 1_000, async () => {});
        });
    },
  },
  whileRough("the platforms are rough", 5, "rough", 900_000),
  whileRough("the platforms are down", 1, "down", 1_200_000),
  {
    // What cannot be delivered is kept, for the host to see and try again.
    name: "an address is refused",
    weight: 4,
    make: (simulation, random) => {
      const typed = random.pick([...simulation.world.guests, ...simulation.world.members.map((one) => one.address)]);
      const address = parseAddress(typed) ?? typed;
      const ms = 1_000 + random.below(1_200_000);
      return async () => {
        simulation.mail.refused.add(address);
        void simulation.after(ms, async () => void simulation.mail.refused.delete(address));
      };
    },
  },
  {
    name: "redis is rough",
    weight: 2,
    make: (simulation, random) => {
      const ms = 500 + random.below(5_000);
      return async () => {
        simulation.setRedis({ answered: 85, lost: 8, refused: 7 });
        void simulation.after(ms, async () => simulation.setRedis(undefined));
      };
    },
  },
  {
    name: "redis loses its last second",
    weight: 1.5,
    make: (simulation, random) => {
      const steps = 3 + random.below(80);
      return () => simulation.loseLastSecond(steps);
    },
  },
];
