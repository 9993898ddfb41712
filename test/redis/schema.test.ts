import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { makeLog } from "../../src/log.ts";
import { type Connection, connectRedis } from "../../src/redis/connect.ts";
import { keys, PARTITIONS } from "../../src/redis/keys.ts";
import { scanKeys } from "../../src/redis/personal-data/scan.ts";
import { bringUpToDate, NewerSchema } from "../../src/redis/schema/migrate.ts";
import type { Migrating, Part, Step } from "../../src/redis/schema/step.ts";
import { STEPS } from "../../src/redis/schema/steps.ts";
import { SCHEMA_VERSION } from "../../src/redis/schema/version.ts";
import { admin } from "../setup/admin.ts";
import { allKeys } from "../setup/keyspace.ts";
import { freePort } from "../setup/port.ts";
import { ready, spawnUsher, until } from "../setup/process.ts";
import { startThrowawayRedis } from "../setup/redis.ts";

const COUNT = 6;
const EXIT_CONFIG = 78;

let server: Awaited<ReturnType<typeof startThrowawayRedis>>;
let redis: Connection;
const others: Connection[] = [];
const connect = () => connectRedis({ url: `unix://${server.path}` }, () => {});

/** A connection of another process. */
const another = async () => {
  const other = await connect();
  others.push(other);
  return other;
};

/** Data as they were before there were versions. */
const writeOld = async () => {
  await redis.set(keys.partitions, String(PARTITIONS));
  await redis.del(keys.schema);
  for (let i = 0; i < COUNT; i += 1) await redis.set(`{p00}old:${i}`, `fact ${i}`);
};

/** What a piece does: it writes the new key, takes the old one away, and does nothing when that is gone. */
const CONVERT = `
  local old = redis.call('GET', KEYS[1])
  if not old then return 0 end
  redis.call('APPEND', KEYS[2], old .. '.')
  return redis.call('DEL', KEYS[1])`;

/** Finds the old keys by their names, so it needs no note of how far it is. */
const byName: Part = {
  name: "by-name",
  async *convert({ redis: at }) {
    for await (const found of scanKeys(at, "{p00}old:*"))
      for (const old of found) {
        await at.eval(CONVERT, 2, old, old.replace("old", "new"));
        yield "";
      }
  },
};

/** Goes on after what it noted. */
const byNote: Part = {
  name: "by-note",
  async *convert({ redis: at, after }) {
    for (let i = after === "" ? 0 : Number(after) + 1; i < COUNT; i += 1) {
      await at.set(`{p00}noted:${i}`, "1");
      yield String(i);
    }
  },
};

const TWO_PARTS: readonly Step[] = [{ from: 1, parts: [byName, byNote] }];

/** The same steps, whose process dies in the piece with this number: once it is done, but before that is noted, or after. */
const dying = (steps: readonly Step[], at: number, isNoted: boolean): Step[] => {
  let piece = 0;
  const killed = (part: Part): Part => ({
    name: part.name,
    async *convert(of: Migrating) {
      for await (const noted of part.convert(of)) {
        piece += 1;
        if (piece === at && !isNoted) throw new Error("killed");
        yield noted;
        if (piece === at) throw new Error("killed");
      }
    },
  });
  return steps.map(({ from, parts }) => ({ from, parts: parts.map(killed) }));
};

const listening = () => {
  const lines: string[] = [];
  return { lines, log: makeLog({ level: "info", destination: { write: (line) => lines.push(line) } }) };
};
const log = makeLog({ level: "silent" });
const migrated = async () => {
  expect(await redis.hgetall(keys.schema)).toEqual({ version: "2" });
  expect((await allKeys(redis)).filter((key) => key.startsWith("{"))).toEqual(
    ["new", "noted"].flatMap((kind) => Array.from({ length: COUNT }, (_, i) => `{p00}${kind}:${i}`)),
  );
  for (let i = 0; i < COUNT; i += 1) expect(await redis.get(`{p00}new:${i}`)).toBe(`fact ${i}.`);
};

beforeAll(async () => {
  server = await startThrowawayRedis({ args: ["--appendonly", "yes"] });
  redis = await connect();
});
beforeEach(() => redis.flushall());
afterEach(() => {
  for (const other of others.splice(0)) other.disconnect();
});
afterAll(async () => {
  redis?.disconnect();
  await server?.stop();
});

describe("the version of the data", () => {
  it("the steps lead to the version that new data get", () => {
    expect(STEPS.map(({ from }) => from)).toEqual(STEPS.map((_, i) => i + 1));
    expect(STEPS.at(-1)?.from).toBe(SCHEMA_VERSION - 1);
    const names = STEPS.flatMap(({ parts }) => parts.map(({ name }) => name));
    expect(new Set(names).size).toBe(names.length);
  });

  it("an empty Redis gets the present version, and nothing is migrated", async () => {
    await bringUpToDate(await another(), { log });
    expect(await redis.hgetall(keys.schema)).toEqual({ version: String(SCHEMA_VERSION) });
    const never: Part = {
      name: "never",
      convert: () => {
        throw new Error("migrated");
      },
    };
    await bringUpToDate(redis, { log, steps: [{ from: SCHEMA_VERSION - 1, parts: [never] }] });
  });

  it("data without a version are of version 1, and migrated once, step by step", async () => {
    await writeOld();
    let runs = 0;
    const second: Part = {
      name: "second",
      async *convert({ redis: at }) {
        runs += 1;
        expect(await at.hget(keys.schema, "version")).toBe("2");
        expect(await at.exists("{p00}new:0")).toBe(1);
        yield "";
      },
    };
    const steps = [...TWO_PARTS, { from: 2, parts: [second] }];
    const { lines, log: heard } = listening();
    await bringUpToDate(redis, { log: heard, steps });
    await bringUpToDate(redis, { log: heard, steps });
    expect(runs).toBe(1);
    expect(await redis.hgetall(keys.schema)).toEqual({ version: "3" });
    expect(lines.filter((line) => line.includes('"migration_done"'))).toHaveLength(2);
    await redis.hset(keys.schema, "version", 2);
    await migrated();
  });

  it("killed in any piece, before it is noted or after, the next process goes on from there", async () => {
    for (let piece = 1; piece <= 2 * COUNT; piece += 1)
      for (const isNoted of [true, false]) {
        await redis.flushall();
        await writeOld();
        const steps = dying(TWO_PARTS, piece, isNoted);
        await expect(bringUpToDate(redis, { log, steps, leaseMs: 20 })).rejects.toThrow("killed");
        expect(await redis.hget(keys.schema, "version")).toBe(null);
        let pieces = 0;
        const counted = TWO_PARTS.map(({ from, parts }) => ({
          from,
          parts: parts.map((part) => ({
            ...part,
            async *convert(of: Migrating) {
              for await (const noted of part.convert(of)) {
                pieces += 1;
                yield noted;
              }
            },
          })),
        }));
        await bringUpToDate(await another(), { log, steps: counted, leaseMs: 20 });
        await migrated();
        // What was noted is not done again; one by its name never is.
        const isRepeated = !isNoted && piece > COUNT;
        expect(pieces).toBe(2 * COUNT - piece + (isRepeated ? 1 : 0));
      }
  });

  it("of processes that start together one migrates, and the others say that they wait, and go on after it", async () => {
    await writeOld();
    let working = 0;
    const order: string[] = [];
    const slowly: Part = {
      name: "slowly",
      async *convert(of) {
        working += 1;
        expect(working).toBe(1);
        for await (const noted of byName.convert(of)) {
          await pause(30);
          yield noted;
        }
        order.push("migrated");
      },
    };
    const { lines, log: heard } = listening();
    const steps = [{ from: 1, parts: [slowly, byNote] }];
    await Promise.all(
      [redis, await another(), await another()].map(async (at) => {
        await bringUpToDate(at, { log: heard, steps });
        order.push("started");
      }),
    );
    expect(order).toEqual(["migrated", "started", "started", "started"]);
    expect(lines.filter((line) => line.includes('"waiting_for_migration"'))).toHaveLength(2);
    await migrated();
  });

  it("one that was stopped for longer than its lease changes nothing when it wakes, and starts", async () => {
    await writeOld();
    let wake = () => {};
    const woken = new Promise<void>((done) => {
      wake = done;
    });
    const asleep: Part = {
      ...byName,
      async *convert(of) {
        for await (const noted of byName.convert(of)) {
          await woken;
          yield noted;
        }
      },
    };
    const { lines, log: heard } = listening();
    const sleeper = bringUpToDate(redis, { log: heard, steps: [{ from: 1, parts: [asleep, byNote] }] });
    await until(
      () => redis.hget(keys.schema, "holder").then((holder) => holder ?? undefined),
      5_000,
      () => "not begun",
    );
    // As after a sleep in which it renewed nothing.
    await redis.hset(keys.schema, "until", 0);
    await bringUpToDate(await another(), { log, steps: TWO_PARTS });
    await migrated();
    wake();
    await sleeper;
    expect(lines.some((line) => line.includes('"migration_lease_lost"'))).toBe(true);
    await migrated();
  });

  it("a part that looks long for what it converts keeps the right to migrate", async () => {
    await writeOld();
    // Long enough for a busy machine to renew it in time.
    const LEASE_MS = 3_000;
    const endOfLease = () => redis.hget(keys.schema, "until").then(Number);
    let waiting = () => {};
    const begun = new Promise<void>((resolve) => (waiting = resolve));
    const looksLong: Part = {
      ...byName,
      async *convert(of) {
        const first = await endOfLease();
        waiting();
        await until(
          async () => (await endOfLease()) > first + LEASE_MS || undefined,
          5 * LEASE_MS,
          () => "not renewed",
        );
        yield* byName.convert(of);
      },
    };
    let others = 0;
    const never: Part = {
      ...byName,
      convert: (of) => {
        others += 1;
        return byName.convert(of);
      },
    };
    await Promise.all([
      bringUpToDate(redis, { log, steps: [{ from: 1, parts: [looksLong, byNote] }], leaseMs: LEASE_MS }),
      begun.then(async () =>
        bringUpToDate(await another(), { log, steps: [{ from: 1, parts: [never, byNote] }], leaseMs: LEASE_MS }),
      ),
    ]);
    expect(others).toBe(0);
    await migrated();
  });

  it("data of a newer layout are refused, and left as they are", async () => {
    await connect().then((fresh) => others.push(fresh));
    await redis.hset(keys.schema, "version", SCHEMA_VERSION + 1);
    await expect(bringUpToDate(redis, { log })).rejects.toThrow(NewerSchema);
    expect(await redis.hgetall(keys.schema)).toEqual({ version: String(SCHEMA_VERSION + 1) });
  });

  it("code that knows no versions refuses data that were migrated, by the number of partitions", async () => {
    await writeOld();
    await bringUpToDate(redis, { log, steps: dying(TWO_PARTS, 1, true) }).catch(() => undefined);
    // As layout 1 asked.
    expect(await redis.get(keys.partitions)).not.toBe("16");
    await expect(connect().then((made) => others.push(made))).resolves.toBe(1);
  });
});

describe("the version at a start", () => {
  const SECRET = "a secret of the tests, long enough for it";
  const start = async () => {
    const port = await freePort();
    const usher = spawnUsher({ PORT: String(port), REDIS_URL: `unix://${server.path}`, USHER_SECRET: SECRET }, "built");
    return { usher, url: `http://127.0.0.1:${port}` };
  };

  it("data of a newer layout: one sentence says what to do, exit 78, nobody listens; on the command line too", async () => {
    await another();
    await redis.hset(keys.schema, "version", 99);
    const { usher, url } = await start();
    expect(await usher.ended).toBe(EXIT_CONFIG);
    const lines = usher
      .output()
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("{") && !line.startsWith("Usher: note:"));
    expect(lines).toEqual([
      "Usher cannot start: this Redis holds data of layout 99, and this version of Usher knows only layout 3: start the version that you had, or restore the backup of Redis from before the update",
    ]);
    await expect(fetch(url)).rejects.toThrow();
    expect(await admin({ redisUrl: `unix://${server.path}` }, "lists")).toMatchObject({
      code: EXIT_CONFIG,
      stderr: expect.stringContaining("layout 99"),
    });
    expect(await redis.hgetall(keys.schema)).toEqual({ version: "99" });
  });

  it("data of layout 1 are migrated before anybody is answered", async () => {
    await writeOld();
    const { usher, url } = await start();
    await ready(usher, url);
    expect(await redis.hgetall(keys.schema)).toEqual({ version: String(SCHEMA_VERSION) });
    expect(usher.output().indexOf('"migration_done"')).toBeGreaterThan(0);
    expect(usher.output().indexOf('"migration_done"')).toBeLessThan(usher.output().indexOf('"started"'));
    usher.child.kill("SIGTERM");
    await usher.ended;
  });
});
