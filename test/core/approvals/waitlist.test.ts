import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fieldsOf, type WebinarFields } from "../../../src/core/hosting/settings.ts";
import type { Person } from "../../../src/core/model/person.ts";
import type { Status } from "../../../src/core/model/status.ts";
import type { Webinar } from "../../../src/core/model/webinar.ts";
import { keys } from "../../../src/redis/keys.ts";
import { scriptText } from "../../../src/redis/scripts.ts";
import { zones } from "../../../src/zones.ts";
import { workerOf } from "../../setup/delivering.ts";
import { freshRequest, NAMED_PEOPLE, ORGANISATION, openStore, type Store } from "../../setup/store.ts";

const MINUTE = 60_000;

describe("the waiting list", () => {
  let store: Store;
  let host: Person;
  let sent: string[];
  beforeEach(async () => {
    store = await openStore();
    host = await store.member("host");
    sent = [];
  });
  afterEach(() => store.stop());

  const drain = (on = store) =>
    workerOf(on, (notice, { to }) => {
      if (notice.kind === "registration" && to.kind === "mail")
        sent.push(`${to.address.split("@")[0]} ${notice.registration.status}`);
    }).drain();
  const schedule = (cap: number, fields: Partial<WebinarFields> = {}) =>
    store.schedule(host, { cap, inMs: 48 * 60 * MINUTE, fields: { waitlist: true, ...fields } });
  const register = async ({ code }: Webinar, name: string, on = store) => {
    const person = await on.member(name);
    const result = await on.register(code, person);
    if (!result.ok) throw new Error(JSON.stringify(result.refusal));
    return { person, key: result.value.registration.key, status: result.value.registration.status };
  };
  const statusOf = async ({ code }: Webinar, person: Person): Promise<Status | undefined> => {
    const found = await store.registrations.entry(ORGANISATION, code, { address: person.address as never });
    return found?.entry?.registration?.status;
  };
  const leave = ({ code }: Webinar, of: Person, on = store) =>
    on.core.leave({
      organisation: ORGANISATION,
      code,
      requestId: freshRequest(),
      way: "slack" as const,
      of,
    });
  const claim = ({ code }: Webinar, of: Person) =>
    store.core.waitlist.claim({
      organisation: ORGANISATION,
      code,
      requestId: freshRequest(),
      way: "slack" as const,
      of,
      answerStays: false,
    });
  const fresh = async ({ code }: Webinar) => {
    const webinar = await store.webinars.get(ORGANISATION, code);
    if (!webinar) throw new Error("gone");
    return webinar;
  };

  it("P6: full, the person gets a position; a freed seat is offered to the first in line in the same step", async () => {
    const webinar = await schedule(1);
    const ann = await register(webinar, "ann");
    const [bob, cleo] = [await register(webinar, "bob"), await register(webinar, "cleo")];
    expect([ann.status, bob.status, cleo.status]).toEqual(["pending", "waitlisted", "waitlisted"]);
    const second = await store.registrations.entry(ORGANISATION, webinar.code, { key: cleo.key });
    expect(second?.entry?.position).toBe(2);
    await leave(webinar, ann.person);
    expect(await fresh(webinar)).toMatchObject({ seatsHeld: 1, counts: { offered: 1, waitlisted: 1, cancelled: 1 } });
    expect(await statusOf(webinar, bob.person)).toBe("offered");
    expect(await claim(webinar, cleo.person)).toMatchObject({ refusal: { reason: "nothing_offered" } });
    expect(await claim(webinar, bob.person)).toMatchObject({
      ok: true,
      value: { registration: { status: "pending" } },
    });
    expect(await fresh(webinar)).toMatchObject({ seatsHeld: 1, counts: { pending: 1, offered: 0 } });
    await drain();
    expect(sent).toContain("cleo waitlisted");
  });

  it("S19, P6: with automatic approval a claimed seat is approved; a rejection offers the seat too", async () => {
    const webinar = await schedule(1, { policy: "automatic" });
    const ann = await register(webinar, "ann");
    const bob = await register(webinar, "bob");
    expect(ann.status).toBe("approved");
    await leave(webinar, ann.person);
    expect(await claim(webinar, bob.person)).toMatchObject({ value: { registration: { status: "approved" } } });
    const manual = await schedule(1);
    const [dan, eve] = [await register(manual, "dan"), await register(manual, "eve")];
    const by = {
      by: host,
      requestId: freshRequest(),
      way: "slack" as const,
      version: 1,
      to: "rejected",
      isChange: false,
    } as const;
    await store.core.decide({ organisation: ORGANISATION, code: manual.code, key: dan.key, ...by });
    // The seat is kept while the rejection can be undone (N10).
    expect(await statusOf(manual, eve.person)).toBe("waitlisted");
    store.clock.advance(61_000);
    await drain();
    expect(await statusOf(manual, eve.person)).toBe("offered");
  });

  it("P7: an unclaimed offer goes to the next; the first time its person goes to the tail, the second time out", async () => {
    const webinar = await schedule(1, { offerMinutes: 10 });
    const ann = await register(webinar, "ann");
    const [bob, cleo] = [await register(webinar, "bob"), await register(webinar, "cleo")];
    await drain();
    await leave(webinar, ann.person);
    expect(await statusOf(webinar, bob.person)).toBe("offered");
    store.clock.advance(11 * MINUTE);
    expect(await claim(webinar, bob.person)).toMatchObject({ refusal: { reason: "nothing_offered" } });
    await drain();
    expect([await statusOf(webinar, bob.person), await statusOf(webinar, cleo.person)]).toEqual([
      "waitlisted",
      "offered",
    ]);
    store.clock.advance(11 * MINUTE);
    await drain();
    expect([await statusOf(webinar, bob.person), await statusOf(webinar, cleo.person)]).toEqual([
      "offered",
      "waitlisted",
    ]);
    store.clock.advance(11 * MINUTE);
    await drain();
    expect([await statusOf(webinar, bob.person), await statusOf(webinar, cleo.person)]).toEqual([
      "cancelled",
      "offered",
    ]);
    store.clock.advance(11 * MINUTE);
    await drain();
    expect(await statusOf(webinar, cleo.person)).toBe("cancelled");
    expect(await fresh(webinar)).toMatchObject({ seatsHeld: 0, counts: { waitlisted: 0, offered: 0, cancelled: 3 } });
    expect(sent.filter((line) => line.startsWith("bob"))).toEqual([
      "bob waitlisted",
      "bob offered",
      "bob waitlisted",
      "bob offered",
      "bob cancelled",
    ]);
  });

  it("P7: alone in line, the first expiry offers the seat again at once", async () => {
    const webinar = await schedule(1, { offerMinutes: 10 });
    const ann = await register(webinar, "ann");
    const bob = await register(webinar, "bob");
    await leave(webinar, ann.person);
    store.clock.advance(11 * MINUTE);
    await drain();
    expect(await statusOf(webinar, bob.person)).toBe("offered");
    expect(await claim(webinar, bob.person)).toMatchObject({ ok: true });
    store.clock.advance(11 * MINUTE);
    await drain();
    expect(await statusOf(webinar, bob.person)).toBe("pending");
  });

  it("an offer ends with its term or at the start, whichever is earlier; after the start it is good for five minutes", async () => {
    const webinar = await schedule(1);
    const ann = await register(webinar, "ann");
    const bob = await register(webinar, "bob");
    store.clock.advance(webinar.startsAt - store.clock.now() - 30 * MINUTE);
    await leave(webinar, ann.person);
    const offer = await store.registrations.entry(ORGANISATION, webinar.code, { key: bob.key });
    expect(offer?.entry?.registration?.offerEndsAt).toBe(webinar.startsAt);
    const late = await register(webinar, "late");
    store.clock.advance(31 * MINUTE);
    await drain();
    const second = await store.registrations.entry(ORGANISATION, webinar.code, { key: late.key });
    expect(second?.entry?.registration).toMatchObject({
      status: "offered",
      offerEndsAt: store.clock.now() + 5 * MINUTE,
    });
  });

  it("P7: two seats freed at once never go to one person, nor one seat to two", async () => {
    const webinar = await schedule(10);
    const seated: Person[] = [];
    for (let i = 0; i < 10; i += 1) seated.push((await register(webinar, `seated${i}`)).person);
    for (let i = 0; i < 15; i += 1) await register(webinar, `waiting${i}`);
    await Promise.all(seated.map((person) => leave(webinar, person)));
    expect(await fresh(webinar)).toMatchObject({
      seatsHeld: 10,
      counts: { offered: 10, waitlisted: 5, cancelled: 10 },
    });
  });

  it("A5: 100 people leave a full webinar at once, 2,000 wait: every leave succeeds and FIFO holds", async () => {
    const webinar = await schedule(100);
    const names = Array.from({ length: 2_100 }, (_, i) => `p${i}`);
    const people: Person[] = [];
    for (let i = 0; i < names.length; i += 500)
      people.push(...(await Promise.all(names.slice(i, i + 500).map((name) => store.member(name)))));
    for (const person of people.slice(0, 100)) await store.register(webinar.code, person);
    // Together: those who wait join in whatever order the script sees.
    for (let i = 100; i < people.length; i += 500)
      await Promise.all(people.slice(i, i + 500).map((person) => store.register(webinar.code, person)));
    const { era } = await fresh(webinar);
    const line = await store.redis.zrange(keys.waitlist(ORGANISATION, webinar.code, era), "0", "-1");
    expect(line).toHaveLength(2_000);
    const left = await Promise.all(people.slice(0, 100).map((person) => leave(webinar, person)));
    expect(left.filter(({ ok }) => !ok)).toEqual([]);
    expect(await fresh(webinar)).toMatchObject({
      seatsHeld: 100,
      counts: { offered: 100, waitlisted: 1_900, cancelled: 100 },
    });
    const rest = await store.redis.zrange(keys.waitlist(ORGANISATION, webinar.code, era), "0", "-1");
    expect(rest).toEqual(line.slice(100));
  }, 30_000);

  it("A5: each way that frees a seat offers it to whoever is first by then", async () => {
    const webinar = await schedule(4, { offerMinutes: 10 });
    const seated = [];
    for (const name of ["ann", "bob", "cleo", "dan"]) seated.push(await register(webinar, name));
    const waiting: Awaited<ReturnType<typeof register>>[] = [];
    for (let i = 0; i < 6; i += 1) waiting.push(await register(webinar, `w${i}`));
    const [ann, bob, cleo] = seated.map(({ key }) => key);
    const act = (key = ann) => ({
      organisation: ORGANISATION,
      code: webinar.code,
      key: key as typeof ann & string,
      by: host,
      requestId: freshRequest(),
      way: "slack" as const,
      version: 1,
      isChange: false,
    });
    const offered = async () => {
      const statuses = await Promise.all(waiting.map(({ person }) => statusOf(webinar, person)));
      return statuses.filter((status) => status === "offered").length;
    };
    // A rejection settled, and one made after that; all at once, in no order.
    await store.core.decide({ ...act(ann), to: "rejected" });
    await store.core.decide({ ...act(bob), to: "rejected" });
    store.clock.advance(61_000);
    await Promise.all([
      ...[ann, bob].map((key) => store.core.settle(ORGANISATION, webinar.code, key as never, 2, 1)),
      store.core.decide({ ...act(cleo), to: "cancelled", isChange: true }),
      leave(webinar, seated[3]?.person as Person),
    ]);
    expect(await offered()).toBe(4);
    expect(await statusOf(webinar, waiting[3]?.person as Person)).toBe("offered");
    expect(await statusOf(webinar, waiting[4]?.person as Person)).toBe("waitlisted");
    await drain();
    // Whoever was offered a seat is told so, once.
    expect(sent.filter((one) => one.endsWith(" offered")).toSorted()).toEqual([0, 1, 2, 3].map((i) => `w${i} offered`));
    // The four offers expire at once.
    store.clock.advance(11 * MINUTE);
    await Promise.all(
      waiting.slice(0, 4).map(({ key }) => store.core.waitlist.expire(ORGANISATION, webinar.code, key, 2)),
    );
    expect(await fresh(webinar)).toMatchObject({ seatsHeld: 4, counts: { offered: 4, waitlisted: 2 } });
    expect(await statusOf(webinar, waiting[4]?.person as Person)).toBe("offered");
    expect(await statusOf(webinar, waiting[5]?.person as Person)).toBe("offered");
  });

  it("while somebody waits, a newcomer does not take a freed seat; raised seats are offered in order", async () => {
    const webinar = await schedule(1);
    await register(webinar, "ann");
    const waiting = [];
    for (let i = 0; i < 130; i += 1) waiting.push(await register(webinar, `w${i}`));
    const edited = await store.core.edit({
      organisation: ORGANISATION,
      code: webinar.code,
      requestId: freshRequest(),
      by: host,
      named: NAMED_PEOPLE,
      version: webinar.version,
      confirm: { typed: "", count: 0 },
      fields: { ...fieldsOf(webinar, "Europe/Paris", zones, 1_000), cap: 121 },
    });
    expect(edited.ok).toBe(true);
    expect((await register(webinar, "newcomer")).status).toBe("waitlisted");
    await drain();
    expect(await fresh(webinar)).toMatchObject({ seatsHeld: 121, counts: { offered: 120, waitlisted: 11 } });
    const statuses = await Promise.all(waiting.map(({ person }) => statusOf(webinar, person)));
    expect(statuses.lastIndexOf("offered")).toBe(119);
  });

  it("switched off, those in line stay and nobody new is taken; cancelled or over, nobody waits any more", async () => {
    const webinar = await schedule(1);
    await register(webinar, "ann");
    const bob = await register(webinar, "bob");
    const edit = await store.core.edit({
      organisation: ORGANISATION,
      code: webinar.code,
      requestId: freshRequest(),
      by: host,
      named: NAMED_PEOPLE,
      version: webinar.version,
      confirm: { typed: "", count: 0 },
      fields: { ...fieldsOf(webinar, "Europe/Paris", zones, 1_000), waitlist: false },
    });
    expect(edit.ok).toBe(true);
    expect(await store.register(webinar.code, await store.member("new"))).toMatchObject({ ok: false });
    expect(await statusOf(webinar, bob.person)).toBe("waitlisted");
    store.clock.advance(webinar.endsAt - store.clock.now() + MINUTE);
    await drain();
    expect(await statusOf(webinar, bob.person)).toBe("cancelled");
    const [newest] = await store.webinars.log(ORGANISATION, webinar.code, 1);
    expect(newest).toMatchObject({ act: "moved", key: bob.key, from: "waitlisted", to: "cancelled", way: "line" });
  });

  it("P6: the race for a freed seat sees a missing check", async () => {
    const text = scriptText("register-8");
    const check = /^if holds and waiting > 0.*$/m;
    expect(text).toMatch(check);
    const freedBeside = async (on: Store) => {
      const boss = await on.member("host");
      const webinar = await on.schedule(boss, { cap: 1, fields: { waitlist: true } });
      const ann = await register(webinar, "ann", on);
      await register(webinar, "bob", on);
      // A seat that is free while somebody waits, as between a raised cap and its offers.
      await on.core.edit({
        organisation: ORGANISATION,
        code: webinar.code,
        requestId: freshRequest(),
        by: boss,
        named: NAMED_PEOPLE,
        version: webinar.version,
        confirm: { typed: "", count: 0 },
        fields: { ...fieldsOf(webinar, "Europe/Paris", zones, 1_000), cap: 2, waitlist: false },
      });
      return { ann, newcomer: await on.register(webinar.code, await on.member("newcomer")) };
    };
    expect((await freedBeside(store)).newcomer.ok).toBe(false);
    const mutant = await openStore({ scripts: { "register-8": text.replace(check, "") } });
    expect((await freedBeside(mutant)).newcomer.ok).toBe(true);
    await mutant.stop();
  });
});
