import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DAY_MS } from "../../src/core/deliveries/retention.ts";
import type { Address, ChatId, PersonId } from "../../src/core/model/ids.ts";
import type { Person } from "../../src/core/model/person.ts";
import { makeLog } from "../../src/log.ts";
import { ALL_PARTITIONS, keys } from "../../src/redis/keys.ts";
import { scanKeys } from "../../src/redis/personal-data/scan.ts";
import { encodeChat } from "../../src/redis/records/chat.ts";
import { bringUpToDate } from "../../src/redis/schema/migrate.ts";
import { allKeys } from "../setup/keyspace.ts";
import { everybody, placeInIndex } from "../setup/people.ts";
import { freshRequest, ORGANISATION, openStore, type Store } from "../setup/store.ts";

const TENANT = "01234567-89ab-4cde-8f01-23456789abcd";
const USER = "fedcba98-7654-4321-8fed-cba987654321";
const SLACK = "slack:T0AB12CD34:U0AB12CD34" as ChatId;
const TEAMS = `teams:${TENANT}:${USER}` as ChatId;
const ANN = "ann@example.com" as Address;

describe("people in Redis", () => {
  let store: Store;
  beforeEach(async () => {
    store = await openStore();
  });
  afterEach(() => store.stop());

  const know = (chatId: ChatId, address: Address | undefined, name = "Ann") =>
    store.people.know(ORGANISATION, {
      chatId,
      ...(address ? { address } : {}),
      firstName: name,
      lastName: "Lee",
      locale: "fr",
      zone: "Europe/Paris",
      fullMember: true,
    });
  const register = async (code: Parameters<Store["register"]>[0], person: Person) => {
    const result = await store.register(code, person);
    if (!result.ok) throw new Error(JSON.stringify(result.refusal));
    return result.value.registration;
  };
  const fieldsOf = ({ id }: { id: PersonId }) => store.redis.hgetall(keys.person(ORGANISATION, id));
  const invite = (code: Parameters<Store["register"]>[0], by: Person, address: Address) =>
    store.core.invite({
      organisation: ORGANISATION,
      code,
      requestId: freshRequest(),
      by,
      face: "slack",
      people: [{ by: "address", address }],
      unreadable: [],
    });
  const mine = async ({ id }: { id: PersonId }) =>
    (await store.registrations.entriesOf(ORGANISATION, id, "mine", store.clock.now(), { from: 0, limit: 10 })).some;

  it("a person with accounts in both products is a packed hash, which holds no address twice", async () => {
    const { id } = await know(SLACK, ANN);
    const both = await know(TEAMS, ANN);
    expect(both).toMatchObject({ id, chats: [SLACK, TEAMS], address: ANN, locale: "fr", zone: "Europe/Paris" });
    expect(await fieldsOf(both)).toEqual({
      f: "Ann",
      l: "Lee",
      a: ANN,
      o: "fr",
      z: "Europe/Paris",
      s: String(Math.floor(store.clock.now() / DAY_MS)),
      [`c:${SLACK}`]: "f=",
      [`c:${encodeChat(TEAMS)}`]: "f=",
    });
    expect(await store.redis.object("ENCODING", keys.person(ORGANISATION, id))).toBe("listpack");
  });

  it("the index names accounts and addresses by hashes, in the place that its comment says", async () => {
    const { id } = await know(TEAMS, ANN);
    for (const by of [{ chat: TEAMS }, { address: ANN }]) {
      const { bucket, field } = placeInIndex(ORGANISATION, by);
      expect(await store.redis.hget(bucket, field)).toBe(id);
    }
    expect(await store.people.byChat(ORGANISATION, TEAMS)).toMatchObject({ id });
    expect(await store.people.byAddress(ORGANISATION, ANN)).toMatchObject({ id });
  });

  it("somebody invited under a second address has both entries, each ends by itself, and finding them tells none", async () => {
    const host = await store.member("host");
    const { code } = await store.schedule(host);
    const ann = await know(SLACK, ANN);
    const { key } = await register(code, ann);
    const moved = await know(SLACK, "ann.lee@example.com" as Address);
    await invite(code, host, "ann.lee@example.com" as Address);
    expect(moved.id).toBe(ann.id);
    const both = (await fieldsOf(ann))[`w:${code}`]?.split(" ") ?? [];
    expect(both).toHaveLength(2);
    expect((await mine(ann)).map(({ entry }) => entry?.key)).toEqual(both.toSorted());
    const found = await store.run(
      "find-person-2",
      [keys.peopleIndex(ORGANISATION), keys.personPrefix(ORGANISATION)],
      [SLACK],
    );
    expect(JSON.stringify(found)).not.toContain(key);
    expect((await store.core.erase.everywhere("ann.lee@example.com" as Address)).ok).toBe(true);
    expect(await mine(ann)).toEqual([]);
  });

  it("what a guest has in a webinar goes to the account beside what that has there already", async () => {
    const host = await store.member("host");
    const [first, second] = [await store.schedule(host), await store.schedule(host)];
    const ann = await know(SLACK, ANN);
    await register(first.code, ann);
    await invite(first.code, host, "gus@guest.example" as Address);
    await invite(second.code, host, "gus@guest.example" as Address);
    const guest = await store.people.byAddress(ORGANISATION, "gus@guest.example" as Address);
    expect((await know(SLACK, "gus@guest.example" as Address)).id).toBe(ann.id);
    expect((await mine(ann)).map(({ webinar }) => webinar.code).toSorted()).toEqual(
      [first.code, first.code, second.code].toSorted(),
    );
    expect(await store.people.get(ORGANISATION, guest?.id as PersonId)).toBeUndefined();
  });

  it("language and zone of somebody who was erased are not kept", async () => {
    const ann = await know(SLACK, ANN);
    expect((await store.core.erase.everywhere(ANN)).ok).toBe(true);
    await store.people.keepSettings(ORGANISATION, ann.id, { locale: "en" });
    expect(await fieldsOf(ann)).toEqual({});
  });

  it("A13: people are looked at in pieces, once a day, and whoever no webinar keeps goes", async () => {
    const host = await store.member("host");
    const { code } = await store.schedule(host, { inMs: 400 * DAY_MS });
    const kept = await know(SLACK, ANN);
    await register(code, kept);
    for (let i = 0; i < 40; i += 1) await know(`slack:T1:U${i}` as ChatId, `u${i}@example.com` as Address);
    store.clock.advance(100 * DAY_MS);
    const late = await know("slack:T1:LATE" as ChatId, undefined);
    const walk = async () => {
      const now = store.clock.now();
      for (let pieces = 1; ; pieces += 1) {
        const { isMore, nextSeen } = await store.retention.forgetPeople(ORGANISATION, now, now - 90 * DAY_MS, 10);
        if (!isMore) return { pieces, nextSeen };
      }
    };
    const first = await walk();
    expect(first.pieces).toBeGreaterThan(3);
    expect(first.nextSeen).toBe((Math.floor(store.clock.now() / DAY_MS) + 1) * DAY_MS);
    const left = await everybody(store.redis, ORGANISATION);
    expect(left.map(({ id }) => id).toSorted()).toEqual([host.id, kept.id, late.id].toSorted());
    const ids = new Set<string>();
    for await (const some of scanKeys(store.redis, `${keys.peopleIndex(ORGANISATION)}*`))
      for (const bucket of some) for (const id of await store.redis.hvals(bucket)) ids.add(id);
    expect(ids).toEqual(new Set(left.map(({ id }) => id)));
    expect(await walk()).toEqual({ pieces: 1, nextSeen: undefined });
    store.clock.advance(DAY_MS);
    expect((await walk()).nextSeen).toBe(first.nextSeen);
  });

  it("P27: what the operator lists stands in every partition, and a command that failed on the way can be repeated", async () => {
    const inAll = () => Promise.all(ALL_PARTITIONS.map((partition) => store.redis.hgetall(keys.lists(partition))));
    await store.lists.put("@example.com", "reject");
    expect(new Set((await inAll()).map((lists) => JSON.stringify(lists))).size).toBe(1);
    // As it is when a process dies in between: the partition that is read has the old entry still.
    for (const partition of ALL_PARTITIONS.slice(5)) await store.redis.hdel(keys.lists(partition), "@example.com");
    expect(await store.lists.all()).toEqual([{ entry: "@example.com", listed: "reject" }]);
    await store.lists.put("@example.com", undefined);
    expect(await inAll()).toEqual(ALL_PARTITIONS.map(() => ({})));
    await store.lists.put(ANN, "reject");
    expect(await store.lists.erase(ANN)).toBe(true);
    expect(await store.lists.verdict(ANN)).toBe("reject");
    expect(JSON.stringify(await inAll())).not.toContain(ANN);
    await store.lists.put(ANN, undefined);
    expect(await store.lists.verdict(ANN)).toBeUndefined();
  });

  describe("of layout 1", () => {
    const PREFIX = keys.organisationPrefix(ORGANISATION);
    const KEY = "2222222222222223";

    /** As layout 1 kept people; among them what only older versions of it wrote. */
    const writeOld = async () => {
      const { redis } = store;
      const people: Record<string, Record<string, string>> = {
        pANN: {
          address: ANN,
          first: "Ann",
          last: "Lee",
          member: "1",
          locale: "fr",
          zone: "Europe/Paris",
          seen: String(5 * DAY_MS + 1),
          [`chat:${SLACK}`]: `full ${ANN}`,
          [`chat:${TEAMS}`]: "other ann@elsewhere.example",
        },
        pOLD: {
          address: "old@example.com",
          first: "Old",
          last: "",
          member: "1",
          "chat:slack:T1:U1": "1",
          "chat:slack:T1:U2": "1",
        },
        pGUS: { address: "gus@guest.example", first: "Gus", last: "Gone", member: "0" },
        pOUT: { first: "Out", last: "Side", member: "0", "chat:slack:T9:U9": "outside " },
      };
      for (const [id, fields] of Object.entries(people)) await redis.hset(`${PREFIX}person:${id}`, fields);
      await redis.hset(`${PREFIX}people`, {
        [SLACK]: "pANN",
        [TEAMS]: "pANN",
        [`mail:${ANN}`]: "pANN",
        "mail:ann@elsewhere.example": "pANN",
        "slack:T1:U1": "pOLD",
        "slack:T1:U2": "pOLD",
        "mail:old@example.com": "pOLD",
        "mail:gus@guest.example": "pGUS",
        "slack:T9:U9": "pOUT",
      });
      await redis.zadd(`${PREFIX}seen`, 6 * DAY_MS, "pOLD", 7 * DAY_MS, "pGUS");
      await redis.zadd(
        `${PREFIX}mine:pANN`,
        1,
        `W7K3QM:${KEY}`,
        2,
        `W7K3QN:${KEY}`,
        2,
        `W7K3QN:${KEY.replace("3", "4")}`,
      );
      await redis.hset(
        `${PREFIX}erasures`,
        "pIDA",
        JSON.stringify(["first", "Ida", "last", "", "address", "ida@example.com"]),
      );
      await redis.zadd(`${PREFIX}mine:pIDA`, 1, `W7K3QM:${KEY}`);
      await redis.zadd(`${PREFIX}mine:pGONE`, 1, `W7K3QM:${KEY}`);
      await redis.set(`${PREFIX}reference:${TEAMS}`, "where");
      await redis.hset("usher:lists", { "@example.org": "approve", [ANN]: "reject" });
      await redis.del(keys.schema);
    };

    it("all of it is found in the present layout, and nothing is left of the old one", async () => {
      await writeOld();
      await bringUpToDate(store.redis, { log: makeLog({ level: "silent" }) });
      expect(await store.people.byChat(ORGANISATION, TEAMS)).toEqual({
        id: "pANN",
        firstName: "Ann",
        lastName: "Lee",
        chats: [SLACK, TEAMS],
        fullMember: true,
        address: "ann@elsewhere.example",
        locale: "fr",
        zone: "Europe/Paris",
      });
      expect(await store.people.byAddress(ORGANISATION, ANN)).toMatchObject({ id: "pANN", address: ANN });
      expect(await fieldsOf({ id: "pANN" as PersonId })).toMatchObject({
        s: "5",
        "w:W7K3QM": KEY,
        "w:W7K3QN": `${KEY} ${KEY.replace("3", "4")}`,
      });
      expect(await store.people.byChat(ORGANISATION, "slack:T1:U2" as ChatId)).toMatchObject({
        id: "pOLD",
        chats: ["slack:T1:U1", "slack:T1:U2"],
        fullMember: true,
        address: "old@example.com",
      });
      expect(await fieldsOf({ id: "pOLD" as PersonId })).toMatchObject({ s: "6" });
      expect(await store.people.byAddress(ORGANISATION, "gus@guest.example" as Address)).toMatchObject({
        id: "pGUS",
        fullMember: false,
      });
      const outside = await store.people.byChat(ORGANISATION, "slack:T9:U9" as ChatId);
      expect(outside).toMatchObject({ id: "pOUT", fullMember: false });
      expect(outside?.address).toBeUndefined();
      const entries = await store.erasure.entries(ORGANISATION, { people: ["pIDA" as PersonId], addresses: [] });
      expect(entries).toEqual([{ code: "W7K3QM", key: KEY }]);
      expect(await store.erasure.begin(ORGANISATION, "pIDA" as PersonId)).toMatchObject({
        addresses: ["ida@example.com"],
      });
      expect(await store.redis.get(keys.reference(ORGANISATION, TEAMS))).toBe("where");
      for (const partition of ALL_PARTITIONS)
        expect(await store.redis.hgetall(keys.lists(partition))).toEqual({
          "@example.org": "approve",
          [ANN]: "reject",
        });
      const old = /:person:|:people$|:mine:|:seen$|:reference:teams:0|usher:lists/;
      expect((await allKeys(store.redis)).filter((name) => old.test(name))).toEqual([]);
    });
  });
});
