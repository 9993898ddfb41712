import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Address, chatId, parseAddress } from "../../src/core/model/ids.ts";
import type { Person } from "../../src/core/model/person.ts";
import type { Concerned } from "../../src/core/model/registration.ts";
import type { Webinar } from "../../src/core/model/webinar.ts";
import { presentOf } from "../setup/crowd.ts";
import { workerOf } from "../setup/delivering.ts";
import { byChats, freshRequest, ORGANISATION, openStore, type Store } from "../setup/store.ts";

const HOUR = 3_600_000;

describe("how messages reached people", () => {
  let store: Store;
  let host: Person;
  let webinar: Webinar;
  /** Chats and addresses that take nothing. */
  let closed: Set<string>;

  beforeEach(async () => {
    store = await openStore();
    host = await store.member("host");
    webinar = await store.schedule(host, { inMs: 48 * HOUR });
    closed = new Set();
  });
  afterEach(() => store.stop());

  const drain = () =>
    workerOf(store, (_, { to }) => {
      const reach = to.kind === "dm" ? to.chat : to.kind === "mail" ? to.address : "";
      if (closed.has(reach)) return { kind: "never", code: "no" };
      return to.kind === "mail" ? undefined : { kind: "sent", messageId: `message to ${reach}` };
    }).drain();
  const member = (name: string) =>
    store.people.know(ORGANISATION, {
      chatId: chatId("slack", "T1", `U${name}`),
      address: parseAddress(`${name}@example.com`) as Address,
      firstName: name,
      lastName: "Test",
      fullMember: true,
    });
  const invite = async (...people: Person[]) => {
    const named = people.map(
      (one) => byChats(one.chats)[0] ?? { by: "address" as const, address: one.address as never },
    );
    await store.core.invite({
      ...{ organisation: ORGANISATION, code: webinar.code, requestId: freshRequest(), by: host },
      ...{ face: "slack", people: named, unreadable: [] },
    });
  };
  const all = async (): Promise<readonly Concerned[]> =>
    (await store.roster.page(webinar, { tab: "everybody" }, undefined, 100)).some;
  const reached = async () => {
    const some = await all();
    const states = await store.roster.reached(webinar, some);
    return Object.fromEntries(some.map(({ address }, i) => [address.split("@")[0], states[i]]));
  };
  const counts = () => store.roster.reachedCounts(webinar);
  const retry = (requestId = freshRequest()) =>
    store.core.retryFailed({ organisation: ORGANISATION, code: webinar.code, requestId, by: host });

  it("N2: of an invitation and of the last news of a registration, by each way: waiting, sent, or given up", async () => {
    const [ann, bob] = [await member("ann"), await member("bob")];
    const guest = await store.member("guest");
    await invite(ann, bob, guest);
    expect(await reached()).toEqual({
      ann: { dm: "waiting", mail: "waiting" },
      bob: { dm: "waiting", mail: "waiting" },
      guest: { mail: "waiting" },
    });
    expect(await counts()).toEqual({ dm: 0, mail: 0, failed: 0, withoutApp: 0 });
    for (const reach of [...ann.chats, "bob@example.com"]) closed.add(reach);
    await drain();
    expect(await reached()).toEqual({
      ann: { dm: "failed", mail: "sent" },
      bob: { dm: "sent", mail: "failed" },
      guest: { mail: "sent" },
    });
    expect(await counts()).toEqual({ dm: 1, mail: 2, failed: 2, withoutApp: 0 });
    const failed = await store.roster.unreached(webinar, 10);
    expect((await all()).flatMap(({ key, address }) => (failed.includes(key) ? [address] : []))).toEqual([
      "ann@example.com",
      "bob@example.com",
    ]);
    expect(await store.roster.unreached(webinar, 1)).toHaveLength(1);
    // The news of a registration take the invitation's place.
    await store.register(webinar.code, bob);
    expect((await reached()).bob).toEqual({ dm: "waiting", mail: "waiting" });
    closed.clear();
    await drain();
    expect((await reached()).bob).toEqual({ dm: "sent", mail: "sent" });
  });

  it("N2: all that were given up are tried again as one, by hosts alone; the same act again is answered as the first", async () => {
    const people = [await member("ann"), await member("bob")];
    for (const { chats, address } of people) for (const reach of [...chats, address ?? ""]) closed.add(reach);
    await invite(...people);
    await drain();
    expect(await counts()).toEqual({ dm: 0, mail: 0, failed: 4, withoutApp: 0 });
    const stranger = await store.core.retryFailed({
      ...{ organisation: ORGANISATION, code: webinar.code, requestId: freshRequest(), by: await store.member("sam") },
    });
    expect(stranger).toMatchObject({ ok: false, refusal: { reason: "not_the_host" } });
    const act = freshRequest();
    expect(await retry(act)).toMatchObject({ ok: true });
    expect(await counts()).toEqual({ dm: 0, mail: 0, failed: 0, withoutApp: 0 });
    expect(await retry(act)).toMatchObject({ ok: true });
    expect(await retry()).toMatchObject({ ok: false, refusal: { reason: "nothing_to_retry" } });
    // They fail once more, and once more count.
    await drain();
    expect((await counts()).failed).toBe(4);
    closed.clear();
    await retry();
    await drain();
    expect(await counts()).toEqual({ dm: 2, mail: 2, failed: 0, withoutApp: 0 });
  });

  it("N2, S5: a direct message that a mail replaces is no failure; what has nothing left to say counts as no message", async () => {
    webinar = await store.schedule(host, { inMs: 48 * HOUR, fields: { dmOnly: true } });
    const [ann, bob] = [await member("ann"), await member("bob")];
    for (const reach of ann.chats) closed.add(reach);
    await invite(ann, bob);
    await drain();
    expect(await reached()).toEqual({ ann: { dm: "failed", mail: "sent" }, bob: { dm: "sent" } });
    expect(await counts()).toEqual({ dm: 1, mail: 1, failed: 0, withoutApp: 0 });
    await store.register(webinar.code, bob);
    const { version, key } = (await all())[0]?.registration ?? {};
    if (!key || !version) throw new Error("not registered");
    // The first news are outdated before they are sent.
    await store.core.leave({
      ...{ organisation: ORGANISATION, code: webinar.code, requestId: freshRequest(), of: bob },
      ...{ way: "slack", answerStays: false },
    });
    await drain();
    expect(await counts()).toMatchObject({ mail: 2, failed: 0 });
  });

  it("N2, P22: what was given up counts no more once its person is erased", async () => {
    const ann = await member("ann");
    closed.add("ann@example.com");
    await invite(ann);
    await drain();
    expect((await counts()).failed).toBe(1);
    expect(await store.core.erase.everywhere("ann@example.com" as Address)).toMatchObject({ ok: true });
    expect((await counts()).failed).toBe(0);
    expect(await store.roster.counts(await presentOf(store, webinar))).toMatchObject({ everybody: 0, silent: 0 });
  });
});
