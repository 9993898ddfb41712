import { setFlagsFromString } from "node:v8";
import { readConfig } from "./config.ts";
import { isLoopback } from "./local.ts";
import { makeLog } from "./log.ts";
import type { RedisAddress } from "./redis/connect.ts";
import { NewerSchema } from "./redis/schema/migrate.ts";
import { startPrivateRedis } from "./redis/server/private.ts";
import { ensureSecret } from "./secret.ts";
import { type Stage, startUsher } from "./usher.ts";

/** sysexits.h: EX_CONFIG. */
const EXIT_CONFIG = 78;

/** Long enough for a check of /readyz each second; with the 5 s that answers may take, under a supervisor's usual 10. */
const DRAIN_MS = 3_000;

// V8 lets a heap grow to four times what lives in it, on a machine with much memory: twice is enough.
setFlagsFromString("--heap-growing-percent=100");

const say = (text: string) => process.stderr.write(`${text}\n`);

const read = readConfig(process.env);
for (const warning of read.warnings) say(`Usher: note: ${warning}`);
if (!read.ok) {
  const these = read.problems.length === 1 ? "this" : "these";
  say(`Usher cannot start. Please mend ${these}:\n  ${read.problems.join("\n  ")}`);
  process.exit(EXIT_CONFIG);
}
const { config } = read;
const log = makeLog({ level: config.logLevel });

// What libraries write of their own accord (botbuilder does, about refused tokens) is no JSON, and may hold what a log must not.
for (const method of ["debug", "log", "info", "warn", "error"] as const)
  globalThis.console[method] = () => log.debug({ method }, "library_wrote");

// What nothing else catches must not end a process that serves others. The log leaves out the error's message.
for (const kind of ["unhandledRejection", "uncaughtException"] as const)
  process.on(kind, (error: unknown) => log.error({ err: error, kind }, "uncaught"));

/**
 * The playground: only when no face is configured, and on loopback. It is loaded by a name that the compiler does not
 * follow, so that the production tree is without it; there nothing plays.
 */
const openStage = async (): Promise<Stage | undefined> => {
  const { slack, teams, mail, role, redis } = config;
  // Something configured: exactly that, and nothing plays with somebody's data.
  const isAlone = !slack && !teams && !mail && role === "all" && redis.kind === "private";
  if (!isAlone || !isLoopback(config.host) || !isLoopback(config.publicUrl.hostname)) return undefined;
  const place = "./playground/open.ts";
  try {
    const { openPlayground } = (await import(place)) as { openPlayground(of: object): Promise<Stage> };
    return await openPlayground({ config, log });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND") return undefined;
    throw error;
  }
};

/** What is to be ended before the process is, the latest first. */
const ends: (() => unknown)[] = [];

let stopSignal: string | undefined;
const stop = async (signal: string): Promise<void> => {
  if (stopSignal) return;
  stopSignal = signal;
  log.info({ signal }, "stopping");
  try {
    for (const end of ends.toReversed()) await end();
    process.exit(0);
  } catch (error) {
    log.error({ err: error }, "stop_failed");
    process.exit(1);
  }
};

const start = async () => {
  // From the first moment: a stop in the middle of a start must not leave the private Redis behind.
  for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => void stop(signal));
  const { redis: where } = config;
  const own = where.kind === "private" ? await startPrivateRedis({ directory: where.directory, log }) : undefined;
  // One that was only found is left alone: others use it.
  ends.push(() => own?.stop());
  const redis: RedisAddress =
    where.kind === "cluster"
      ? { nodes: where.nodes }
      : { url: where.kind === "url" ? where.url : `unix://${own?.path ?? ""}` };
  const stage = await openStage();
  ends.push(() => stage?.stop());
  const { clock = { now: Date.now }, ...staged } = stage ?? {};
  const usher = await startUsher(stage?.config ?? config, {
    ...staged,
    redis,
    secret: ensureSecret(config),
    log,
    clock,
  });
  // Nothing that spreads traffic stands before a playground, nor before somebody's terminal.
  ends.push(
    () => usher.stop(stage || stopSignal !== "SIGTERM" ? 0 : DRAIN_MS),
    () => stage?.hangUp(),
  );
  await stage?.attach({
    url: `http://${config.host === "::1" ? "[::1]" : config.host}:${usher.port}`,
    redis,
    worker: usher.worker,
  });
  const { host, role } = config;
  const parts = { slack: Boolean(config.slack), teams: Boolean(config.teams), smtp: Boolean(config.mail) };
  log.info({ host, port: usher.port, role, ...parts, playground: Boolean(stage) }, "started");
  say(`Usher is ready: ${config.publicUrl.origin}${stage ? "/playground" : ""}`);
  if (!stage && !config.slack && !config.teams) say("Neither Slack nor Teams is configured: README.md says how.");
};

start().catch(async (error: unknown) => {
  if (stopSignal) return;
  // Start-up errors are the operator's: said in words, as they come from configuration and Redis, not from people.
  say(`Usher cannot start: ${error instanceof Error ? error.message : String(error)}`);
  for (const end of ends.toReversed()) await Promise.resolve(end()).catch(() => undefined);
  process.exit(error instanceof NewerSchema ? EXIT_CONFIG : 1);
});
