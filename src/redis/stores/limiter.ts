import { RateLimiterRedis } from "rate-limiter-flexible";
import type { Limiter } from "../../core/ports/limiter.ts";
import type { Connection } from "../connect.ts";
import { keys } from "../keys.ts";

/** The limiter in Redis: all processes share the hits. */
export const makeLimiter = (redis: Connection): Limiter => {
  const limiters = new Map<string, RateLimiterRedis>();
  const limiterOf = (points: number, seconds: number) => {
    const name = `${points}:${seconds}`;
    const limiter =
      limiters.get(name) ??
      new RateLimiterRedis({ storeClient: redis, keyPrefix: keys.limits, points, duration: seconds });
    limiters.set(name, limiter);
    return limiter;
  };
  /** Answers how many hits are left; undefined when there was none to use up. */
  const consume = async (name: string, points: number, seconds: number): Promise<number | undefined> => {
    try {
      return (await limiterOf(points, seconds).consume(keys.limit(name))).remainingPoints;
    } catch (refused) {
      if (refused instanceof Error) throw refused;
      return undefined;
    }
  };
  return {
    hit: async (name, points, seconds) => (await consume(name, points, seconds)) !== undefined,
    hitOrLock: async (name, points, seconds) => {
      const left = await consume(name, points, seconds);
      if (left === 0) await limiterOf(points, seconds).block(keys.limit(name), seconds);
      return left !== undefined;
    },
    forget: async (name) => {
      await redis.del(`${keys.limits}:${keys.limit(name)}`);
    },
  };
};
