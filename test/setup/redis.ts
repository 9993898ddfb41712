import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { makeLog } from "../../src/log.ts";
import type { ServerAddress } from "../../src/redis/server/control.ts";
import { ensureRedisServer } from "../../src/redis/server/executable.ts";
import { startRedis } from "../../src/redis/server/process.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The unix socket of the one Redis all tests share; each test takes a namespace of its own. */
    redisPath: string;
  }
}

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

let shared: Awaited<ReturnType<typeof startThrowawayRedis>> | undefined;

/** Vitest calls this once before all tests, and `teardown` after them. */
export const setup = async (project: TestProject): Promise<void> => {
  shared = await startThrowawayRedis();
  project.provide("redisPath", shared.path);
};

export const teardown = async (): Promise<void> => {
  await shared?.stop();
};
