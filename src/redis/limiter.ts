import { RateLimiterRedis } from "rate-limiter-flexible";
import type { Limiter } from "../core/store.ts";
import type { Connection } from "./connect.ts";
import { keys } from "./keys.ts";

/** The limiter over Redis: hits are shared by all processes. It throws when Redis cannot be reached. */
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
  return {
    hit: async (name, points, seconds) => {
      try {
        await limiterOf(points, seconds).consume(name);
        return true;
      } catch (refused) {
        if (refused instanceof Error) throw refused;
        return false;
      }
    },
    forget: async (name) => {
      await redis.del(`${keys.limits}:${name}`);
    },
  };
};
