import { createHash } from "node:crypto";
import type { Random } from "./random.ts";
import { type Owner, settled, type Time } from "./time.ts";

interface Waiting {
  readonly owner: Owner;
  readonly label: string;
  readonly run: () => Promise<void>;
  /** Ends it as lost: the connection it waits on is gone. */
  readonly lose?: () => void;
}

/** A worker's look into lanes. */
const LOOKS = /^claim-/;

/** What happened, step by step, and a hash of all of it. */
export const makeTrace = (time: Time) => {
  const lines: string[] = [];
  const hash = createHash("sha256");
  return {
    lines: lines as readonly string[],
    note: (line: string) => {
      const whole = `${time.now()} ${line}`;
      lines.push(whole);
      hash.update(`${whole}\n`);
    },
    hash: () => hash.copy().digest("hex").slice(0, 16),
  };
};

export type Trace = ReturnType<typeof makeTrace>;

/**
 * Lets one thing happen at a time: each command to Redis and each call of a platform waits here until the seed's
 * generator chooses it.
 */
export const makeScheduler = (random: Random, time: Time, trace: Trace) => {
  let waiting: Waiting[] = [];
  let steps = 0;
  let worked = 0;
  const ready = (): Waiting[] => waiting.filter(({ owner }) => owner.pausedUntil <= time.now());

  return {
    steps: () => steps,
    /** How many of them did more than look whether something waits in a lane. */
    worked: () => worked,
    waits: () => ready().length,
    trace,

    enter: (one: Waiting): void => {
      // What follows from what a dead process had asked for never happens.
      if (one.owner.isAlive) waiting.push(one);
    },

    /** Carries out one of those that wait, and all that follows from it at once. */
    step: async (): Promise<void> => {
      const able = ready();
      const one = able[random.below(able.length)];
      if (!one) return;
      waiting.splice(waiting.indexOf(one), 1);
      steps += 1;
      if (!LOOKS.test(one.label)) worked += 1;
      trace.note(`${one.owner.name} ${one.label}`);
      await one.run();
      await settled();
    },

    /** What a process waits for is lost with it. */
    abandon: (owner: Owner): void => {
      waiting = waiting.filter((one) => one.owner !== owner);
    },

    /** What waits for Redis fails, as when its connection breaks. */
    breakConnections: async (): Promise<void> => {
      const lost = waiting.filter(({ lose }) => lose !== undefined);
      waiting = waiting.filter(({ lose }) => lose === undefined);
      for (const { lose } of lost) lose?.();
      await settled();
    },
  };
};

export type Scheduler = ReturnType<typeof makeScheduler>;
