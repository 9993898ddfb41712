import { RateLimiterRedis } from "rate-limiter-flexible";
import type { Limiter, Rate } from "../../core/ports/limiter.ts";
import type { Connection } from "../connect.ts";
import { keys } from "../keys.ts";

/** The limiter in Redis: all processes share the hits. */
export const makeLimiter = (redis: Connection): Limiter => {
  const limiters = new Map<string, RateLimiterRedis>();
  const limiterOf = ({ most, seconds }: Rate) => {
    const name = `${most}:${seconds}`;
    const limiter =
      limiters.get(name) ??
      new RateLimiterRedis({ storeClient: redis, keyPrefix: keys.limits, points: most, duration: seconds });
    limiters.set(name, limiter);
    return limiter;
  };
  /** Answers how many hits are left, or how long to wait when there was none to use up. */
  const consume = async (name: string, rate: Rate): Promise<{ left: number } | { waitMs: number }> => {
    try {
      return { left: (await limiterOf(rate).consume(keys.limit(name))).remainingPoints };
    } catch (refused) {
      if (refused instanceof Error) throw refused;
      return { waitMs: (refused as { msBeforeNext: number }).msBeforeNext };
    }
  };
  /** Takes a hit back; of a counter that began anew since there is none to take back, and nobody gets more than `most`. */
  const giveBack = async (name: string, rate: Rate): Promise<void> => {
    const { consumedPoints } = await limiterOf(rate).reward(keys.limit(name));
    if (consumedPoints < 0) await limiterOf(rate).penalty(keys.limit(name));
  };
  return {
    hit: async (name, rate) => {
      const used = await consume(name, rate);
      if ("left" in used) return { ok: true };
      // What is refused is not counted: else a hit that is given back would free nothing.
      await giveBack(name, rate);
      return { ok: false, ...used };
    },
    hitOrLock: async (name, rate) => {
      const used = await consume(name, rate);
      if (!("left" in used)) return { ok: false, ...used };
      if (used.left === 0) await limiterOf(rate).block(keys.limit(name), rate.seconds);
      return { ok: true };
    },
    giveBack,
    forget: async (name) => {
      await redis.del(`${keys.limits}:${keys.limit(name)}`);
    },
  };
};
