import { readConfig } from "../../src/config.ts";
import { defined } from "../../src/core/model/defined.ts";
import { type Log, makeLog } from "../../src/log.ts";
import { startSlackStandIn } from "../../src/playground/slack/stand-in.ts";
import type { Grants } from "../../src/playground/teams/graph.ts";
import { startTeamsStandIn } from "../../src/playground/teams/stand-in.ts";
import { connectRedis, type RedisAddress } from "../../src/redis/connect.ts";
import { ALL_PARTITIONS, keys } from "../../src/redis/keys.ts";
import type { ScriptName } from "../../src/redis/scripts.ts";
import { startUsher } from "../../src/usher.ts";
import { startClock } from "./clock.ts";
import { freePort } from "./port.ts";
import { borrowRedis } from "./redis.ts";
import { startMailServer } from "./smtp.ts";
import { authenticationFor } from "./teams-authentication.ts";

const SIGNING_SECRET = "a signing secret of the tests";
const BOT_TOKEN = "xoxb-tests";
const APP_ID = "11111111-2222-4333-8444-555555555555";
export const APP_PASSWORD = "a password of the tests";
const TENANT = "99999999-8888-4777-8666-555555555555";
export const SECRET = "a secret of the tests, long enough for it";

/** The environment of a site with both faces and a mail server, as its operator would write it. */
const environmentOf = (of: { port: number; slackApi: string; smtp: string }): Record<string, string> => ({
  HOST: "127.0.0.1",
  PORT: String(of.port),
  USHER_SECRET: SECRET,
  SLACK_BOT_TOKEN: BOT_TOKEN,
  SLACK_SIGNING_SECRET: SIGNING_SECRET,
  SLACK_API_URL: of.slackApi,
  TEAMS_APP_ID: APP_ID,
  TEAMS_APP_PASSWORD: APP_PASSWORD,
  TEAMS_APP_TENANT_ID: TENANT,
  SMTP_URL: of.smtp,
  MAIL_FROM: "Usher <usher@example.com>",
  USHER_TIMEZONE: "Europe/Paris",
  LOG_LEVEL: "silent",
});

const SOON_MS = 3_600_000;

interface Options {
  readonly scripts?: Partial<Record<ScriptName, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Another Redis than one of its own, such as a Cluster. */
  readonly redis?: RedisAddress;
  /** The platforms' posting limits, off where a test is about something else. */
  readonly limits?: "on" | "off";
  /** What an administrator granted in Microsoft Graph; Usher knows of it. */
  readonly grants?: Grants;
  /** In place of silence. */
  readonly log?: Log;
}

/**
 * A whole Usher with stand-ins of Slack and Teams, a real mail server and a real Redis, on a clock that the test moves.
 * Nothing is delivered until `deliver` is called.
 */
export const openHouse = async (options: Options = {}) => {
  const clock = startClock();
  const own = options.redis ? undefined : await borrowRedis();
  const address = options.redis ?? { url: `unix://${own?.path ?? ""}` };
  const limits = options.limits ?? "off";
  const [slack, teams, mail, port] = await Promise.all([
    startSlackStandIn({ signingSecret: SIGNING_SECRET, botToken: BOT_TOKEN, now: clock.now, limits }),
    startTeamsStandIn({
      appId: APP_ID,
      tenantId: TENANT,
      now: clock.now,
      limits,
      ...defined({ grants: options.grants }),
    }),
    startMailServer(),
    freePort(),
  ]);
  const read = readConfig({ ...environmentOf({ port, slackApi: slack.apiUrl, smtp: mail.url }), ...options.env });
  if (!read.ok) throw new Error(read.problems.join("\n"));
  const usher = await startUsher(read.config, {
    redis: address,
    secret: SECRET,
    log: options.log ?? makeLog({ level: read.config.logLevel }),
    clock,
    delivers: false,
    teamsAuthentication: authenticationFor(teams, APP_ID),
    teamsGraph: teams.graph,
    ...defined({ scripts: options.scripts }),
  });
  const url = `http://127.0.0.1:${port}`;
  slack.connect(`${url}/slack/events`);
  teams.connect(`${url}/api/messages`);
  const redis = await connectRedis(address, () => {});
  const redisUrl = "url" in address ? address.url : "";

  /** What one group of lanes will do within the hour, and when. What is due in days is for a test to bring about. */
  const duesOf = async (prefix: string): Promise<{ name: string; at: number }[]> => {
    const [ready = [], ...others] = await Promise.all(
      ["ready", "leased", "due"].map(async (set) => {
        const flat = await redis.zrangebyscore(`${prefix}${set}`, "-inf", clock.now() + SOON_MS, "WITHSCORES");
        return flat.flatMap((name, i) => (i % 2 === 0 ? [{ name, at: Number(flat[i + 1]) }] : []));
      }),
    );
    // In a lane whose gap is not over there may wait nothing.
    const filled = await Promise.all(ready.map(({ name }) => redis.exists(`${prefix}q:${name}`)));
    return [...ready.filter((_, i) => filled[i] === 1), ...others.flat()];
  };

  /** In how many ms the next of what waits is due; undefined when nothing does. */
  const nextDueIn = async (): Promise<number | undefined> => {
    const prefixes = ALL_PARTITIONS.flatMap((partition) => [keys.lanesOf(partition), keys.mailLanesOf(partition)]);
    const dues = (await Promise.all(prefixes.map(duesOf)))
      .flat()
      // Who is reminded of what, and the end of a webinar, are for a test to bring about too.
      .flatMap(({ name, at }) =>
        /:fan:(waits|over|reminders|nudges|follow_ups|cancellations|coming):/.test(name) ? [] : [at - clock.now()],
      );
    return dues.length === 0 ? undefined : Math.min(...dues);
  };

  return {
    slack,
    teams,
    mail,
    usher,
    url,
    clock,
    redis,
    redisUrl,
    config: read.config,
    /** Sends everything that waits, moving the clock on to when lanes are ready, in whole seconds. */
    deliver: async () => {
      await usher.worker.drain();
      for (let i = 0; i < 5_000; i += 1) {
        const dueMs = await nextDueIn();
        if (dueMs === undefined) break;
        clock.advance(Math.max(1, Math.ceil(dueMs / 1_000)) * 1_000);
        await usher.worker.drain();
      }
    },
    stop: async () => {
      await usher.stop();
      redis.disconnect();
      await Promise.all([slack.stop(), teams.stop(), mail.stop(), own?.stop()]);
    },
  };
};

export type House = Awaited<ReturnType<typeof openHouse>>;
