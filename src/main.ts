import { readConfig } from "./config.ts";
import { makeLog } from "./log.ts";
import type { RedisAddress } from "./redis/connect.ts";
import { startPrivateRedis } from "./redis/server.ts";
import { ensureSecret } from "./secret.ts";
import { startUsher } from "./usher.ts";

/** sysexits.h: EX_CONFIG. */
const EXIT_CONFIG = 78;

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

const start = async () => {
  const { redis: where } = config;
  const own = where.kind === "private" ? await startPrivateRedis({ directory: where.directory, log }) : undefined;
  const redis: RedisAddress =
    where.kind === "cluster"
      ? { nodes: where.nodes }
      : { url: where.kind === "url" ? where.url : `unix://${own?.path ?? ""}` };
  const usher = await startUsher(config, { redis, secret: ensureSecret(config), log, clock: { now: Date.now } });
  const { host, role } = config;
  const parts = { slack: Boolean(config.slack), teams: Boolean(config.teams), smtp: Boolean(config.mail) };
  log.info({ host, port: usher.port, role, ...parts }, "started");
  say(`Usher is ready: ${config.publicUrl.origin}`);
  if (!config.slack && !config.teams) say("Neither Slack nor Teams is configured: README.md says how.");

  let isStopping = false;
  const stop = (signal: string) => {
    if (isStopping) return;
    isStopping = true;
    log.info({ signal }, "stopping");
    usher
      .stop()
      .then(() => own?.stop())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, "stop_failed");
          process.exit(1);
        },
      );
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
};

start().catch((error: unknown) => {
  // Start-up errors are the operator's: said in words, as they come from configuration and Redis, not from people.
  say(`Usher cannot start: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
});
