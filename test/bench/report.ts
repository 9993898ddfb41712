import { newPersonId } from "../../src/core/model/ids.ts";
import type { Webinar } from "../../src/core/model/webinar.ts";
import { presentOf } from "../setup/crowd.ts";
import { manyNames } from "../setup/names.ts";
import { freshRequest, ORGANISATION, openStore, type Store } from "../setup/store.ts";
import { type Figure, quantile, slowestScriptMs, timesOf } from "./measure.ts";

const PEOPLE = 120_000;
const FEW = 100;
const PLAN = 100_000;
const TOGETHER = 50;
const ROUNDS = 7;
const IN_A_ROUND = 30;
const LIMIT_MS = 10;
const DAY = 24 * 3_600_000;
const SPREAD_DAYS = 40;

/** A webinar with so many registrations over some weeks, all approved, of whom every other came in within half an hour. */
const fill = async (store: Store, people: number): Promise<Webinar> => {
  const host = await store.member("host");
  const webinar = await store.schedule(host, { inMs: 60 * DAY, fields: { policy: "automatic" } });
  const present = await presentOf(store, webinar);
  const names = manyNames();
  const register = async (n: number): Promise<void> => {
    const { firstName, lastName, address } = names.next().value;
    const person = await store.people.know(ORGANISATION, {
      ...{ firstName, lastName, address: address as never, fullMember: false },
    });
    const result = await store.core.register({
      ...{ organisation: ORGANISATION, code: webinar.code, requestId: freshRequest(), person, address: person.address },
      ...{ firstName, lastName, given: {}, via: "page", answerStays: false },
    });
    if (!result.ok) throw new Error(JSON.stringify(result.refusal));
    if (n % 2 === 1) return;
    const now = webinar.startsAt + (n % 30) * 60_000;
    await store.gate.admit(present, result.value.registration.key, newPersonId(), { now, deliveries: [] });
  };
  for (let from = 0; from < people; from += TOGETHER) {
    const some = Math.min(TOGETHER, people - from);
    store.clock.advance(Math.floor((SPREAD_DAYS * DAY * some) / people));
    await Promise.all(Array.from({ length: some }, (_, i) => register(from + i)));
  }
  return presentOf(store, webinar);
};

/** What the report costs at 120,000 registrations beside the same at 100. `BENCH_PEOPLE` makes it fewer people. */
export const benchReport = async (report: (figure: Figure) => void): Promise<Figure[]> => {
  const people = Number(process.env.BENCH_PEOPLE ?? PEOPLE);
  const [many, few] = [await openStore({ plan: PLAN }), await openStore()];
  try {
    const [large, small] = [await fill(many, people), await fill(few, FEW)];
    await many.redis.config("SET", "slowlog-log-slower-than", "200");
    await many.redis.slowlog("RESET");
    const read = async (store: Store, { code, host: id }: Webinar): Promise<number> => {
      const host = await store.people.get(ORGANISATION, id);
      if (!host) throw new Error("no host");
      return quantile(await timesOf(IN_A_ROUND, () => store.core.readReport(ORGANISATION, code, host)), 0.5);
    };
    const ratios: number[] = [];
    let ms = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      ms = await read(many, large);
      ratios.push(ms / (await read(few, small)));
    }
    report({ name: `report: time at ${people} / at ${FEW} (${ms.toFixed(2)} ms)`, value: quantile(ratios, 0.5) });
    return [{ name: "report, the longest script / 10 ms", value: (await slowestScriptMs(many.redis)) / LIMIT_MS }];
  } finally {
    await many.stop();
    await few.stop();
  }
};
