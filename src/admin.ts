import { readConfig } from "./config.ts";
import { newToken, parseAddress, readCode, requestId } from "./core/model/ids.ts";
import { type Listed, parseListed } from "./core/model/verdict.ts";
import { makeLog } from "./log.ts";
import { connectRedis, type RedisAddress } from "./redis/connect.ts";
import { bringUpToDate, NewerSchema } from "./redis/schema/migrate.ts";
import { startPrivateRedis } from "./redis/server/private.ts";
import { ensureSecret } from "./secret.ts";
import { sayRefusal } from "./texts/refusals.ts";
import { translatorFor } from "./texts/translate.ts";
import { siteOf, wireCore } from "./wire.ts";

/** sysexits.h: EX_USAGE and EX_CONFIG. */
const EXIT_USAGE = 64;
const EXIT_CONFIG = 78;

const USAGE = `Usage: npm run admin -- COMMAND
  restore CODE             brings back the registrations of a webinar that were deleted within the last 30 days
  approve ADDRESS|DOMAIN   requests from there are always approved
  reject ADDRESS|DOMAIN    requests from there are never accepted
  unlist ADDRESS|DOMAIN    neither any more
  lists                    what is listed
  erase ADDRESS            erases everything about the people with this address
  handover CODE ADDRESS    the member with this address hosts the webinar from now on`;

const out = (text: string) => process.stdout.write(`${text}\n`);
const fail = (text: string) => process.stderr.write(`${text}\n`);

type Wired = ReturnType<typeof wireCore>;

/** Brings back what a host deleted, and says who could not be brought back, and why. Answers the exit code. */
const restore = async ({ core, stores }: Wired, typed: string, zone: string): Promise<number> => {
  const t = translatorFor("en");
  const code = readCode(typed);
  const organisation = code && (await stores.webinars.organisationOf(code));
  if (!code || !organisation) {
    fail(sayRefusal({ reason: "unknown_webinar", typed }, "en", zone));
    return 1;
  }
  const result = await core.restore(organisation, code, (done, of) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${of}`);
  });
  if (process.stderr.isTTY) process.stderr.write("\r");
  if (!result.ok) {
    fail(sayRefusal(result.refusal, "en", zone));
    return 1;
  }
  const { webinar, restored, not } = result.value;
  out(t("admin_restored", { title: webinar.title, restored }));
  if (not.length > 0) out(t("admin_not_restored", { count: not.length }));
  for (const { address, why } of not) out(`  ${address}: ${t(`admin_${why}`)}`);
  return 0;
};

const list = async ({ stores: { lists } }: Wired, typed: string, listed: Listed | undefined): Promise<number> => {
  const entry = parseListed(typed);
  if (!entry) {
    fail(translatorFor("en")("admin_not_listable", { typed: typed.slice(0, 60) }));
    return 1;
  }
  await lists.put(entry, listed);
  out(translatorFor("en")(`admin_listed_${listed ?? "none"}`, { entry }));
  return 0;
};

/** Erases everybody with an address, in every organisation, and says what went. */
const erase = async ({ core }: Wired, typed: string, zone: string): Promise<number> => {
  const t = translatorFor("en");
  const address = parseAddress(typed);
  if (!address) {
    fail(t("admin_not_an_address", { typed: typed.slice(0, 60) }));
    return 1;
  }
  const result = await core.erase.everywhere(address);
  if (!result.ok) {
    fail(sayRefusal(result.refusal, "en", zone));
    return 1;
  }
  out(t("admin_erased", { address, ...result.value }));
  return 0;
};

const lists = async (wired: Wired): Promise<number> => {
  const all = await wired.stores.lists.all();
  if (all.length === 0) out(translatorFor("en")("admin_lists_empty"));
  for (const { entry, listed } of all) out(translatorFor("en")(`admin_listed_${listed}`, { entry }));
  return 0;
};

/** Puts a webinar into the hands of a member, whoever hosts it, and says what became of the host. */
const handOver = async ({ core, stores }: Wired, typedCode: string, zone: string, typed = ""): Promise<number> => {
  const t = translatorFor("en");
  const no = (text: string) => {
    fail(text);
    return 1;
  };
  const code = readCode(typedCode);
  const organisation = code && (await stores.webinars.organisationOf(code));
  if (!code || !organisation) return no(sayRefusal({ reason: "unknown_webinar", typed: typedCode }, "en", zone));
  const address = parseAddress(typed);
  if (!address) return no(t("admin_not_an_address", { typed: typed.slice(0, 60) }));
  const to = await stores.people.byAddress(organisation, address);
  if (!to) return no(t("admin_unknown_person", { address }));
  const id = requestId("admin handover", newToken());
  const result = await core.handover.byOperator({ organisation, code, requestId: id, to });
  if (!result.ok) return no(sayRefusal(result.refusal, "en", zone));
  const { webinar, hostName: host, formerName: former } = result.value;
  out(t("admin_handed_over", { title: webinar.title, host, former: former === "" ? t("somebody") : former }));
  return 0;
};

type Command = (wired: Wired, typed: string, zone: string, second?: string) => Promise<number>;

const COMMANDS: Readonly<Record<string, { takes: 0 | 1 | 2; run: Command }>> = {
  restore: { takes: 1, run: restore },
  approve: { takes: 1, run: (wired, typed) => list(wired, typed, "approve") },
  reject: { takes: 1, run: (wired, typed) => list(wired, typed, "reject") },
  unlist: { takes: 1, run: (wired, typed) => list(wired, typed, undefined) },
  lists: { takes: 0, run: lists },
  erase: { takes: 1, run: erase },
  handover: { takes: 2, run: handOver },
};

const main = async ([name = "help", ...rest]: readonly string[]): Promise<number> => {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command || rest.length !== command.takes) {
    fail(USAGE);
    return name === "help" ? 0 : EXIT_USAGE;
  }
  const read = readConfig(process.env);
  if (!read.ok) {
    fail(`Please mend this first:\n  ${read.problems.join("\n  ")}`);
    return EXIT_CONFIG;
  }
  const { config } = read;
  const log = makeLog({ level: "silent" });
  const { redis: where } = config;
  const own = where.kind === "private" ? await startPrivateRedis({ directory: where.directory, log }) : undefined;
  const address: RedisAddress =
    where.kind === "cluster"
      ? { nodes: where.nodes }
      : { url: where.kind === "url" ? where.url : `unix://${own?.path ?? ""}` };
  const redis = await connectRedis(address, (error) => log.warn({ err: error }, "redis_connection_error"));
  try {
    await bringUpToDate(redis, { log });
    const wired = wireCore({ redis, site: siteOf(config), secret: ensureSecret(config), clock: { now: Date.now } });
    return await command.run(wired, rest[0] ?? "", config.timeZone, rest[1]);
  } finally {
    redis.disconnect();
    // A running Usher goes on with its Redis.
    if (own && !own.isFound) await own.stop();
  }
};

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    fail(`It could not be done: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = error instanceof NewerSchema ? EXIT_CONFIG : 1;
  },
);
