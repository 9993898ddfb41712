import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Delivery } from "../../src/core/deliveries/delivery.ts";
import { type Address, chatId, newKey, type WebinarCode } from "../../src/core/model/ids.ts";
import type { Outcome } from "../../src/delivery/outcome.ts";
import type { IsHeld } from "../../src/delivery/send.ts";
import { makeWorker, type Worker } from "../../src/delivery/worker.ts";
import { makeLog } from "../../src/log.ts";
import { keys } from "../../src/redis/keys.ts";
import { until } from "../setup/process.ts";
import { freshRequest, ORGANISATION, openStore, type Store } from "../setup/store.ts";

const CODE = "W7K3QM" as WebinarCode;
const GAP_MS = 1_000;
const ROOM = { kind: "chat", prefix: keys.lanes(ORGANISATION) } as const;

describe("deliveries", () => {
  let store: Store;
  let sent: { id: string; at: number; matter: Delivery["matter"] }[];
  let messages: (string | undefined)[];
  let answers: ((delivery: Delivery, isHeld: IsHeld) => Promise<Outcome | undefined> | Outcome | undefined)[];
  let worker: Worker;

  const makeOne = () =>
    makeWorker({
      lanes: store.lanes,
      standIns: store.core.standIns,
      outgoing: store.outgoing,
      webinars: store.webinars,
      clock: store.clock,
      log: makeLog({ level: "silent" }),
      gapMs: () => GAP_MS,
      expand: async () => {},
      confirm: async () => {},
      send: async (delivery, _attempts, isHeld) => {
        sent.push({ id: delivery.id, at: store.clock.now(), matter: delivery.matter });
        messages.push(delivery.message);
        for (const answer of answers) {
          const outcome = await answer(delivery, isHeld);
          if (outcome) return outcome;
        }
        return { kind: "sent" };
      },
    });

  beforeEach(async () => {
    store = await openStore();
    sent = [];
    messages = [];
    answers = [];
    worker = makeOne();
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
  const ids = () => sent.map(({ id }) => id);

  /** Drains, moving the clock a second at a time, as long as it takes for this many attempts. */
  const drainUntil = async (attempts: number) => {
    for (let i = 0; i < 4_000 && sent.length < attempts; i += 1) {
      await worker.drain();
      store.clock.advance(1_000);
    }
  };

  it("A12: what a process holds that stood still is not its own any more once the lease is over", async () => {
    const held: boolean[] = [];
    answers = [
      (_, isHeld) => {
        held.push(isHeld());
        store.clock.advance(20_000);
        held.push(isHeld());
        return undefined;
      },
    ];
    await tell(dm("a1", "U1"));
    await worker.drain();
    expect(held).toEqual([true, false]);
  });

  it("keeps order for one recipient, at the lane's gap, while others go at once", async () => {
    await tell(dm("a1", "U1"), dm("a2", "U1"), dm("a3", "U1"), dm("b1", "U2"));
    await worker.drain();
    expect(ids().toSorted()).toEqual(["a1", "b1"]);
    await drainUntil(4);
    expect(ids().filter((id) => id.startsWith("a"))).toEqual(["a1", "a2", "a3"]);
    const times = sent.filter(({ id }) => id.startsWith("a")).map(({ at }) => at);
    expect(times.map((at, i) => at - (times[i - 1] ?? at))).toEqual([0, GAP_MS, GAP_MS]);
  });

  it("the gap holds for a lane that ran empty too", async () => {
    await tell(dm("a1", "U1"));
    await worker.drain();
    await tell(dm("a2", "U1"));
    await worker.drain();
    expect(ids()).toEqual(["a1"]);
    store.clock.advance(GAP_MS);
    await worker.drain();
    expect(ids()).toEqual(["a1", "a2"]);
  });

  it("a 429 holds its own lane until Retry-After, and nobody else", async () => {
    answers = [
      (delivery) =>
        delivery.id === "hot" && sent.filter(({ id }) => id === "hot").length === 1
          ? { kind: "slow_down", afterMs: 30_000 }
          : undefined,
    ];
    await tell(dm("hot", "U1"), dm("hot2", "U1"), ...Array.from({ length: 30 }, (_, i) => dm(`cold${i}`, `V${i}`)));
    await worker.drain();
    expect(ids()).toHaveLength(31);
    store.clock.advance(29_000);
    await worker.drain();
    expect(ids()).toHaveLength(31);
    store.clock.advance(1_000);
    await worker.drain();
    expect(ids().slice(31)).toEqual(["hot"]);
  });

  it("a 429 that does not say how long is waited out for longer each time, and given up in the end", async () => {
    answers = [
      (delivery) => (delivery.id === "hot" ? { kind: "slow_down", afterMs: 5_000, isGuess: true } : undefined),
    ];
    await tell(dm("hot", "U1"), dm("next", "U1"));
    for (let i = 0; i < 300 && !ids().includes("next"); i += 1) {
      await worker.drain();
      store.clock.advance(i < 20 ? 1_000 : 60_000);
    }
    const times = sent.filter(({ id }) => id === "hot").map(({ at }) => at);
    const waits = times.slice(1).map((at, i) => at - (times[i] ?? at));
    expect(times).toHaveLength(15);
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(5_000);
    expect(Math.min(...waits.slice(-3))).toBeGreaterThan(10 * 60_000);
    expect(ids().at(-1)).toBe("next");
  });

  it("a lost answer is tried again with back-off, and the lane waits for it", async () => {
    let lost = 2;
    answers = [(delivery) => (delivery.id === "a1" && lost-- > 0 ? { kind: "again", code: "no_reply" } : undefined)];
    await tell(dm("a1", "U1"), dm("a2", "U1"));
    await drainUntil(4);
    expect(ids()).toEqual(["a1", "a1", "a1", "a2"]);
  });

  it("A15: a delivery that cannot be read goes alone to the dead ones, and holds up nobody", async () => {
    // A record's last part is its body; its sixth its cursor.
    const damages: ((parts: string[]) => string[] | undefined)[] = [
      () => undefined,
      (parts) => parts.slice(0, 5),
      (parts) => parts.with(-1, ""),
      (parts) => parts.with(-1, "{"),
      (parts) => parts.with(-1, "null"),
      (parts) => parts.with(-1, "{}"),
      (parts) => parts.with(5, "nowhere"),
    ];
    const others = Array.from({ length: 20 }, (_, i) => dm(`good${i}`, `V${i}`));
    await tell(...damages.map((_, i) => dm(`bad${i}`, `W${i}`)), ...others, dm("behind", "W0"));
    for (const [i, damage] of damages.entries()) {
      const record = `${ROOM.prefix}d:bad${i}`;
      const damaged = damage(((await store.redis.get(record)) ?? "").split("\u001F"));
      if (damaged) await store.redis.set(record, damaged.join("\u001F"));
      else await store.redis.del(record);
    }
    await worker.drain();
    expect(ids().toSorted()).toEqual([...others.map(({ id }) => id), "behind"].toSorted());
    const dead = await store.redis.zrange(`${ROOM.prefix}dead`, "0", "-1");
    expect(dead).toEqual(damages.map((_, i) => `bad${i}`));
    expect(await store.redis.zcard(`${ROOM.prefix}leased`)).toBe(0);
  });

  it("the same delivery told twice is sent once", async () => {
    await tell(dm("a1", "U1"));
    await tell(dm("a1", "U1"));
    await drainUntil(1);
    await tell(dm("a1", "U1"));
    store.clock.advance(60_000);
    await worker.drain();
    expect(ids()).toEqual(["a1"]);
  });

  it("a card's newer update replaces one that waits, and follows one that is being sent", async () => {
    const card = dm("card", "U1", { level: true });
    await tell(dm("before", "U1"), card);
    await tell(card);
    await drainUntil(2);
    expect(ids()).toEqual(["before", "card"]);

    let change = () => Promise.resolve();
    answers = [async (delivery) => (delivery.id === "card" ? change().then(() => undefined) : undefined)];
    change = async () => {
      change = () => Promise.resolve();
      await tell(card);
    };
    await tell(card);
    await drainUntil(4);
    store.clock.advance(60_000);
    await worker.drain();
    expect(ids()).toEqual(["before", "card", "card", "card"]);
  });

  it("N12: what is wanted again while it is being sent waits as long as it asked to", async () => {
    const card = dm("card", "U1", { level: true });
    const again = async () => {
      answers = [];
      await tell({ ...card, notBefore: store.clock.now() + 2_000 });
      return undefined;
    };
    answers = [again];
    await tell(card);
    await worker.drain();
    store.clock.advance(1_500);
    await worker.drain();
    expect(sent).toHaveLength(1);
    store.clock.advance(500);
    await worker.drain();
    expect(sent.map(({ at }) => at - (sent[0]?.at ?? 0))).toEqual([0, 2_000]);
  });

  it("what a worker held when it was killed is sent by another after the lease", async () => {
    await tell(dm("a1", "U1"), dm("a2", "U1"));
    const claim = await store.lanes.claim(ROOM, {
      now: store.clock.now(),
      leaseMs: 20_000,
      max: 10,
      token: "dead",
    });
    expect(claim.taken.map(({ id }) => id)).toEqual(["a1"]);
    await worker.drain();
    expect(ids()).toEqual([]);
    store.clock.advance(20_000);
    await drainUntil(2);
    expect(ids()).toEqual(["a1", "a2"]);
    // The dead one comes back to life: its word no longer counts.
    const [late] = claim.taken;
    if (!late) throw new Error("nothing was claimed");
    expect(await store.lanes.finish(late, { now: store.clock.now(), state: "dead", gapMs: 0, follow: [] })).toBe(false);
  });

  /** Another worker holds this one's lease by the time it has sent something. */
  const loseLease = () => {
    store.clock.advance(20_000);
    return store.lanes.claim(ROOM, { now: store.clock.now(), leaseMs: 20_000, max: 10, token: "other" });
  };
  const card = (id: string): Delivery => ({
    ...{ id, organisation: ORGANISATION, matter: { kind: "overview", code: CODE }, level: true },
    to: { kind: "card", channel: { face: "slack", group: "T1", channelId: "C1" } },
  });

  it.each([
    ["sent", { kind: "sent" }],
    ["of which nobody knows whether it was", { kind: "again", code: "timeout" }],
  ] as const)("A12: a card that was edited after the lease was over is edited once more: %s", async (_, outcome) => {
    answers = [
      async ({ id }) => {
        if (sent.length > 1) return undefined;
        const [held] = (await loseLease()).taken;
        if (!held) throw new Error(`nobody claimed ${id}`);
        await store.lanes.finish(held, { now: store.clock.now(), state: "sent", gapMs: 0, follow: [] });
        return outcome;
      },
    ];
    await tell(card(`${CODE}:announcement:slack:C1`));
    await drainUntil(2);
    for (let i = 0; i < 30; i += 1) {
      await worker.drain();
      store.clock.advance(1_000);
    }
    expect(ids()).toEqual([`${CODE}:announcement:slack:C1`, `${CODE}:announcement:slack:C1:anew1:edit`]);
  });

  it("A12, P28: an announcement that was edited too late is edited once more, also to say that it was withdrawn", async () => {
    answers = [
      async () => {
        for (const held of (await loseLease()).taken)
          await store.lanes.finish(held, { now: store.clock.now(), state: "sent", gapMs: 0, follow: [] });
        return { kind: "sent" };
      },
    ];
    const id = `announced:${CODE}:slack:C1:edit`;
    const matter = { kind: "announced", code: CODE, channel: "C1" } as const;
    await tell({ ...card(id), matter, editOnly: true });
    await drainUntil(2);
    expect(sent.slice(0, 2).map((one) => [one.id, one.matter])).toEqual([
      [id, matter],
      [`${id}:anew1:edit`, { ...matter, isWithdrawn: true }],
    ]);
  });

  it("A12: a direct message that was edited too late is edited once more itself, not the one that came after it", async () => {
    answers = [
      async () => {
        for (const held of (await loseLease()).taken)
          await store.lanes.finish(held, { now: store.clock.now(), state: "sent", gapMs: 0, follow: [] });
        return { kind: "sent", touched: ["D1 1.0"] };
      },
    ];
    const matter = { kind: "outdated", code: CODE, key: newKey(), was: "registration" } as const;
    await tell(dm("a1", "U1", { matter, editOnly: true }));
    for (let i = 0; i < 60; i += 1) {
      await worker.drain();
      store.clock.advance(1_000);
    }
    expect(ids()).toEqual(["a1", ...[1, 2, 3].map((times) => `a1:at:D1 1.0:anew${times}:edit`)]);
    expect(messages).toEqual([undefined, "D1 1.0", "D1 1.0", "D1 1.0"]);
  });

  it("A12: where each edit comes too late, it ends after three; and nobody is told anything twice", async () => {
    answers = [
      async () => {
        for (const held of (await loseLease()).taken)
          await store.lanes.finish(held, { now: store.clock.now(), state: "sent", gapMs: 0, follow: [] });
        return { kind: "sent" };
      },
    ];
    await tell(dm("a1", "U1"));
    await drainUntil(1);
    await tell(card(`${CODE}:announcement:slack:C1`));
    for (let i = 0; i < 60; i += 1) {
      await worker.drain();
      store.clock.advance(1_000);
    }
    const edits = [1, 2, 3].map((times) => `${CODE}:announcement:slack:C1:anew${times}:edit`);
    expect(ids()).toEqual(["a1", `${CODE}:announcement:slack:C1`, ...edits]);
  });

  it("a delivery that ends its worker each time is given up, and the lane goes on", async () => {
    await tell(dm("poison", "U1"), dm("next", "U1"));
    for (let i = 0; i < 15; i += 1) {
      const { taken } = await store.lanes.claim(ROOM, {
        now: store.clock.now(),
        leaseMs: 20_000,
        max: 10,
        token: `dead${i}`,
      });
      expect(taken.map(({ id }) => id)).toEqual(["poison"]);
      store.clock.advance(20_000);
    }
    await drainUntil(1);
    expect(ids()).toEqual(["next"]);
    expect(await store.redis.zscore(`${keys.lanes(ORGANISATION)}dead`, "poison")).not.toBeNull();
  });

  it("N2, S5: a direct message that cannot be delivered goes by mail; a mail that cannot is told to the host", async () => {
    const host = await store.people.know(ORGANISATION, {
      chatId: chatId("slack", "T1", "UHOST"),
      firstName: "Hanna",
      lastName: "Host",
      fullMember: true,
    });
    answers = [
      (delivery) =>
        delivery.id.startsWith("inv") && !delivery.id.endsWith("undelivered") && delivery.matter.kind !== "undelivered"
          ? { kind: "never", code: "no" }
          : undefined,
    ];
    const orMail = "ann@example.com" as Address;
    await tell(dm("inv", "U1", { orMail, host: host.id, matter: { kind: "invitation", code: CODE, key: newKey() } }));
    await drainUntil(3);
    expect(ids()[0]).toBe("inv");
    expect(ids()[1]).toBe("inv:mail");
    expect(ids()[2]).toMatch(/^inv:mail:undelivered:/);
  });

  it("what was given up can be tried again", async () => {
    const retry = () => ({ organisation: ORGANISATION, requestId: freshRequest(), now: store.clock.now() });
    let refuses = true;
    answers = [() => (refuses ? { kind: "never", code: "no" } : undefined)];
    await tell(dm("a1", "U1"));
    await worker.drain();
    refuses = false;
    expect(await store.outgoing.revive(retry(), { id: "a1" }, 10)).toBe(1);
    store.clock.advance(GAP_MS);
    await worker.drain();
    expect(ids()).toEqual(["a1", "a1"]);
    expect(await store.outgoing.revive(retry(), { id: "a1" }, 10)).toBe(0);
  });

  it("what must wait stands aside until its time, and holds nobody up", async () => {
    await tell(dm("later", "U1", { notBefore: store.clock.now() + 60_000 }), dm("now", "U1"));
    await worker.drain();
    expect(ids()).toEqual(["now"]);
    store.clock.advance(60_000);
    await worker.drain();
    expect(ids()).toEqual(["now", "later"]);
  });

  it("section 7: Redis full while a card is posted: it is posted once", async () => {
    const channel = { face: "slack", group: "T1", channelId: "C1" } as const;
    answers = [() => ({ kind: "sent", messageId: "C1 1.0" })];
    await tell({ ...dm("card", "U1", { level: true }), to: { kind: "card", channel } });
    await store.redis.config("SET", "maxmemory", "1");
    await worker.drain();
    for (let i = 0; i < 5; i += 1) {
      store.clock.advance(30_000);
      await worker.drain();
    }
    expect(ids()).toEqual(["card"]);
    await store.redis.config("SET", "maxmemory", "0");
    expect(await store.outgoing.messagesOf(dm("card", "U1", { to: { kind: "card", channel } }))).toEqual(["C1 1.0"]);
  });

  it("who still sends keeps the lease: nobody else takes what is slow", async () => {
    await tell(dm("slow", "U1"));
    const claim = () => store.lanes.claim(ROOM, { now: store.clock.now(), leaseMs: 20_000, max: 10, token: "other" });
    const [held] = (await claim()).taken;
    if (!held) throw new Error("nothing was claimed");
    for (let i = 0; i < 5; i += 1) {
      store.clock.advance(15_000);
      expect(await store.lanes.renew(held, store.clock.now(), 20_000)).toBe(true);
      expect((await claim()).taken).toEqual([]);
    }
    store.clock.advance(20_000);
    expect((await claim()).taken).toHaveLength(1);
  });

  it("mail that is slow takes no place from chat", async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    answers = [async (delivery) => (delivery.to.kind === "mail" ? held.then(() => undefined) : undefined)];
    const mail = (i: number): Delivery => ({
      ...dm(`m${i}`, "U1"),
      to: { kind: "mail", address: `p${i}@example.com` as Address },
    });
    await tell(...Array.from({ length: 100 }, (_, i) => mail(i)));
    worker.start();
    await tell(...Array.from({ length: 100 }, (_, i) => dm(`c${i}`, `V${i}`)));
    worker.wake();
    await until(
      () => ids().filter((id) => id.startsWith("c")).length === 100,
      5_000,
      () => `${ids().length} sent`,
    );
    expect(ids().filter((id) => id.startsWith("m")).length).toBeLessThan(25);
    release();
    await worker.stop();
  });

  it("an orderly stop waits for what is being sent, and leaves the rest", async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let begun = () => {};
    const started = new Promise<void>((resolve) => {
      begun = resolve;
    });
    answers = [
      async () => {
        begun();
        await held;
        return undefined;
      },
    ];
    await tell(dm("a1", "U1"), dm("a2", "U1"));
    worker.start();
    await started;
    const stopping = worker.stop();
    release();
    await stopping;
    expect(ids()).toEqual(["a1"]);
    const { taken } = await store.lanes.claim(ROOM, {
      now: store.clock.now() + GAP_MS,
      leaseMs: 1,
      max: 10,
      token: "next",
    });
    expect(taken.map(({ id }) => id)).toEqual(["a2"]);
  });
});
