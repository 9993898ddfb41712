import { readFileSync } from "node:fs";
import { Redis } from "ioredis";
import { beforeAll, describe, expect, it } from "vitest";
import { STATUSES } from "../../src/core/model/status.ts";
import { makeLog } from "../../src/log.ts";
import { connectRedis } from "../../src/redis/connect.ts";
import { keys } from "../../src/redis/keys.ts";
import { bringUpToDate } from "../../src/redis/schema/migrate.ts";
import type { Migrating, Part, Step } from "../../src/redis/schema/step.ts";
import { STEPS } from "../../src/redis/schema/steps.ts";
import { SCHEMA_VERSION } from "../../src/redis/schema/version.ts";
import { askAll } from "../setup/layout-questions.ts";
import { dumpKeys, type Layout, loadLayout } from "../setup/load-layout.ts";
import { openStore, type Store } from "../setup/store.ts";

const fixture = (name: string) => readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), "utf8");
const log = makeLog({ level: "silent" });
const LEASE_MS = 20;
const TIMEOUT_MS = 120_000;

/** Settings that came later: data from before have their defaults. */
const LATER = [
  "approveInvited",
  "speakers",
  "visibility",
  "announcedIn",
  "invitationsLocked",
  "answerEdits",
  "answersUntil",
  "editsReopen",
  "reminders",
  "followUp",
  "recording",
  "invitationText",
  "approvalText",
  "reminderText",
  "followUpText",
];

/**
 * Answers without what ports said of layout 1 and say no more, or say now: which acts made and moved a registration, the
 * address of somebody whom a walk meets, and the ID of a pair that is asked for by its key and holds nothing.
 */
const comparable = (answer: unknown): unknown =>
  JSON.parse(
    JSON.stringify(answer, (name, value) => {
      if (name === "requestId" || name === "movedBy" || LATER.includes(name)) return undefined;
      // The overview was called so.
      if (name === "kind" && value === "announcement") return "overview";
      if (typeof value !== "object" || value === null || !("key" in value)) return value;
      const { address, registrationId, ...rest } = value;
      const holds = "registration" in value || "invitee" in value;
      if ("person" in value && holds) return { ...rest, registrationId };
      return registrationId !== undefined && !holds ? { ...rest, address } : value;
    }),
  );

/** A store over the data of an earlier layout, which `migrate` brings up to date. */
const openMigrated = (layout: Layout, migrate: (path: string) => Promise<void>): Promise<Store> =>
  openStore({
    at: layout.now,
    fill: async (path) => {
      await loadLayout(path, layout);
      await migrate(path);
    },
  });

/** One start of a process, which may end in the middle. */
const start = async (path: string, steps: readonly Step[] = STEPS): Promise<void> => {
  const redis = await connectRedis({ url: `unix://${path}` }, () => {});
  try {
    await bringUpToDate(redis, { log, steps, leaseMs: LEASE_MS });
  } finally {
    redis.disconnect();
  }
};

/** The steps in a process that is killed in each piece: first before it is noted, then after. */
const killedInEachPiece = (): Step[] => {
  let isNoted = true;
  const killed = (part: Part): Part => ({
    name: part.name,
    async *convert(of: Migrating) {
      for await (const after of part.convert(of)) {
        isNoted = !isNoted;
        if (!isNoted) throw new Error("killed");
        yield after;
        throw new Error("killed");
      }
    },
  });
  return STEPS.map(({ from, parts }) => ({ from, parts: parts.map(killed) }));
};

/** What is left in Redis, without what differs from run to run. */
const left = async (path: string) => {
  const redis = new Redis({ path });
  const kept = await dumpKeys(redis);
  redis.disconnect();
  return Object.fromEntries(Object.entries(kept).map(([key, { ttl, ...value }]) => [key, value]));
};

/** How many messages to people were given up, in all webinars. */
const failedIn = async (store: Store, layout: Layout): Promise<number> => {
  let failed = 0;
  for (const code of layout.subjects.webinars) {
    const organisation = await store.webinars.organisationOf(code);
    const webinar = organisation && (await store.webinars.get(organisation, code));
    if (webinar) failed += (await store.roster.reachedCounts(webinar)).failed;
  }
  return failed;
};

/** Everybody in a webinar is found by the beginning of each of their names, and by their address. */
const searchAll = async (store: Store, layout: Layout): Promise<number> => {
  let found = 0;
  for (const code of layout.subjects.webinars) {
    const organisation = await store.webinars.organisationOf(code);
    const webinar = organisation && (await store.webinars.get(organisation, code));
    if (!webinar) continue;
    const { some } = await store.roster.page(webinar, { tab: "everybody" }, undefined, 1_000);
    const counts = await store.roster.counts(webinar);
    expect([code, counts.everybody]).toEqual([code, some.length]);
    // Of one whose people are purged only its own counts are left.
    if (some.length === 0) continue;
    expect(webinar.counts).toEqual(Object.fromEntries(STATUSES.map((status) => [status, counts[status]])));
    for (const digest of new Set(some.flatMap(({ registration }) => registration?.digest ?? []))) {
      const page = await store.roster.page(webinar, { tab: "everybody", digest }, undefined, 1_000);
      const gathered = some.filter(({ registration }) => registration?.digest === digest);
      expect(page.some).toEqual(gathered);
      found += 1;
    }
    for (const { key, registration, address, person } of some) {
      const named = registration ?? (await store.people.get(organisation, person));
      for (const search of [named?.firstName.slice(0, 4), named?.lastName, address]) {
        if (!search) continue;
        const page = await store.roster.page(webinar, { tab: "everybody", search }, undefined, 1_000);
        expect([search, page.some.some((one) => one.key === key)]).toEqual([search, true]);
        found += 1;
      }
    }
  }
  return found;
};

describe.each(["layout-1", "layout-2"])("data of %s, migrated", (name) => {
  const layout = JSON.parse(fixture(name)) as Layout;
  const answers = JSON.parse(fixture(`${name}-answers`)) as Record<string, unknown>;
  let migrated: Awaited<ReturnType<typeof left>>;
  const compare = async (store: Store) => {
    expect(await searchAll(store, layout)).toBeGreaterThan(100);
    expect(await failedIn(store, layout)).toBeGreaterThan(0);
    const now = await askAll(store, layout.subjects, layout.now);
    expect(Object.keys(now)).toEqual(Object.keys(answers));
    // One by one: a difference is shown beside its question.
    for (const [question, answer] of Object.entries(answers))
      expect({ [question]: comparable(now[question]) }).toEqual({ [question]: comparable(answer) });
  };

  beforeAll(() => {
    expect(Object.keys(answers).length).toBeGreaterThan(40);
    const version = Number(name.slice("layout-".length));
    expect(layout.keys[keys.schema]).toEqual(version === 1 ? undefined : { hash: { version: String(version) } });
  });

  it(
    "all questions are answered as the code that wrote them did",
    async () => {
      const store = await openMigrated(layout, async (path) => {
        await start(path);
        migrated = await left(path);
      });
      expect(await store.redis.hgetall(keys.schema)).toEqual({ version: String(SCHEMA_VERSION) });
      await compare(store).finally(store.stop);
    },
    TIMEOUT_MS,
  );

  it(
    "killed in each piece, before it is noted and after, it leaves the same",
    async () => {
      const store = await openMigrated(layout, async (path) => {
        const steps = killedInEachPiece();
        for (let starts = 0; ; starts += 1) {
          if (starts > 5_000) throw new Error("it never ends");
          const isKilled = await start(path, steps).then(
            () => false,
            (error: unknown) => (error instanceof Error && error.message === "killed") || Promise.reject(error),
          );
          if (!isKilled) break;
        }
        // The same data, so the same answers.
        expect(await left(path)).toEqual(migrated);
      });
      await store.stop();
    },
    TIMEOUT_MS,
  );
});
