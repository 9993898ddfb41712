import { makeRegister } from "../../src/core/registering/register.ts";
import type { Connection } from "../../src/redis/connect.ts";
import { freshRequest, ORGANISATION, openStore, type Store } from "../setup/store.ts";
import { type Figure, quantile } from "./measure.ts";

const CALLERS = [1, 50, 500];
const ROUNDS = 5;
const IN_A_ROUND = 2_000;

type New = Parameters<Store["registrations"]["register"]>[0];

/** What the use case hands to the store for so many people, in one webinar where a host decides. */
const registrationsOf = async (store: Store, count: number): Promise<New[]> => {
  const host = await store.member("host");
  const webinar = await store.schedule(host, { inMs: 24 * 3_600_000 });
  const taken: New[] = [];
  const register = makeRegister({
    ...store,
    tellFull: async () => {},
    registrations: {
      ...store.registrations,
      register: async (of) => {
        taken.push(of);
        return { kind: "full" };
      },
    },
  });
  for (let i = 0; i < count; i += 1) {
    const person = await store.member(`p${taken.length}-${webinar.code}`);
    const { firstName, lastName, address } = person;
    const by = { organisation: ORGANISATION, person, address, firstName, lastName, given: {}, answerStays: false };
    await register({ ...by, code: webinar.code, requestId: freshRequest(), via: "page" });
  }
  if (taken.length !== count) throw new Error(`${taken.length} of ${count} could be registered`);
  return taken;
};

const readBytes = async (redis: Connection): Promise<number> =>
  Number(/total_net_input_bytes:(\d+)/.exec(await redis.info("stats"))?.[1]);

const scriptMicros = async (redis: Connection): Promise<number> =>
  Number(/cmdstat_evalsha:calls=\d+,usec=(\d+)/.exec(await redis.info("commandstats"))?.[1] ?? 0);

/** Calls a second of so many callers, each of whom waits for an answer before the next call. */
const rateOf = async (callers: number, calls: readonly (() => Promise<unknown>)[]): Promise<number> => {
  let next = 0;
  const began = performance.now();
  const caller = async () => {
    for (let call = calls[next]; call; call = calls[next]) {
      next += 1;
      await call();
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return (1_000 * calls.length) / (performance.now() - began);
};

/**
 * `register` at the store beside one bare script that stores as many bytes as came with it, as one string: how many a
 * second, at 1, 50 and 500 callers, and how long each holds Redis.
 */
export const benchRegister = async (): Promise<Figure[]> => {
  const store = await openStore({ plan: 100_000 });
  const { redis } = store;
  redis.defineCommand("bare", { numberOfKeys: 1, lua: "return redis.call('SET', KEYS[1], ARGV[1])" });
  const bare = redis as unknown as { bare: (key: string, payload: string) => Promise<unknown> };
  try {
    const all = await registrationsOf(store, CALLERS.length * ROUNDS * IN_A_ROUND + IN_A_ROUND);
    const take = () =>
      all.splice(0, IN_A_ROUND).map((of) => async () => {
        const answer = await store.registrations.register(of);
        if (answer.kind !== "registered") throw new Error(answer.kind);
      });
    const before = await readBytes(redis);
    await rateOf(50, take());
    const payload = "x".repeat(Math.round(((await readBytes(redis)) - before) / IN_A_ROUND));
    let written = 0;
    const bareCalls = () =>
      Array.from({ length: IN_A_ROUND }, () => () => {
        written += 1;
        return bare.bare(`bench:${written}`, payload);
      });

    const figures: Figure[] = [];
    let [ours, theirs] = [0, 0];
    for (const callers of CALLERS) {
      const ratios: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const start = await scriptMicros(redis);
        const rate = await rateOf(callers, take());
        const middle = await scriptMicros(redis);
        const bareRate = await rateOf(callers, bareCalls());
        ours += middle - start;
        theirs += (await scriptMicros(redis)) - middle;
        ratios.push(rate / bareRate);
      }
      figures.push({ name: `register at the store / a bare script, ${callers} callers`, value: quantile(ratios, 0.5) });
    }
    const calls = CALLERS.length * ROUNDS * IN_A_ROUND;
    return [
      ...figures,
      { name: "register at the store: microseconds in Redis", value: ours / calls },
      { name: "register at the store: time in Redis / that of the bare script", value: ours / theirs },
    ];
  } finally {
    await store.stop();
  }
};
