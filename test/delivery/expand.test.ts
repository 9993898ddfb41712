import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Delivery } from "../../src/core/deliveries/delivery.ts";
import { ARCHIVE_KEPT_MS } from "../../src/core/hosting/edit.ts";
import { fieldsOf } from "../../src/core/hosting/settings.ts";
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
const HOUR = 3_600_000;

describe("a change that concerns everybody", () => {
  let store: Store;
  let host: Person;
  let sent: Delivery[];
  let expand: (claimed: Claimed) => Promise<void>;

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
        if (await store.core.present(delivery)) sent.push(delivery);
        return { kind: "sent" };
      },
    });

  beforeEach(async () => {
    store = await openStore();
    host = await store.member("host");
    sent = [];
    expand = expandOf(store);
  });
  afterEach(() => store.stop());

  /** Everything that waits, sent; what is due in days stays. */
  const drain = async (worker = makeOne()) => worker.drain();

  const registered = async (webinar: Webinar, count: number, from = 0): Promise<Person[]> => {
    const people: Person[] = [];
    for (let i = from; i < from + count; i += 1) {
      const person = await store.member(`p${i}`);
      await store.register(webinar.code, person);
      people.push(person);
    }
    return people;
  };
  const edit = (webinar: Webinar, change: Partial<ReturnType<typeof fieldsOf>>, confirm = { typed: "", count: 0 }) =>
    store.core.edit({
      organisation: ORGANISATION,
      code: webinar.code,
      requestId: freshRequest(),
      by: host,
      named: NAMED_PEOPLE,
      version: webinar.version,
      confirm,
      fields: { ...fieldsOf(webinar, ZONE, zones, 1_000), ...change },
    });
  const later = (webinar: Webinar, hours: number) => ({ start: zones.wallOf(webinar.startsAt + hours * HOUR, ZONE) });
  const told = (kind: Delivery["matter"]["kind"]) =>
    sent.filter(({ matter }) => matter.kind === kind).map(({ to }) => (to.kind === "mail" ? to.address : ""));
  const fresh = async ({ code }: Webinar) => {
    const webinar = await store.webinars.get(ORGANISATION, code);
    if (!webinar) throw new Error("gone");
    return webinar;
  };

  it("a move tells everybody who holds a seat once, in pieces, and nobody else", async () => {
    const webinar = await store.schedule(host, { inMs: 24 * HOUR });
    const people = await registered(webinar, 250);
    const [gone, refused] = people;
    if (!gone || !refused) throw new Error("nobody");
    await store.core.leave({
      organisation: ORGANISATION,
      code: webinar.code,
      requestId: freshRequest(),
      way: "slack" as const,
      of: gone,
    });
    const entry = await store.registrations.entry(ORGANISATION, webinar.code, { address: refused.address as never });
    await store.core.decide({
      organisation: ORGANISATION,
      code: webinar.code,
      requestId: freshRequest(),
      way: "slack" as const,
      by: host,
      to: "rejected",
      isChange: false,
      key: entry?.entry?.key as never,
      version: 1,
    });
    // Until it is told, who is rejected knows of a request that waits.
    store.clock.advance(61_000);
    await drain();
    let pieces = 0;
    const whole = expand;
    expand = (claimed) => {
      pieces += 1;
      return whole(claimed);
    };
    const done = await edit(await fresh(webinar), later(webinar, 2));
    expect(done).toMatchObject({ ok: true, value: { webinar: { sequence: 1 } } });
    await drain();
    expect(told("moved").toSorted()).toEqual(
      people
        .slice(2)
        .map(({ address }) => address)
        .toSorted(),
    );
    expect(pieces).toBeGreaterThan(3);
  });

  it("a worker that dies between two pieces, or in one, leaves nobody out and tells nobody twice", async () => {
    const webinar = await store.schedule(host, { inMs: 24 * HOUR });
    const people = await registered(webinar, 320);
    await drain();
    await edit(await fresh(webinar), later(webinar, 2));
    const whole = expand;
    let calls = 0;
    expand = async (claimed) => {
      calls += 1;
      // Dies before the piece is stored, then after it, without a word.
      if (calls === 2) throw new Error("killed");
      await whole(claimed);
      if (calls === 3) throw new Error("killed");
    };
    for (let i = 0; i < 30; i += 1) {
      await drain(makeOne());
      store.clock.advance(30_000);
    }
    expect(told("moved").toSorted()).toEqual(people.map(({ address }) => address).toSorted());
  });

  it("while it is told to many, somebody else's registration and mail do not wait for its end", async () => {
    const webinar = await store.schedule(host, { inMs: 24 * HOUR });
    await registered(webinar, 300);
    await drain();
    await edit(await fresh(webinar), later(webinar, 2));
    const whole = expand;
    const other = await store.schedule(await store.member("other"));
    let between = "";
    expand = async (claimed) => {
      await whole(claimed);
      if (between !== "") return;
      const result = await store.register(other.code, await store.member("bystander"));
      between = result.ok ? "registered" : "refused";
    };
    await drain();
    expect(between).toBe("registered");
    const bystander = sent.findIndex(({ to }) => to.kind === "mail" && to.address === "bystander@example.com");
    const last = sent.findLastIndex(({ matter }) => matter.kind === "moved");
    expect(bystander).toBeGreaterThanOrEqual(0);
    expect(bystander).toBeLessThan(last);
  });

  it("moved twice before anybody was told: the newest time alone is told", async () => {
    const webinar = await store.schedule(host, { inMs: 24 * HOUR });
    await registered(webinar, 3);
    await drain();
    await edit(await fresh(webinar), later(webinar, 2));
    await edit(await fresh(webinar), later(webinar, 5));
    await drain();
    expect(told("moved")).toHaveLength(3);
    expect(sent.filter(({ matter }) => matter.kind === "moved" && matter.sequence !== 2)).toEqual([]);
  });

  it("N3: what a person has is found under the new time, however far it was moved", async () => {
    const webinar = await store.schedule(host, { inMs: HOUR });
    const [person] = await registered(webinar, 1);
    if (!person) throw new Error("nobody");
    await edit(await fresh(webinar), later(webinar, 72));
    await drain();
    store.clock.advance(50 * HOUR);
    expect(
      (await store.core.queries.mine({ organisation: ORGANISATION, face: "slack" }, person.id, 0)).some,
    ).toMatchObject([{ webinar: { code: webinar.code } }]);
  });

  it("cancelling tells everybody once and ends the waiting of those in line", async () => {
    const webinar = await store.schedule(host, { inMs: 24 * HOUR });
    const people = await registered(webinar, 120);
    const waiting = people[5];
    const of = { address: waiting?.address as never };
    const key = (await store.registrations.entry(ORGANISATION, webinar.code, of))?.entry?.key as never;
    await store.redis.hset(keys.registration(ORGANISATION, webinar.code, 1, key), "s", "waitlisted");
    await store.redis.hset(keys.webinar(ORGANISATION, webinar.code), "n:waitlisted", 1, "n:pending", 119, "held", 119);
    await drain();
    await store.core.cancelWebinar({
      organisation: ORGANISATION,
      code: webinar.code,
      requestId: freshRequest(),
      way: "slack" as const,
      by: host,
    });
    await drain();
    expect(told("called_off").toSorted()).toEqual(people.map(({ address }) => address).toSorted());
    const after = await store.registrations.entry(ORGANISATION, webinar.code, { key });
    expect(after).toMatchObject({
      webinar: { state: "cancelled", counts: { waitlisted: 0, cancelled: 1, pending: 119 }, seatsHeld: 119 },
      entry: { registration: { status: "cancelled", version: 2 } },
    });
  });

  it("S11, S28: those whose registration was deleted are told, their cards lose their buttons, and 30 days later it is purged", async () => {
    const webinar = await store.schedule(host, { inMs: ARCHIVE_KEPT_MS + 48 * HOUR });
    const people = await registered(webinar, 130);
    await drain();
    sent = [];
    const off = { registrationRequired: false };
    await edit(await fresh(webinar), off, { typed: webinar.code, count: 130 });
    await drain();
    expect(told("let_go").toSorted()).toEqual(people.map(({ address }) => address).toSorted());
    store.clock.advance(3_000);
    await drain();
    // N5: the first five have a card of their own, the crowd after them one for all.
    const cards = sent.filter(({ matter }) => matter.kind === "request" || matter.kind === "digest");
    expect(cards.map(({ matter }) => matter.kind).toSorted()).toEqual(["digest", ...Array(5).fill("request")]);
    for (const card of cards) expect(await store.core.present(card)).toMatchObject({ kind: "request_gone" });
    expect(await store.archives.archived(ORGANISATION, webinar.code, 1)).toBe(130);
    store.clock.advance(ARCHIVE_KEPT_MS + 1_000);
    for (let i = 0; i < 5; i += 1) {
      await drain();
      store.clock.advance(1_000);
    }
    expect(await store.redis.keys("*:e1:*")).toEqual([]);
    expect(await store.archives.archives(ORGANISATION, webinar.code)).toEqual([]);
  });

  it("N10: in the minute of an undo, a move is told by what people know, and the news that it overtook as well", async () => {
    const webinar = await store.schedule(host, { inMs: 24 * HOUR });
    const [person] = await registered(webinar, 1);
    // Their first news still waits when the host decides, and takes it back.
    const entry = await store.registrations.entry(ORGANISATION, webinar.code, { address: person?.address as never });
    const key = entry?.entry?.key as never;
    const about = { organisation: ORGANISATION, code: webinar.code, key, by: host, way: "slack" as const };
    await store.core.decide({ ...about, requestId: freshRequest(), to: "rejected", isChange: false, version: 1 });
    await edit(await fresh(webinar), later(webinar, 2));
    await store.core.undo({ ...about, requestId: freshRequest(), version: 2 });
    await drain();
    expect(told("moved")).toEqual([person?.address]);
    expect(told("registration")).toEqual([person?.address]);
  });

  it("who is invited by a process whose clock is ahead is told of a move that follows", async () => {
    const webinar = await store.schedule(host, { inMs: 24 * HOUR });
    await store.core.invite({
      organisation: ORGANISATION,
      code: webinar.code,
      requestId: freshRequest(),
      by: host,
      face: "slack",
      people: [{ by: "address", address: "one@example.org" as never }],
      unreadable: [],
    });
    store.clock.advance(-2_000);
    await edit(await fresh(webinar), later(webinar, 2));
    store.clock.advance(2_000);
    await drain();
    expect(told("moved")).toEqual(["one@example.org"]);
  });

  it("without registration, a move and a cancellation are told to the invitees", async () => {
    const webinar = await store.schedule(host, { inMs: 24 * HOUR, fields: { registrationRequired: false } });
    await store.core.invite({
      organisation: ORGANISATION,
      code: webinar.code,
      requestId: freshRequest(),
      by: host,
      face: "slack",
      people: ["one@example.org", "two@example.org"].map((one) => ({
        by: "address" as const,
        address: one as never,
      })),
      unreadable: [],
    });
    await drain();
    await edit(await fresh(webinar), later(webinar, 2));
    await drain();
    expect(told("moved").toSorted()).toEqual(["one@example.org", "two@example.org"]);
    await store.core.cancelWebinar({
      organisation: ORGANISATION,
      code: webinar.code,
      requestId: freshRequest(),
      way: "slack" as const,
      by: host,
    });
    await drain();
    expect(told("called_off").toSorted()).toEqual(["one@example.org", "two@example.org"]);
  });
});
