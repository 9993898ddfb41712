import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { WebinarFields } from "../../../src/core/hosting/settings.ts";
import { newKey } from "../../../src/core/model/ids.ts";
import type { Status } from "../../../src/core/model/status.ts";
import { connectRedis } from "../../../src/redis/connect.ts";
import { keys } from "../../../src/redis/keys.ts";
import { SCRIPTS, scriptText } from "../../../src/redis/scripts.ts";
import { fc } from "../../setup/property.ts";
import { freshRequest, ORGANISATION, openStore, type Store } from "../../setup/store.ts";

const SEAT_CHECK = /^if holds and counts.held.*$/m;

describe("registrations in Redis", () => {
  let store: Store;
  beforeAll(async () => {
    store = await openStore();
  });
  afterAll(() => store.stop());

  const race = async (on: Store, people: number, cap: number) => {
    const webinar = await on.schedule(await on.member("host"), { cap });
    const members = await Promise.all(Array.from({ length: people }, (_, i) => on.member(`p${i}`)));
    const results = await Promise.all(members.map((member) => on.register(webinar.code, member)));
    const after = await on.webinars.get(ORGANISATION, webinar.code);
    return {
      seated: results.filter((result) => result.ok).length,
      full: results.filter((result) => !result.ok && result.refusal[0]?.refusal.reason === "webinar_full").length,
      held: after?.seatsHeld,
      pending: after?.counts.pending,
      stored: await on.archives.archived(ORGANISATION, webinar.code, 1),
    };
  };

  it("P9, S22: 500 people at once on 50 seats: exactly 50 hold one, 450 are told it is full", async () => {
    expect(await race(store, 500, 50)).toEqual({ seated: 50, full: 450, held: 50, pending: 50, stored: 50 });
  });

  it("P9: the race sees a missing seat check", async () => {
    const text = scriptText("register-8");
    expect(text).toMatch(SEAT_CHECK);
    const mutant = await openStore({ scripts: { "register-8": text.replace(SEAT_CHECK, "") } });
    const { seated } = await race(mutant, 200, 10);
    await mutant.stop();
    expect(seated).toBe(200);
  });

  it("P10: one person a hundred times at once is one registration, told once", async () => {
    const webinar = await store.schedule(await store.member("host"));
    const person = await store.member("eager");
    const results = await Promise.all(Array.from({ length: 100 }, () => store.register(webinar.code, person)));
    const made = results.filter((result) => result.ok && !result.value.again);
    expect(results.every((result) => result.ok)).toBe(true);
    expect(made).toHaveLength(1);
    expect(await store.webinars.get(ORGANISATION, webinar.code)).toMatchObject({
      seatsHeld: 1,
      counts: { pending: 1 },
    });
  });

  it("A14: a registration keeps its last 20 changes and counts all, and an undo still finds who decided before", async () => {
    const host = await store.member("host");
    const webinar = await store.schedule(host, { inMs: 10 * 3_600_000 });
    const person = await store.member("restless");
    const act = () => ({
      organisation: ORGANISATION,
      code: webinar.code,
      requestId: freshRequest(),
      way: "slack" as const,
    });
    const stored = async () => {
      const found = await store.registrations.entry(ORGANISATION, webinar.code, { address: person.address as never });
      if (!found?.entry?.registration) throw new Error("not registered");
      return found.entry.registration;
    };
    for (let i = 0; i < 15; i += 1) {
      expect(await store.register(webinar.code, person)).toMatchObject({ ok: true });
      await store.core.leave({ ...act(), of: person });
      // Slowly enough for the limit of such changes.
      store.clock.advance(15 * 60_000);
    }
    await store.register(webinar.code, person);
    const { history, version, key } = await stored();
    expect(version).toBe(31);
    expect(history.map((entry) => entry.version)).toEqual(Array.from({ length: 20 }, (_, i) => 12 + i));
    expect(history.at(-1)?.status).toBe("pending");
    const decision = (of: number) => ({ ...act(), key, by: host, version: of });
    await store.core.decide({ ...decision(31), to: "approved", isChange: false });
    const { decidedAt } = await stored();
    // By then the approval is told: an undo brings back what its person knows.
    store.clock.advance(61_000);
    await store.core.decide({ ...decision(32), to: "rejected", isChange: true });
    expect(await store.core.undo(decision(33))).toMatchObject({ ok: true });
    expect(await stored()).toMatchObject({ status: "approved", version: 34, decidedBy: host.id, decidedAt });
    expect((await stored()).history).toHaveLength(20);
  });

  it("section 7: the same request sent again answers as the first did, and changes nothing", async () => {
    const webinar = await store.schedule(await store.member("host"));
    const person = await store.member("again");
    const request = freshRequest();
    const first = await store.register(webinar.code, person, request);
    const second = await store.register(webinar.code, person, request);
    expect(second).toEqual(first);
    expect(first).toMatchObject({ ok: true, value: { again: false } });
  });

  it("section 7: what registering answers is what is stored, whoever registers, leaves and registers anew", async () => {
    const host = await store.member("host");
    const kinds: [Partial<WebinarFields>, number][] = [
      [{}, 2],
      [{ policy: "automatic" }, 9],
      [{ waitlist: true }, 1],
    ];
    let n = 0;
    for (const [fields, cap] of kinds) {
      const webinar = await store.schedule(host, { cap, fields, inMs: 10 * 3_600_000 });
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.record({ who: fc.nat(3), leaves: fc.boolean() }), { maxLength: 8 }),
          async (acts) => {
            n += 1;
            for (const { who, leaves } of acts) {
              const person = await store.member(`same${n}-${who}`);
              const act = { organisation: ORGANISATION, code: webinar.code, requestId: freshRequest() };
              if (leaves) await store.core.leave({ ...act, way: "page", of: person });
              const made = leaves ? undefined : await store.register(webinar.code, person);
              if (!made?.ok || made.value.again || !person.address) continue;
              const { webinar: then, entry, registration } = made.value;
              const read = await store.registrations.entry(ORGANISATION, webinar.code, { address: person.address });
              expect({ webinar: then, entry }).toEqual(read);
              expect(entry?.registration).toEqual(registration);
            }
          },
        ),
        { numRuns: 12 },
      );
    }
  });

  it("section 7: a repeat of an old registration does not register who cancelled since", async () => {
    const webinar = await store.schedule(await store.member("host"));
    const person = await store.member("left");
    const request = freshRequest();
    const first = await store.register(webinar.code, person, request);
    if (!first.ok || !person.address) throw new Error("not registered");
    await store.core.leave({
      organisation: ORGANISATION,
      code: webinar.code,
      requestId: freshRequest(),
      way: "slack" as const,
      of: person,
    });
    const repeat = await store.register(webinar.code, person, request);
    expect(repeat).toMatchObject({ ok: true, value: { registration: { status: "cancelled", version: 2 } } });
  });

  it("P5: cancelling frees the seat in the same step, and registering again works and keeps the ID (S6)", async () => {
    const webinar = await store.schedule(await store.member("host"), { cap: 1 });
    const [first, second] = [await store.member("one"), await store.member("two")];
    const before = await store.register(webinar.code, first);
    expect(await store.register(webinar.code, second)).toMatchObject({ ok: false });
    if (!first.address) throw new Error("no address");
    const of = first;
    await store.core.leave({
      organisation: ORGANISATION,
      code: webinar.code,
      requestId: freshRequest(),
      way: "slack" as const,
      of,
    });
    expect(await store.webinars.get(ORGANISATION, webinar.code)).toMatchObject({
      seatsHeld: 0,
      counts: { pending: 0, cancelled: 1 },
    });
    const back = await store.register(webinar.code, first);
    expect(back).toMatchObject({ ok: true, value: { again: false, registration: { status: "pending", version: 3 } } });
    expect(back.ok && back.value.entry?.registrationId).toBe(before.ok && before.value.entry?.registrationId);
    expect(await store.webinars.get(ORGANISATION, webinar.code)).toMatchObject({
      seatsHeld: 1,
      counts: { pending: 1, cancelled: 0 },
    });
  });

  it("S4: 20 hosts deciding one request at once make one decision; the others are told whose", async () => {
    const host = await store.member("host");
    const webinar = await store.schedule(host);
    const person = await store.member("wanted");
    const registered = await store.register(webinar.code, person);
    if (!registered.ok) throw new Error("not registered");
    const { key, version } = registered.value.registration;
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        store.core.decide({
          organisation: ORGANISATION,
          code: webinar.code,
          key,
          version,
          by: host,
          requestId: freshRequest(),
          way: "slack" as const,
          to: i % 2 === 0 ? "approved" : "rejected",
          isChange: false,
        }),
      ),
    );
    const kinds = new Set(
      results.filter((result) => result.ok).map((result) => result.ok && result.value.registration.status),
    );
    expect(kinds.size).toBe(1);
    const refused = results.filter((result) => !result.ok);
    expect(refused).toHaveLength(10);
    for (const result of refused)
      expect(result).toMatchObject({ refusal: { refusal: { reason: "already_decided", byName: "host Test" } } });
    const after = await store.registrations.entry(ORGANISATION, webinar.code, { key });
    expect(after?.entry?.registration?.version).toBe(2);
  });

  it("section 1: only pending can be decided, by the version the card showed", async () => {
    const host = await store.member("host");
    const webinar = await store.schedule(host);
    const person = await store.member("versions");
    const registered = await store.register(webinar.code, person);
    if (!registered.ok || !person.address) throw new Error("not registered");
    const { key } = registered.value.registration;
    const decide = (version: number) =>
      store.core.decide({
        organisation: ORGANISATION,
        code: webinar.code,
        key,
        version,
        by: host,
        requestId: freshRequest(),
        way: "slack" as const,
        to: "approved" as const,
        isChange: false,
      });
    expect(await decide(7)).toMatchObject({ ok: false, refusal: { refusal: { reason: "request_changed" } } });
    await store.core.leave({
      organisation: ORGANISATION,
      code: webinar.code,
      requestId: freshRequest(),
      way: "slack" as const,
      of: person,
    });
    expect(await decide(2)).toMatchObject({ ok: false, refusal: { refusal: { reason: "request_changed" } } });
    expect(await decide(1)).toMatchObject({ ok: false, refusal: { refusal: { reason: "request_changed" } } });
    const status: Status | undefined = (await store.registrations.entry(ORGANISATION, webinar.code, { key }))?.entry
      ?.registration?.status;
    expect(status).toBe("cancelled");
  });

  it("an unknown key of this webinar, and another webinar's key, decide nothing", async () => {
    const host = await store.member("host");
    const [one, two] = [await store.schedule(host), await store.schedule(host)];
    const registered = await store.register(one.code, await store.member("elsewhere"));
    if (!registered.ok) throw new Error("not registered");
    for (const key of [newKey(), registered.value.registration.key]) {
      const result = await store.core.decide({
        organisation: ORGANISATION,
        code: two.code,
        key,
        version: 1,
        by: host,
        requestId: freshRequest(),
        way: "slack" as const,
        to: "approved",
        isChange: false,
      });
      expect(result).toMatchObject({ ok: false, refusal: { refusal: { reason: "unknown_registration" } } });
    }
  });

  it("S23: the gate admits the plan's number of people, each counted once", async () => {
    const small = await openStore({ plan: 1 });
    const webinar = await small.schedule(await small.member("host"));
    expect(await small.gate.admit(webinar, "a", "t1", { now: small.clock.now(), deliveries: [] })).toEqual({
      kind: "admitted",
    });
    expect(await small.gate.admit(webinar, "a", "t2", { now: small.clock.now(), deliveries: [] })).toEqual({
      kind: "admitted",
    });
    expect(await small.gate.admit(webinar, "b", "t3", { now: small.clock.now(), deliveries: [] })).toEqual({
      kind: "full",
    });
    await small.stop();
  });

  it("the way from the gate to the meeting works once", async () => {
    const webinar = await store.schedule(await store.member("host"));
    await store.gate.admit(webinar, "a", "once", { now: store.clock.now(), deliveries: [] });
    expect(await store.gate.enter(webinar.code, "once")).toMatchObject({
      webinar: { link: webinar.link },
      attendee: "a",
    });
    expect(await store.gate.enter(webinar.code, "once")).toBeUndefined();
  });

  it("a Redis set up with another number of partitions is refused", async () => {
    const other = await openStore();
    await other.redis.set(keys.partitions, "4");
    await expect(connectRedis({ url: `unix://${other.server.path}` }, () => {})).rejects.toThrow("4 partitions");
    await other.stop();
  });

  it("section 7: a leave sent again after the person registered anew answers, and cancels nothing", async () => {
    const webinar = await store.schedule(await store.member("host"));
    const person = await store.member("back-again");
    const leave = {
      organisation: ORGANISATION,
      code: webinar.code,
      requestId: freshRequest(),
      way: "slack" as const,
      answerStays: false,
      of: person,
    };
    await store.register(webinar.code, person);
    expect(await store.core.leave(leave)).toMatchObject({ ok: true, value: { registration: { status: "cancelled" } } });
    expect(await store.core.leave(leave)).toMatchObject({ ok: true, value: { registration: { status: "cancelled" } } });
    await store.register(webinar.code, person);
    expect(await store.core.leave(leave)).toMatchObject({ ok: true });
    expect(await store.webinars.get(ORGANISATION, webinar.code)).toMatchObject({
      counts: { pending: 1 },
      seatsHeld: 1,
    });
  });

  it("section 7: one schedule sent twice at once is one webinar, and both answers name it", async () => {
    const host = await store.member("twice");
    const before = await store.redis.zcard(keys.webinars(ORGANISATION));
    const requestId = freshRequest();
    const both = await Promise.all([store.schedule(host, { requestId }), store.schedule(host, { requestId })]);
    expect(both[0].code).toBe(both[1].code);
    expect(await store.webinars.get(ORGANISATION, both[0].code)).toBeDefined();
    expect(await store.redis.zcard(keys.webinars(ORGANISATION))).toBe(before + 1);
  });

  it("an address with a percent sign gets its own mail", async () => {
    const webinar = await store.schedule(await store.member("host"));
    await store.register(webinar.code, await store.member("bo%vb"));
    const bodies = await Promise.all((await store.redis.keys("*lanes:mail/d:*")).map((key) => store.redis.get(key)));
    expect(bodies.filter((body) => body?.includes("bo%vb@example.com"))).toHaveLength(1);
  });

  it("a member whose address changed still has their registration", async () => {
    const webinar = await store.schedule(await store.member("host"));
    const chat = "slack:T1:UMOVED" as never;
    const profile = { chatId: chat, firstName: "Mo", lastName: "Ved", fullMember: true };
    const before = await store.people.know(ORGANISATION, { ...profile, address: "old@example.com" as never });
    await store.register(webinar.code, before);
    const after = await store.people.know(ORGANISATION, { ...profile, address: "new@example.com" as never });
    expect(after.id).toBe(before.id);
    expect(await store.core.queries.show(ORGANISATION, webinar.code, after)).toMatchObject({
      ok: true,
      value: { registration: { status: "pending" } },
    });
    const left = await store.core.leave({
      organisation: ORGANISATION,
      code: webinar.code,
      requestId: freshRequest(),
      way: "slack" as const,
      of: after,
    });
    expect(left).toMatchObject({ ok: true, value: { registration: { status: "cancelled" } } });
  });

  it("an address that changed hands gives its new owner neither the registration nor the ID of the old one", async () => {
    const webinar = await store.schedule(await store.member("host"));
    const account = (user: string, address: string) =>
      store.people.know(ORGANISATION, {
        chatId: `slack:T1:${user}` as never,
        address: address as never,
        firstName: user,
        lastName: "Test",
        fullMember: true,
      });
    await store.register(webinar.code, await account("UOLD", "shared@example.com"));
    await account("UOLD", "elsewhere@example.com");
    const heir = await account("UNEW", "shared@example.com");
    const refused = await store.register(webinar.code, heir);
    expect(refused).toMatchObject({ ok: false, refusal: [{ refusal: { reason: "address_in_use" } }] });
    expect(JSON.stringify(refused)).not.toContain("registrationId");
  });

  it("list finds what is coming up behind a busy day", async () => {
    const busy = await openStore();
    const host = await busy.member("host");
    for (let i = 0; i < 40; i += 1) await busy.schedule(host, { inMs: 60_000 });
    const later = await busy.schedule(host, { inMs: 10 * 3_600_000 });
    busy.clock.advance(4 * 3_600_000);
    const { some, page } = await busy.core.queries.upcoming({ organisation: ORGANISATION, face: "slack" }, 0);
    expect([some.map(({ code }) => code), page.total]).toEqual([[later.code], 1]);
    await busy.stop();
  });

  it("every script says in its header what its keys, arguments and answers are", () => {
    for (const name of SCRIPTS) {
      const text = scriptText(name);
      expect(text, name).toMatch(/^-- KEYS 1/m);
      if (/^[^-].*\bARGV\b/m.test(text)) expect(text, name).toMatch(/ARGV 1/);
      expect(text, name).toMatch(/^-- Answers/m);
      // Arguments and keys get their names in the first lines; below these nothing is named by number.
      expect(text, name).not.toMatch(/^(?!local ).*\b(ARGV|KEYS)\[\d/m);
    }
  });

  it("people: an account and an address that meet in one profile are one person (N16)", async () => {
    const guest = await store.member("both");
    const { address } = guest;
    if (!address) throw new Error("no address");
    const slack = await store.people.know(ORGANISATION, {
      chatId: "slack:T1:U9" as never,
      address,
      firstName: "Both",
      lastName: "Ways",
      fullMember: true,
    });
    const teams = await store.people.know(ORGANISATION, {
      chatId: "teams:x:9" as never,
      address,
      firstName: "Both",
      lastName: "Ways",
      fullMember: true,
    });
    expect(slack.id).toBe(guest.id);
    expect(teams.id).toBe(guest.id);
    expect(teams.chats).toEqual(["slack:T1:U9", "teams:x:9"]);
    // What a stranger types on the page does not rename a member.
    const typed = await store.people.know(ORGANISATION, {
      address,
      firstName: "Mallory",
      lastName: "M",
      fullMember: false,
    });
    expect(typed).toMatchObject({ firstName: "Both", fullMember: true });
  });
});
