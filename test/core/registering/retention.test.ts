import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DAY_MS } from "../../../src/core/deliveries/retention.ts";
import { fieldsOf, type WebinarFields } from "../../../src/core/hosting/settings.ts";
import { parseAddress } from "../../../src/core/model/ids.ts";
import type { Person } from "../../../src/core/model/person.ts";
import type { Webinar } from "../../../src/core/model/webinar.ts";
import { keys } from "../../../src/redis/keys.ts";
import { SCRIPTS, scriptText } from "../../../src/redis/scripts.ts";
import { wireCore } from "../../../src/wire.ts";
import { zones } from "../../../src/zones.ts";
import { workerOf } from "../../setup/delivering.ts";
import { allKeys, findEverywhere } from "../../setup/keyspace.ts";
import { freshRequest, NAMED_PEOPLE, ORGANISATION, openStore, type Store } from "../../setup/store.ts";

const ZONE = "Europe/Paris";
const GUEST = "gus@guest.example";

describe("what is kept about people, and for how long", () => {
  let store: Store;
  let host: Person;

  beforeEach(async () => {
    store = await openStore();
    host = await store.member("host");
  });
  afterEach(() => store.stop());

  const drain = () => workerOf(store, () => undefined).drain();
  /** So many days later, with everything that was due by then. */
  const daysLater = async (days: number) => {
    store.clock.advance(days * DAY_MS);
    // A fan-out that ends lets another begin.
    for (let i = 0; i < 3; i += 1) {
      await drain();
      store.clock.advance(1_000);
    }
  };
  const fresh = async ({ code }: Webinar): Promise<Webinar> => {
    const webinar = await store.webinars.get(ORGANISATION, code);
    if (!webinar) throw new Error("no webinar");
    return webinar;
  };
  const edit = async (webinar: Webinar, fields: Partial<WebinarFields>, confirm = { typed: "", count: 0 }) => {
    const before = await fresh(webinar);
    const edited = await store.core.edit({
      organisation: ORGANISATION,
      code: webinar.code,
      requestId: freshRequest(),
      by: host,
      version: before.version,
      fields: { ...fieldsOf(before, ZONE, zones, 1_000), ...fields },
      named: NAMED_PEOPLE,
      confirm,
    });
    if (!edited.ok) throw new Error(JSON.stringify(edited.refusal));
    return edited.value.webinar;
  };
  const guest = (address = GUEST): Promise<Person> => {
    const parsed = parseAddress(address);
    if (!parsed) throw new Error(address);
    return store.people.know(ORGANISATION, { address: parsed, firstName: "Gus", lastName: "Gone", fullMember: false });
  };
  const register = async (webinar: Webinar, person: Person) => {
    const result = await store.register(webinar.code, person);
    if (!result.ok) throw new Error(JSON.stringify(result.refusal));
    return result.value.registration;
  };
  const invite = (webinar: Webinar, address: string) =>
    store.core.invite({
      organisation: ORGANISATION,
      code: webinar.code,
      requestId: freshRequest(),
      by: host,
      face: "slack",
      people: [{ by: "address", address: address as never }],
      unreadable: [],
    });
  const found = (...texts: string[]) => findEverywhere(store.redis, texts);

  it("A13, P22: 90 days after the end nothing tells who came; the webinar, its counts and what was done stay", async () => {
    const webinar = await store.schedule(host, { fields: { policy: "automatic" } });
    const gus = await guest();
    const { key } = await register(webinar, gus);
    await invite(webinar, "ida@guest.example");
    await store.gate.admit(webinar, key, "token", { now: store.clock.now(), deliveries: [] });
    await drain();
    await daysLater(89);
    expect(await found(GUEST, "ida@guest.example", key)).not.toEqual([]);
    await daysLater(2);
    expect(await found(GUEST, "Gone", "ida@guest.example", gus.id)).toEqual([]);
    const after = await fresh(webinar);
    expect(after).toMatchObject({ title: "Deep sea", counts: { approved: 1 } });
    expect(await store.gate.attended(after)).toBe(1);
    const log = await store.webinars.log(ORGANISATION, webinar.code, 20);
    expect(log.map(({ act, by }) => `${act} ${by}`)).toEqual(
      ["forgotten nobody", "admitted undefined", "invited somebody", "registered somebody", "scheduled somebody"].map(
        (line) => line.replace(/^(invited|scheduled) somebody/, `$1 ${host.id}`),
      ),
    );
    // But for what goes by itself sooner, these keys are left.
    const left = (await allKeys(store.redis)).filter(
      (name) => name.includes(webinar.code) && !/lanes:|:entrance:/.test(name),
    );
    expect(left.map((name) => name.split(":").at(-1)).toSorted()).toEqual([
      ...[webinar.code, "arrivals", "log", "reached", "webinar"],
    ]);
  });

  it("A13: the time follows a moved end, and a cancelled webinar is kept from its cancellation on", async () => {
    const moved = await store.schedule(host, { inMs: 10 * DAY_MS });
    const gus = await guest();
    await register(moved, gus);
    await edit(moved, { start: zones.wallOf(moved.startsAt + 30 * DAY_MS, ZONE) });
    const cancelled = await store.schedule(host, { inMs: 60 * DAY_MS });
    await register(cancelled, await guest("cora@guest.example"));
    const act = { organisation: ORGANISATION, code: cancelled.code, requestId: freshRequest(), by: host };
    await store.core.cancelWebinar({ ...act, way: "slack" });
    await drain();
    await daysLater(91);
    expect(await found("cora@guest.example")).toEqual([]);
    expect(await found(GUEST)).not.toEqual([]);
    // 101 days: the time that the first end had.
    await daysLater(11);
    expect(await found(GUEST)).not.toEqual([]);
    await daysLater(30);
    expect(await found(GUEST)).toEqual([]);
  });

  it("A13, S11: archives, inquiries, answers and dead deliveries go too", async () => {
    const webinar = await store.schedule(host, { inMs: DAY_MS });
    const gus = await guest();
    const { key } = await register(webinar, gus);
    const of = { organisation: ORGANISATION, code: webinar.code, key };
    const asked = await store.core.inquiries.ask({
      ...of,
      text: "Which?",
      by: host,
      requestId: freshRequest(),
      way: "slack",
    });
    if (!asked.ok) throw new Error(JSON.stringify(asked.refusal));
    const { inquiry } = asked.value;
    await store.core.inquiries.answer({
      ...of,
      inquiry: inquiry.id,
      of: "owner",
      text: "The blue ones",
      requestId: freshRequest(),
      way: "page",
    });
    const dying = workerOf(store, ({ kind }) => (kind === "registration" ? { kind: "never", code: "no" } : undefined));
    await dying.drain();
    expect(await store.redis.zcard(`${keys.lanes(ORGANISATION)}mail/dead`)).toBeGreaterThan(0);
    await edit(webinar, { registrationRequired: false }, { typed: webinar.code, count: 1 });
    await drain();
    expect(await found(GUEST, "The blue ones")).not.toEqual([]);
    await daysLater(92);
    expect(await found(GUEST, "The blue ones", gus.id)).toEqual([]);
  });

  it("A13: it goes on where it was when a worker died, in pieces, and meets everybody", async () => {
    const webinar = await store.schedule(host, { fields: { policy: "automatic" } });
    for (let i = 0; i < 450; i += 1) await register(webinar, await guest(`g${i}@guest.example`));
    await drain();
    store.clock.advance(91 * DAY_MS);
    // Two pieces, and then the process is gone.
    for (let i = 0; i < 2; i += 1) await store.retention.forget(await fresh(webinar), store.clock.now(), 200);
    expect(await store.archives.archived(ORGANISATION, webinar.code, 1)).toBe(50);
    await daysLater(0);
    expect(await found("@guest.example")).toEqual([]);
    expect((await fresh(webinar)).counts.approved).toBe(450);
    // The host was not seen since either.
    expect((await allKeys(store.redis)).filter((name) => name.startsWith(keys.peopleIndex(ORGANISATION)))).toEqual([]);
  });

  it("A13: a member who was seen lately stays, with what another webinar holds; later they go as well", async () => {
    const first = await store.schedule(host);
    const second = await store.schedule(host, { inMs: 60 * DAY_MS });
    const chat = "slack:T1:UMIA" as never;
    const profile = { address: "mia@example.com" as never, firstName: "Mia", lastName: "Gone", fullMember: true };
    const mia = await store.people.know(ORGANISATION, { ...profile, chatId: chat });
    await register(first, mia);
    await register(second, mia);
    await drain();
    await daysLater(91);
    expect(
      (await store.registrations.entry(ORGANISATION, first.code, { address: profile.address }))?.entry,
    ).toBeUndefined();
    expect(
      (await store.registrations.entry(ORGANISATION, second.code, { address: profile.address }))?.entry,
    ).toBeDefined();
    // She opens the app: her record is seen anew.
    await store.people.know(ORGANISATION, { ...profile, chatId: chat });
    await daysLater(60);
    expect(
      (await store.registrations.entry(ORGANISATION, second.code, { address: profile.address }))?.entry,
    ).toBeUndefined();
    expect(await store.people.byChat(ORGANISATION, chat)).toBeDefined();
    await daysLater(32);
    expect(await found("UMIA", "mia@example.com", "Gone", mia.id)).toEqual([]);
    expect(await store.people.get(ORGANISATION, host.id)).toBeUndefined();
  });

  it("A13: webinars stored before there was a time get one, and a change of the days reaches all", async () => {
    const webinar = await store.schedule(host);
    const gus = await guest();
    await register(webinar, gus);
    await drain();
    // As an earlier version left it.
    await store.redis.del(`${keys.lanes(ORGANISATION)}due`);
    const site = { ...store.core.site, retentionDays: 30 };
    const wired = wireCore({ redis: store.redis, site, secret: "another secret of the tests", clock: store.clock });
    const shorter = { ...store, core: wired.core };
    await wired.core.keepRetention();
    await wired.core.keepRetention();
    expect(await store.redis.zcard(`${keys.lanes(ORGANISATION)}due`)).toBe(1);
    store.clock.advance(32 * DAY_MS);
    await workerOf(shorter, () => undefined).drain();
    expect(await found(GUEST, "Gone")).toEqual([]);
  });

  it("A13: data that the operator keeps longer by now are not purged at the earlier time", async () => {
    const webinar = await store.schedule(host);
    await register(webinar, await guest());
    await drain();
    const site = { ...store.core.site, retentionDays: 200 };
    const wired = wireCore({ redis: store.redis, site, secret: "another secret of the tests", clock: store.clock });
    const longer = { ...store, core: wired.core };
    store.clock.advance(91 * DAY_MS);
    await workerOf(longer, () => undefined).drain();
    expect(await found(GUEST)).not.toEqual([]);
    store.clock.advance(110 * DAY_MS);
    await workerOf(longer, () => undefined).drain();
    expect(await found(GUEST)).toEqual([]);
  });

  it("A14: every script writes to a log by the one function that bounds it", () => {
    const bound = /^local function note\(.*?^end\n/gms;
    const writers = SCRIPTS.filter((name) => scriptText(name).replaceAll(bound, "").includes("'XADD'"));
    // It writes anew what was there.
    expect(writers).toEqual(["forget-log-2"]);
  });

  it("A14: however many register and leave, the log is bounded", async () => {
    const short = (name: "move-7" | "register-8") => scriptText(name).replace("LOG_KEPT = 500000", "LOG_KEPT = 100");
    const bounded = await openStore({ scripts: { "move-7": short("move-7"), "register-8": short("register-8") } });
    try {
      const by = await bounded.member("host");
      const webinar = await bounded.schedule(by);
      for (let i = 0; i < 150; i += 1) {
        const ann = await bounded.member(`ann${i}`);
        expect((await bounded.register(webinar.code, ann)).ok).toBe(true);
        const act = { organisation: ORGANISATION, code: webinar.code, requestId: freshRequest() };
        expect((await bounded.core.leave({ ...act, of: ann, way: "page" })).ok).toBe(true);
      }
      // Redis trims whole nodes of a hundred.
      expect(await bounded.redis.xlen(keys.log(ORGANISATION, webinar.code))).toBeLessThanOrEqual(200);
    } finally {
      await bounded.stop();
    }
  });
});
