import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeListActs } from "../../src/core/chat/list-acts.ts";
import { subjectOfAct, subjectOfCommand } from "../../src/core/chat/subject.ts";
import type { Address, ChatId, WebinarCode } from "../../src/core/model/ids.ts";
import { makeLinks } from "../../src/core/model/links.ts";
import type { Person } from "../../src/core/model/person.ts";
import type { Webinar } from "../../src/core/model/webinar.ts";
import { COMMANDS, type CommandName, listFor } from "../../src/core/notices/commands.ts";
import type { Listed } from "../../src/core/ports/slice.ts";
import { makeKnownWebinars } from "../../src/redis/reading/known-webinars.ts";
import { type List, makeReadListPage } from "../../src/redis/reading/page.ts";
import { freshRequest, ORGANISATION, openStore, type Store } from "../setup/store.ts";

const HOUR_MS = 3_600_000;
const CHAT = "slack:T1:UANN" as ChatId;
const ALL = { from: 0, limit: 10 };

describe("pages of lists", () => {
  let store: Store;
  let host: Person;
  let ann: Person;
  /** By when they start, the soonest first; the third is cancelled, the last Ann's own. */
  let webinars: Webinar[];

  beforeAll(async () => {
    store = await openStore();
    host = await store.member("host");
    ann = await store.people.know(ORGANISATION, {
      chatId: CHAT,
      address: "ann@example.com" as Address,
      firstName: "Ann",
      lastName: "Lee",
      fullMember: true,
    });
    const over = await store.schedule(ann, { inMs: HOUR_MS });
    await store.register(over.code, ann);
    webinars = [];
    for (const hours of [9, 8, 7, 6]) {
      const by = hours === 9 ? ann : host;
      webinars.unshift(await store.schedule(by, { inMs: hours * HOUR_MS, fields: { policy: "automatic" } }));
      await store.register(webinars[0]?.code ?? over.code, ann);
    }
    const [, , called] = webinars;
    const act = { organisation: ORGANISATION, code: called?.code ?? over.code, requestId: freshRequest(), by: host };
    await store.core.cancelWebinar({ ...act, way: "slack" });
    store.clock.advance(3 * HOUR_MS);
  });
  afterAll(() => store.stop());

  const codes = (...places: number[]) => places.map((place) => webinars[place]?.code);
  const read = (of: List, slice = ALL) =>
    makeReadListPage(store.run, makeKnownWebinars())(ORGANISATION, of, store.clock.now(), slice);
  /** How many trips something takes, whatever each script does in Redis. */
  const tripsOf = async <Answer>(ask: () => Promise<Answer>): Promise<[number, Answer]> => {
    const processed = async () =>
      Number(/total_reads_processed:(\d+)/.exec(await store.redis.info("stats"))?.[1] ?? Number.NaN);
    const before = await processed();
    const answer = await ask();
    return [(await processed()) - before - 1, answer];
  };

  it("`my` in one trip: whose account it is, and all entries that are not over, cancelled ones included", async () => {
    const { person, some, total } = await read({ list: "mine", by: { chat: CHAT } });
    expect(person).toEqual(await store.people.byChat(ORGANISATION, CHAT));
    expect(total).toBe(4);
    expect(some.map(({ webinar }) => webinar.code)).toEqual(codes(0, 1, 2, 3));
    for (const found of some) {
      const key = found.entry?.key;
      if (!key) throw new Error("no entry");
      expect(found).toEqual(await store.registrations.entry(ORGANISATION, found.webinar.code, { key }));
    }
    expect(some.map(({ entry }) => entry?.registration?.status)).toEqual(Array(4).fill("approved"));
  });

  it("N3: what is over is a list of its own, whose answers its owner and hosts alone may read", async () => {
    const { some, total } = await read({ list: "past", by: { chat: CHAT } });
    expect(total).toBe(1);
    const [{ webinar, entry } = {}] = some;
    if (!webinar || !entry) throw new Error("none");
    expect(webinars.map(({ code }) => code)).not.toContain(webinar.code);
    expect(entry.registration?.status).toBe("pending");
    const answers = (by: Person) => store.core.queries.answers(ORGANISATION, webinar.code, entry.key, by);
    expect(await answers(ann)).toMatchObject({ ok: true });
    expect(await answers(await store.member("stranger"))).toMatchObject({ ok: false });
    const guest = await store.schedule(host, { inMs: HOUR_MS });
    const eve = await store.member("eve");
    await store.register(guest.code, eve);
    const key = await store.registrations.keyOf(ORGANISATION, guest.code, eve.id);
    if (!key) throw new Error("none");
    expect(await store.core.queries.answers(ORGANISATION, guest.code, key, ann)).toMatchObject({ ok: false });
    expect(await store.core.queries.answers(ORGANISATION, guest.code, key, eve)).toMatchObject({ ok: true });
    await store.core.cancelWebinar({
      ...{ organisation: ORGANISATION, code: guest.code, requestId: freshRequest(), by: host },
      way: "slack",
    });
  });

  it("a slice has its part of the same order, and the count of all", async () => {
    const { some, total } = await read({ list: "mine", by: { person: ann.id } }, { from: 1, limit: 2 });
    expect([total, some.map(({ webinar }) => webinar.code)]).toEqual([4, codes(1, 2)]);
  });

  it("P33: what somebody ever hosted begins with what has begun, page by page, without what is cancelled", async () => {
    const ever = (from: number, limit: number, by: Person) =>
      read({ list: "hosted_ever", by: { person: by.id } }, { from, limit });
    const over = await read({ list: "past", by: { chat: CHAT } });
    const all = [...over.some.map(({ webinar }) => webinar.code), ...codes(3)];
    expect([all.length, (await ever(0, 10, ann)).total]).toEqual([2, 2]);
    expect((await ever(0, 10, ann)).some.map(({ webinar }) => webinar.code)).toEqual(all);
    expect((await ever(1, 1, ann)).some.map(({ webinar }) => webinar.code)).toEqual(codes(3));
    expect((await ever(0, 10, host)).some.map(({ webinar }) => webinar.code)).toEqual(codes(0, 1));
  });

  it("what somebody hosts or registered for stands there once, without what is cancelled", async () => {
    const by = { chat: CHAT };
    const concerning = (await read({ list: "concerning", by })).some;
    expect(concerning.map(({ webinar }) => webinar.code)).toEqual(codes(0, 1, 3));
    // With what they have of it, unless they host it.
    const ownCodes = concerning.flatMap(({ webinar, entry }) => (entry?.registration ? [webinar.code] : []));
    expect(ownCodes).toEqual(codes(0, 1));
    expect((await read({ list: "hosted", by })).some.map(({ webinar }) => webinar.code)).toEqual(codes(3));
    const hosted = await read({ list: "hosted", by: { person: host.id } });
    expect(hosted.some.map(({ webinar }) => webinar.code)).toEqual(codes(0, 1));
    expect(hosted.some.every(({ entry }) => entry === undefined)).toBe(true);
  });

  it("what is coming stands with what its reader has of it, also with nothing, and unknown", async () => {
    const of = async (by: List["by"]) =>
      (await read({ list: "coming", by: by ?? { chat: CHAT } })).some.map(({ webinar, entry }) => [
        webinar.code,
        entry?.registration?.status,
      ]);
    expect(await of({ person: ann.id })).toEqual(codes(0, 1, 3).map((code) => [code, "approved"]));
    const nothing = codes(0, 1, 3).map((code) => [code, undefined]);
    expect(await of({ person: host.id })).toEqual(nothing);
    expect(await of({ chat: "slack:T1:UNEW" as ChatId })).toEqual(nothing);
  });

  it("`list` tells everybody the same, and nobody who is not known", async () => {
    const stranger = await read({ list: "upcoming", by: { chat: "slack:T1:UNEW" as ChatId } });
    expect(stranger.person).toBeUndefined();
    expect(stranger.some.map(({ webinar }) => webinar.code)).toEqual(codes(0, 1, 3));
    expect(stranger.some.map(({ webinar }) => webinar)).toEqual(
      (await read({ list: "upcoming" })).some.map((one) => one.webinar),
    );
    const nothing = await read({ list: "mine", by: { chat: "slack:T1:UNEW" as ChatId } });
    expect(nothing).toEqual({ some: [], total: 0, references: [] });
  });

  it("a command without a code reads its list with who types it: one trip in all, and afresh when it is read again", async () => {
    const acts = makeListActs(store.core, makeLinks(new URL("https://usher.example.com"), "a secret"));
    for (const name of COMMANDS.filter(listFor)) {
      const subject = subjectOfCommand("slack", { kind: "command", name, rest: "" });
      if (!subject) throw new Error(name);
      const answer = async () => {
        const person = await store.people.byChat(ORGANISATION, CHAT, { ...subject, requestId: freshRequest() });
        if (!person) throw new Error("nobody");
        const speaker = {
          organisation: ORGANISATION,
          person,
          chat: CHAT,
          requestId: freshRequest(),
          answerStays: true,
        };
        return { speaker, notice: await acts.choices(speaker, name) };
      };
      const [trips, { speaker, notice }] = await tripsOf(answer);
      expect([name, trips]).toEqual([name, 1]);
      const [more, again] = await tripsOf(() => acts.choices(speaker, name));
      expect([more, again]).toEqual([1, notice]);
    }
    const { person } = await read({ list: "mine", by: { chat: CHAT } });
    const mine = await acts.mine({
      organisation: ORGANISATION,
      chat: CHAT,
      requestId: freshRequest(),
      answerStays: true,
      person: person ?? ann,
    });
    expect(mine).toMatchObject({ kind: "mine", entries: [{}, {}, {}, {}], page: { total: 4 } });
  });

  it("a code after a command that takes none is not read", () => {
    const typed = (name: CommandName) =>
      subjectOfCommand("slack", { kind: "command", name, code: "W7K3QM" as WebinarCode, rest: "" });
    expect(typed("show")).toEqual({ code: "W7K3QM" });
    expect(typed("my")).toEqual({ list: "mine", slice: { from: 0, limit: 10 } });
    expect(typed("help")).toBeUndefined();
  });

  it("buttons that turn a page, or stand for a command, read their part of the list", () => {
    expect(subjectOfAct("teams", { act: "page", list: "mine", from: 5 })).toEqual({
      list: "mine",
      slice: { from: 5, limit: 8 },
    });
    expect(subjectOfAct("slack", { act: "page", list: "webinars", from: 10 })).toEqual({
      list: "upcoming",
      slice: { from: 10, limit: 10 },
    });
    expect(subjectOfAct("slack", { act: "page_choice", command: "edit", from: 0 })).toEqual({
      list: "hosted",
      slice: ALL,
    });
    expect(subjectOfAct("slack", { act: "command", name: "join" })).toEqual({ list: "concerning", slice: ALL });
    expect(subjectOfAct("slack", { act: "page", list: "series", from: 0 })).toBeUndefined();
    expect(subjectOfAct("slack", { act: "command", name: "help" })).toBeUndefined();
  });

  it("each of the store's lists is one call", async () => {
    const [now, slice] = [store.clock.now(), ALL];
    // The script is loaded by the first call.
    await read({ list: "upcoming" });
    const asks: (() => Promise<Listed<unknown>>)[] = [
      () => store.registrations.entriesOf(ORGANISATION, ann.id, "mine", now, slice),
      () => store.webinars.upcoming(ORGANISATION, now, slice),
      () => store.webinars.hostedBy(ORGANISATION, host.id, now, slice),
      () => store.registrations.entriesOf(ORGANISATION, ann.id, "concerning", now, slice),
    ];
    for (const ask of asks) {
      const [trips, { some }] = await tripsOf(ask);
      expect([trips, some.length > 1]).toEqual([1, true]);
    }
  });
});
