import { randomBytes } from "node:crypto";
import type { Config } from "../config.ts";
import type { Clock } from "../core/ports/clock.ts";
import type { Worker } from "../delivery/worker.ts";
import type { Around } from "../http.ts";
import type { Log } from "../log.ts";
import { type Connection, connectRedis, type RedisAddress } from "../redis/connect.ts";
import { keys } from "../redis/keys.ts";
import type { AddPages } from "../web/responses.ts";
import { addPlayground } from "./api.ts";
import { makeChanges } from "./changes.ts";
import { makeChats } from "./chats.ts";
import { makeCrowd } from "./crowd.ts";
import { makeInspector } from "./inspector.ts";
import { traceRedis } from "./redis-trace.ts";
import { peopleSite, type Site, startStandIns } from "./site.ts";
import { tourOf } from "./tour.ts";

/** Where the clock stood: what was stored in the time it was moved to would lie in the future after a new start. */
const OFFSET = "usher:playground:offset";

export interface Playground {
  /** The given one, with the stand-ins as its faces and mail kept here. */
  readonly config: Config;
  /** The wall clock, moved forward by whoever plays. */
  readonly clock: Clock;
  readonly routes: readonly AddPages[];
  /** Where the start page leads. */
  readonly entrance: string;
  readonly around: Around;
  /** Once Usher listens at `url`: lets the stand-ins send to it, and the people in them settle in. */
  attach(o: { url: string; redis: RedisAddress; worker: Pick<Worker, "wake"> }): Promise<void>;
  /** Ends what browsers hold open, which would keep Usher's server from closing. */
  hangUp(): void;
  /** After Usher has stopped. */
  stop(): Promise<void>;
}

/** Starts the stand-ins and prepares a site whose faces they are. Throws when they cannot listen. */
export const openPlayground = async ({ config, log }: { config: Config; log: Log }): Promise<Playground> => {
  const signingSecret = randomBytes(24).toString("hex");
  const botToken = `xoxb-${randomBytes(24).toString("hex")}`;
  let offsetMs = 0;
  let redis: Connection | undefined;
  let worker: Pick<Worker, "wake"> | undefined;
  let site: Site | undefined;
  const now = () => Date.now() + offsetMs;

  const changes = makeChanges();
  const trace = traceRedis((command, used) => {
    if (command === "lpush" && used.includes(keys.outbox)) changes.happened();
  });
  const inspector = makeInspector({
    trace,
    now,
    secrets: [signingSecret, botToken],
    changed: changes.happened,
    nameOf: (id) => site?.nameOf(id),
  });
  const { watchSlack, watchTeams } = inspector;
  const standIns = await startStandIns({ signingSecret, botToken, now, watchSlack, watchTeams });
  const people = peopleSite(standIns);
  site = people;
  const chats = makeChats({ site: people, changes, log });
  const crowd = makeCrowd({ site: people, log, changed: changes.happened });
  const streams = new Set<() => void>();

  const advance = async (ms: number): Promise<void> => {
    offsetMs += ms;
    await redis?.set(OFFSET, String(offsetMs));
    worker?.wake();
    changes.happened();
  };

  const hangUp = () => {
    for (const end of streams) end();
  };

  return {
    config: {
      ...config,
      slack: { signingSecret, botToken, apiUrl: standIns.slack.apiUrl },
      teams: { kind: "anonymous", allowedTenants: "any" },
      mail: undefined,
      // The demo's pages show where an operator's address would stand.
      contact: config.contact ?? "operator@example.com",
    },
    clock: { now, isMovedByHand: true },
    entrance: "/playground",
    routes: [
      addPlayground({
        site: people,
        changes,
        inspector,
        crowd,
        streams,
        clock: { now, offsetMs: () => offsetMs, advance },
        tour: async (core) => (redis ? tourOf(people, core, redis) : []),
      }),
    ],
    around: inspector.around,
    attach: async (o) => {
      worker = o.worker;
      redis = await connectRedis(o.redis, (error) => log.warn({ err: error }, "playground_redis_error"));
      offsetMs = Math.max(offsetMs, Number((await redis.get(OFFSET)) ?? 0));
      standIns.slack.connect(`${o.url}/slack/events`);
      standIns.teams.connect(`${o.url}/api/messages`);
      const isKnown = await chats.restore(redis).catch((error: unknown) => {
        log.warn({ err: error }, "playground_chats_not_restored");
        return false;
      });
      chats.follow(redis);
      // A slow start costs the first welcome, not the playground.
      await people.settleIn({ isKnown }).catch((error: unknown) => log.warn({ err: error }, "playground_not_settled"));
      inspector.clear();
      changes.happened();
    },
    hangUp,
    stop: async () => {
      hangUp();
      await crowd.stop();
      if (redis)
        await chats.stop(redis).catch((error: unknown) => log.warn({ err: error }, "playground_chats_not_kept"));
      changes.stop();
      inspector.stop();
      trace.stop();
      redis?.disconnect();
      await Promise.all([standIns.slack.stop(), standIns.teams.stop()]);
    },
  };
};
