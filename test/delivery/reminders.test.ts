import { afterEach, describe, expect, it } from "vitest";
import type { Delivery } from "../../src/core/deliveries/delivery.ts";
import { fieldsOf, type WebinarFields } from "../../src/core/hosting/settings.ts";
import type { Person } from "../../src/core/model/person.ts";
import type { Webinar } from "../../src/core/model/webinar.ts";
import type { Claimed } from "../../src/core/ports/lanes.ts";
import { makeWorker, type Worker } from "../../src/delivery/worker.ts";
import { makeLog } from "../../src/log.ts";
import { keys } from "../../src/redis/keys.ts";
import { zones } from "../../src/zones.ts";
import { expandOf } from "../setup/delivering.ts";
import { freshRequest, NAMED_PEOPLE, ORGANISATION, openStore, type Store } from "../setup/store.ts";

const ZONE = "Europe/Paris";
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const REMINDERS = [1_440, 60, 10] as const;

interface Told {
  readonly to: string;
  readonly at: number;
  readonly minutes: number;
}

describe("P14: reminders, each once", () => {
  let store: Store;
  let host: Person;
  let told: Told[];
  let expand: (claimed: Claimed) => Promise<void>;

  const open = async (at?: number) => {
    store = await openStore({ ...(at === undefined ? {} : { at }), plan: 5_000 });
    host = await store.member("host");
    told = [];
    expand = expandOf(store);
  };
  afterEach(() => store.stop());

  const makeOne = (): Worker =>
    makeWorker({
      lanes: store.lanes,
      standIns: store.core.standIns,
      outgoing: store.outgoing,
      webinars: store.webinars,
      clock: store.clock,
      gapMs: () => 0,
      log: makeLog({ level: "silent" }),
      confirm: async () => {},
      expand: (claimed) => expand(claimed),
      send: async (delivery) => {
        const notice = await store.core.present(delivery);
        if (notice?.kind === "reminder") told.push(toldBy(delivery));
        return { kind: "sent" };
      },
    });
  const toldBy = ({ to, matter }: Delivery): Told => ({
    to: to.kind === "mail" ? to.address : "",
    at: store.clock.now(),
    minutes: matter.kind === "reminder" ? matter.minutes : 0,
  });
  const until = async (at: number, worker = makeOne()) => {
    store.clock.advance(at - store.clock.now());
    await worker.drain();
  };
  const schedule = (fields: Partial<WebinarFields>) =>
    store.schedule(host, { fields: { policy: "automatic", reminders: REMINDERS, ...fields } });
  const registered = async ({ code }: Webinar, count: number) => {
    for (let i = 0; i < count; i += 1) await store.register(code, await store.member(`p${i}`));
  };
  const edit = async ({ code }: Webinar, change: Partial<WebinarFields>) => {
    const webinar = await store.webinars.get(ORGANISATION, code);
    if (!webinar) throw new Error("gone");
    const fields = { ...fieldsOf(webinar, ZONE, zones, 5_000), ...change };
    const confirm = { typed: "", count: 0 };
    const of = { organisation: ORGANISATION, code, requestId: freshRequest(), by: host, named: NAMED_PEOPLE };
    const done = await store.core.edit({ ...of, version: webinar.version, confirm, fields });
    if (!done.ok) throw new Error(JSON.stringify(done.refusal));
    return done.value.webinar;
  };
  /** When each was told, before the start. */
  const before = (webinar: Webinar) => told.map(({ at, minutes }) => [minutes, (webinar.startsAt - at) / MINUTE]);

  it.each([
    ["forward", { date: "2027-03-28", time: "10:00" }],
    ["back", { date: "2027-10-31", time: "10:00" }],
  ])("over the night in which clocks go %s", async (_, start) => {
    await open(Date.parse(`${start.date}T00:00:00Z`) - 48 * HOUR);
    const webinar = await schedule({ start });
    await registered(webinar, 1);
    // Minute by minute around each, so that none comes early.
    for (const minutes of REMINDERS)
      for (const late of [-1, 0, 1]) await until(webinar.startsAt + (late - minutes) * MINUTE);
    expect(before(webinar)).toEqual([
      [1_440, 1_440],
      [60, 60],
      [10, 10],
    ]);
  });

  it("a start that was moved, moved back, and moved once more", async () => {
    await open();
    const webinar = await schedule({ start: zones.wallOf(store.clock.now() + 72 * HOUR, ZONE) });
    await registered(webinar, 2);
    const first = zones.wallOf(webinar.startsAt, ZONE);
    const second = zones.wallOf(webinar.startsAt + 30 * HOUR, ZONE);
    await edit(webinar, { start: second });
    await edit(webinar, { start: first, reminders: [60] });
    await edit(webinar, { reminders: REMINDERS });
    await until(webinar.startsAt - 24 * HOUR);
    expect(told.map(({ to, minutes }) => `${to} ${minutes}`).toSorted()).toEqual([
      "p0@example.com 1440",
      "p1@example.com 1440",
    ]);
    told = [];
    const moved = await edit(webinar, { start: second });
    await until(webinar.startsAt - HOUR);
    await until(webinar.startsAt);
    expect(told).toEqual([]);
    for (const minutes of REMINDERS) await until(moved.startsAt - minutes * MINUTE);
    expect(told.map(({ minutes }) => minutes)).toEqual([1_440, 1_440, 60, 60, 10, 10]);
  });

  it("a worker that dies at the minute of sending, and one that was away for hours", async () => {
    await open();
    const webinar = await schedule({ start: zones.wallOf(store.clock.now() + 72 * HOUR, ZONE) });
    await registered(webinar, 130);
    await makeOne().drain();
    const whole = expand;
    let calls = 0;
    expand = async (claimed) => {
      calls += 1;
      if (calls === 2) throw new Error("killed");
      await whole(claimed);
      if (calls === 4) throw new Error("killed");
    };
    await until(webinar.startsAt - 24 * HOUR);
    for (let i = 0; i < 20; i += 1) await until(store.clock.now() + 30_000);
    expect(new Set(told.map(({ to }) => to)).size).toBe(130);
    expect(told).toHaveLength(130);
    // Nobody is told twice what one reminder says: of those that were missed, the last comes alone.
    told = [];
    await until(webinar.startsAt - 5 * MINUTE);
    expect(told).toHaveLength(130);
    expect(new Set(told.map(({ minutes }) => minutes))).toEqual(new Set([10]));
  });

  it("one entry waits for each reminder, however many are registered, and telling them grows with their number", async () => {
    await open();
    const webinar = await schedule({ start: zones.wallOf(store.clock.now() + 72 * HOUR, ZONE) });
    const waiting = async () =>
      (await store.redis.zrange(`${keys.lanes(ORGANISATION)}due`, "0", "-1")).filter((id) => id.includes("reminders"));
    expect(await waiting()).toHaveLength(REMINDERS.length);
    const whole = expand;
    let pieces = 0;
    expand = async (claimed) => {
      // A day before, the host is told who comes too.
      if (claimed.id.includes("reminders")) pieces += 1;
      await whole(claimed);
    };
    const piecesFor = async (minutes: number) => {
      await makeOne().drain();
      pieces = 0;
      await until(webinar.startsAt - minutes * MINUTE);
      return pieces;
    };
    await registered(webinar, 100);
    expect(await waiting()).toHaveLength(REMINDERS.length);
    expect(await piecesFor(1_440)).toBe(4);
    for (let i = 100; i < 400; i += 1) await store.register(webinar.code, await store.member(`p${i}`));
    expect(await waiting()).toHaveLength(REMINDERS.length - 1);
    expect(await piecesFor(60)).toBe(16);
    expect(told).toHaveLength(500);
  });
});
