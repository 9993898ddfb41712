import type { Notice } from "../../../src/core/notices/notice.ts";
import type { State } from "../ledger.ts";
import { broken } from "../simulation.ts";

/** How long a decision can be undone, by clocks that are less than so much apart. */
const UNDOABLE_MS = 60_000;
const CLOCKS_APART_MS = 2_000;

/** Nobody is told, nor reads in a message that is edited, what a host can still undo (N10). */
export const makeUndoable = (now: () => number) => {
  /** When a version of a registration came to be, by `CODE KEY version`. */
  const cameAt = new Map<string, number>();

  const namesIn = (state: State): string[] =>
    [...state.values()].flatMap(({ code, registrations }) =>
      [...registrations.values()].map(({ key, version }) => `${code} ${key} ${version}`),
    );

  return {
    happens: (state: State): void => {
      for (const name of namesIn(state)) if (!cameAt.has(name)) cameAt.set(name, now());
    },

    /** A message is about to be sent by a process whose clock says `at`: by that, and truly, it must be late enough. */
    begins: (delivery: string, to: string, notice: Notice, at: number): void => {
      if (notice.kind !== "registration" && notice.kind !== "moved" && notice.kind !== "revised") return;
      const { undoUntil, status, version, key } = notice.registration ?? {};
      const made = cameAt.get(`${notice.webinar.code} ${key} ${version}`);
      if (undoUntil === undefined || made === undefined) return;
      if (undoUntil - CLOCKS_APART_MS > at && made + UNDOABLE_MS - CLOCKS_APART_MS > now())
        broken(
          "what can be undone is told to nobody",
          `${delivery} tells ${to} that ${key} is ${status} at ${version}, which can be undone for ${undoUntil - at} ms`,
        );
    },

    /** Redis lost what was done, and holds this: what it lost may come again, later. */
    forget: (held: State): void => {
      const left = new Set(namesIn(held));
      for (const name of [...cameAt.keys()]) if (!left.has(name)) cameAt.delete(name);
    },
  };
};
