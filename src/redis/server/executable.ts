import { execFile } from "node:child_process";
import { platform } from "node:os";
import { promisify } from "node:util";
import type { Log } from "../../log.ts";

const run = promisify(execFile);

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

/** The commands that install a server, where the system can do so without a question. */
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

const install = async (command: string, args: readonly string[]): Promise<void> => {
  try {
    await run(command, args, { maxBuffer: 64 * 1024 * 1024 });
  } catch (error) {
    const line = [command, ...args].join(" ");
    const why = error instanceof Error && "stderr" in error ? `${error.stderr}`.trimEnd().split("\n").at(-1) : "";
    throw new Error(`Redis is needed, and "${line}" failed (${why}). Install redis-server by hand.`, { cause: error });
  }
};

/**
 * Finds redis-server or valkey-server on the PATH, or has the system's package manager install one if that asks
 * nothing. Answers its path. Throws one line that says what to install.
 */
export const ensureRedisServer = async ({ log }: { log: Log }): Promise<string> => {
  const present = await findServer();
  if (present) return present;
  for (const [command, ...args] of await installSteps()) {
    if (command === undefined) continue;
    log.info({ command: [command, ...args].join(" ") }, "installing_redis");
    await install(command, args);
  }
  const installed = await findServer();
  if (installed) return installed;
  throw new Error(
    "Redis is needed: install redis-server or valkey-server so that it is on the PATH, or set REDIS_URL.",
  );
};
