import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Delivery } from "../../../src/core/deliveries/delivery.ts";
import { fieldsOf } from "../../../src/core/hosting/settings.ts";
import { chatId, chatParts, type RequestId } from "../../../src/core/model/ids.ts";
import type { Person } from "../../../src/core/model/person.ts";
import type { Webinar } from "../../../src/core/model/webinar.ts";
import type { Notice } from "../../../src/core/notices/notice.ts";
import { zones } from "../../../src/zones.ts";
import { workerOf } from "../../setup/delivering.ts";
import { byChats, freshRequest, NAMED_PEOPLE, ORGANISATION, openStore, type Store } from "../../setup/store.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const CHAT = chatId("slack", "T1", "UHOST");

describe("many requests", () => {
  let store: Store;
  let host: Person;
  let sent: { delivery: Delivery; notice: Notice }[];

  beforeEach(async () => {
    store = await openStore();
    host = await store.member("host");
    sent = [];
  });
  afterEach(() => store.stop());

  const drain = () =>
    workerOf(store, (notice, delivery) => {
      sent.push({ delivery, notice });
      return delivery.to.kind === "card" ? { kind: "sent", messageId: delivery.id } : undefined;
    }).drain();
  const later = async (ms: number) => {
    store.clock.advance(ms);
    await drain();
  };
  const fresh = async ({ code }: Webinar): Promise<Webinar> => {
    const webinar = await store.webinars.get(ORGANISATION, code);
    if (!webinar) throw new Error("gone");
    return webinar;
  };
  const register = async ({ code }: Webinar, name: string) => {
    const result = await store.register(code, await store.member(name));
    if (!result.ok) throw new Error(JSON.stringify(result.refusal));
    return result.value.registration;
  };
  /** One after the other, a second apart. */
  const crowd = async (webinar: Webinar, count: number, name = "p") => {
    const all = [];
    for (let i = 0; i < count; i += 1) {
      all.push(await register(webinar, `${name}${i}`));
      store.clock.advance(1_000);
    }
    return all;
  };
  const decideAll = (webinar: Webinar, to: "approved" | "rejected", id: RequestId = freshRequest(), among = {}) =>
    store.core.bulk.decide({
      organisation: ORGANISATION,
      code: webinar.code,
      by: host,
      requestId: id,
      chat: CHAT,
      to,
      among,
    });
  const told = (kind: Notice["kind"]) => sent.filter(({ notice }) => notice.kind === kind);
  const mailsAbout = (status: string) =>
    sent.filter(
      ({ notice, delivery }) =>
        notice.kind === "registration" && notice.registration.status === status && delivery.to.kind === "mail",
    ).length;

  it("P3, N10: all that wait are approved by one act, counted, told once after the time to undo, and settled", async () => {
    const webinar = await store.schedule(host, { cap: 300, inMs: 48 * HOUR });
    await crowd(webinar, 130);
    await later(3_000);
    const id = freshRequest();
    expect(await decideAll(webinar, "approved", id)).toMatchObject({ ok: true, value: { goesOn: true } });
    await drain();
    expect((await fresh(webinar)).counts).toMatchObject({ approved: 130, pending: 0 });
    const ends = told("bulk").map(({ notice }) => notice);
    expect(ends).toMatchObject([{ counts: { done: 130, skipped: 0, failed: 0 }, goesOn: false, isUndoable: true }]);
    expect(mailsAbout("approved")).toBe(0);
    // The same act again.
    expect(await decideAll(webinar, "approved", id)).toMatchObject({ ok: true, value: { counts: { done: 130 } } });
    await later(3 * MINUTE);
    expect(mailsAbout("approved")).toBe(130);
    expect(await store.core.bulk.undo({ organisation: ORGANISATION, code: webinar.code, by: host, id })).toMatchObject({
      ok: false,
      refusal: { reason: "bulk_undo_too_late" },
    });
    await later(HOUR);
    expect(mailsAbout("approved")).toBe(130);
  });

  it("N10: a bulk rejection is undone as one; seats are kept meanwhile, and nobody was told", async () => {
    const webinar = await store.schedule(host, { cap: 120, inMs: 48 * HOUR });
    await crowd(webinar, 120);
    const id = freshRequest();
    await decideAll(webinar, "rejected", id);
    await drain();
    expect(await fresh(webinar)).toMatchObject({ counts: { rejected: 120, pending: 0 }, seatsHeld: 120 });
    store.clock.advance(59_000);
    const undo = () => store.core.bulk.undo({ organisation: ORGANISATION, code: webinar.code, by: host, id });
    expect(await undo()).toMatchObject({ ok: true, value: { isUndone: true } });
    expect(await undo()).toMatchObject({ ok: true, value: { isUndone: true } });
    await drain();
    expect(await fresh(webinar)).toMatchObject({ counts: { rejected: 0, pending: 120 }, seatsHeld: 120 });
    expect(told("bulk").at(-1)?.notice).toMatchObject({ isUndone: true, counts: { undone: 120 } });
    await later(HOUR);
    expect(mailsAbout("rejected")).toBe(0);
    expect((await fresh(webinar)).counts.pending).toBe(120);
  });

  it("N10: undone while it still goes on, the rest is left as it is", async () => {
    const webinar = await store.schedule(host, { cap: 200, inMs: 48 * HOUR });
    await crowd(webinar, 120);
    const id = freshRequest();
    await decideAll(webinar, "approved", id);
    await store.core.bulk.work(await fresh(webinar), "bulk", id, { over: "registrations" });
    expect((await fresh(webinar)).counts).toMatchObject({ approved: 50, pending: 70 });
    await store.core.bulk.undo({ organisation: ORGANISATION, code: webinar.code, by: host, id });
    await drain();
    await later(HOUR);
    expect((await fresh(webinar)).counts).toMatchObject({ approved: 0, pending: 120 });
    expect(mailsAbout("approved")).toBe(0);
  });

  it("P3: those chosen are decided at once; who was decided meanwhile is skipped with the reason", async () => {
    const webinar = await store.schedule(host, { cap: 20, inMs: 48 * HOUR });
    const [one, two, three] = await crowd(webinar, 3);
    if (!one || !two || !three) throw new Error("nobody");
    await store.core.decide({
      organisation: ORGANISATION,
      code: webinar.code,
      key: two.key,
      version: 1,
      to: "rejected",
      isChange: false,
      by: host,
      way: "slack",
      requestId: freshRequest(),
    });
    const result = await store.core.bulk.decide({
      organisation: ORGANISATION,
      code: webinar.code,
      by: host,
      requestId: freshRequest(),
      chat: CHAT,
      to: "approved",
      among: {},
      chosen: [one, two, three].map(({ key }) => ({ key, version: 1 })),
    });
    expect(result).toMatchObject({
      value: { counts: { done: 2, skipped: 1, failed: 0, why: { already_decided: 1 } }, goesOn: false },
    });
    expect((await fresh(webinar)).counts).toMatchObject({ approved: 2, rejected: 1 });
  });

  it("P3: the roster pages, and is narrowed by status, domain and answer", async () => {
    const webinar = await store.schedule(host, { cap: 40, inMs: 48 * HOUR });
    await crowd(webinar, 23);
    const ask = { organisation: ORGANISATION, code: webinar.code, by: host };
    const names: string[] = [];
    let from: Parameters<typeof store.core.readRoster>[2];
    for (let page = 0; page < 3; page += 1) {
      const shown = await store.core.readRoster(ask, { tab: "pending" }, from);
      if (!shown.ok) throw new Error("refused");
      names.push(...shown.value.some.map(({ firstName }) => firstName));
      from = shown.value.next;
    }
    expect(names).toEqual(Array.from({ length: 23 }, (_, i) => `p${i}`));
    expect(from).toBeUndefined();
    expect(await store.core.readRoster(ask, { tab: "approved" })).toMatchObject({ value: { some: [] } });
    expect(await store.core.readRoster(ask, { tab: "pending", domain: "else.org" })).toMatchObject({
      value: { some: [] },
    });
    const sam = await store.member("sam");
    expect(await store.core.readRoster({ ...ask, by: sam }, { tab: "pending" })).toMatchObject({ ok: false });
  });

  it("N5: the first five have cards of their own, who comes after them within the minute one card for all", async () => {
    const webinar = await store.schedule(host, { cap: 100, inMs: 48 * HOUR });
    const all = await crowd(webinar, 12);
    await later(3_000);
    expect(told("request")).toHaveLength(5);
    expect(told("digest").at(-1)?.notice).toMatchObject({
      digest: 1,
      gathered: { total: 7, counts: { pending: 7 }, domains: [{ domain: "example.com", count: 7 }], domainCount: 1 },
    });
    // It is quiet again: a card of its own; and the next crowd has another digest.
    await later(2 * MINUTE);
    sent = [];
    await crowd(webinar, 7, "q");
    await later(3_000);
    expect(told("request")).toHaveLength(5);
    expect(told("digest").at(-1)?.notice).toMatchObject({ digest: 2, gathered: { total: 2 } });
    // Approve all shown decides those of this card alone.
    sent = [];
    await decideAll(webinar, "approved", freshRequest(), { digest: 1 });
    await drain();
    await later(3_000);
    expect((await fresh(webinar)).counts).toMatchObject({ approved: 7, pending: 12 });
    expect(told("digest").at(-1)?.notice).toMatchObject({
      digest: 1,
      gathered: { total: 7, counts: { pending: 0, approved: 7 } },
    });
    // One that leaves is counted in the card as well, and gets no card of its own.
    const person = await store.people.get(ORGANISATION, all[11]?.person ?? host.id);
    if (!person) throw new Error("nobody");
    sent = [];
    await store.core.leave({
      organisation: ORGANISATION,
      code: webinar.code,
      requestId: freshRequest(),
      of: person,
      way: "slack",
    });
    await later(3_000);
    expect(told("request")).toHaveLength(0);
    expect(told("digest").at(-1)?.notice).toMatchObject({ gathered: { counts: { approved: 6, cancelled: 1 } } });
  });

  describe("N6: requests that wait", () => {
    const waiting = async (fields: object, cohosts: readonly Person[] = []) => {
      const webinar = await store.schedule(host, { cap: 100, inMs: 48 * HOUR, fields });
      if (cohosts.length === 0) return webinar;
      const named = cohosts.flatMap(({ chats }) => chats);
      await store.core.changeCohosts({
        organisation: ORGANISATION,
        code: webinar.code,
        requestId: freshRequest(),
        by: host,
        way: "slack",
        isRemoval: false,
        people: byChats(named),
        unreadable: [],
      });
      return fresh(webinar);
    };
    const asked = () =>
      told("waiting").map(({ delivery: { to } }) =>
        to.kind === "mail" ? to.address.split("@")[0] : to.kind === "dm" ? chatParts(to.chat).user.slice(1) : to.kind,
      );

    it("are told to the host, then to each cohost in turn, then get the default, told at once and by whom", async () => {
      const inSlack = (name: string) =>
        store.people.know(ORGANISATION, {
          firstName: name,
          lastName: "Test",
          fullMember: true,
          chatId: chatId("slack", "T1", `U${name}`),
        });
      const [ann, bob] = [await inSlack("ann"), await inSlack("bob")];
      const webinar = await waiting({ waitMinutes: 60, waitResult: "approved" }, [ann, bob]);
      const { key } = await register(webinar, "guest");
      await later(59 * MINUTE);
      expect(asked()).toEqual([]);
      await later(17 * MINUTE);
      expect(asked()).toEqual(["host"]);
      await later(HOUR);
      await later(HOUR);
      expect(asked()).toEqual(["host", "ann", "bob"]);
      expect((await fresh(webinar)).counts.pending).toBe(1);
      await later(HOUR);
      await drain();
      const entry = await store.registrations.entry(ORGANISATION, webinar.code, { key });
      expect(entry?.entry?.registration).toMatchObject({ status: "approved", how: { by: "timeout" } });
      expect(entry?.entry?.registration?.decidedBy).toBeUndefined();
      expect(mailsAbout("approved")).toBe(1);
      const log = await store.core.readLog(ORGANISATION, webinar.code, host);
      expect(log.ok && log.value.lines[0]).toMatchObject({ act: "moved", to: "approved", way: "timeout", byName: "" });
      await later(24 * HOUR);
      expect(asked()).toHaveLength(3);
    });

    it("go on waiting where the host chose nothing, and who is decided in time asks nobody", async () => {
      const webinar = await waiting({ waitMinutes: 15 });
      const { key } = await register(webinar, "guest");
      await later(20 * MINUTE);
      expect(asked()).toEqual(["host"]);
      await later(20 * MINUTE);
      await later(20 * MINUTE);
      expect((await fresh(webinar)).counts.pending).toBe(1);
      await register(webinar, "other");
      for (const registration of [
        key,
        (await store.requests.withStatusFrom(webinar, "pending", undefined, 5)).some[1]?.key,
      ])
        await store.core.decide({
          organisation: ORGANISATION,
          code: webinar.code,
          key: registration ?? key,
          version: 1,
          to: "approved",
          isChange: false,
          by: host,
          way: "slack",
          requestId: freshRequest(),
        });
      await later(24 * HOUR);
      await later(24 * HOUR);
      expect(asked()).toEqual(["host"]);
    });

    it("are told again shortly before the start, and close to it within minutes", async () => {
      const webinar = await waiting({ waitMinutes: 1_440, waitResult: "rejected" });
      store.clock.advance(40 * HOUR);
      await register(webinar, "early");
      await later(webinar.startsAt - 31 * MINUTE - store.clock.now());
      expect(asked()).toEqual([]);
      await later(2 * MINUTE);
      expect(asked()).toEqual(["host"]);
      await register(webinar, "late");
      await later(6 * MINUTE);
      expect(asked()).toEqual(["host", "host"]);
      for (let minute = 0; minute < 12; minute += 3) await later(3 * MINUTE);
      expect((await fresh(webinar)).counts).toMatchObject({ pending: 0, rejected: 2 });
    });

    it("follow a start that is moved, and a wait that is switched off", async () => {
      const webinar = await waiting({ waitMinutes: 1_440 });
      await register(webinar, "guest");
      const edit = async (change: object) => {
        const now = await fresh(webinar);
        const fields = { ...fieldsOf(now, now.zone, zones, 1_000), ...change };
        const result = await store.core.edit({
          organisation: ORGANISATION,
          code: webinar.code,
          requestId: freshRequest(),
          by: host,
          version: now.version,
          fields,
          named: NAMED_PEOPLE,
          confirm: { typed: "", count: 0 },
        });
        if (!result.ok) throw new Error(JSON.stringify(result.refusal));
      };
      await edit({ start: zones.wallOf(store.clock.now() + 5 * HOUR, webinar.zone) });
      await later(4.4 * HOUR);
      expect(asked()).toEqual([]);
      await later(0.2 * HOUR);
      expect(asked()).toEqual(["host"]);
      await edit({ waitMinutes: undefined, start: zones.wallOf(store.clock.now() + 30 * HOUR, webinar.zone) });
      await later(30 * HOUR);
      expect(asked()).toEqual(["host"]);
    });

    it("a crowd is told of once, not once each", async () => {
      const webinar = await waiting({ waitMinutes: 15 });
      store.clock.advance(15 * MINUTE - (store.clock.now() % (15 * MINUTE)));
      await crowd(webinar, 100);
      await later(20 * MINUTE);
      expect(asked()).toEqual(["host"]);
      expect(told("waiting")[0]?.notice).toMatchObject({ count: 100 });
    });
  });

  it("N9: a question is asked once, answered once by whom it was asked, and shows both times under the card", async () => {
    const webinar = await store.schedule(host, { inMs: 48 * HOUR });
    const { key, person } = await register(webinar, "ann");
    await later(3_000);
    sent = [];
    const requestId = freshRequest();
    const of = { organisation: ORGANISATION, code: webinar.code, key };
    const ask = (text: string, by = host) => store.core.inquiries.ask({ ...of, text, by, requestId, way: "slack" });
    expect(await ask("Which team?", await store.member("sam"))).toMatchObject({ refusal: { reason: "not_the_host" } });
    expect(await ask("  ")).toMatchObject({ refusal: { reason: "answer_missing" } });
    expect(await ask("x".repeat(1_001))).toMatchObject({ refusal: { reason: "too_long" } });
    const asked = await ask("Which team?");
    const again = await ask("Which team?");
    if (!asked.ok || !again.ok) throw new Error("refused");
    expect(again.value.inquiry.id).toBe(asked.value.inquiry.id);
    await drain();
    expect(told("asked")).toHaveLength(1);
    expect(told("thread").map(({ delivery, notice }) => [delivery.thread, notice])).toMatchObject([
      [expect.stringContaining(`card:${webinar.code}:${key}`), { part: "question", inquiry: { text: "Which team?" } }],
    ]);
    const { inquiry } = asked.value;
    const answer = (by: Person["id"], text: string) =>
      store.core.inquiries.answer({
        ...of,
        inquiry: inquiry.id,
        of: { id: by },
        text,
        requestId: freshRequest(),
        way: "slack",
      });
    expect(await answer(host.id, "I say so")).toMatchObject({ refusal: { reason: "unknown_registration" } });
    const both = await Promise.all([answer(person, "Red"), answer(person, "Blue")]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both.find(({ ok }) => !ok)).toMatchObject({ refusal: { reason: "answered_already" } });
    await drain();
    const threads = told("thread").map(({ notice }) => notice.kind === "thread" && notice.part);
    expect(threads).toEqual(["question", "answer"]);
    expect((await fresh(webinar)).counts.pending).toBe(1);
    const log = await store.core.readLog(ORGANISATION, webinar.code, host);
    expect(log.ok && log.value.lines.map(({ act }) => act)).toEqual(expect.arrayContaining(["asked", "answered"]));
  });
});
