import type { Redis } from "ioredis";
import { makeRegister } from "../../src/core/registering/register.ts";
import type { Connection } from "../../src/redis/connect.ts";
import { keys } from "../../src/redis/keys.ts";
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

/** The commands that a script calls while this is done, with their arguments. */
const callsWithin = async (redis: Redis, act: () => Promise<unknown>): Promise<string[][]> => {
  const calls: string[][] = [];
  const monitor = await redis.monitor();
  monitor.on("monitor", (_: string, args: string[], source: string) => {
    if (source === "lua") calls.push(args);
  });
  await act();
  // What Redis has answered may still be on its way here.
  while (!calls.some(([name]) => name === "HSET")) await new Promise(setImmediate);
  monitor.disconnect();
  return calls;
};

const READS = /^(H?M?GET|HGETALL|EXISTS|ZCARD|ZRANK|STRLEN|GETRANGE|LINDEX|SISMEMBER|TIME)$/i;

/** Makes what a registration writes, command by command, for others: with their own names in the place of this one's. */
const writesOf = (calls: readonly string[][], of: New) => {
  const writes = calls.filter(([name = ""]) => !READS.test(name));
  const names = (one: New) => [one.key, one.address, one.person, one.act.requestId];
  return (other: New): string[] => {
    const [from, to] = [names(of), names(other)];
    return writes.flatMap((args) => [
      String(args.length),
      ...args.map((arg) => from.reduce((text, name, at) => text.replaceAll(name, to[at] ?? ""), arg)),
    ]);
  };
};

const BARE = `
local at = 1
while at <= #ARGV do
  local count = tonumber(ARGV[at])
  redis.call(unpack(ARGV, at + 1, at + count))
  at = at + count + 1
end`;

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
 * `register` at the store beside one bare script that writes the same, command by command, and reads and decides
 * nothing: how many a second, at 1, 50 and 500 callers, and how long each holds Redis.
 */
export const benchRegister = async (): Promise<Figure[]> => {
  const store = await openStore({ plan: 100_000 });
  const redis = store.redis as Redis;
  redis.defineCommand("bare", { numberOfKeys: 1, lua: BARE });
  const bare = redis as unknown as { bare: (key: string, ...writes: string[]) => Promise<unknown> };
  try {
    const all = await registrationsOf(store, 2 * CALLERS.length * ROUNDS * IN_A_ROUND + IN_A_ROUND);
    const register = async (of: New) => {
      const answer = await store.registrations.register(of);
      if (answer.kind !== "registered") throw new Error(answer.kind);
    };
    const take = () => all.splice(0, IN_A_ROUND);
    // The first ones learn the script, and come before there is a crowd.
    const [first, ...warm] = take();
    if (!first) throw new Error("nobody to register");
    await register(first);
    const [example] = warm;
    if (!example) throw new Error("nobody to register");
    const writes = writesOf(await callsWithin(redis, () => register(example)), example);
    const { code } = example.webinar;

    const figures: Figure[] = [];
    let [ours, theirs] = [0, 0];
    for (const callers of CALLERS) {
      const ratios: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const [mine, others] = [take(), take()];
        const prepared = others.map((of) => writes(of));
        const start = await scriptMicros(redis);
        const rate = await rateOf(
          callers,
          mine.map((of) => () => register(of)),
        );
        const middle = await scriptMicros(redis);
        const bareRate = await rateOf(
          callers,
          prepared.map((args) => () => bare.bare(keys.webinar(ORGANISATION, code), ...args)),
        );
        ours += middle - start;
        theirs += (await scriptMicros(redis)) - middle;
        ratios.push(rate / bareRate);
      }
      const name = `register at the store / a bare script that writes the same, ${callers} callers`;
      figures.push({ name, value: quantile(ratios, 0.5) });
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
