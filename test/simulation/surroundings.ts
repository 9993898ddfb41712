import crypto from "node:crypto";
import { syncBuiltinESMExports } from "node:module";
import type { Random } from "./random.ts";
import { inside, type Time } from "./time.ts";

/** What a timer is to those who set it. */
const handleOf = (id: number) => {
  const handle = {
    id,
    ref: () => handle,
    unref: () => handle,
    hasRef: () => true,
    refresh: () => handle,
    close: () => handle,
    [Symbol.toPrimitive]: () => id,
  };
  return handle;
};

const idOf = (handle: unknown): number | undefined =>
  typeof handle === "object" && handle !== null && "id" in handle ? Number(handle.id) : undefined;

/**
 * Puts the simulation's time under the processes that run in it, and its generator under everybody's random bytes, until
 * the answered function is called. `fetched` answers what processes fetch.
 */
export const replaceSurroundings = (
  time: Time,
  random: Random,
  fetched: (url: string, init: RequestInit | undefined) => Promise<Response>,
): (() => void) => {
  const real = {
    setTimeout: globalThis.setTimeout,
    clearTimeout: globalThis.clearTimeout,
    setInterval: globalThis.setInterval,
    clearInterval: globalThis.clearInterval,
    fetch: globalThis.fetch,
  };
  const { now: dateNow } = Date;
  const { now: performanceNow } = performance;
  const { random: mathRandom } = Math;
  const { randomBytes, randomUUID, randomInt } = crypto;

  const setting =
    (isRepeated: boolean, otherwise: typeof setTimeout | typeof setInterval) =>
    (run: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) => {
      const owner = inside.getStore();
      if (!owner) return otherwise(run, ms, ...args);
      return handleOf(time.set(owner, ms, () => run(...args), isRepeated));
    };
  const clearing = (otherwise: typeof clearTimeout) => (handle: unknown) => {
    const id = idOf(handle);
    if (id === undefined) otherwise(handle as NodeJS.Timeout);
    else time.clear(id);
  };

  Object.assign(globalThis, {
    setTimeout: setting(false, real.setTimeout),
    setInterval: setting(true, real.setInterval),
    clearTimeout: clearing(real.clearTimeout),
    clearInterval: clearing(real.clearInterval),
    fetch: (url: string | URL, init?: RequestInit) =>
      inside.getStore() ? fetched(String(url), init) : real.fetch(url, init),
  });
  Date.now = () => {
    const owner = inside.getStore();
    return owner ? time.nowIn(owner) : dateNow();
  };
  performance.now = () => (inside.getStore() ? time.now() : performanceNow.call(performance));
  Math.random = () => random.next();
  const bytes = (count: number) => Buffer.from(Array.from({ length: count }, () => random.below(256)));
  Object.assign(crypto, {
    randomBytes: bytes,
    randomUUID: () => {
      const hex = bytes(16).toString("hex");
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
    },
    randomInt: (from: number, to?: number) => (to === undefined ? random.below(from) : from + random.below(to - from)),
  });
  syncBuiltinESMExports();

  return () => {
    Object.assign(globalThis, real);
    Date.now = dateNow;
    performance.now = performanceNow;
    Math.random = mathRandom;
    Object.assign(crypto, { randomBytes, randomUUID, randomInt });
    syncBuiltinESMExports();
  };
};
