import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeLearnOffer } from "../../src/core/chat/offers-shown.ts";
import type { Delivery } from "../../src/core/deliveries/delivery.ts";
import { chatId, newKey, personId, type WebinarCode } from "../../src/core/model/ids.ts";
import { keys } from "../../src/redis/keys.ts";
import { encodeDeliveries } from "../../src/redis/records/delivery.ts";
import { allKeys } from "../setup/keyspace.ts";
import { NOTICES } from "../setup/notices.ts";
import { ORGANISATION, openStore, type Store } from "../setup/store.ts";

const CODE = "W7K3QM" as WebinarCode;
const PREFIX = keys.lanes(ORGANISATION);
const ROOM = { kind: "chat", prefix: PREFIX } as const;
const DAY_MS = 86_400_000;
const GAP_MS = 1_000;

describe("lanes in Redis", () => {
  let store: Store;

  beforeEach(async () => {
    store = await openStore();
  });
  afterEach(() => store.stop());

  const dm = (id: string, user: string, more: Partial<Delivery> = {}): Delivery => ({
    id,
    organisation: ORGANISATION,
    to: { kind: "dm", chat: chatId("slack", "T1", user) },
    matter: { kind: "registration", code: CODE, key: newKey(), era: 1, version: 1 },
    ...more,
  });
  const tell = (...deliveries: Delivery[]) => store.outgoing.tell(ORGANISATION, store.clock.now(), deliveries);
  const claim = async (max = 10) =>
    (await store.lanes.claim(ROOM, { now: store.clock.now(), leaseMs: 20_000, max, token: "one" })).taken;
  const finish = async (claimed: Awaited<ReturnType<typeof claim>>, gapMs = 0) => {
    for (const one of claimed)
      await store.lanes.finish(one, { now: store.clock.now(), state: "sent", gapMs, follow: [] });
  };
  const lanesKeys = async () =>
    (await allKeys(store.redis)).filter((key) => key.startsWith(PREFIX)).map((key) => key.slice(PREFIX.length));

  it("A13: what was due later and came into its lane before it was erased leaves nothing there that is waited for", async () => {
    await tell(dm("first", "U1", { notBefore: store.clock.now() + 1_000 }));
    store.clock.advance(1_001);
    // Found among those due later by an erasure; a worker's claim brings it into its lane, behind others.
    await tell(dm("second", "U1"));
    await store.lanes.claim(ROOM, { now: store.clock.now(), leaseMs: 20_000, max: 0, token: "other" });
    await store.run("erase-lanes-2", [PREFIX, keys.webinarsPrefix(ORGANISATION)], [0, "first"]);
    const queues = (await lanesKeys()).filter((key) => key.startsWith("q:"));
    const waiting = await Promise.all(queues.map((key) => store.redis.lrange(`${PREFIX}${key}`, 0, -1)));
    expect(waiting.flat()).toEqual(["second"]);
    expect((await claim()).map(({ delivery }) => delivery.id)).toEqual(["second"]);
    await store.run("erase-lanes-2", [PREFIX, keys.webinarsPrefix(ORGANISATION)], [0, "second"]);
    expect((await lanesKeys()).filter((key) => key.startsWith("q:") || key === "ready" || key === "leased")).toEqual(
      [],
    );
  });

  it("of a sent delivery only its id stays, until the next day is over", async () => {
    const noon = (Math.floor(store.clock.now() / DAY_MS) + 1) * DAY_MS + DAY_MS / 2;
    store.clock.advance(noon - store.clock.now());
    await tell(dm("a", "U1"));
    await finish(await claim());
    const set = `sent:${Math.floor(noon / DAY_MS)}`;
    expect(await lanesKeys()).toEqual([set]);
    expect(await store.redis.smembers(`${PREFIX}${set}`)).toEqual(["a"]);
    expect(await store.redis.pttl(`${PREFIX}${set}`)).toBeGreaterThan(DAY_MS + DAY_MS / 2);
    store.clock.advance(DAY_MS);
    await tell(dm("a", "U1"));
    expect(await claim()).toEqual([]);
    store.clock.advance(DAY_MS);
    await tell(dm("a", "U1"));
    expect((await claim()).map(({ id }) => id)).toEqual(["a"]);
  });

  it("B21: an edit of somebody's news finds the last, and each in which a seat can be claimed until it cannot", async () => {
    const matter = { kind: "registration", code: CODE, key: newKey(), era: 1, version: 1 } as const;
    const outdated = { matter: { ...matter, kind: "outdated", was: "registration" }, editOnly: true } as const;
    const say = async (
      id: string,
      end: { messageId?: string; offering?: string[]; offeringNot?: string[] },
      more: Partial<Delivery> = {},
    ) => {
      await tell(dm(id, "U1", { matter, ...more }));
      const [claimed] = await claim();
      if (!claimed) throw new Error("nothing to send");
      const sent = { now: store.clock.now(), state: "sent", gapMs: 0, follow: [], ...end } as const;
      expect(await store.lanes.finish(claimed, sent)).toBe(true);
      return () =>
        store.lanes.finish({ ...claimed, token: "lost" }, { ...sent, messageId: "D1 4.0", offering: ["D1 4.0"] });
    };
    const found = async () => store.outgoing.messagesOf(dm("edit", "U1", outdated));
    await say("a", { messageId: "D1 1.0" });
    await say("b", { messageId: "D1 2.0", offering: ["D1 2.0"] });
    const repeat = await say("c", { messageId: "D1 3.0" });
    expect(await found()).toEqual(["D1 3.0", "D1 2.0"]);
    // A new ID is told as news of an invitation, and offers the seat as well.
    const given = { kind: "id_given", code: CODE, key: matter.key } as const;
    await say("given", { messageId: "D1 2.5", offering: ["D1 2.5"] }, { matter: given });
    expect(await found()).toEqual(["D1 3.0", "D1 2.0", "D1 2.5"]);
    // Its worker's lease was over: the message came twice.
    expect(await repeat()).toBe(false);
    expect(await found()).toEqual(["D1 4.0", "D1 2.0", "D1 2.5"]);
    await say("d", { offeringNot: ["D1 4.0", "D1 2.0", "D1 2.5"] }, outdated);
    expect(await found()).toEqual(["D1 4.0"]);
  });

  it("B21: an answer that offers a seat in the place of a message is looked at once more, whatever was under way", async () => {
    const notice = NOTICES.find((one) => one.kind === "registration" && one.registration.status === "offered");
    if (notice?.kind !== "registration") throw new Error("no notice of an offered seat");
    const learn = makeLearnOffer({ outgoing: store.outgoing, clock: store.clock });
    const shown = { organisation: ORGANISATION, chat: chatId("slack", "T1", "U1"), notice, messageId: "D1 1.0" };
    await learn(shown);
    await learn(shown);
    expect(await claim()).toEqual([]);
    store.clock.advance(120_000);
    const due = await claim();
    expect(due.map(({ delivery }) => delivery.message)).toEqual(["D1 1.0"]);
    await finish(due);
    // Known by now, and shown once more.
    await learn(shown);
    store.clock.advance(60_000);
    expect(await claim()).toEqual([]);
    store.clock.advance(60_000);
    expect((await claim()).map(({ delivery }) => delivery.message)).toEqual(["D1 1.0"]);
  });

  it("nothing stays of what may come again, nor of what cannot: a card, and what tells of a version", async () => {
    await tell(dm("card", "U1", { level: true }));
    await store.run("tell-1", [PREFIX], [store.clock.now(), encodeDeliveries([dm("a:%v:dm", "U2")])]);
    expect((await claim()).map(({ id }) => id).toSorted()).toEqual(["a:%v:dm", "card"]);
    store.clock.advance(20_000);
    await finish(await claim());
    expect(await lanesKeys()).toEqual([]);
  });

  it("a sent delivery takes at most 100 bytes", async () => {
    const count = 2_000;
    await tell(...Array.from({ length: count }, (_, i) => dm(`${CODE}:${newKey()}:moved:12:dm`, `U${i}`)));
    await finish(await claim(count));
    let bytes = 0;
    for (const key of await lanesKeys()) bytes += (await store.redis.memory("USAGE", `${PREFIX}${key}`)) ?? 0;
    expect(bytes / count).toBeLessThan(100);
  });

  it("a delivery made by a version costs three calls, any other six, one that waits already one", async () => {
    const calls = async () => {
      const all = (await store.redis.info("commandstats")).matchAll(/cmdstat_(\w+):calls=(\d+)/g);
      return [...all]
        .filter(([, name = ""]) => !/eval|info|config/.test(name))
        .reduce((n, [, , c]) => n + Number(c), 0);
    };
    const costOf = async (delivery: Delivery): Promise<number> => {
      await store.redis.config("RESETSTAT");
      await tell(delivery);
      return calls();
    };
    await tell(dm("warm", "U0"));
    expect(await costOf(dm("a:%v", "U1"))).toBe(3);
    expect(await costOf(dm("b", "U2"))).toBe(6);
    expect(await costOf(dm("b", "U2"))).toBe(1);
    const card = dm("card", "U3", { level: true });
    await tell(card);
    expect(await costOf(card)).toBe(1);
  });

  it("a rest that is asked for while something is sent counts from then on", async () => {
    await tell(dm("a", "U1"), dm("b", "U1"));
    const held = await claim();
    await tell(dm("answer", "U1", { restMs: 30_000 }));
    store.clock.advance(5_000);
    await finish(held, GAP_MS);
    store.clock.advance(24_000);
    expect(await claim()).toEqual([]);
    store.clock.advance(1_000);
    expect((await claim()).map(({ id }) => id)).toEqual(["b"]);
  });

  it("a rest that ends while something is still sent takes nothing from who sends it", async () => {
    await tell(dm("a", "U1"), dm("b", "U1"));
    const held = await claim();
    await tell(dm("answer", "U1", { restMs: 5_000 }));
    store.clock.advance(6_000);
    expect(await claim()).toEqual([]);
    await finish(held);
    expect((await claim()).map(({ id }) => id)).toEqual(["b"]);
  });

  it("lanes that ran empty take nobody's place when their gap is over, and leave nothing", async () => {
    await tell(...Array.from({ length: 30 }, (_, i) => dm(`a${i}`, `U${i}`)));
    await finish(await claim(30), GAP_MS);
    store.clock.advance(GAP_MS);
    await tell(dm("next", "V1"));
    expect((await claim(1)).map(({ id }) => id)).toEqual(["next"]);
    await claim();
    expect(await store.redis.exists(`${PREFIX}ready`)).toBe(0);
  });

  const lastPiece = async (claimed: Awaited<ReturnType<typeof claim>>) => {
    const webinar = { organisation: ORGANISATION, code: CODE } as Parameters<typeof store.lanes.expand>[2]["webinar"];
    for (const one of claimed)
      await store.lanes.expand(one, store.clock.now(), { webinar, era: 1, by: personId("p1"), consequences: [] });
  };

  it("what concerns many and is asked for while it is expanded is expanded once more, when it is due", async () => {
    const mark = dm("mark", "U1", { level: true });
    await tell(mark);
    const held = await claim();
    await tell({ ...mark, notBefore: store.clock.now() + 5_000 });
    await lastPiece(held);
    expect(await claim()).toEqual([]);
    store.clock.advance(5_000);
    const again = await claim();
    expect(again.map(({ id }) => id)).toEqual(["mark"]);
    await lastPiece(again);
    expect(await lanesKeys()).toEqual([]);
  });

  it("one that stays as it was given up is tried again only by who asks for that", async () => {
    const card = dm("card", "U1", { level: true });
    await tell(card);
    for (const one of await claim())
      await store.lanes.finish(one, { now: store.clock.now(), state: "dead", gapMs: 0, follow: [] });
    await tell({ ...card, staysDead: true });
    expect(await claim()).toEqual([]);
    await tell(card);
    expect((await claim()).map(({ id }) => id)).toEqual(["card"]);
  });

  it("no name of a delivery may hold what separates its parts", () => {
    expect(() => encodeDeliveries([dm("a\u001Fb", "U1")])).toThrow("separator");
    expect(() => encodeDeliveries([dm("a\u001Eb", "U1")])).toThrow("separator");
    expect(encodeDeliveries([dm("a", "U1", { thread: "\u001F\u001E" })]).split("\u001E")).toHaveLength(2);
  });
});
