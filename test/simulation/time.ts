import { AsyncLocalStorage } from "node:async_hooks";

/** A simulated process: what runs in it is lost for ever once it is dead. */
export interface Owner {
  readonly name: string;
  isAlive: boolean;
  /** Until then nothing of it goes on, as in a machine that is paused. */
  pausedUntil: number;
  /** How far its clock is from the true one. */
  readonly skewMs: number;
  /** Tells those outside who wait for it. */
  readonly onDeath: (() => void)[];
}

/** In which simulated process something runs. Outside of all, timers and clocks are the real ones. */
export const inside = new AsyncLocalStorage<Owner>();

/** Resolves when all that follows from what was done has been done: nothing in Usher waits for anything real. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

interface Timer {
  readonly id: number;
  readonly owner: Owner | undefined;
  at: number;
  readonly everyMs: number | undefined;
  readonly run: () => void;
}

/** Time that moves when it is told to. */
export const makeTime = (startsAt: number) => {
  const timers = new Map<number, Timer>();
  let now = startsAt;
  let made = 0;

  const set = (owner: Owner | undefined, ms: number, run: () => void, isRepeated = false): number => {
    made += 1;
    const wait = Math.max(1, Math.ceil(Number.isFinite(ms) ? ms : 1));
    timers.set(made, { id: made, owner, at: now + wait, everyMs: isRepeated ? wait : undefined, run });
    return made;
  };

  /** When it runs: in a process that is paused, once that goes on. */
  const runsAt = ({ at, owner }: Timer): number => Math.max(at, owner?.pausedUntil ?? 0);
  const isBefore = (one: Timer, other: Timer): boolean =>
    runsAt(one) < runsAt(other) || (runsAt(one) === runsAt(other) && one.id < other.id);

  const firstBy = (until: number): Timer | undefined => {
    let first: Timer | undefined;
    for (const timer of timers.values())
      if (runsAt(timer) <= until && (!first || isBefore(timer, first))) first = timer;
    return first;
  };

  return {
    now: () => now,
    /** The clock of a process. */
    nowIn: (owner: Owner) => now + owner.skewMs,
    set,
    clear: (id: number) => void timers.delete(id),
    /** When the next timer is due; undefined when there is none. */
    nextAt: (): number | undefined => {
      const first = firstBy(Number.POSITIVE_INFINITY);
      return first && runsAt(first);
    },
    /** The timers of a process are lost with it. */
    abandon: (owner: Owner) => {
      for (const timer of timers.values()) if (timer.owner === owner) timers.delete(timer.id);
    },
    /** Moves on, and lets what is due run, in its order. What repeats runs once, however long the jump. */
    advanceTo: async (at: number): Promise<void> => {
      now = Math.max(now, at);
      for (let timer = firstBy(now); timer; timer = firstBy(now)) {
        if (timer.everyMs === undefined) timers.delete(timer.id);
        else timer.at = now + timer.everyMs;
        const { owner, run } = timer;
        if (owner) inside.run(owner, run);
        else run();
        await settled();
      }
    },
  };
};

export type Time = ReturnType<typeof makeTime>;
