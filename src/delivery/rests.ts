import type { Clock } from "../core/ports/clock.ts";
import type { Outcome } from "./outcome.ts";

/** Those who waited for the same end begin again spread over so long. */
const SPREAD_MS = 1_000;

/** A place that is limited as a whole, such as what is posted in one workspace, and who of it is written to. */
interface Limited {
  readonly place: string;
  readonly lane: string;
}

/**
 * Lets a whole workspace or tenant rest that says to slow down. One 429 is about one conversation and holds its lane; a
 * second one to another conversation, before the first is over, is about them all: posts, or edits, then wait there
 * without being tried, until both are over. Each process learns it by itself.
 */
export const makeRests = (clock: Clock) => {
  const told = new Map<string, { readonly lane: string; readonly until: number }>();
  const rests = new Map<string, number>();

  const hear = ({ place, lane }: Limited, afterMs: number): void => {
    const now = clock.now();
    const before = told.get(place);
    const until = Math.max(now + afterMs, before && before.until > now ? before.until : 0);
    if (before && before.lane !== lane && before.until > now) rests.set(place, until);
    told.set(place, { lane, until });
  };

  const leftIn = (place: string): number => {
    const left = (rests.get(place) ?? 0) - clock.now();
    if (left <= 0) rests.delete(place);
    return left;
  };

  /** Makes a call, unless its place rests: then it answers for how long still. */
  return async (limited: Limited, call: () => Promise<Outcome>): Promise<Outcome> => {
    const left = leftIn(limited.place);
    if (left > 0) return { kind: "slow_down", afterMs: left + Math.floor(Math.random() * SPREAD_MS) };
    const outcome = await call();
    if (outcome.kind === "slow_down") hear(limited, outcome.afterMs);
    return outcome;
  };
};
