import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Address, chatId } from "../../../src/core/model/ids.ts";
import type { Directory, LookUp } from "../../../src/core/ports/people.ts";
import { workerOf } from "../../setup/delivering.ts";
import { findEverywhere } from "../../setup/keyspace.ts";
import { freshRequest, ORGANISATION, openStore, type Store } from "../../setup/store.ts";

/** Four parts. */
const PEOPLE = 85;

describe("a long invitation", () => {
  let store: Store;
  let isBusy = true;
  let asked = 0;
  const memberOf = (address: Address): LookUp => ({
    kind: "found",
    profile: {
      chatId: chatId("slack", "T1", `U${address.split("@")[0]}`),
      address,
      firstName: "Some",
      lastName: "Body",
      fullMember: true,
    },
  });
  const shared = {
    kind: "found" as const,
    named: [],
    profiles: ["ann", "bob", "eve"].map((name) => ({
      chatId: chatId("slack", name === "eve" ? "T2" : "T1", `U${name}`),
      ...{ firstName: name, lastName: "", fullMember: name !== "eve", isOutside: name === "eve" },
      ...(name === "eve" ? {} : { address: `${name}@example.com` as Address }),
    })),
  };
  const directory: Directory = {
    memberLists: {
      face: "slack",
      access: async (_, { id, name }) => ({
        ...{ kind: "open", name, isShared: id === "CSHARED" },
        ...(id === "CBIG" ? { count: 10_001 } : {}),
      }),
      linkTo: async () => undefined,
      members: async (_, { id }) =>
        id === "CSHARED" ? shared : isBusy ? { kind: "unknown", afterMs: 30_000 } : { kind: "gone" },
    },
    find: async (_, named) => {
      if (named.by !== "address") return { kind: "nobody" };
      asked += 1;
      return isBusy ? { kind: "unknown", afterMs: 30_000 } : memberOf(named.address);
    },
  };

  beforeEach(async () => {
    isBusy = true;
    asked = 0;
    store = await openStore({ directories: [directory] });
  });
  afterEach(() => store.stop());

  const begun = async () => {
    const host = await store.people.know(ORGANISATION, {
      chatId: chatId("slack", "T1", "UHOST"),
      firstName: "Hanna",
      lastName: "Host",
      fullMember: true,
    });
    const webinar = await store.schedule(host);
    const id = freshRequest();
    const people = Array.from({ length: PEOPLE }, (_, i) => ({
      by: "address" as const,
      address: `p${i}@example.com` as Address,
    }));
    const input = { organisation: ORGANISATION, code: webinar.code, requestId: id, by: host, face: "slack" as const };
    const result = await store.core.invite({ ...input, people, unreadable: [] });
    return { webinar, id, result, host };
  };

  it("E1: a worker that ends after any piece leaves nobody out and tells nobody twice", async () => {
    const { webinar, id, result } = await begun();
    expect(result).toMatchObject({ ok: true, value: { invited: 0, left: PEOPLE } });
    isBusy = false;
    const told: string[] = [];
    const worker = () =>
      workerOf(store, (notice, { to }) => {
        if (to.kind === "dm") told.push(`${notice.kind} ${to.chat}`);
        if (to.kind === "card") told.push(`${notice.kind} ${to.channel.channelId}`);
        return undefined;
      });
    // Two pieces whose workers ended before they could say so.
    await store.core.inviteOn(ORGANISATION, webinar.code, id);
    await Promise.all([1, 2].map(() => store.core.inviteOn(ORGANISATION, webinar.code, id).catch(() => undefined)));
    await worker().drain();
    expect(told.filter((one) => one.startsWith("invitation")).length).toBeLessThan(PEOPLE);
    store.clock.advance(30_000);
    await worker().drain();
    const invited = told.filter((one) => one.startsWith("invitation"));
    expect(invited.length).toBe(PEOPLE);
    expect(new Set(invited).size).toBe(PEOPLE);
    // The message that says how far it is, posted and then edited.
    expect(new Set(told.filter((one) => one.startsWith("invited")))).toEqual(new Set(["invited UHOST"]));
    const inviting = await store.registrations.inviting(ORGANISATION, webinar.code, id);
    expect(inviting).toMatchObject({ invited: PEOPLE, known: 0, left: 0, parts: 0, refused: 0 });
  });

  it("E1: nobody is asked again before the chat product said so", async () => {
    await begun();
    const before = asked;
    const worker = workerOf(store, () => undefined);
    await worker.drain();
    store.clock.advance(29_000);
    await worker.drain();
    expect(asked).toBe(before);
    store.clock.advance(1_000);
    await worker.drain();
    expect(asked).toBeGreaterThan(before);
  });

  it("P22: who is erased while the invitation goes on stands in none of its lists, and is not invited", async () => {
    const { webinar, id } = await begun();
    const gone = "p40@example.com" as Address;
    await store.core.erase.everywhere(gone);
    expect(await findEverywhere(store.redis, [gone])).toEqual([]);
    isBusy = false;
    for (let isMore = true; isMore; ) ({ isMore } = await store.core.inviteOn(ORGANISATION, webinar.code, id));
    const inviting = await store.registrations.inviting(ORGANISATION, webinar.code, id);
    expect(inviting).toMatchObject({ invited: PEOPLE - 1, left: 0, parts: 0 });
    expect(await findEverywhere(store.redis, [gone])).toEqual([]);
  });

  it("P12: more than ten thousand are refused before anybody is asked about, by list and by channel", async () => {
    const { webinar, host } = await begun();
    const before = asked;
    const act = { organisation: ORGANISATION, code: webinar.code, by: host, face: "slack" as const, unreadable: [] };
    const many = Array.from({ length: 10_001 }, (_, i) => ({
      by: "address" as const,
      address: `q${i}@example.com` as Address,
    }));
    const refusal = { reason: "too_many_invitees", max: 10_000, count: 10_001 };
    expect(await store.core.invite({ ...act, requestId: freshRequest(), people: many })).toEqual({
      ok: false,
      refusal,
    });
    const list = { face: "slack", kind: "channel", group: "T1", id: "CBIG", name: "big" } as const;
    const named = { requestId: freshRequest(), people: [], memberLists: [list], chat: chatId("slack", "T1", "UHOST") };
    expect(await store.core.invite({ ...act, ...named })).toEqual({ ok: false, refusal });
    expect(asked).toBe(before);
  });

  it("E1: a channel whose members cannot be read just now is read later; one that is gone is said", async () => {
    const { webinar, host } = await begun();
    const list = { face: "slack", kind: "channel", group: "T1", id: "CBUSY", name: "busy" } as const;
    const id = freshRequest();
    const act = { organisation: ORGANISATION, code: webinar.code, by: host, face: "slack" as const, unreadable: [] };
    const named = { requestId: id, people: [], memberLists: [list], chat: chatId("slack", "T1", "UHOST") };
    expect((await store.core.invite({ ...act, ...named })).ok).toBe(true);
    expect(await store.core.inviteOn(ORGANISATION, webinar.code, id)).toEqual({ isMore: true, afterMs: 30_000 });
    isBusy = false;
    expect((await store.core.inviteOn(ORGANISATION, webinar.code, id)).isMore).toBe(false);
    expect(await store.registrations.refusedOf(ORGANISATION, webinar.code, id)).toEqual([
      { text: "#busy", why: "not_found" },
    ]);
  });

  it("P26: only a host agrees to a shared channel, once, and not of another webinar", async () => {
    isBusy = false;
    const { webinar, host } = await begun();
    const other = await store.schedule(host);
    const stranger = await store.member("stranger");
    const list = { face: "slack", kind: "channel", group: "T1", id: "CSHARED", name: "both" } as const;
    const id = freshRequest();
    const act = { organisation: ORGANISATION, code: webinar.code, by: host, face: "slack" as const, unreadable: [] };
    const named = { requestId: id, people: [], memberLists: [list], chat: chatId("slack", "T1", "UHOST") };
    expect(await store.core.invite({ ...act, ...named })).toMatchObject({ value: { shared: "counting" } });
    const agree = (by: typeof host, code = webinar.code, requestId = freshRequest()) =>
      store.core.agreeToInvite({ organisation: ORGANISATION, code, requestId, by, way: "slack", id });
    expect(await agree(host)).toEqual({ ok: false, refusal: { reason: "invitation_settled" } });
    const goOn = async () => {
      for (let isMore = true; isMore; ) ({ isMore } = await store.core.inviteOn(ORGANISATION, webinar.code, id));
    };
    await goOn();
    const asked = { shared: "asked", left: 2, outside: 1, invited: 0 };
    expect(await store.registrations.inviting(ORGANISATION, webinar.code, id)).toMatchObject(asked);
    expect(await agree(stranger)).toMatchObject({ refusal: { reason: "not_the_host" } });
    expect(await agree(host, other.code)).toEqual({ ok: false, refusal: { reason: "invitation_settled" } });
    const both = await Promise.all([agree(host), agree(host)]);
    expect(both).toMatchObject([{ value: { shared: "agreed" } }, { value: { shared: "agreed" } }]);
    await goOn();
    const end = { shared: "agreed", left: 0, outside: 1, invited: 2 };
    expect(await store.registrations.inviting(ORGANISATION, webinar.code, id)).toMatchObject(end);
  });
});
