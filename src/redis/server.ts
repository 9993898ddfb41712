import { type ChildProcess, execFile, spawn } from "node:child_process";
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
import { connect } from "node:net";
import { platform, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import type { Log } from "../log.ts";

/** Where a Redis server answers. */
export type RedisAddress = { path: string } | { host: string; port: number };

/** A server that answers; `stop` ends it in order and settles when it is gone. */
export interface RunningRedis {
  stop(): Promise<void>;
}

const run = promisify(execFile);

/**
 * Usher's own Redis, on a unix socket only, with its append-only file in `directory` (made with mode 0700). It
 * outlives a killed Usher, so that nothing stored is lost; the next start finds it and uses it again. Settles when the
 * server has loaded its data and answers.
 *
 * Processes may share one directory: whoever comes later finds the first one's server (`isFound`). `stop()` ends the server whoever
 * started it: the others on that directory then lose it. Throws, with the end of the server's own output, when it does
 * not come up, and when another server holds the directory but cannot be reached.
 */
export const startPrivateRedis = async (input: { directory: string; log: Log }) => {
  const { log } = input;
  mkdirSync(input.directory, { recursive: true, mode: 0o700 });
  const directory = realpathSync(input.directory);
  const path = socketPath(directory);
  const unlock = await lock(join(directory, "redis.lock"));
  try {
    if ((await stateOf({ path })) !== "nobody") {
      await loaded({ path }, log);
      log.info({ directory }, "redis_found");
      return { path, isFound: true, stop: once(() => shutDown({ path })) };
    }
    refuseUnreachable(directory);
    const args = ["--port", "0", "--unixsocket", path, "--unixsocketperm", "700", "--dir", directory];
    args.push("--pidfile", join(directory, "redis.pid"), "--daemonize", "no", "--maxmemory-policy", "noeviction");
    args.push("--appendonly", "yes", "--appendfsync", "everysec", "--save", "", "--hash-max-listpack-value", "256");
    const output = join(directory, "redis.log");
    const executable = await ensureRedisServer({ log });
    const { stop } = await startRedis({ executable, args, address: { path }, output, outlives: true, log });
    log.info({ directory }, "redis_started");
    return { path, isFound: false, stop };
  } finally {
    unlock();
  }
};

/**
 * Runs one Redis server and settles when it answers at `address`, its data loaded. Its output goes to the file `output`.
 * With `outlives`, it goes on when this process is killed or interrupted. Throws when it exits first or says nothing for 30 s.
 */
export const startRedis = async (input: {
  executable: string;
  args: readonly string[];
  address: RedisAddress;
  output: string;
  outlives?: boolean;
  log: Log;
}): Promise<RunningRedis> => {
  const { executable, args, address, output, outlives = false, log } = input;
  // A file, not a pipe: the server must be able to write after this process is gone.
  const file = openSync(output, "w", 0o600);
  // The shell only narrows the umask (Redis makes its files readable by all) and becomes the server. The empty
  // environment keeps this process's secrets out of a process that outlives it.
  const child = spawn("/bin/sh", ["-c", 'umask 077 && exec "$0" "$@"', executable, ...args], {
    detached: outlives,
    env: {},
    stdio: ["ignore", file, file],
  });
  closeSync(file);
  const ended = new Promise<string>((settle) => {
    child.once("exit", (code, signal) => settle(`exited with ${signal ?? `code ${code}`}`));
    child.once("error", (error) => settle(error.message));
  });
  const failed = ended.then((how) => {
    throw new Error(`The Redis server ${how}. Its last words:\n${lastLines(output)}`);
  });
  const waiting = new AbortController();
  try {
    await Promise.race([loaded(address, log, waiting.signal), failed]);
  } catch (error) {
    child.kill("SIGKILL");
    throw error;
  } finally {
    waiting.abort();
  }
  child.unref();
  let stopping = false;
  failed.catch(() => {
    if (!stopping) log.error({ exitCode: child.exitCode, signal: child.signalCode }, "redis_exited");
  });
  const stop = once(async () => {
    stopping = true;
    child.ref();
    if (!hasExited(child)) await shutDown(address);
    // For a server whose socket was removed: to Redis this, too, is an orderly end.
    child.kill("SIGTERM");
    await ended;
  });
  return { stop };
};

/**
 * The path of redis-server or valkey-server: the PATH's, else one installed now by the system's package manager if that
 * takes no question. Throws one line that says what to install.
 */
export const ensureRedisServer = async ({ log }: { log: Log }): Promise<string> => {
  const present = await findServer();
  if (present) return present;
  for (const [command, ...args] of await installSteps()) {
    if (command === undefined) continue;
    const line = [command, ...args].join(" ");
    log.info({ command: line }, "installing_redis");
    try {
      await run(command, args, { maxBuffer: 64 * 1024 * 1024 });
    } catch (error) {
      const why = error instanceof Error && "stderr" in error ? `${error.stderr}`.trimEnd().split("\n").at(-1) : "";
      throw new Error(`Redis is needed, and "${line}" failed (${why}). Install redis-server by hand.`, {
        cause: error,
      });
    }
  }
  const installed = await findServer();
  if (installed) return installed;
  throw new Error(
    "Redis is needed: install redis-server or valkey-server so that it is on the PATH, or set REDIS_URL.",
  );
};

/** Sends one command on a connection of its own and answers the reply's first line, e.g. `+PONG` or `-LOADING …`. */
const ask = (address: RedisAddress, word: string): Promise<string> =>
  new Promise((settle, fail) => {
    const socket = connect(address);
    let reply = "";
    socket.setTimeout(2000, () => socket.destroy(new Error("The Redis server does not answer.")));
    socket.setEncoding("utf8");
    socket.on("connect", () => socket.write(`${word}\r\n`));
    socket.on("data", (chunk: string) => {
      reply += chunk;
      if (reply.includes("\r\n")) socket.end();
    });
    socket.on("error", fail);
    socket.on("close", () => settle(reply.split("\r\n")[0] ?? ""));
  });

type State = "ready" | "loading" | "silent" | "nobody";

const stateOf = async (address: RedisAddress): Promise<State> => {
  try {
    const reply = await ask(address, "PING");
    if (reply === "") return "silent";
    return reply.startsWith("-LOADING") ? "loading" : "ready";
  } catch (error) {
    const code = codeOf(error);
    if (code === "ENOENT" || code === "ECONNREFUSED") return "nobody";
    if (code === undefined || code === "ECONNRESET" || code === "EPIPE" || code === "EAGAIN") return "silent";
    throw error;
  }
};

/** Loading takes as long as it takes; saying nothing at all may not. */
const loaded = async (address: RedisAddress, log: Log, signal?: AbortSignal): Promise<void> => {
  let since = Date.now();
  let told = false;
  while (!signal?.aborted) {
    const state = await stateOf(address);
    if (state === "ready") return;
    if (state === "loading") {
      since = Date.now();
      if (!told) log.info({}, "redis_loading");
      told = true;
    }
    if (Date.now() - since > 30_000) throw new Error("The Redis server did not answer for 30 s.");
    await sleep(20);
  }
};

/** In order: the append-only file is written out before the server leaves its address. */
const shutDown = async (address: RedisAddress): Promise<void> => {
  const until = Date.now() + 30_000;
  let reply = "";
  while ((await stateOf(address)) !== "nobody") {
    if (Date.now() > until) throw new Error(`The Redis server did not stop within 30 s (${reply || "no answer"}).`);
    // The server answers a SHUTDOWN only when it cannot; else it just closes the connection.
    reply = await ask(address, "SHUTDOWN").catch(() => "");
    await sleep(20);
  }
};

/** In the directory, or, where the system has no room for so long a name (about 100 bytes), in a temporary one of ours. */
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
 * Two servers on one append-only file would destroy it, so only one process at a time may look and start. The holder
 * keeps the file's time fresh: a process number would mean nothing in another container, or after this one restarts.
 */
const lock = async (path: string): Promise<() => void> => {
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

/** A server of this directory that lost its socket still writes. Linux tells who it is and where it works. */
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

const codeOf = (error: unknown) => (error instanceof Error && "code" in error ? error.code : undefined);

const hasExited = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

const lastLines = (output: string): string => readFileSync(output, "utf8").trimEnd().split("\n").slice(-5).join("\n");

const once = <T>(act: () => Promise<T>) => {
  let result: Promise<T> | undefined;
  return () => {
    result ??= act();
    return result;
  };
};

const onPath = async (name: string): Promise<string | undefined> => {
  try {
    const { stdout } = await run("/bin/sh", ["-c", 'command -v "$0"', name]);
    return stdout.trim() || undefined;
  } catch {
    return undefined;
  }
};

const findServer = async () => (await onPath("redis-server")) ?? (await onPath("valkey-server"));

const hasSudo = () => run("sudo", ["-n", "true"]).then(Boolean, () => false);

const installSteps = async (): Promise<string[][]> => {
  if (platform() === "darwin" && (await onPath("brew"))) return [["brew", "install", "redis"]];
  if (platform() !== "linux" || !(await onPath("apt-get"))) return [];
  const root = process.getuid?.() === 0;
  if (!root && !(await hasSudo())) return [];
  const apt = [...(root ? [] : ["sudo", "-n"]), "/usr/bin/env", "DEBIAN_FRONTEND=noninteractive", "apt-get"];
  return [
    [...apt, "update"],
    [...apt, "-o", "DPkg::Lock::Timeout=120", "install", "-y", "redis-server"],
  ];
};
