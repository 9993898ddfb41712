import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { entryOf } from "../../../src/core/access/owned-entry.ts";
import type { Address, ChatId } from "../../../src/core/model/ids.ts";
import type { Person } from "../../../src/core/model/person.ts";
import { fc } from "../../setup/property.ts";
import { byChats, freshRequest, ORGANISATION, openStore, type Store } from "../../setup/store.ts";

describe("accounts, addresses and people", () => {
  let store: Store;
  beforeAll(async () => {
    store = await openStore();
  });
  afterAll(() => store.stop());

  const account = (
    chat: string,
    address: string | undefined,
    {
      fullMember = true,
      isOutside = false,
      name = chat,
    }: { fullMember?: boolean; isOutside?: boolean; name?: string } = {},
  ): Promise<Person> =>
    store.people.know(ORGANISATION, {
      chatId: chat as ChatId,
      ...(address ? { address: address as Address } : {}),
      firstName: name,
      lastName: "Test",
      fullMember,
      isOutside,
    });
  const statusFor = async (code: Parameters<typeof store.register>[0], person: Person) => {
    const shown = await store.core.queries.show(ORGANISATION, code, person);
    return shown.ok ? shown.value.registration?.status : shown.refusal.reason;
  };

  it("A1: an account of another workspace is nobody we know, whatever its profile says", async () => {
    const host = await account("slack:T1:UHOST1", "host1@example.com");
    const webinar = await store.schedule(host);
    const before = await account("slack:T2:UEVIL", undefined, { fullMember: false, isOutside: true });
    expect(before.id).not.toBe(host.id);
    expect(before).toMatchObject({ fullMember: false });
    expect(before.address).toBeUndefined();
    const allowed = await store.core.formBuilder.open(ORGANISATION, webinar.code, before);
    expect(allowed).toMatchObject({ ok: false, refusal: { reason: "not_the_host" } });
    // The host is whoever they were.
    expect(await store.people.byChat(ORGANISATION, "slack:T1:UHOST1" as ChatId)).toMatchObject({
      id: host.id,
      fullMember: true,
    });
  });

  it("A2: a guest account in one product takes no right from the member's account in the other", async () => {
    const member = await account("slack:T1:UTWO", "two@example.com");
    const both = await account("teams:x:two", "two@example.com", { fullMember: false });
    expect(both.id).toBe(member.id);
    expect(both.fullMember).toBe(true);
    const again = await account("slack:T1:UTWO", "two@example.com");
    expect(again.fullMember).toBe(true);
  });

  it("A3, N16: two accounts of one workspace with one address are two people", async () => {
    const webinar = await store.schedule(await store.member("hosta3"));
    const first = await account("slack:T1:UA", "shared3@example.com");
    await store.register(webinar.code, first);
    const second = await account("slack:T1:UB", "shared3@example.com");
    expect(second.id).not.toBe(first.id);
    expect(second.chats).toEqual(["slack:T1:UB"]);
    expect(await statusFor(webinar.code, second)).toBeUndefined();
    expect((await store.core.queries.mine({ organisation: ORGANISATION, face: "slack" }, second.id, 0)).some).toEqual(
      [],
    );
    const gate = await store.core.resend({
      organisation: ORGANISATION,
      code: webinar.code,
      requestId: freshRequest(),
      of: second,
    });
    expect(gate).toMatchObject({ ok: false });
    expect(await statusFor(webinar.code, first)).toBe("pending");
  });

  it("A4: when one account's address changes, the other account keeps its address and its registrations", async () => {
    const webinar = await store.schedule(await store.member("hosta4"));
    const slack = await account("slack:T1:UANN", "ann4@example.com");
    const teams = await account("teams:x:ann", "ann4@example.com");
    expect(teams.id).toBe(slack.id);
    await store.register(webinar.code, teams);
    // Somebody else was known by the new address.
    await store.people.know(ORGANISATION, {
      address: "new4@example.com" as Address,
      firstName: "New",
      lastName: "Four",
      fullMember: false,
    });
    await account("slack:T1:UANN", "new4@example.com");
    const again = await account("teams:x:ann", "ann4@example.com");
    expect(again.address).toBe("ann4@example.com");
    expect(await statusFor(webinar.code, again)).toBe("pending");
    const byAddress = await store.people.byAddress(ORGANISATION, "ann4@example.com" as Address);
    expect(byAddress?.id).toBe(again.id);
  });

  it("A4: what a guest has goes to the account that proves the address", async () => {
    const webinar = await store.schedule(await store.member("hosta5"));
    const member = await account("slack:T1:UGUEST", "before5@example.com");
    const guest = await store.people.know(ORGANISATION, {
      address: "guest5@example.com" as Address,
      firstName: "Gus",
      lastName: "Five",
      fullMember: false,
    });
    await store.register(webinar.code, guest);
    const after = await account("slack:T1:UGUEST", "guest5@example.com");
    expect(after.id).toBe(member.id);
    expect(await statusFor(webinar.code, after)).toBe("pending");
  });

  it("what was read with who acts is what is read for itself: a registration under a former address, and a repeat", async () => {
    const { code } = await store.schedule(await store.member("hosta6"));
    const requestId = freshRequest();
    const act = { organisation: ORGANISATION, code, requestId, way: "slack" as const, answerStays: false };
    const member = await account("slack:T1:UMOVED6", "before6@example.com");
    await store.register(code, member);
    await store.core.leave({ ...act, of: member });
    await account("slack:T1:UMOVED6", "after6@example.com");
    await account("slack:T2:UOUTSIDE6", undefined, { isOutside: true });
    const read = async (chat: string, from: Pick<Store, "webinars" | "registrations">, isAhead: boolean) => {
      const about = isAhead ? { code, requestId } : undefined;
      const actor = await store.people.byChat(ORGANISATION, chat as ChatId, about);
      return actor && entryOf(from, ORGANISATION, code, actor, requestId);
    };
    // Whoever asks these stores fails.
    const unasked = {} as Store;
    const found = await read("slack:T1:UMOVED6", unasked, true);
    expect(found).toMatchObject({ isRepeated: true, entry: { registration: { address: "before6@example.com" } } });
    expect(found).toEqual(await read("slack:T1:UMOVED6", store, false));
    const outside = await read("slack:T2:UOUTSIDE6", unasked, true);
    expect(outside).toMatchObject({ webinar: { code } });
    expect(outside?.entry).toBeUndefined();
  });

  it("E10: only full members become cohosts", async () => {
    const host = await account("slack:T1:UHOSTE", "hoste@example.com");
    const webinar = await store.schedule(host);
    await account("slack:T1:URESTRICTED", "guest.e@example.com", { fullMember: false, name: "Gia" });
    const input = {
      organisation: ORGANISATION,
      code: webinar.code,
      by: host,
      way: "slack" as const,
      unreadable: [],
    };
    const chats = ["slack:T1:URESTRICTED" as ChatId];
    const refused = await store.core.changeCohosts({
      ...input,
      requestId: freshRequest(),
      isRemoval: false,
      people: byChats(chats),
    });
    expect(refused).toEqual({ ok: false, refusal: { reason: "cohosts_not_members", names: ["Gia Test"] } });
    expect((await store.webinars.get(ORGANISATION, webinar.code))?.cohosts).toEqual([]);
  });

  const CHATS = ["slack:T9:U1", "slack:T9:U2", "teams:t9:1", "teams:t9:2"] as const;
  const ADDRESSES = ["p", "q", "r"] as const;
  interface Step {
    readonly chat: (typeof CHATS)[number];
    readonly address: (typeof ADDRESSES)[number];
    readonly registers: boolean;
  }
  let walks = 0;

  /** Accounts and a webinar of their own, and what must hold of them after each step. */
  const startWalk = async () => {
    walks += 1;
    const walk = walks;
    const webinar = await store.schedule(await store.member(`hostwalk${walk}`));
    const chatOf = (chat: string) => chat.replace("9:", `9:${walk}x`) as ChatId;
    const people = new Map<string, string>();
    const registered = new Set<string>();

    const take = async ({ chat, address, registers }: Step) => {
      const full = `${address}${walk}@example.com`;
      const person = await account(chatOf(chat), full);
      // An account stays the person that it was, with the address that it proves now.
      expect(person.id).toBe(people.get(chat) ?? person.id);
      expect(person.address).toBe(full);
      people.set(chat, person.id);
      const groups = person.chats.map((one) => one.split(":").slice(0, 2).join(":"));
      expect(new Set(groups).size).toBe(groups.length);
      const hasOne = (await statusFor(webinar.code, person)) !== undefined;
      expect(hasOne).toBe(registered.has(person.id));
      if (!registers || hasOne) return;
      const result = await store.register(webinar.code, person);
      if (result.ok) registered.add(person.id);
    };

    const check = async (chat: string) => {
      const person = await store.people.byChat(ORGANISATION, chatOf(chat));
      const mine = await store.core.queries.mine(
        { organisation: ORGANISATION, face: "slack" },
        person?.id as Person["id"],
        0,
      );
      expect(mine.some.map(({ registration }) => registration?.person)).toEqual(
        registered.has(person?.id ?? "") ? [person?.id] : [],
      );
    };

    return { take, finish: async () => void (await Promise.all([...people.keys()].map(check))) };
  };

  it("A1, A2, A3, A4, N16: whatever accounts do with addresses, nobody sees what is another's or loses what is theirs", async () => {
    const step = fc.record({
      chat: fc.constantFrom(...CHATS),
      address: fc.constantFrom(...ADDRESSES),
      registers: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const walk = await startWalk();
        for (const one of steps) await walk.take(one);
        await walk.finish();
      }),
      { numRuns: 60 },
    );
  });
});
