import { getRequestListener } from "@hono/node-server";
import { makeReadBody } from "./bodies.ts";
import type { Config } from "./config.ts";
import { personName } from "./core/access/names.ts";
import { makeAnswers } from "./core/chat/answering.ts";
import { makeLearnCopy } from "./core/chat/card-copies.ts";
import { makeConverse } from "./core/chat/converse.ts";
import { makeLateAnswers } from "./core/chat/late-answers.ts";
import { makeLearnOffer } from "./core/chat/offers-shown.ts";
import { defined } from "./core/model/defined.ts";
import { FACES } from "./core/model/ids.ts";
import { makeLinks } from "./core/model/links.ts";
import type { Webinar } from "./core/model/webinar.ts";
import type { Clock } from "./core/ports/clock.ts";
import type { Directory } from "./core/ports/people.ts";
import type { Worker } from "./delivery/worker.ts";
import { makeSmtpMailer } from "./email/mailer.ts";
import { makeOutboxMailer } from "./email/outbox.ts";
import { type Around, close, drain, listen, makeServer } from "./http.ts";
import type { Log } from "./log.ts";
import { type Connection, connectRedis, type RedisAddress, redisReady } from "./redis/connect.ts";
import { keys } from "./redis/keys.ts";
import { bringUpToDate } from "./redis/schema/migrate.ts";
import type { ScriptName } from "./redis/scripts.ts";
import { makeOutbox } from "./redis/stores/outbox.ts";
import type { TeamsDeps } from "./teams/app.ts";
import { ownTenantOf } from "./teams/platform/tenants.ts";
import { addHostPages } from "./web/host/host-pages.ts";
import { makePages } from "./web/pages.ts";
import { addCalendarFeed } from "./web/personal/feed.ts";
import { addPersonalPage } from "./web/personal.ts";
import type { AddPages } from "./web/responses.ts";
import { addSpeakerPage } from "./web/speaker.ts";
import { addUnsubscribePage } from "./web/unsubscribe.ts";
import { addWebinarPages } from "./web/webinar.ts";
import { siteOf, wireCore, wireDeliveries } from "./wire.ts";

/** What a process needs besides its configuration. */
export interface Surroundings {
  readonly redis: RedisAddress;
  readonly secret: string;
  readonly log: Log;
  readonly clock: Clock;
  /** Replaces the text of scripts: a test takes a check out. */
  readonly scripts?: Partial<Record<ScriptName, string>>;
  /** In place of Microsoft's token servers. */
  readonly teamsAuthentication?: NonNullable<TeamsDeps["authentication"]>;
  /** In place of Microsoft's servers of Graph. */
  readonly teamsGraph?: NonNullable<TeamsDeps["graphPlaces"]>;
  /** Further pages. */
  readonly routes?: readonly AddPages[];
  /** Where the start page leads those who want to try everything. */
  readonly entrance?: string;
  /** Sees each request through. */
  readonly around?: Around;
  /** False: nothing is sent until `worker.drain` is called. */
  readonly delivers?: boolean;
}

/** Stand-ins for Slack, Teams and a mail server. */
export interface Stage extends Required<Pick<Surroundings, "clock" | "routes" | "around" | "entrance">> {
  readonly config: Config;
  /** Once Usher listens at `url`. */
  attach(o: { url: string; redis: RedisAddress; worker: Worker }): Promise<void>;
  /** Ends what browsers hold open, which would keep Usher from stopping. */
  hangUp(): void;
  /** After Usher has stopped. */
  stop(): Promise<void>;
}

export interface Usher {
  readonly port: number;
  readonly worker: Worker;
  /** Is unready for `drainMs`, then takes no new work, finishes what runs, leaves the rest for the next process. */
  stop(drainMs?: number): Promise<void>;
}

/**
 * Keeps the tenant of the site's own organisation what it was at the first start: people of another one would see, and
 * decide, what is not theirs. Throws when the configuration names another.
 */
const pinTenant = async (redis: Connection, teams: Config["teams"]): Promise<void> => {
  const own = teams && ownTenantOf(teams);
  if (!own) return;
  const kept = (await redis.set(keys.ownTenant, own, "NX")) ?? (await redis.get(keys.ownTenant));
  if (kept !== "OK" && kept !== own)
    throw new Error(
      `this site belongs to tenant ${kept}: put it into TEAMS_APP_TENANT_ID, or first into TEAMS_ALLOWED_TENANTS`,
    );
};

/** Longer than any answer takes, shorter than what a supervisor waits before it kills. */
const CLOSE_WITHIN_MS = 5_000;

/** Wires Usher by hand and starts it: faces and pages unless its role is `worker`, deliveries unless it is `web`. */
export const startUsher = async (config: Config, surroundings: Surroundings): Promise<Usher> => {
  const { log, clock, secret } = surroundings;
  const redis = await connectRedis(surroundings.redis, (error) => log.warn({ err: error }, "redis_connection_error"));
  // Nothing listens before: what asks for /readyz finds nobody until the data are in the layout that this code knows.
  await bringUpToDate(redis, { log }).catch((error: unknown) => {
    redis.disconnect();
    throw error;
  });
  await pinTenant(redis, config.teams);
  const links = makeLinks(config.publicUrl, secret);
  const { locale, timeZone } = config;

  let wake = () => {};
  const directories: Directory[] = [];
  const { run, core, stores } = wireCore({
    redis,
    clock,
    directories,
    site: siteOf(config),
    secret,
    onDeliveries: () => wake(),
    ...defined({ scripts: surroundings.scripts }),
  });
  const { people, references } = stores;
  const outbox = config.mail ? undefined : makeOutbox(redis);
  const hostName = ({ organisation, host }: Webinar) => personName(people, organisation, host);
  const mailing = { links, theme: config.theme, hostName, now: clock.now };
  const smtp = config.mail ? makeSmtpMailer(config.mail.url, config.mail.from, mailing) : undefined;
  const mailer = smtp ?? makeOutboxMailer(makeOutbox(redis), mailing);

  const answers = makeAnswers((error) => log.warn({ err: error }, "late_answer_lost"));
  const converse = makeConverse(core, links);
  const lateAnswers = makeLateAnswers(core, converse);
  const learnCopy = makeLearnCopy(core);
  const learnOffer = makeLearnOffer(core);
  const readBody = makeReadBody();
  const base = {
    core,
    converse,
    people,
    references,
    links,
    clock,
    log,
    locale,
    timeZone,
    answers,
    lateAnswers,
    learnCopy,
    learnOffer,
    readBody,
  };
  // Only the faces that the site has are loaded: their libraries are most of a start, and of the memory at rest.
  const slack = config.slack && (await import("./slack/app.ts")).makeSlack({ ...base, config: config.slack });
  const microsoft = defined({
    authentication: surroundings.teamsAuthentication,
    graphPlaces: surroundings.teamsGraph,
  });
  const teams =
    config.teams && (await import("./teams/app.ts")).makeTeams({ ...base, ...microsoft, config: config.teams });
  // A host in one product can invite somebody whom only the other knows.
  directories.push(...[slack, teams].flatMap((face) => (face ? [face.directory] : [])));

  const messengers = { slack: slack?.messenger, teams: teams?.messenger };
  const worker = wireDeliveries({ run, core, stores, lateAnswers, messengers, mailer, locale, clock, log });

  const delivers = config.role !== "web" && surroundings.delivers !== false;

  const pages = makePages(
    {
      ...{ core, links, log, locale, timeZone, secret, outbox, readBody },
      ...{ publicUrl: config.publicUrl, trustedProxies: config.trustedProxies, theme: config.theme, logo: config.logo },
      ...{ privacy: config.privacy, terms: config.terms, contact: config.contact, entrance: surroundings.entrance },
      faces: FACES.filter((face) => messengers[face]),
      ready: () => redisReady(redis),
    },
    config.role === "worker"
      ? []
      : [
          addWebinarPages,
          addSpeakerPage,
          addPersonalPage,
          addUnsubscribePage,
          addCalendarFeed,
          addHostPages,
          ...(surroundings.routes ?? []),
        ],
  );
  const isAnswering = config.role !== "worker";
  const server = makeServer(
    {
      slack: isAnswering ? slack?.listener : undefined,
      teams: isAnswering ? teams?.listener : undefined,
      // Its own Response, put in place of Node's, forgets that an answer was sent past it: such a stream would be cut.
      pages: getRequestListener(pages.fetch, { overrideGlobalObjects: false }),
    },
    log,
    { around: surroundings.around },
  );
  const port = await listen(server, config.port, config.host).catch((error: unknown) => {
    smtp?.close();
    redis.disconnect();
    throw error;
  });
  // Only now: a process whose port is taken must not send anything.
  if (delivers) {
    core.keepRetention().catch((error: unknown) => log.error({ err: error }, "retention_not_kept"));
    wake = worker.wake;
    worker.start();
  }

  return {
    port,
    worker,
    stop: async (drainMs = 0) => {
      const closed = drain(server, drainMs).then(() => close(server, CLOSE_WITHIN_MS));
      await Promise.all([closed.then(answers.settled), worker.stop()]);
      smtp?.close();
      redis.disconnect();
    },
  };
};
