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
  say(`Usher cannot start. Please mend ${read.problems.length === 1 ? "this" : "these"}:\n  ${read.problems.join("\n  ")}`);
  process.exit(EXIT_CONFIG);
}
const { config } = read;
const log = makeLog({ level: config.logLevel });

const start = async () => {
  const own = config.redis.kind === "private" ? await startPrivateRedis({ directory: config.redis.directory, log }) : undefined;
  const redis: RedisAddress =
    config.redis.kind === "cluster" ? { nodes: config.redis.nodes } : { url: config.redis.kind === "url" ? config.redis.url : `unix://${own?.path ?? ""}` };
  const usher = await startUsher(config, { redis, secret: ensureSecret(config), log, clock: { now: Date.now } });
  log.info(
    { host: config.host, port: usher.port, role: config.role, slack: Boolean(config.slack), teams: Boolean(config.teams), smtp: Boolean(config.mail) },
    "started",
  );
  if (process.stdout.isTTY) say(`Usher is ready: ${config.publicUrl.origin}`);

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
        (error) => {
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
