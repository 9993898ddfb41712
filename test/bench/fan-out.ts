import type { Delivery } from "../../src/core/deliveries/delivery.ts";
import { fieldsOf } from "../../src/core/hosting/settings.ts";
import type { Person } from "../../src/core/model/person.ts";
import type { Webinar } from "../../src/core/model/webinar.ts";
import { makeWorker, type Worker } from "../../src/delivery/worker.ts";
import { makeLog } from "../../src/log.ts";
import { keys } from "../../src/redis/keys.ts";
import { zones } from "../../src/zones.ts";
import { expandOf } from "../setup/delivering.ts";
import { freshRequest, NAMED_PEOPLE, ORGANISATION, openStore, type Store } from "../setup/store.ts";
import { type Figure, quantile, slowestScriptMs } from "./measure.ts";

const ZONE = "Europe/Paris";
const PEOPLE = 120_000;
const AT_ONCE = 2_000;

/** A registration's key for each number. */
const keyOf = (i: number): string =>
  [...i.toString(32).padStart(16, "0")]
    .map((digit) => "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"[Number.parseInt(digit, 32)])
    .join("");

/** As `register` stores them, without going through it 120,000 times. */
const fill = async (store: Store, webinar: Webinar): Promise<void> => {
  const { organisation, code, form } = webinar;
  for (let from = 0; from < PEOPLE; from += AT_ONCE) {
    const pipeline = store.redis.pipeline();
    for (let i = from; i < from + AT_ONCE; i += 1) {
      const key = keyOf(i);
      const person = `p${i}`;
      pipeline.hset(keys.person(organisation, person as Person["id"]), "f", "Ann", "l", `Lee ${i}`, "m", "1", "s", "1");
      pipeline.hset(keys.registration(organisation, code, 1, key as never), {
        s: "approved",
        v: "1",
        n: String(i),
        a: `p${i}@example.com`,
        p: person,
        f: "Ann",
        l: `Lee ${i}`,
        F: form.id,
        c: "page",
        t: "1",
        h1: "a1",
      });
      pipeline.append(keys.order(organisation, code, 1), `${key}${"1".padStart(13, "0")}`);
      pipeline.setbit(keys.inStatus(organisation, code, 1, "approved"), i, 1);
    }
    await pipeline.exec();
  }
  await store.redis.hset(keys.webinar(organisation, code), "n:approved", PEOPLE, "held", PEOPLE);
};

/** How long registering for another webinar takes, one after another, until `isDone`. */
const registerMeanwhile = async (store: Store, webinar: Webinar, isDone: () => boolean, atLeast: number) => {
  const times: number[] = [];
  for (let i = 0; !isDone() || times.length < atLeast; i += 1) {
    const person = await store.member(`by${times.length}-${i}-${isDone()}`);
    const before = performance.now();
    await store.register(webinar.code, person);
    times.push(performance.now() - before);
  }
  return times;
};

/** A worker that sends at once what `told` hears of. */
const workerOf = (store: Store, told: (delivery: Delivery) => void): Worker =>
  makeWorker({
    lanes: store.lanes,
    standIns: store.core.standIns,
    outgoing: store.outgoing,
    webinars: store.webinars,
    clock: store.clock,
    log: makeLog({ level: "silent" }),
    gapMs: () => 0,
    expand: expandOf(store),
    confirm: async () => {},
    send: async (delivery) => {
      told(delivery);
      return { kind: "sent" };
    },
  });

/**
 * All 120,000 are reminded at one instant. Throws unless each is told exactly once; answers how many a second.
 */
const remindAll = async (store: Store, startsAt: number): Promise<number> => {
  const times = new Map<string, number>();
  const hear = ({ matter }: Delivery) => {
    if (matter.kind === "reminder") times.set(matter.key, (times.get(matter.key) ?? 0) + 1);
  };
  store.clock.advance(startsAt - 24 * 3_600_000 - store.clock.now());
  const began = performance.now();
  await workerOf(store, hear).drain();
  const seconds = (performance.now() - began) / 1_000;
  const doubles = [...times.values()].filter((count) => count > 1).length;
  if (times.size !== PEOPLE || doubles > 0) throw new Error(`reminded ${times.size} of ${PEOPLE}, ${doubles} twice`);
  return PEOPLE / seconds;
};

/**
 * A webinar with 120,000 registrations is moved. Others register meanwhile: their times beside those in an idle Redis,
 * and the longest time that a script held Redis.
 */
export const benchFanOut = async (): Promise<Figure[]> => {
  const store = await openStore({ plan: 100_000 });
  try {
    const host = await store.member("host");
    const webinar = await store.schedule(host, { inMs: 24 * 3_600_000 });
    const other = await store.schedule(host);
    await fill(store, webinar);
    const idle = await registerMeanwhile(store, other, () => true, 500);

    await store.redis.config("SET", "slowlog-log-slower-than", "500");
    await store.redis.config("SET", "slowlog-max-len", "10000");
    await store.redis.slowlog("RESET");
    const fresh = (await store.webinars.get(ORGANISATION, webinar.code)) ?? webinar;
    const start = zones.wallOf(webinar.startsAt + 3_600_000, ZONE);
    const edited = await store.core.edit({
      organisation: ORGANISATION,
      code: webinar.code,
      requestId: freshRequest(),
      by: host,
      named: NAMED_PEOPLE,
      version: fresh.version,
      confirm: { typed: "", count: 0 },
      fields: { ...fieldsOf(fresh, ZONE, zones, 100_000), start, reminders: [1_440] },
    });
    if (!edited.ok) throw new Error(JSON.stringify(edited.refusal));

    let told = 0;
    let isDone = false;
    const worker = workerOf(store, ({ matter }) => {
      if (matter.kind === "moved") told += 1;
    });
    const began = performance.now();
    const spread = worker.drain().then(() => {
      isDone = true;
    });
    const busy = await registerMeanwhile(store, other, () => isDone, 500);
    await spread;
    const seconds = (performance.now() - began) / 1_000;
    if (told !== PEOPLE) throw new Error(`told ${told} of ${PEOPLE}`);
    const reminded = await remindAll(store, webinar.startsAt + 3_600_000);
    const longest = await slowestScriptMs(store.redis);
    return [
      {
        name: "fan-out to 120,000: registering beside it, median, busy/idle",
        value: quantile(busy, 0.5) / quantile(idle, 0.5),
      },
      {
        name: "fan-out to 120,000: registering beside it, 99th percentile, busy/idle",
        value: quantile(busy, 0.99) / quantile(idle, 0.99),
      },
      { name: "fan-out to 120,000: longest time a script held Redis / 10 ms", value: longest / 10 },
      { name: "fan-out to 120,000: deliveries made and taken, per second", value: PEOPLE / seconds },
      { name: "reminder of 120,000, each once: per second", value: reminded },
    ];
  } finally {
    await store.stop();
  }
};
