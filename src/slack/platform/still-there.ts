import type { Clock } from "../../core/ports/clock.ts";

/** Who left within so long is invited in vain; whoever is invited later is asked about again. */
const KEPT_MS = 300_000;
const KEPT_MAX = 5_000;

/**
 * Accounts that Slack said a moment ago are still there, by user id, as long as this process lives: those just looked up
 * to be invited are not asked about twice, as Slack counts the questions (users.info).
 */
export interface StillThere {
  has(user: string): boolean;
  add(user: string): void;
}

export const makeStillThere = (clock: Clock): StillThere => {
  const until = new Map<string, number>();
  return {
    has: (user) => (until.get(user) ?? 0) > clock.now(),
    add: (user) => {
      // Set anew, it is the newest.
      until.delete(user);
      const [oldest] = until.keys();
      if (until.size >= KEPT_MAX && oldest !== undefined) until.delete(oldest);
      until.set(user, clock.now() + KEPT_MS);
    },
  };
};
