import { DAY_MS } from "../../src/core/deliveries/retention.ts";
import { type Address, type ChatId, newKey, type PersonId } from "../../src/core/model/ids.ts";
import { keys } from "../../src/redis/keys.ts";
import { entryField } from "../../src/redis/records/person.ts";
import { ORGANISATION, openStore, type Store } from "../setup/store.ts";
import { type Figure, slowestScriptMs } from "./measure.ts";

const PEOPLE = 120_000;
const AT_ONCE = 500;
/** So much a person may take: their record, the index, and what they have (issue 12). */
const BYTES_MAX = 350;

const accountOf = (i: number) => `slack:T0AB12CD34:U0${i.toString(36).toUpperCase().padStart(8, "0")}` as ChatId;

const know = (store: Store, i: number) =>
  store.people.know(ORGANISATION, {
    chatId: accountOf(i),
    address: `ann.lee${i}@example.com` as Address,
    firstName: "Ann",
    lastName: `Lee ${i}`,
    locale: "en",
    zone: "Europe/Paris",
    fullMember: true,
  });

const usedBytes = async ({ redis }: Store) => Number(/used_memory:(\d+)/.exec(await redis.info("memory"))?.[1]);

/** The mean time (µs) that Redis spends on one of these calls. */
const meanUs = async ({ redis }: Store, call: (i: number) => Promise<unknown>): Promise<number> => {
  await call(0);
  await redis.config("RESETSTAT");
  for (let i = 0; i < PEOPLE; i += 60) await call(i);
  const [, calls, us] = /cmdstat_eval(?:sha)?:calls=(\d+),usec=(\d+)/.exec(await redis.info("commandstats")) ?? [];
  return Number(us) / Number(calls);
};

/** Everybody with a Slack account, an address and one registration: what they take, and what is done with them. */
export const benchPeople = async (): Promise<Figure[]> => {
  const store = await openStore();
  try {
    const { redis, clock, retention, people } = store;
    const { code } = await store.schedule(await store.member("host"));
    await know(store, PEOPLE);
    const before = await usedBytes(store);
    for (let from = 0; from < PEOPLE; from += AT_ONCE) {
      const known = await Promise.all(Array.from({ length: AT_ONCE }, (_, i) => know(store, from + i)));
      const pipeline = redis.pipeline();
      for (const { id } of known) pipeline.hset(keys.person(ORGANISATION, id as PersonId), entryField(code), newKey());
      await pipeline.exec();
    }
    const bytes = ((await usedBytes(store)) - before) / PEOPLE;
    const { id } = await know(store, 0);
    const bareUs = await meanUs(store, () =>
      redis.eval("return redis.call('HGETALL', KEYS[1])", 1, keys.person(ORGANISATION, id)),
    );
    const findUs = await meanUs(store, (i) => people.byChat(ORGANISATION, accountOf(i)));
    const knowUs = await meanUs(store, (i) => know(store, i));

    // All are old, and kept by the webinar: the most that one look at everybody does.
    await redis.config("SET", "slowlog-log-slower-than", "500");
    await redis.slowlog("RESET");
    clock.advance(100 * DAY_MS);
    const now = clock.now();
    while ((await retention.forgetPeople(ORGANISATION, now, now - 90 * DAY_MS, 200)).isMore);
    const longest = await slowestScriptMs(redis);
    return [
      { name: `people: bytes each, of 120,000 / ${BYTES_MAX}`, value: bytes / BYTES_MAX },
      {
        name: "people: Redis for finding one by their account / for a bare script that reads one hash",
        value: findUs / bareUs,
      },
      { name: "people: Redis for renewing one / for a bare script that reads one hash", value: knowUs / bareUs },
      { name: "people: longest time that looking at everybody held Redis / 10 ms", value: longest / 10 },
    ];
  } finally {
    await store.stop();
  }
};
