import { readFileSync } from "node:fs";
import { Redis } from "ioredis";
import { beforeAll, describe, expect, it } from "vitest";
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
const layout = JSON.parse(fixture("layout-1")) as Layout;
const answers = JSON.parse(fixture("layout-1-answers")) as Record<string, unknown>;
const log = makeLog({ level: "silent" });
const LEASE_MS = 20;
const TIMEOUT_MS = 120_000;

/**
 * Answers without what ports said of layout 1 and say no more, or say now: which acts made and moved a registration, the
 * address of somebody whom a walk meets, and the ID of a pair that is asked for by its key and holds nothing.
 */
const comparable = (answer: unknown): unknown =>
  JSON.parse(
    JSON.stringify(answer, (name, value) => {
      if (name === "requestId" || name === "movedBy") return undefined;
      if (typeof value !== "object" || value === null || !("key" in value)) return value;
      const { address, registrationId, ...rest } = value;
      const holds = "registration" in value || "invitee" in value;
      if ("person" in value && holds) return { ...rest, registrationId };
      return registrationId !== undefined && !holds ? { ...rest, address } : value;
    }),
  );

/** A store over the data of layout 1, which `migrate` brings up to date. */
const openMigrated = (migrate: (path: string) => Promise<void>): Promise<Store> =>
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

describe("data of layout 1, migrated", () => {
  let migrated: Awaited<ReturnType<typeof left>>;
  const compare = async (store: Store) => {
    const now = await askAll(store, layout.subjects, layout.now);
    expect(Object.keys(now)).toEqual(Object.keys(answers));
    // One by one: a difference is shown beside its question.
    for (const [question, answer] of Object.entries(answers))
      expect({ [question]: comparable(now[question]) }).toEqual({ [question]: comparable(answer) });
  };

  beforeAll(() => {
    expect(Object.keys(answers).length).toBeGreaterThan(40);
    expect(layout.keys[keys.schema]).toBeUndefined();
  });

  it(
    "all questions are answered as the code that wrote them did",
    async () => {
      const store = await openMigrated(async (path) => {
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
      const store = await openMigrated(async (path) => {
        const steps = killedInEachPiece();
        for (let starts = 0; ; starts += 1) {
          if (starts > 5_000) throw new Error("it never ends");
          const isKilled = await start(path, steps).then(
            () => false,
            (error: unknown) => (error instanceof Error && error.message === "killed") || Promise.reject(error),
          );
          if (!isKilled) break;
        }
        expect(await left(path)).toEqual(migrated);
      });
      await compare(store).finally(store.stop);
    },
    TIMEOUT_MS,
  );
});
