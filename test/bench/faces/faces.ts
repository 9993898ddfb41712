import { join } from "node:path";
import { build } from "esbuild";
import { freePort } from "../../setup/port.ts";
import { openStore, type Store } from "../../setup/store.ts";
import { type Figure, quantile } from "../measure.ts";
import { sendAll } from "./load.ts";
import { startPlatforms, TENANT } from "./platforms.ts";
import { DIST, type Server, startServer } from "./processes.ts";
import { SIGNING_SECRET, slackRequests, teamsRequests } from "./requests.ts";

/** Until V8 has compiled what is used. */
const WARM_UPS = 3;
const ROUNDS = 5;
const PER_ROUND = 1_250;
const STARTS = 5;

const median = (values: readonly number[]): number => quantile(values, 0.5);

/** The bare apps are built as Usher is. */
const buildBare = () =>
  build({
    entryPoints: ["bare.ts", "imports.ts"].map((name) => join(import.meta.dirname, name)),
    outdir: join(DIST, "bench"),
    bundle: true,
    packages: "external",
    format: "esm",
    platform: "node",
    logLevel: "error",
  });

const openSite = async () => {
  const store = await openStore({ plan: 100_000 });
  // /readyz wants a Redis that keeps what it is told.
  await store.redis.config("SET", "appendonly", "yes");
  const platforms = await startPlatforms();
  const host = await store.member("host");
  const webinar = await store.schedule(host, { inMs: 48 * 3_600_000 });
  const env = {
    HOST: "127.0.0.1",
    USHER_ROLE: "web",
    USHER_SECRET: "a secret of the tests, long enough for it",
    USHER_PLAN: "100000",
    REDIS_URL: `unix://${store.server.path}`,
    SLACK_BOT_TOKEN: "xoxb-bench",
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_API_URL: platforms.slackApi,
    TEAMS_ALLOW_ANONYMOUS: "1",
    TEAMS_ALLOWED_TENANTS: TENANT,
    SMTP_URL: "smtp://127.0.0.1:9",
    MAIL_FROM: "usher@example.com",
    LOG_LEVEL: "warn",
  };
  const stop = async () => {
    platforms.stop();
    await store.stop();
  };
  return { store, platforms, webinar, env, stop };
};

interface Requests {
  help(i: number): Buffer;
  register(i: number): Buffer;
}

interface Round {
  readonly perSecond: number;
  readonly cpuMs: number;
}

/** What a server makes of these requests. */
const measure = async (server: Server, requests: readonly Buffer[], says: string): Promise<Round> => {
  const before = server.cpuMs();
  const seconds = await sendAll(server.port, requests, { says });
  return { perSecond: requests.length / seconds, cpuMs: (server.cpuMs() - before) / requests.length };
};

/** What the answer says to who registered. */
const SAID = "Request received";

/**
 * Registrations of people who have used Usher just before, beside the same requests answered by the bare framework, in
 * turns. The first rounds only warm both up. A profile is made of a further one, which it makes slower.
 */
const compare = async (name: string, usher: Server, bare: Server, { help, register }: Requests) => {
  const requestsOf = async (round: number): Promise<Buffer[]> => {
    const people = Array.from({ length: PER_ROUND }, (_, i) => round * PER_ROUND + i);
    await sendAll(usher.port, people.map(help));
    return people.map(register);
  };
  const rounds: { usher: Round; bare: Round }[] = [];
  for (let round = 0; round < WARM_UPS + ROUNDS; round += 1) {
    const requests = await requestsOf(round);
    rounds.push({ bare: await measure(bare, requests, ""), usher: await measure(usher, requests, SAID) });
  }
  rounds.splice(0, WARM_UPS);
  const further = await requestsOf(WARM_UPS + ROUNDS);
  await usher.profiled(() => measure(usher, further, SAID));
  const cpu = (of: "usher" | "bare") => median(rounds.map((round) => round[of].cpuMs));
  return [
    { name: `${name}: throughput / bare`, value: median(rounds.map((of) => of.usher.perSecond / of.bare.perSecond)) },
    { name: `${name}: CPU / bare`, value: median(rounds.map((of) => of.usher.cpuMs / of.bare.cpuMs)) },
    { name: `${name}: CPU in ms`, value: cpu("usher") },
    { name: `${name}: CPU of the bare framework in ms`, value: cpu("bare") },
  ];
};

/** Redis' CPU for what it did meanwhile, in ms. */
const redisCpuMs = async ({ redis }: Store): Promise<number> => {
  const text = await redis.info("cpu");
  const of = (name: string) => Number(new RegExp(`${name}:([\\d.]+)`).exec(text)?.[1]) * 1_000;
  return of("used_cpu_user") + of("used_cpu_sys");
};

const rest = () => new Promise((resolve) => setTimeout(resolve, 2_000));

const startOf = async (file: string, env: Readonly<Record<string, string>>) => {
  const server = await startServer(file, await freePort(), env);
  const cpuMs = server.cpuMs();
  await server.stop();
  return { ms: server.startMs, cpuMs };
};

/** Starts of Usher, beside those of a process that only imports the same packages, in turns. */
const compareStarts = async (env: Readonly<Record<string, string>>): Promise<Figure[]> => {
  const ratios: { ms: number; cpu: number; usher: number }[] = [];
  for (let i = 0; i < STARTS; i += 1) {
    const imports = await startOf("bench/imports.js", {});
    const usher = await startOf("main.js", env);
    ratios.push({ ms: usher.ms / imports.ms, cpu: usher.cpuMs / imports.cpuMs, usher: usher.ms });
  }
  return [
    { name: "start: until it is ready / importing the same packages", value: median(ratios.map(({ ms }) => ms)) },
    { name: "start: CPU / importing the same packages", value: median(ratios.map(({ cpu }) => cpu)) },
    { name: "start: until it is ready, in ms", value: median(ratios.map(({ usher }) => usher)) },
  ];
};

/**
 * The faces, each process on its own: registrations by signed Slack forms and by Teams dialogs beside the same requests
 * to bare Bolt and to a bare CloudAdapter, then the memory of both, and starts. Needs `npm run build` before.
 *
 * `PROFILE=slack` or `PROFILE=teams` measures that face only, and writes where its time goes to
 * dist/bench/<face>.cpuprofile, which Chrome's developer tools open.
 */
export const benchFaces = async (): Promise<Figure[]> => {
  await buildBare();
  const site = await openSite();
  const { store, webinar, env } = site;
  const only = process.env.PROFILE;
  const profile = only ? `${only}.cpuprofile` : undefined;
  const servers: Server[] = [];
  const start = async (file: string, of: Readonly<Record<string, string>>) => {
    const server = await startServer(file, await freePort(), of, file === "main.js" ? profile : undefined);
    servers.push(server);
    return server;
  };
  try {
    const bare = await start("bench/bare.js", { SIGNING_SECRET });
    const usher = await start("main.js", env);
    const slack = slackRequests(store, webinar);
    const teams = teamsRequests(webinar, site.platforms.serviceUrl);
    await rest();
    const atRest = { usher: usher.rssMb(), bare: bare.rssMb() };
    const figures: Figure[] = [];
    const redisBefore = await redisCpuMs(store);
    if (only !== "teams") figures.push(...(await compare("Slack: a registration", usher, bare, slack)));
    if (only !== "slack") figures.push(...(await compare("Teams: a registration", usher, bare, teams)));
    const redisMs = (await redisCpuMs(store)) - redisBefore;
    if (only) return figures;
    await rest();
    const registrations = 2 * (WARM_UPS + ROUNDS) * PER_ROUND;
    figures.push(
      { name: "Redis: CPU in ms for a registration and the help before it", value: redisMs / registrations },
      { name: "memory at rest / bare", value: atRest.usher / atRest.bare },
      { name: "memory at rest, in MB", value: atRest.usher },
      { name: "memory after 20,000 registrations / bare", value: usher.rssMb() / bare.rssMb() },
      { name: "memory after 20,000 registrations, in MB", value: usher.rssMb() },
      ...(await compareStarts(env)),
    );
    return figures;
  } finally {
    for (const server of servers) await server.stop();
    await site.stop();
  }
};
