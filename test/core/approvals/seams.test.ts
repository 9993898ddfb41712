import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { EditInput } from "../../../src/core/hosting/edit.ts";
import { fieldsOf, type WebinarFields } from "../../../src/core/hosting/settings.ts";
import type { Person } from "../../../src/core/model/person.ts";
import type { Status } from "../../../src/core/model/status.ts";
import type { Webinar } from "../../../src/core/model/webinar.ts";
import { zones } from "../../../src/zones.ts";
import { workerOf } from "../../setup/delivering.ts";
import { byChats, freshRequest, NAMED_PEOPLE, ORGANISATION, openStore, type Store } from "../../setup/store.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const OFF = { registrationRequired: false };

/** What happens where two things meet: an era and the next, a restore and an edit, a line and its end. */
describe("seams", () => {
  let store: Store;
  let host: Person;
  let told: string[];
  beforeEach(async () => {
    store = await openStore();
    host = await store.member("host");
    told = [];
  });
  afterEach(() => store.stop());

  const drain = () =>
    workerOf(store, (notice, { to }) => {
      const status = notice.kind === "registration" ? ` ${notice.registration.status}` : "";
      if (to.kind === "mail") told.push(`${to.address.split("@")[0]} ${notice.kind}${status}`);
    }).drain();
  const fresh = async ({ code }: Webinar): Promise<Webinar> => {
    const webinar = await store.webinars.get(ORGANISATION, code);
    if (!webinar) throw new Error("gone");
    return webinar;
  };
  const edit = async (webinar: Webinar, change: Partial<WebinarFields>, more: Partial<EditInput> = {}) => {
    const now = await fresh(webinar);
    return store.core.edit({
      organisation: ORGANISATION,
      code: now.code,
      requestId: freshRequest(),
      by: host,
      named: NAMED_PEOPLE,
      version: now.version,
      confirm: { typed: "", count: 0 },
      fields: { ...fieldsOf(now, "Europe/Paris", zones, 1_000), ...change },
      ...more,
    });
  };
  const deleteAll = async (webinar: Webinar) => {
    const count = Object.values((await fresh(webinar)).counts).reduce((sum, one) => sum + one, 0);
    const result = await edit(webinar, OFF, { confirm: { typed: webinar.code, count } });
    if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  };
  const register = async ({ code }: Webinar, name: string) => {
    const person = await store.member(name);
    const result = await store.register(code, person);
    if (!result.ok) throw new Error(JSON.stringify(result.refusal));
    return { ...result.value.registration, person };
  };
  const statusOf = async ({ code }: Webinar, person: Person): Promise<Status | undefined> =>
    (await store.registrations.entry(ORGANISATION, code, { address: person.address as never }))?.entry?.registration
      ?.status;
  const leave = ({ code }: Webinar, of: Person, requestId = freshRequest()) =>
    store.core.leave({ organisation: ORGANISATION, code, requestId, way: "slack", of });
  const claim = ({ code }: Webinar, of: Person) =>
    store.core.waitlist.claim({
      organisation: ORGANISATION,
      code,
      requestId: freshRequest(),
      way: "slack" as const,
      of,
      answerStays: false,
    });
  const schedule = (cap: number, fields: Partial<WebinarFields> = {}) =>
    store.schedule(host, { cap, inMs: 48 * HOUR, fields: { waitlist: true, offerMinutes: 10, ...fields } });

  it("an act of one era is no answer to the same act in the next", async () => {
    const webinar = await schedule(5);
    const ann = await register(webinar, "ann");
    const request = freshRequest();
    await leave(webinar, ann.person, request);
    await deleteAll(webinar);
    await edit(webinar, { registrationRequired: true });
    await register(webinar, "ann");
    await leave(webinar, ann.person, request);
    expect(await statusOf(webinar, ann.person)).toBe("cancelled");
  });

  it("P7: an offer in the next era ends as one in the first did", async () => {
    const webinar = await schedule(1);
    for (const round of [1, 2]) {
      const ann = await register(webinar, "ann");
      const bob = await register(webinar, "bob");
      await leave(webinar, ann.person);
      store.clock.advance(11 * MINUTE);
      await drain();
      expect(await claim(webinar, bob.person), `era ${round}`).toMatchObject({ ok: true });
      if (round === 2) break;
      await deleteAll(webinar);
      await edit(webinar, { registrationRequired: true });
    }
  });

  it("who registers while the host cancels is told too", async () => {
    const webinar = await schedule(1);
    const get = store.webinars.get;
    const ann = await register(webinar, "ann");
    let isIn = false;
    Object.assign(store.webinars, {
      get: async (...of: Parameters<typeof get>) => {
        const found = await get(...of);
        if (!isIn) {
          isIn = true;
          store.clock.advance(5);
          await register(webinar, "bob");
          store.clock.advance(-5);
        }
        return found;
      },
    });
    await store.core.cancelWebinar({
      organisation: ORGANISATION,
      code: webinar.code,
      requestId: freshRequest(),
      way: "slack" as const,
      by: host,
    });
    Object.assign(store.webinars, { get });
    store.clock.advance(1_000);
    await drain();
    expect(told.filter((line) => line.endsWith("called_off")).toSorted()).toEqual(["ann called_off", "bob called_off"]);
    expect(await statusOf(webinar, ann.person)).toBe("pending");
  });

  it("who registers under the new time is not told of the move", async () => {
    const webinar = await schedule(5);
    await register(webinar, "ann");
    await drain();
    await edit(webinar, { start: zones.wallOf(webinar.startsAt + HOUR, "Europe/Paris") });
    await register(webinar, "bob");
    await drain();
    expect(told.filter((line) => line.endsWith("moved"))).toEqual(["ann moved"]);
  });

  it("somebody who gets in line while the cap is raised is offered a seat", async () => {
    const webinar = await schedule(1);
    await register(webinar, "ann");
    const past = store.webinars.isDone;
    let isIn = false;
    Object.assign(store.webinars, {
      isDone: async (...of: Parameters<typeof past>) => {
        const done = await past(...of);
        if (!isIn) {
          isIn = true;
          await register(webinar, "bob");
        }
        return done;
      },
    });
    expect(await edit(webinar, { cap: 50 })).toMatchObject({ ok: true });
    Object.assign(store.webinars, { isDone: past });
    await drain();
    expect(await fresh(webinar)).toMatchObject({ seatsHeld: 2, counts: { offered: 1, waitlisted: 0 } });
  });

  it("an offer made in one era gives no seat in the next", async () => {
    const webinar = await schedule(1);
    await register(webinar, "ann");
    await register(webinar, "bob");
    const before = await fresh(webinar);
    await deleteAll(webinar);
    const offer = { endsAt: store.clock.now() + HOUR, deliveries: [] };
    expect(await store.registrations.offer(before, store.clock.now(), offer, 1)).toBe(0);
    expect(await fresh(webinar)).toMatchObject({ seatsHeld: 0, counts: { waitlisted: 0, offered: 0 } });
  });

  it("S12: who held a seat gets it back before those who waited, who keep their order; an offer can be claimed", async () => {
    const webinar = await schedule(1);
    const ann = await register(webinar, "ann");
    const bob = await register(webinar, "bob");
    const cleo = await register(webinar, "cleo");
    const dan = await register(webinar, "dan");
    await leave(webinar, ann.person);
    store.clock.advance(11 * MINUTE);
    await drain();
    await claim(webinar, cleo.person);
    // Cleo holds the seat; in line: Dan, then Bob, whose offer went by.
    await deleteAll(webinar);
    const result = await store.core.restore(ORGANISATION, webinar.code);
    expect(result).toMatchObject({ ok: true, value: { restored: 4, not: [] } });
    await drain();
    expect(await statusOf(webinar, cleo.person)).toBe("pending");
    const waiting = [dan, bob].map(({ key }) => store.registrations.entry(ORGANISATION, webinar.code, { key }));
    expect((await Promise.all(waiting)).map((found) => found?.entry?.position)).toEqual([1, 2]);
    await leave(webinar, cleo.person);
    await deleteAll(webinar);
    store.clock.advance(HOUR);
    await store.core.restore(ORGANISATION, webinar.code);
    expect(await claim(webinar, dan.person)).toMatchObject({ ok: true });
    expect(await statusOf(webinar, bob.person)).toBe("waitlisted");
  });

  it("S12: a younger archive does not hide an older one, and only who holds or waits is told", async () => {
    const webinar = await schedule(50);
    const five = [];
    for (let i = 0; i < 5; i += 1) five.push(await register(webinar, `old${i}`));
    await leave(webinar, five[0]?.person as Person);
    await deleteAll(webinar);
    await edit(webinar, { registrationRequired: true });
    const young = await register(webinar, "young");
    await deleteAll(webinar);
    await edit(webinar, { registrationRequired: true });
    await register(webinar, "young");
    await drain();
    told = [];
    expect(await store.core.restore(ORGANISATION, webinar.code)).toMatchObject({
      value: { restored: 5, not: [{ why: "registered_anew", address: young.address }] },
    });
    await drain();
    expect(told.toSorted()).toEqual([1, 2, 3, 4].map((i) => `old${i} registration pending`));
  });

  it("S12: what a person has is found after a restore, however far the webinar was moved meanwhile", async () => {
    const webinar = await schedule(5);
    const ann = await register(webinar, "ann");
    await deleteAll(webinar);
    await edit(webinar, { start: zones.wallOf(webinar.startsAt + 10 * 24 * HOUR, "Europe/Paris") });
    await store.core.restore(ORGANISATION, webinar.code);
    store.clock.advance(5 * 24 * HOUR);
    expect(
      (await store.core.queries.mine({ organisation: ORGANISATION, face: "slack" }, ann.person.id, 0)).some,
    ).toMatchObject([{ webinar: { code: webinar.code } }]);
  });

  it("when it is cancelled or over, nobody is offered a seat any more, whatever frees one", async () => {
    const webinar = await schedule(1);
    const ann = await register(webinar, "ann");
    const bob = await register(webinar, "bob");
    await store.core.cancelWebinar({
      organisation: ORGANISATION,
      code: webinar.code,
      requestId: freshRequest(),
      way: "slack" as const,
      by: host,
    });
    await leave(webinar, ann.person);
    expect(await statusOf(webinar, bob.person)).toBe("waitlisted");
    await drain();
    expect(await statusOf(webinar, bob.person)).toBe("cancelled");
    expect(told.filter((line) => line.includes("offered"))).toEqual([]);

    const moved = await schedule(1);
    await register(moved, "cleo");
    const dan = await register(moved, "dan");
    await edit(moved, { start: zones.wallOf(moved.startsAt - 24 * HOUR, "Europe/Paris") });
    store.clock.advance(26 * HOUR);
    await drain();
    expect(await statusOf(moved, dan.person)).toBe("cancelled");
  });

  it("two hosts, one moving the start, one changing the length: both changes are kept", async () => {
    const webinar = await schedule(5);
    const fields = fieldsOf(webinar, "Europe/Paris", zones, 1_000);
    const start = zones.wallOf(webinar.startsAt + HOUR, "Europe/Paris");
    await edit(webinar, { durationMinutes: 90 });
    const second = await edit(webinar, {}, { version: webinar.version, fields: { ...fields, start } });
    if (second.ok || !second.refusal.merged) throw new Error("not merged");
    const { merged } = second.refusal;
    expect([merged.startsAt - webinar.startsAt, merged.endsAt - merged.startsAt]).toEqual([HOUR, 90 * MINUTE]);
  });

  it("a form that was opened too many changes ago is not merged into what nobody knows", async () => {
    const webinar = await schedule(5);
    for (let i = 0; i < 52; i += 1) await edit(webinar, { title: `Title ${i}` });
    const old = await edit(webinar, { description: "late" }, { version: 1 });
    expect(old).toMatchObject({ refusal: { problems: [{ refusal: { reason: "form_too_old" } }] } });
  });

  it("one new series that is asked for twice at once is one, and both answers name it", async () => {
    const input = { organisation: ORGANISATION, requestId: freshRequest(), way: "slack" as const, by: host };
    const save = () => store.core.series.save({ ...input, fields: { title: "The deep", webinars: [] } });
    const both = await Promise.all([save(), save()]);
    const codes = both.map((one) => (one.ok ? one.value.series.code : ""));
    expect(codes[0]).toBe(codes[1]);
    expect(await store.core.series.get(ORGANISATION, codes[0] as never)).toBeDefined();
  });

  it("a cohost cannot take a webinar's form into a series of their own", async () => {
    const webinar = await schedule(5);
    const cora = await store.people.know(ORGANISATION, {
      chatId: "slack:T1:UCORA" as never,
      address: "cora@example.com" as never,
      firstName: "Cora",
      lastName: "C",
      fullMember: true,
    });
    await store.core.changeCohosts({
      organisation: ORGANISATION,
      code: webinar.code,
      requestId: freshRequest(),
      way: "slack" as const,
      by: host,
      isRemoval: false,
      people: byChats(cora.chats),
      unreadable: [],
    });
    const saved = await store.core.series.save({
      organisation: ORGANISATION,
      requestId: freshRequest(),
      way: "slack" as const,
      by: cora,
      fields: { title: "Mine", webinars: [webinar.code] },
    });
    expect(saved).toMatchObject({ refusal: [{ field: "webinars", refusal: { reason: "not_the_host" } }] });
  });
});
