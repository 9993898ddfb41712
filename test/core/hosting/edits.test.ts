import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EditInput } from "../../../src/core/hosting/edit.ts";
import { ARCHIVE_KEPT_MS } from "../../../src/core/hosting/edit.ts";
import { fieldsOf, type WebinarFields } from "../../../src/core/hosting/settings.ts";
import type { RegistrationKey } from "../../../src/core/model/ids.ts";
import type { Person } from "../../../src/core/model/person.ts";
import type { Webinar } from "../../../src/core/model/webinar.ts";
import { keys } from "../../../src/redis/keys.ts";
import { zones } from "../../../src/zones.ts";
import { freshRequest, NAMED_PEOPLE, ORGANISATION, openStore, type Store } from "../../setup/store.ts";

const ZONE = "Europe/Paris";

describe("a webinar that is changed, in Redis", () => {
  let store: Store;
  let host: Person;
  beforeAll(async () => {
    store = await openStore();
    host = await store.member("host");
  });
  afterAll(() => store.stop());

  const edit = (webinar: Webinar, fields: Partial<WebinarFields>, more: Partial<EditInput> = {}) =>
    store.core.edit({
      organisation: ORGANISATION,
      code: webinar.code,
      requestId: freshRequest(),
      by: host,
      version: webinar.version,
      fields: { ...fieldsOf(webinar, ZONE, zones, 1_000), ...fields },
      named: NAMED_PEOPLE,
      confirm: { typed: "", count: 0 },
      ...more,
    });
  const now = async ({ code }: Webinar): Promise<Webinar> => {
    const webinar = await store.webinars.get(ORGANISATION, code);
    if (!webinar) throw new Error("no webinar");
    return webinar;
  };
  const registered = async (webinar: Webinar, name: string) => {
    const person = await store.member(name);
    const result = await store.register(webinar.code, person);
    if (!result.ok) throw new Error(JSON.stringify(result.refusal));
    return { ...result.value.registration, person };
  };
  const decide = async (webinar: Webinar, key: RegistrationKey, to: "approved" | "rejected") => {
    const version =
      (await store.registrations.entry(ORGANISATION, webinar.code, { key }))?.entry?.registration?.version ?? 0;
    const by = { by: host, requestId: freshRequest(), way: "slack" as const };
    return store.core.decide({
      organisation: ORGANISATION,
      code: webinar.code,
      key,
      version,
      to,
      isChange: false,
      ...by,
    });
  };
  const entry = async (webinar: Webinar, key: RegistrationKey) =>
    (await store.registrations.entry(ORGANISATION, webinar.code, { key }))?.entry;
  const restore = (webinar: Webinar) => store.core.restore(ORGANISATION, webinar.code);

  it("the first of two hosts is saved, the second is told what changed, keeps what was typed, and can save then", async () => {
    const webinar = await store.schedule(host);
    const cohost = await store.member("cohost");
    await store.core.changeCohosts({
      organisation: ORGANISATION,
      code: webinar.code,
      requestId: freshRequest(),
      way: "slack" as const,
      by: host,
      isRemoval: false,
      people: [],
      unreadable: [],
    });
    const base = await now(webinar);
    expect(await edit(base, { title: "Deep blue sea", cap: 20 })).toMatchObject({ ok: true });
    const second = await edit(base, { description: "Bring a lamp." });
    if (second.ok) throw new Error("saved over the first");
    expect(second.refusal.problems).toMatchObject([
      {
        refusal: {
          reason: "changed_meanwhile",
          byName: "host Test",
          changes: [{ field: "title" }, { field: "cap" }],
        },
      },
    ]);
    expect(second.refusal.merged).toMatchObject({ title: "Deep blue sea", cap: 20, description: "Bring a lamp." });
    expect((await now(webinar)).description).toBe("");
    const { merged } = second.refusal;
    if (!merged) throw new Error("nothing to go on with");
    expect(await edit(merged, {})).toMatchObject({ ok: true });
    expect(await now(webinar)).toMatchObject({ title: "Deep blue sea", cap: 20, description: "Bring a lamp." });
    expect(cohost.id).not.toBe(host.id);
  });

  it("two hosts who save at the same moment: one is saved, the other is told", async () => {
    const webinar = await store.schedule(host);
    const both = await Promise.all([edit(webinar, { title: "One" }), edit(webinar, { description: "Two" })]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    const refused = both.find(({ ok }) => !ok);
    expect(refused).toMatchObject({ refusal: { problems: [{ refusal: { reason: "changed_meanwhile" } }] } });
  });

  it("section 7: the same edit sent again answers as the first did and changes nothing more", async () => {
    const webinar = await store.schedule(host);
    const requestId = freshRequest();
    expect(await edit(webinar, { title: "Once" }, { requestId })).toMatchObject({ ok: true });
    expect(await edit(webinar, { title: "Once" }, { requestId })).toMatchObject({ ok: true });
    expect((await now(webinar)).version).toBe(2);
  });

  it("S28: exactly the number that the form showed, and the code, delete; one more meanwhile asks again", async () => {
    const webinar = await store.schedule(host);
    await registered(webinar, "s28-a");
    const off = { registrationRequired: false };
    const asked = await edit(await now(webinar), off);
    expect(asked).toMatchObject({
      refusal: { problems: [{ field: "confirm", refusal: { reason: "confirm_deletion", count: 1, wrong: false } }] },
    });
    const wrong = await edit(await now(webinar), off, { confirm: { typed: "ZZZZZZ", count: 1 } });
    expect(wrong).toMatchObject({ refusal: { problems: [{ refusal: { reason: "confirm_deletion", wrong: true } }] } });
    await registered(webinar, "s28-b");
    const stale = await edit(await now(webinar), off, { confirm: { typed: webinar.code, count: 1 } });
    expect(stale).toMatchObject({ refusal: { problems: [{ refusal: { count: 2 } }] } });
    expect((await now(webinar)).registrationRequired).toBe(true);
    const done = await edit(await now(webinar), off, { confirm: { typed: webinar.code.toLowerCase(), count: 2 } });
    expect(done).toMatchObject({ ok: true, value: { deleted: 2, webinar: { registrationRequired: false, era: 2 } } });
    expect(await now(webinar)).toMatchObject({ seatsHeld: 0, counts: { pending: 0 } });
  });

  it("S28: a registration that comes in at the very moment is neither lost nor deleted uncounted", async () => {
    for (let round = 0; round < 10; round += 1) {
      const webinar = await store.schedule(host);
      await registered(webinar, `race-${round}-a`);
      const late = await store.member(`race-${round}-b`);
      const [off, in_] = await Promise.all([
        edit(await now(webinar), { registrationRequired: false }, { confirm: { typed: webinar.code, count: 1 } }),
        store.register(webinar.code, late),
      ]);
      const after = await now(webinar);
      // Either the deletion came first and the newcomer is told that none is needed, or it asks for both.
      if (off.ok)
        expect(in_).toMatchObject({ ok: false, refusal: [{ refusal: { reason: "registration_not_required" } }] });
      else expect([in_.ok, after.counts.pending]).toEqual([true, 2]);
    }
  });

  it("S10, S11: join before host disables registration and deletes what is there; the gate opens then", async () => {
    const webinar = await store.schedule(host);
    const { key } = await registered(webinar, "s11");
    const chosen = { joinBeforeHost: 45 } as const;
    expect(await edit(webinar, chosen)).toMatchObject({ refusal: { problems: [{ field: "confirm" }] } });
    const done = await edit(webinar, chosen, { confirm: { typed: webinar.code, count: 1 } });
    expect(done).toMatchObject({ ok: true, value: { webinar: { joinBeforeHost: 45, registrationRequired: false } } });
    expect((await entry(webinar, key))?.registration).toBeUndefined();
    const joiner = { kind: "chat", person: await store.member("anybody") } as const;
    const early = await store.core.join({ organisation: ORGANISATION, code: webinar.code, joiner });
    expect(early).toMatchObject({ refusal: { reason: "not_open_yet", opensAt: webinar.startsAt - 45 * 60_000 } });
  });

  it("S12, S6: the operator's restore brings back every status, ID and answer, and the person can be decided on anew", async () => {
    const webinar = await store.schedule(host);
    const people = await Promise.all(["r-a", "r-b", "r-c", "r-d"].map((name) => registered(webinar, name)));
    const [approved, rejected, cancelled, pending] = people;
    if (!approved || !rejected || !cancelled || !pending) throw new Error("nobody");
    await decide(webinar, approved.key, "approved");
    await decide(webinar, rejected.key, "rejected");
    await store.core.leave({
      organisation: ORGANISATION,
      code: webinar.code,
      requestId: freshRequest(),
      way: "slack" as const,
      of: cancelled.person,
    });
    const before = await Promise.all(people.map(({ key }) => entry(webinar, key)));
    const current = await now(webinar);
    await edit(current, { registrationRequired: false }, { confirm: { typed: webinar.code, count: 4 } });
    expect(await Promise.all(people.map(async ({ key }) => (await entry(webinar, key))?.registration))).toEqual(
      people.map(() => undefined),
    );

    const result = await restore(webinar);
    expect(result).toMatchObject({
      ok: true,
      value: { restored: 4, not: [], webinar: { registrationRequired: true } },
    });
    const after = await Promise.all(people.map(({ key }) => entry(webinar, key)));
    expect(after.map((one) => one?.registration?.status)).toEqual(["approved", "rejected", "cancelled", "pending"]);
    for (const [i, one] of after.entries()) {
      expect(one?.registrationId).toBe(before[i]?.registrationId);
      expect(one?.registration?.answers).toEqual(before[i]?.registration?.answers);
      expect(one?.registration?.registeredAt).toBe(before[i]?.registration?.registeredAt);
      expect(one?.registration?.history.slice(0, -1)).toEqual(before[i]?.registration?.history);
    }
    expect(await now(webinar)).toMatchObject({
      seatsHeld: 2,
      counts: { approved: 1, rejected: 1, cancelled: 1, pending: 1 },
    });
    // The archive is empty now.
    expect(await restore(webinar)).toMatchObject({ refusal: { reason: "nothing_to_restore" } });
    expect(await decide(webinar, pending.key, "approved")).toMatchObject({ ok: true });
  });

  it("S12: who registered anew, and whose seat is gone, cannot be brought back, and is named with why", async () => {
    const webinar = await store.schedule(host, { cap: 2 });
    const anew = await registered(webinar, "anew");
    const seatless = await registered(webinar, "seatless");
    await edit(await now(webinar), { registrationRequired: false }, { confirm: { typed: webinar.code, count: 2 } });
    await edit(await now(webinar), { registrationRequired: true });
    await store.register(webinar.code, anew.person);
    await registered(webinar, "newcomer");
    const result = await restore(webinar);
    if (!result.ok) throw new Error("refused");
    expect(result.value.restored).toBe(0);
    expect(Object.fromEntries(result.value.not.map(({ address, why }) => [address, why]))).toEqual({
      "anew@example.com": "registered_anew",
      "seatless@example.com": "seat_gone",
    });
    expect(await now(webinar)).toMatchObject({ seatsHeld: 2 });
    // It stays in the archive: with more seats it comes back.
    await edit(await now(webinar), { cap: 3 });
    expect(await restore(webinar)).toMatchObject({ ok: true, value: { restored: 1 } });
    expect((await entry(webinar, seatless.key))?.registration).toMatchObject({ status: "pending" });
    expect(await now(webinar)).toMatchObject({ seatsHeld: 3 });
  });

  it("S12: a hundred more than one piece come back, those who came first first", async () => {
    const webinar = await store.schedule(host, { cap: 250 });
    for (let i = 0; i < 230; i += 10)
      await Promise.all(Array.from({ length: 10 }, (_, j) => registered(webinar, `many-${i + j}`)));
    await edit(await now(webinar), { registrationRequired: false }, { confirm: { typed: webinar.code, count: 230 } });
    await edit(await now(webinar), { registrationRequired: true, cap: 201 });
    const result = await restore(webinar);
    expect(result).toMatchObject({ ok: true, value: { restored: 201 } });
    if (!result.ok) throw new Error("refused");
    expect(result.value.not.map(({ why }) => why)).toEqual(Array.from({ length: 29 }, () => "seat_gone"));
    expect(await now(webinar)).toMatchObject({ seatsHeld: 201, counts: { pending: 201 } });
  });

  it("S12: after 30 days it is gone for good", async () => {
    const own = await openStore();
    const boss = await own.member("host");
    const webinar = await own.schedule(boss, { inMs: ARCHIVE_KEPT_MS + 5 * 24 * 3_600_000 });
    await own.register(webinar.code, await own.member("old"));
    await own.core.edit({
      organisation: ORGANISATION,
      code: webinar.code,
      requestId: freshRequest(),
      by: boss,
      version: 1,
      named: NAMED_PEOPLE,
      fields: { ...fieldsOf(webinar, ZONE, zones, 1_000), registrationRequired: false },
      confirm: { typed: webinar.code, count: 1 },
    });
    own.clock.advance(ARCHIVE_KEPT_MS + 1_000);
    expect(await own.core.restore(ORGANISATION, webinar.code)).toMatchObject({
      refusal: { reason: "nothing_to_restore" },
    });
    expect(await own.archives.purge(ORGANISATION, webinar.code, 1, 100)).toBe(false);
    expect(await own.redis.keys("*:e1:*")).toEqual([]);
    expect(await own.archives.archives(ORGANISATION, webinar.code)).toEqual([]);
    await own.stop();
  });

  it("S29: switched on again it starts from the standard form, and the restore brings the old one back", async () => {
    const webinar = await store.schedule(host);
    const act = { do: "standard", asked: { company: "required" } } as const;
    const of = { organisation: ORGANISATION, code: webinar.code, by: host };
    await store.core.formBuilder.change({ ...of, requestId: freshRequest(), way: "slack" as const, act });
    expect((await now(webinar)).form.standard).toEqual({ company: "required" });
    const person = await store.member("s29");
    const given = { company: ["Acme"] };
    const input = {
      requestId: freshRequest(),
      way: "slack" as const,
      person,
      address: person.address,
      via: "page",
      answerStays: false,
    } as const;
    await store.core.register({ ...of, ...input, firstName: "S", lastName: "N", given });
    await edit(await now(webinar), { registrationRequired: false }, { confirm: { typed: webinar.code, count: 1 } });
    await edit(await now(webinar), { registrationRequired: true });
    expect((await now(webinar)).form).toMatchObject({ standard: {}, questions: [] });
    await edit(await now(webinar), { registrationRequired: false });
    expect(await restore(webinar)).toMatchObject({ ok: true, value: { restored: 1 } });
    expect((await now(webinar)).form.standard).toEqual({ company: "required" });
  });

  it("somebody who registers anew after a deletion is told anew, under another card", async () => {
    const webinar = await store.schedule(host);
    const { person } = await registered(webinar, "again");
    await edit(await now(webinar), { registrationRequired: false }, { confirm: { typed: webinar.code, count: 1 } });
    await edit(await now(webinar), { registrationRequired: true });
    await store.register(webinar.code, person);
    const records = await store.redis.keys("*lanes:*d:*");
    const own = records.filter((key) => key.includes(webinar.code)).map((key) => key.slice(key.indexOf("d:") + 2));
    expect(own.filter((id) => id.includes(":pending:1:mail"))).toHaveLength(2);
    expect(own.filter((id) => id.startsWith("card:"))).toHaveLength(2);
  });

  it("a start that comes twice on one day stays what it was when only the title is changed", async () => {
    const later = Date.parse("2027-10-31T01:30:00Z");
    const twice = { date: "2027-10-31", time: "02:30" };
    const webinar = await store.schedule(host, { fields: { start: twice } });
    expect(webinar.startsAt).toBe(later - 3_600_000);
    await store.redis.hset(
      keys.webinar(ORGANISATION, webinar.code),
      "settings",
      JSON.stringify({
        ...JSON.parse((await store.redis.hget(keys.webinar(ORGANISATION, webinar.code), "settings")) ?? ""),
        startsAt: later,
        endsAt: later + 3_600_000,
      }),
    );
    await edit(await now(webinar), { title: "Twice" });
    expect(await now(webinar)).toMatchObject({ title: "Twice", startsAt: later, sequence: 0 });
  });

  it("cancelling twice is once; afterwards nothing can be changed", async () => {
    const webinar = await store.schedule(host);
    const requestId = freshRequest();
    const off = { organisation: ORGANISATION, code: webinar.code, by: host };
    const both = await Promise.all([
      store.core.cancelWebinar({ ...off, way: "slack", requestId }),
      store.core.cancelWebinar({ ...off, way: "slack", requestId }),
    ]);
    expect(both).toMatchObject([{ ok: true }, { ok: true }]);
    expect(await now(webinar)).toMatchObject({ state: "cancelled", version: 2 });
    expect(await store.core.cancelWebinar({ ...off, requestId: freshRequest(), way: "slack" as const })).toMatchObject({
      refusal: { reason: "webinar_cancelled" },
    });
    expect(await edit(await now(webinar), { title: "x" })).toMatchObject({
      refusal: { problems: [{ field: "none", refusal: { reason: "webinar_cancelled" } }] },
    });
    expect(await store.register(webinar.code, await store.member("too-late"))).toMatchObject({ ok: false });
  });

  it("P19: a stranger, and a former cohost, change nothing", async () => {
    const webinar = await store.schedule(host);
    const stranger = await store.member("stranger");
    for (const attempt of [
      await edit(webinar, { title: "Mine" }, { by: stranger }),
      await store.core.cancelWebinar({
        organisation: ORGANISATION,
        code: webinar.code,
        requestId: freshRequest(),
        way: "slack" as const,
        by: stranger,
      }),
      await store.core.formBuilder.change({
        organisation: ORGANISATION,
        code: webinar.code,
        requestId: freshRequest(),
        way: "slack" as const,
        by: stranger,
        act: { do: "standard", asked: { phone: "required" } },
      }),
    ])
      expect(JSON.stringify(attempt)).toContain("not_the_host");
    expect(await now(webinar)).toEqual(webinar);
  });
});
