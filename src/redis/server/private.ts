import { createHash } from "node:crypto";
import {
  closeSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  utimes,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "../../log.ts";
import { codeOf, stateOf, untilLoaded } from "./control.ts";
import { ensureRedisServer } from "./executable.ts";
import { once, type RunningRedis, startRedis } from "./process.ts";

/** A server that ends again and again costs no more than two starts a second. */
const RESTART_PAUSE_MS = 500;

/**
 * The socket's path: in the data directory, or, where that name is longer than the system takes (about 100 bytes), in a
 * temporary directory of this user's.
 */
const socketPath = (directory: string): string => {
  const near = join(directory, "redis.sock");
  if (Buffer.byteLength(near) <= 100) return near;
  const hash = createHash("sha256").update(directory).digest("hex").slice(0, 16);
  const room = join(tmpdir(), `usher-${hash}`);
  mkdirSync(room, { recursive: true, mode: 0o700 });
  // Anybody may make this name first, and then answer as our Redis.
  const found = lstatSync(room);
  if (!found.isDirectory() || found.uid !== process.getuid?.() || (found.mode & 0o77) !== 0) {
    throw new Error(`${room} is not a directory of this user alone. Remove it, or give USHER_DATA a shorter path.`);
  }
  return join(room, "redis.sock");
};

/**
 * Waits for the lock file and takes it; answers how to give it back. Two servers on one append-only file would destroy
 * it, so only one process at a time may look for a server and start one. The holder keeps the file's time fresh: a
 * process number would mean nothing in another container, or after this one restarts.
 */
const takeLock = async (path: string): Promise<() => void> => {
  while (!tookLock(path)) {
    const touchedAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - touchedAt > 10_000) rmSync(path, { force: true });
    else await sleep(50);
  }
  const fresh = setInterval(() => utimes(path, new Date(), new Date(), () => undefined), 1000);
  return () => {
    clearInterval(fresh);
    rmSync(path, { force: true });
  };
};

const tookLock = (path: string): boolean => {
  try {
    closeSync(openSync(path, "wx", 0o600));
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
};

/** Throws when a server that lost its socket still writes to this directory. Only Linux tells where a process works. */
const refuseUnreachable = (directory: string): void => {
  let pid: string;
  try {
    pid = readFileSync(join(directory, "redis.pid"), "utf8").trim();
    if (readlinkSync(`/proc/${pid}/cwd`) !== directory) return;
    if (!/^(redis|valkey)/.test(readFileSync(`/proc/${pid}/comm`, "utf8"))) return;
  } catch {
    return;
  }
  throw new Error(`A Redis server (process ${pid}) holds ${directory} but cannot be reached. Stop it: kill ${pid}`);
};

/** Starts the server of this directory; undefined when one runs already. Settles when its data are loaded. */
const startUnlessFound = async (directory: string, path: string, log: Log): Promise<RunningRedis | undefined> => {
  const unlock = await takeLock(join(directory, "redis.lock"));
  try {
    if ((await stateOf({ path })) !== "nobody") {
      await untilLoaded({ path }, log);
      log.info({ directory }, "redis_found");
      return undefined;
    }
    refuseUnreachable(directory);
    const args = [
      ...["--port", "0", "--unixsocket", path, "--unixsocketperm", "700", "--dir", directory],
      ...["--pidfile", join(directory, "redis.pid"), "--daemonize", "no", "--maxmemory-policy", "noeviction"],
      ...["--appendonly", "yes", "--appendfsync", "everysec", "--save", "", "--hash-max-listpack-value", "256"],
    ];
    const output = join(directory, "redis.log");
    const executable = await ensureRedisServer({ log });
    const server = await startRedis({ executable, args, address: { path }, output, outlives: true, log });
    log.info({ directory }, "redis_started");
    return server;
  } finally {
    unlock();
  }
};

/**
 * Starts a server again whenever it ends by itself, until `stop`, which ends it in order. `start` answers undefined
 * when another process was faster: then the server is that process's own.
 */
const keepRunning = (first: RunningRedis, start: () => Promise<RunningRedis | undefined>, log: Log) => {
  let server: RunningRedis | undefined = first;
  const stopping = new AbortController();
  const restart = async (): Promise<void> => {
    server = undefined;
    while (!stopping.signal.aborted) {
      try {
        server = await start();
        break;
      } catch (error) {
        log.error({ err: error }, "redis_not_restarted");
        await pause(RESTART_PAUSE_MS, stopping.signal);
      }
    }
    watch();
  };
  let restarting: Promise<void> | undefined;
  const watch = (): void => {
    server?.lost.then(() => {
      restarting = pause(RESTART_PAUSE_MS, stopping.signal).then(restart);
    });
  };
  watch();
  return once(async () => {
    stopping.abort();
    await restarting;
    await server?.stop();
  });
};

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  sleep(ms, undefined, { signal }).catch(() => undefined);

/**
 * Starts Usher's own Redis, on a unix socket only, with its append-only file in `directory` (made with mode 0700). The
 * server outlives a killed Usher, so that nothing stored is lost; the next start finds it and uses it again. Settles
 * when the server has loaded its data and answers. A server that ends by itself is started again.
 *
 * Processes may share one directory: later ones find the server of the first (`isFound`). `stop()` ends the server of
 * who started it, and leaves alone one that was found: others use it. Throws when the server does not come up, with the
 * end of its output, and when another server holds the directory but cannot be reached.
 */
export const startPrivateRedis = async (input: { directory: string; log: Log }) => {
  const { log } = input;
  try {
    mkdirSync(input.directory, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new Error(`${input.directory} cannot be made (${codeOf(error)}). Set USHER_DATA to a folder of yours.`, {
      cause: error,
    });
  }
  const directory = realpathSync(input.directory);
  const path = socketPath(directory);
  const start = () => startUnlessFound(directory, path, log);
  const server = await start();
  return server
    ? { path, isFound: false, stop: keepRunning(server, start, log) }
    : { path, isFound: true, stop: () => Promise.resolve() };
};
