import { mkdirSync, mkdtempSync, rmdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { makeLog } from "../../src/log.ts";
import type { ServerAddress } from "../../src/redis/server/control.ts";
import { ensureRedisServer } from "../../src/redis/server/executable.ts";
import { startRedis } from "../../src/redis/server/process.ts";

/**
 * A Redis that keeps nothing, with its files in a fresh temporary directory. Without `port` it answers on a unix socket
 * there, else on that loopback port; `args` come last and win, e.g. `["--cluster-enabled", "yes"]`.
 */
export const startThrowawayRedis = async ({ port, args = [] }: { port?: number; args?: readonly string[] } = {}) => {
  const log = makeLog({ level: "info" });
  const directory = mkdtempSync(join(tmpdir(), "usher-redis-"));
  const path = join(directory, "redis.sock");
  const address: ServerAddress = port === undefined ? { path } : { host: "127.0.0.1", port };
  const place =
    port === undefined ? ["--port", "0", "--unixsocket", path] : ["--port", `${port}`, "--bind", "127.0.0.1"];
  const { stop } = await startRedis({
    executable: await ensureRedisServer({ log }),
    args: [...place, "--dir", directory, "--appendonly", "no", "--save", "", ...args],
    address,
    output: join(directory, "redis.log"),
    log,
  });
  return {
    path,
    address,
    stop: async () => {
      await stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
};

/** More than workers ever have open at once; whoever finds none free starts one. */
const LENT = 6;
/** Names the servers to borrow: what opens a store runs without vitest, too. */
const LENT_IN = "USHER_TESTS_REDIS";

const asked = async <Answer>(path: string, ask: (redis: Redis) => Promise<Answer>): Promise<Answer> => {
  const redis = new Redis({ path });
  try {
    return await ask(redis);
  } finally {
    redis.disconnect();
  }
};
const settingsOf = async (redis: Redis): Promise<string> => JSON.stringify(await redis.config("GET", "*"));

/** Takes a server that nobody has. */
const taken = (path: string): boolean => {
  try {
    mkdirSync(`${path}.taken`);
    return true;
  } catch {
    return false;
  }
};

/**
 * An empty Redis on a unix socket, which appends to its file once a second: one of those that stand ready for all tests,
 * as to start one takes longer than most tests, else one of its own. It goes back with `stop`, unless its settings were
 * changed.
 */
export const borrowRedis = async (): Promise<Awaited<ReturnType<typeof startThrowawayRedis>>> => {
  const path = (process.env[LENT_IN] ?? "").split(",").find((one) => one !== "" && taken(one));
  if (path === undefined) return startThrowawayRedis({ args: ["--appendonly", "yes"] });
  const before = await asked(path, async (redis) => {
    // Whoever had it before and is not quite through.
    await redis.call("CLIENT", "KILL", "SKIPME", "yes");
    await redis.flushall();
    return settingsOf(redis);
  });
  return {
    path,
    address: { path },
    stop: async () => {
      if ((await asked(path, settingsOf)) === before) rmdirSync(`${path}.taken`);
    },
  };
};

let lent: Awaited<ReturnType<typeof startThrowawayRedis>>[] = [];

/** Vitest calls this once before all tests, and `teardown` after them. */
export const setup = async (): Promise<void> => {
  // Once, before six ask for it at once: where there is none, it is installed.
  await ensureRedisServer({ log: makeLog({ level: "info" }) });
  const start = () => startThrowawayRedis({ args: ["--appendonly", "yes"] });
  lent = await Promise.all(Array.from({ length: LENT }, start));
  process.env[LENT_IN] = [process.env[LENT_IN] ?? "", ...lent.map(({ path }) => path)].join(",");
};

export const teardown = async (): Promise<void> => {
  await Promise.all(lent.map(({ stop }) => stop()));
};
