import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { makeLog } from "../../src/log.ts";
import { shutDown } from "../../src/redis/server/control.ts";
import { ensureRedisServer } from "../../src/redis/server/executable.ts";
import { startPrivateRedis } from "../../src/redis/server/private.ts";
import { startRedis } from "../../src/redis/server/process.ts";
import { borrowRedis, startThrowawayRedis } from "../setup/redis.ts";

const log = makeLog({ level: "silent" });
const source = new URL("../../src/redis/server/private.ts", import.meta.url).href;

let directory: string;
const cleanups: (() => Promise<unknown>)[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "usher-private-"));
});

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
  rmSync(directory, { recursive: true, force: true });
});

const start = async (at = directory) => {
  const server = await startPrivateRedis({ directory: at, log });
  cleanups.push(server.stop);
  return server;
};

const using = async <T>(path: string, act: (redis: Redis) => Promise<T>): Promise<T> => {
  const redis = new Redis({ path, maxRetriesPerRequest: 0 });
  redis.on("error", () => undefined);
  try {
    return await act(redis);
  } finally {
    redis.disconnect();
  }
};

const runId = (path: string) => using(path, async (redis) => /run_id:(\w+)/.exec(await redis.info("server"))?.[1]);

/** A process of its own that starts the private Redis and then waits; it prints the socket's path. */
const startElsewhere = async (at: string): Promise<{ owner: ChildProcess; path: string }> => {
  const script = `
    const { startPrivateRedis } = await import(${JSON.stringify(source)});
    const quiet = () => {};
    const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
    const { path } = await startPrivateRedis({ directory: ${JSON.stringify(at)}, log });
    process.stdout.write(path);
    setInterval(quiet, 1000);
  `;
  const owner = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [path] = await once(owner.stdout, "data");
  // Last of all: nobody else ends the server of a process that was killed.
  cleanups.unshift(() => shutDown({ path: `${path}` }));
  return { owner, path: `${path}` };
};

describe("the private Redis", () => {
  it("starts, answers on a socket for its owner only, and has Usher's settings", async () => {
    const { path } = await start(join(directory, "new", "data"));
    expect(path).toBe(join(directory, "new", "data", "redis.sock"));
    expect(statSync(path).mode & 0o777).toBe(0o700);
    expect(statSync(join(directory, "new", "data")).mode & 0o777).toBe(0o700);
    const settings = await using(path, async (redis) => {
      await redis.set("key", "value");
      return Object.fromEntries(
        await Promise.all(
          ["port", "appendonly", "appendfsync", "save", "maxmemory-policy", "hash-max-listpack-value"].map(
            async (name) => [name, ((await redis.config("GET", name)) as string[])[1]],
          ),
        ),
      );
    });
    expect(settings).toEqual({
      port: "0",
      appendonly: "yes",
      appendfsync: "everysec",
      save: "",
      "maxmemory-policy": "noeviction",
      "hash-max-listpack-value": "256",
    });
    expect(statSync(join(directory, "new", "data", "appendonlydir")).mode & 0o77).toBe(0);
  });

  it("keeps its data over a stop and a start", async () => {
    const first = await start();
    await using(first.path, (redis) => redis.set("kept", "yes"));
    await first.stop();
    expect(existsSync(first.path)).toBe(false);
    const second = await start();
    expect(await using(second.path, (redis) => redis.get("kept"))).toBe("yes");
  });

  it("is found again, with its data, after its owner was killed", async () => {
    const { owner, path } = await startElsewhere(directory);
    await using(path, (redis) => redis.set("kept", "yes"));
    const before = await runId(path);
    owner.kill("SIGKILL");
    await once(owner, "exit");

    const again = await start();
    expect(again.path).toBe(path);
    expect(await runId(again.path)).toBe(before);
    expect(await using(again.path, (redis) => redis.get("kept"))).toBe("yes");
    await again.stop();
    expect(await runId(path)).toBe(before);
  });

  it("A20: is never stopped by a process that found it", async () => {
    const first = await start();
    const before = await runId(first.path);
    const second = await start();
    expect([first.isFound, second.isFound]).toEqual([false, true]);
    await second.stop();
    expect(await runId(first.path)).toBe(before);
    await first.stop();
    expect(existsSync(first.path)).toBe(false);
  });

  it("A20: is started again when it dies, each time, with its data; not after a stop", async () => {
    const { path, stop } = await start();
    await using(path, (redis) => redis.set("kept", "yes"));
    for (let i = 0; i < 2; i += 1) {
      const before = await runId(path);
      process.kill(Number(readFileSync(join(directory, "redis.pid"), "utf8")), "SIGKILL");
      await vi.waitFor(async () => expect(await runId(path)).not.toBe(before), { timeout: 10_000 });
      expect(await using(path, (redis) => redis.get("kept"))).toBe("yes");
    }
    await stop();
    expect(existsSync(path)).toBe(false);
    expect(existsSync(join(directory, "redis.lock"))).toBe(false);
  });

  it("A20: a stop while it is being started again leaves no server", async () => {
    const { path, stop } = await start();
    process.kill(Number(readFileSync(join(directory, "redis.pid"), "utf8")), "SIGKILL");
    await vi.waitFor(() => expect(runId(path)).rejects.toThrow());
    await stop();
    await expect(runId(path)).rejects.toThrow();
  });

  it("is one server when several processes start at the same moment", async () => {
    const paths = await Promise.all([
      start(),
      start(),
      startElsewhere(directory).then(async ({ owner, path }) => {
        cleanups.push(async () => owner.kill("SIGKILL"));
        return { path };
      }),
    ]);
    expect(new Set(paths.map(({ path }) => path)).size).toBe(1);
    expect(existsSync(join(directory, "redis.lock"))).toBe(false);
    const [{ path }] = paths;
    expect(await using(path, async (redis) => /process_id:(\d+)/.exec(await redis.info("server"))?.[1])).toBe(
      readFileSync(join(directory, "redis.pid"), "utf8").trim(),
    );
  });

  it("starts anew over a socket file that nobody answers", async () => {
    const path = join(directory, "redis.sock");
    const owner = spawn(process.execPath, [
      "-e",
      `require("node:net").createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, "SIGKILL"))`,
    ]);
    await once(owner, "exit");
    expect(existsSync(path)).toBe(true);
    const server = await start();
    expect(await using(server.path, (redis) => redis.ping())).toBe("PONG");
  });

  it("does not wait for a process that was killed while it started the server", async () => {
    const file = join(directory, "redis.lock");
    writeFileSync(file, "");
    utimesSync(file, new Date(), new Date(Date.now() - 11_000));
    const server = await start();
    expect(await using(server.path, (redis) => redis.ping())).toBe("PONG");
    expect(existsSync(file)).toBe(false);
  });

  it("starts anew after its owner and the server itself were killed, without losing what is on disk", async () => {
    const { owner, path } = await startElsewhere(directory);
    await using(path, (redis) => redis.set("kept", "yes"));
    owner.kill("SIGKILL");
    await once(owner, "exit");
    process.kill(Number(readFileSync(join(directory, "redis.pid"), "utf8")), "SIGKILL");
    await vi.waitFor(() => expect(runId(path)).rejects.toThrow());
    const second = await start();
    expect(second.isFound).toBe(false);
    expect(await using(second.path, (redis) => redis.get("kept"))).toBe("yes");
  });

  it("has its socket in a short place when the directory's path is too long for one", async () => {
    const long = join(directory, "d".repeat(60), "e".repeat(60));
    const first = await start(long);
    expect(Buffer.byteLength(first.path)).toBeLessThanOrEqual(100);
    expect(first.path.startsWith(tmpdir())).toBe(true);
    await using(first.path, (redis) => redis.set("kept", "yes"));
    await first.stop();
    const second = await start(long);
    expect(second.path).toBe(first.path);
    expect(await using(second.path, (redis) => redis.get("kept"))).toBe("yes");
    cleanups.unshift(async () => rmSync(join(second.path, ".."), { recursive: true }));
  });

  it.runIf(process.platform === "linux")("refuses to start beside a server that lost its socket", async () => {
    const first = await start();
    const pid = Number(readFileSync(join(directory, "redis.pid"), "utf8"));
    rmSync(first.path);
    await expect(startPrivateRedis({ directory, log })).rejects.toThrow(`kill ${pid}`);
    await first.stop();
    expect(() => process.kill(pid, 0)).toThrow();
  });

  it("says why when the server exits, in the server's own words", async () => {
    writeFileSync(join(directory, "appendonlydir"), "a file where Redis wants a directory");
    await expect(start()).rejects.toThrow(/exited with code 1.*\n.*appendonly/is);
  });

  it("may be stopped twice", async () => {
    const server = await start();
    await Promise.all([server.stop(), server.stop()]);
    await server.stop();
  });
});

describe("a Redis by itself", () => {
  it("is waited for until its data are loaded", async () => {
    const first = await start();
    const keys = Array.from({ length: 4000 }, (_, index) => `key${index}`);
    await using(first.path, (redis) => Promise.all(keys.map((key) => redis.set(key, ""))));
    await first.stop();
    const lines: string[] = [];
    const path = join(directory, "slow.sock");
    const slow = await startRedis({
      executable: await ensureRedisServer({ log }),
      args: [
        "--port",
        "0",
        "--unixsocket",
        path,
        "--dir",
        directory,
        "--appendonly",
        "yes",
        "--save",
        "",
        "--key-load-delay",
        "200",
      ],
      address: { path },
      output: join(directory, "slow.log"),
      log: makeLog({ level: "info", destination: { write: (line) => lines.push(line) } }),
    });
    cleanups.push(slow.stop);
    expect(lines.join()).toContain("redis_loading");
    expect(await using(path, (redis) => redis.dbsize())).toBe(keys.length);
  });

  it("runs on a loopback port", async () => {
    const port = await freePort();
    const server = await startRedis({
      executable: await ensureRedisServer({ log }),
      args: ["--port", `${port}`, "--bind", "127.0.0.1", "--dir", directory, "--save", ""],
      address: { host: "127.0.0.1", port },
      output: join(directory, "redis.log"),
      log,
    });
    await server.stop();
    await expect(freePort(port)).resolves.toBe(port);
  });

  it("is lent to tests: empty, to one at a time, and to none any more once its settings were changed", async () => {
    const own = await startThrowawayRedis();
    cleanups.unshift(own.stop);
    vi.stubEnv("USHER_TESTS_REDIS", own.path);
    cleanups.unshift(async () => vi.unstubAllEnvs());
    const first = await borrowRedis();
    const second = await borrowRedis();
    expect([first.path === own.path, second.path === own.path]).toEqual([true, false]);
    await second.stop();
    await using(first.path, (redis) => redis.set("left", "behind"));
    await first.stop();

    const again = await borrowRedis();
    expect(again.path).toBe(own.path);
    expect(await using(again.path, (redis) => redis.dbsize())).toBe(0);
    await using(again.path, (redis) => redis.config("SET", "maxmemory", "1000000000"));
    await again.stop();
    const other = await borrowRedis();
    expect(other.path).not.toBe(own.path);
    await other.stop();
  });
});

describe("the Redis executable", () => {
  const path = process.env.PATH;
  afterEach(() => {
    process.env.PATH = path;
  });

  /** A PATH with nothing on it but these, each one line of shell. */
  const onlyOnPath = (commands: Record<string, string>) => {
    const bin = join(directory, "bin");
    mkdirSync(bin);
    for (const [name, line] of Object.entries(commands)) {
      writeFileSync(join(bin, name), `#!/bin/sh\n${line}\n`);
      chmodSync(join(bin, name), 0o755);
    }
    process.env.PATH = bin;
    return bin;
  };

  it("is redis-server before valkey-server", async () => {
    const bin = onlyOnPath({ "redis-server": "", "valkey-server": "" });
    expect(await ensureRedisServer({ log })).toBe(join(bin, "redis-server"));
    rmSync(join(bin, "redis-server"));
    expect(await ensureRedisServer({ log })).toBe(join(bin, "valkey-server"));
  });

  it("is installed by the system's package manager, which the log tells", async () => {
    const bin = join(directory, "bin");
    const install = `echo "$@" >> ${directory}/calls; case "$*" in *install*) : > ${bin}/redis-server; /bin/chmod +x ${bin}/redis-server;; esac`;
    const sudo = 'shift; case "$1" in true) exit 0;; esac; exec "$@"';
    onlyOnPath({ "apt-get": install, brew: install, sudo });
    const lines: string[] = [];
    const told = makeLog({ level: "info", destination: { write: (line) => lines.push(line) } });
    expect(await ensureRedisServer({ log: told })).toBe(join(bin, "redis-server"));
    expect(readFileSync(join(directory, "calls"), "utf8")).toMatch(/install.* redis/);
    expect(lines.join()).toMatch(/installing_redis/);
  });

  it("is asked for in one line when nothing can install it", async () => {
    onlyOnPath({});
    await expect(ensureRedisServer({ log })).rejects.toThrow(/^Redis is needed: install redis-server[^\n]*$/);
  });

  it("is asked for in one line when installing fails", async () => {
    const fail = "echo no network >&2; exit 100";
    onlyOnPath({ "apt-get": fail, brew: fail, sudo: 'shift; case "$1" in true) exit 0;; esac; exec "$@"' });
    await expect(ensureRedisServer({ log })).rejects.toThrow(/^Redis is needed[^\n]*\(no network\)[^\n]*$/);
  });
});

const freePort = async (wanted = 0): Promise<number> => {
  const server = createServer().listen(wanted, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address ? address.port : 0;
};
