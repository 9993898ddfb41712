import { afterEach, describe, expect, it } from "vitest";
import { makeFindPeople } from "../../../src/core/access/find-people.ts";
import { makeMarkGone } from "../../../src/core/access/gone-accounts.ts";
import { makeInvite } from "../../../src/core/hosting/inviting/invite.ts";
import type { Address, ChatId } from "../../../src/core/model/ids.ts";
import type { Person } from "../../../src/core/model/person.ts";
import type { Webinar } from "../../../src/core/model/webinar.ts";
import type { Directory } from "../../../src/core/ports/people.ts";
import { makeRegister } from "../../../src/core/registering/register.ts";
import { scriptText } from "../../../src/redis/scripts.ts";
import { workerOf } from "../../setup/delivering.ts";
import { findEverywhere } from "../../setup/keyspace.ts";
import { freshRequest, ORGANISATION, openStore, type Store } from "../../setup/store.ts";

const PEOPLE = 40;

describe("somebody who is erased while something else goes on", () => {
  let store: Store;
  afterEach(() => store.stop());

  const addressOf = (person: Person): Address => {
    if (!person.address) throw new Error("no address");
    return person.address;
  };
  const members = (count: number) => Promise.all(Array.from({ length: count }, (_, i) => store.member(`erika${i}`)));
  const drain = () => workerOf(store, () => undefined).drain();

  /** Whoever has a registration is known by their address, has it in what is theirs, and is told of it. */
  const isWhole = async ({ code }: Webinar, person: Person): Promise<boolean> => {
    const address = addressOf(person);
    const entry = (await store.registrations.entry(ORGANISATION, code, { address }))?.entry;
    const registration = entry?.registration;
    if (!registration) return false;
    const owner = await store.people.byAddress(ORGANISATION, address);
    expect(owner?.id).toBe(registration.person);
    expect(await store.registrations.keyOf(ORGANISATION, code, registration.person)).toBe(entry.key);
    return true;
  };

  it("A13: erased while they register, nothing of them is found, or the new registration is whole", async () => {
    store = await openStore();
    const host = await store.member("host");
    const webinar = await store.schedule(host);
    const people = await members(PEOPLE);
    const turns = people.flatMap((person, i) => [
      async () => {
        for (let wait = 0; wait < i % 20; wait += 1) await store.redis.ping();
        await store.register(webinar.code, person);
      },
      async () => expect((await store.core.erase.everywhere(addressOf(person))).ok).toBe(true),
    ]);
    await Promise.all(turns.map((turn) => turn()));
    await drain();
    store.clock.advance(5_000);
    await drain();
    let whole = 0;
    for (const person of people) {
      if (await isWhole(webinar, person)) whole += 1;
      else expect(await findEverywhere(store.redis, [addressOf(person)])).toEqual([]);
    }
    const now = await store.webinars.get(ORGANISATION, webinar.code);
    expect([now?.counts.pending, now?.seatsHeld]).toEqual([whole, whole]);
  }, 300_000);

  /** Registers somebody who is erased after they were read, and before their registration is stored. */
  const registerErased = async (options: Parameters<typeof openStore>[0]) => {
    store = await openStore(options);
    const webinar = await store.schedule(await store.member("host"));
    const [person] = await members(1);
    if (!person) throw new Error("nobody");
    let isErased = false;
    const registrations: typeof store.registrations = {
      ...store.registrations,
      register: async (of) => {
        if (!isErased) expect((await store.core.erase.everywhere(addressOf(person))).ok).toBe(true);
        isErased = true;
        return store.registrations.register(of);
      },
    };
    const register = makeRegister({ ...store, registrations, tellFull: store.core.tellFull });
    const { firstName, lastName } = person;
    const input = { organisation: ORGANISATION, code: webinar.code, requestId: freshRequest(), via: "page" } as const;
    const typed = { person, address: person.address, firstName, lastName, given: {}, answerStays: false };
    const result = await register({ ...input, ...typed });
    return { webinar, person, result };
  };

  it("A13: erased just before the registration is stored, they are known anew, and it is whole", async () => {
    const { webinar, person, result } = await registerErased({});
    expect(result.ok).toBe(true);
    expect(await isWhole(webinar, person)).toBe(true);
    expect((await store.people.byAddress(ORGANISATION, addressOf(person)))?.id).not.toBe(person.id);
  });

  it("A13: without the check whether they are still known, it is left to nobody", async () => {
    const blind = scriptText("register-8").replace("if not is_there then return { 'gone' } end\n", "");
    expect(blind).not.toBe(scriptText("register-8"));
    const { webinar, person } = await registerErased({ scripts: { "register-8": blind } });
    await expect(isWhole(webinar, person)).rejects.toThrow();
  });

  it("A13: erased just before the invitation is stored, they are not invited", async () => {
    store = await openStore();
    const host = await store.member("host");
    const webinar = await store.schedule(host);
    const [person] = await members(1);
    if (!person) throw new Error("nobody");
    const registrations: typeof store.registrations = {
      ...store.registrations,
      invite: async (...of) => {
        expect((await store.core.erase.everywhere(addressOf(person))).ok).toBe(true);
        return store.registrations.invite(...of);
      },
    };
    const directories = { directories: [] };
    const findPeople = makeFindPeople({ ...store, ...directories });
    const invite = makeInvite({ ...store, ...directories, registrations, findPeople });
    const act = { organisation: ORGANISATION, code: webinar.code, requestId: freshRequest(), by: host };
    const whom = { face: "slack", people: [{ by: "address", address: addressOf(person) }], unreadable: [] } as const;
    expect(await invite({ ...act, ...whom })).toMatchObject({ ok: true, value: { invited: 0 } });
    await drain();
    expect(await findEverywhere(store.redis, [addressOf(person)])).toEqual([]);
  });

  it("A13: erased while a change is told to everybody, nothing of them is found once it is told", async () => {
    store = await openStore();
    const host = await store.member("host");
    const webinar = await store.schedule(host, { inMs: 48 * 3_600_000 });
    const people = await members(PEOPLE);
    for (const person of people) await store.register(webinar.code, person);
    const act = { organisation: ORGANISATION, code: webinar.code, requestId: freshRequest(), by: host };
    await store.core.cancelWebinar({ ...act, way: "slack" });
    await Promise.all([
      drain(),
      ...people.slice(0, 20).map(async (person) => {
        expect((await store.core.erase.everywhere(addressOf(person))).ok).toBe(true);
      }),
    ]);
    await drain();
    store.clock.advance(5_000);
    await drain();
    for (const person of people.slice(0, 20))
      expect(await findEverywhere(store.redis, [addressOf(person)])).toEqual([]);
    expect(await store.archives.archived(ORGANISATION, webinar.code, 1)).toBe(20);
  }, 300_000);

  it("A13: what died halfway is finished by the next erasure", async () => {
    store = await openStore();
    const host = await store.member("host");
    const webinar = await store.schedule(host);
    const [erika, other] = await members(2);
    if (!erika || !other) throw new Error("nobody");
    await store.register(webinar.code, erika);
    await store.erasure.begin(ORGANISATION, erika.id);
    expect(await findEverywhere(store.redis, [addressOf(erika)])).not.toEqual([]);
    expect((await store.core.erase.everywhere(addressOf(other))).ok).toBe(true);
    await drain();
    expect(await findEverywhere(store.redis, [addressOf(erika)])).toEqual([]);
    expect((await store.core.erase.everywhere(addressOf(erika))).ok).toBe(true);
  });

  it("P22: erased while a chat product is asked whether their account is gone, nobody comes back", async () => {
    store = await openStore();
    const chat = "slack:T1:UERIKA" as ChatId;
    const profile = {
      address: "erika.known@example.com" as Address,
      firstName: "Erika",
      lastName: "",
      fullMember: true,
    };
    const person = await store.people.know(ORGANISATION, { chatId: chat, ...profile });
    const isErasedMeanwhile: Directory = {
      find: async () => {
        expect((await store.core.erase.everywhere(addressOf(person))).ok).toBe(true);
        return { kind: "nobody", isGone: true };
      },
    } as unknown as Directory;
    await makeMarkGone({ people: store.people, directories: [isErasedMeanwhile] })(ORGANISATION, chat);
    expect(await findEverywhere(store.redis, [addressOf(person)])).toEqual([]);
  });
});
