import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import type { Log } from "../../log.ts";
import { type ServerAddress, shutDown, untilLoaded } from "./control.ts";

/** A server that answers; `stop` ends it in order and settles when it is gone. */
export interface RunningRedis {
  /** Settles when the server has ended by itself, not by `stop`. */
  readonly lost: Promise<void>;
  stop(): Promise<void>;
}

const hasExited = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

const lastLines = (output: string): string => readFileSync(output, "utf8").trimEnd().split("\n").slice(-5).join("\n");

/** An act that is done a single time, whoever asks for it and however often. */
export const once = <T>(act: () => Promise<T>) => {
  let result: Promise<T> | undefined;
  return () => {
    result ??= act();
    return result;
  };
};

/**
 * Runs one Redis server and settles when it answers at `address`, its data loaded. Its output goes to the file
 * `output`. With `outlives`, it goes on when this process is killed or interrupted. Throws when it exits before it
 * answers, or says nothing for 30 s.
 */
export const startRedis = async (input: {
  executable: string;
  args: readonly string[];
  address: ServerAddress;
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
    await Promise.race([untilLoaded(address, log, waiting.signal), failed]);
  } catch (error) {
    child.kill("SIGKILL");
    throw error;
  } finally {
    waiting.abort();
  }
  child.unref();
  let stopping = false;
  const lost = new Promise<void>((settle) => {
    failed.catch(() => {
      if (stopping) return;
      log.error({ exitCode: child.exitCode, signal: child.signalCode }, "redis_exited");
      settle();
    });
  });
  const stop = once(async () => {
    stopping = true;
    child.ref();
    if (!hasExited(child)) await shutDown(address);
    // For a server whose socket was removed: to Redis this, too, is an orderly end.
    child.kill("SIGTERM");
    await ended;
  });
  return { lost, stop };
};
