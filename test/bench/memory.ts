import { chatId } from "../../src/core/model/ids.ts";
import type { Person } from "../../src/core/model/person.ts";
import type { Webinar } from "../../src/core/model/webinar.ts";
import { answersOf } from "../../src/redis/connect.ts";
import { scanKeys } from "../../src/redis/personal-data/scan.ts";
import { crowd, listen, presentOf } from "../setup/crowd.ts";
import { freshRequest, ORGANISATION, openStore, type Store } from "../setup/store.ts";
import { longestScripts } from "./longest-scripts.ts";
import type { Figure } from "./measure.ts";

/** As many as the largest plan allows, but for some seats that are taken while the scripts are timed. */
const PEOPLE = 119_900;
const PLAN = 100_000;
const HOUR = 3_600_000;
const TWO_DAYS_S = 2 * 86_400;

/** What a key is part of, by its name. The first that fits counts. */
const KINDS = {
  "their log": /:w:[^:]+:log$/,
  "their cards' messages": /:w:[^:]+:messages$/,
  "what finds it": /:w:[^:]+:e\d+:t(:|erms$)/,
  "the registration": /:w:[^:]+:/,
  "the person": /:(p:|people)/,
  "what is sent, or to be sent": /lanes:/,
  "answers of acts": /:request:/,
} as const;
type Kind = keyof typeof KINDS;
const kindOf = (key: string): Kind | undefined => (Object.keys(KINDS) as Kind[]).find((kind) => KINDS[kind].test(key));

/** What all keys of each kind take, in bytes, as Redis tells it of each. */
const bytesByKind = async (store: Store): Promise<Record<Kind, number>> => {
  const sums = Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, 0])) as Record<Kind, number>;
  for await (const keys of scanKeys(store.redis, "*")) {
    const pipeline = store.redis.pipeline();
    for (const key of keys) pipeline.call("MEMORY", "USAGE", key, "SAMPLES", "0");
    for (const [i, bytes] of (await answersOf(pipeline)).entries()) {
      const kind = kindOf(keys[i] ?? "");
      if (kind) sums[kind] += Number(bytes);
    }
  }
  return sums;
};

const usedBytes = async ({ redis }: Store): Promise<number> =>
  Number(/used_memory:(\d+)/.exec(await redis.info("memory"))?.[1]);

/** Takes away what goes by itself within two days. */
const afterTwoDays = async ({ redis }: Store): Promise<void> => {
  for await (const keys of scanKeys(redis, "*")) {
    const asked = redis.pipeline();
    for (const key of keys) asked.ttl(key);
    const ttls = (await answersOf(asked)) as number[];
    const gone = keys.filter((_, i) => (ttls[i] ?? -1) >= 0 && (ttls[i] ?? -1) <= TWO_DAYS_S);
    const taken = redis.pipeline();
    for (const key of gone) taken.unlink(key);
    await answersOf(taken);
  }
};

const approveAll = async (store: Store, webinar: Webinar, host: Person): Promise<void> => {
  const of = { organisation: ORGANISATION, code: webinar.code, by: host, requestId: freshRequest() };
  await store.core.bulk.decide({ ...of, chat: chatId("slack", "T1", "UHOST"), to: "approved", among: {} });
};

/**
 * What one of 119,900 registrations of one webinar takes in Redis: while it waits, once it is approved, and what is left
 * of both after two days; then for how long the longest script of each kind holds Redis there. `BENCH_PEOPLE` makes it
 * fewer people.
 */
export const benchMemory = async (report: (figure: Figure) => void): Promise<Figure[]> => {
  const people = Number(process.env.BENCH_PEOPLE ?? PEOPLE);
  const store = await openStore({ plan: PLAN });
  try {
    const host = await store.member("host");
    const webinar = await store.schedule(host, { inMs: 30 * 24 * HOUR });
    const { drain } = listen(store);
    await drain();
    const before = { used: await usedBytes(store), kinds: await bytesByKind(store) };
    const measure = async (when: string) => {
      const used = await usedBytes(store);
      report({ name: `bytes a registration, ${when}: all of it`, value: (used - before.used) / people });
      for (const [kind, bytes] of Object.entries(await bytesByKind(store)))
        report({
          name: `bytes a registration, ${when}: ${kind}`,
          value: (bytes - before.kinds[kind as Kind]) / people,
        });
    };

    await crowd(store, webinar, people);
    await measure("waiting, not told yet");
    await drain();
    store.clock.advance(HOUR);
    await drain();
    await measure("waiting, told");
    await afterTwoDays(store);
    await measure("waiting, for good");

    await approveAll(store, webinar, host);
    await drain();
    store.clock.advance(HOUR);
    await drain();
    if ((await presentOf(store, webinar)).counts.approved !== people) throw new Error("not all are approved");
    await measure("approved, told");
    await afterTwoDays(store);
    await measure("approved, for good");

    await longestScripts(store, webinar, host, drain, report);
    return [];
  } finally {
    await store.stop();
  }
};
