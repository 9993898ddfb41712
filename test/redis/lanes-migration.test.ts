import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { chatId, newKey, type WebinarCode } from "../../src/core/model/ids.ts";
import { keys } from "../../src/redis/keys.ts";
import { LANES } from "../../src/redis/schema/lanes.ts";
import { allKeys } from "../setup/keyspace.ts";
import { freshRequest, ORGANISATION, openStore, type Store } from "../setup/store.ts";

const CODE = "W7K3QM" as WebinarCode;
const PREFIX = keys.lanes(ORGANISATION);
const MAIL = `${PREFIX}mail/`;
const MINUTE = 60_000;

/** A delivery as layout 1 kept its body. */
const body = (id: string, user: string, more: object = {}) =>
  JSON.stringify({
    id,
    organisation: ORGANISATION,
    to: { kind: "dm", chat: chatId("slack", "T1", user) },
    matter: { kind: "registration", code: CODE, key: newKey(), era: 1, version: 1 },
    ...more,
  });
const lane = (user: string) => `sl:T1:${user}`;

describe("the deliveries of layout 1, migrated", () => {
  let store: Store;
  let now: number;

  beforeEach(async () => {
    store = await openStore({ at: Date.now() });
    now = store.clock.now();
  });
  afterEach(() => store.stop());

  const put = async (id: string, user: string, fields: Record<string, string>, more?: object) =>
    store.redis.hset(`${PREFIX}d:${id}`, { lane: lane(user), body: body(id, user, more), attempts: "0", ...fields });
  const queue = async (user: string, ...ids: string[]) => store.redis.rpush(`${PREFIX}q:${lane(user)}`, ...ids);
  const ready = (user: string, at = now) => store.redis.zadd(`${PREFIX}ready`, at, lane(user));

  const writeOld = async () => {
    await put("head", "U1", { state: "queued", attempts: "2" });
    await put("card", "U1", { state: "queued" }, { level: true, urgent: true });
    await queue("U1", "head", "card");
    await ready("U1");
    await put(
      "sending",
      "U2",
      { state: "sending", attempts: "1", token: "old", again: String(now + 1) },
      { level: true },
    );
    await queue("U2", "sending");
    await store.redis.zadd(`${PREFIX}leased`, now - 1, lane("U2"));
    await put("due", "U3", { state: "due" });
    await store.redis.zadd(`${PREFIX}due`, now + MINUTE, "due");
    await put("dead", "U4", { state: "dead", attempts: "15", group: "all" });
    await store.redis.zadd(`${PREFIX}dead`, now, "dead");
    await store.redis.zadd(`${PREFIX}dead:all`, now, "dead");
    await put("fan", "U5", { state: "queued", cursor: JSON.stringify({ over: "invitees" }) });
    await queue("U5", "fan");
    await ready("U5");
    await put("rests", "U6", { state: "queued" });
    await queue("U6", "rests");
    await ready("U6", now + MINUTE);
    // Sent: in chat and by mail, the last one so that its lane's gap is not over.
    for (const key of [`${PREFIX}d:sent`, `${MAIL}d:sent:mail`]) {
      await store.redis.hset(key, { state: "sent", attempts: "1" });
      await store.redis.pexpire(key, MINUTE);
    }
    for (const user of ["U6", "U7"]) await store.redis.set(`${PREFIX}gap:${lane(user)}`, now + MINUTE, "PX", MINUTE);
  };

  /** Up to so many pieces, as far as a process comes that is stopped then. */
  const migrate = async (pieces = 1_000) => {
    let done = 0;
    for await (const _ of LANES.convert({ redis: store.redis, run: store.run, after: "" })) {
      done += 1;
      if (done === pieces) return;
    }
  };
  const claim = async () =>
    (
      await store.lanes.claim(
        { kind: "chat", prefix: PREFIX },
        { now: store.clock.now(), leaseMs: 1, max: 9, token: "t" },
      )
    ).taken;
  const finish = async () => {
    const taken = await claim();
    for (const one of taken)
      await store.lanes.finish(one, { now: store.clock.now(), state: "sent", gapMs: 0, follow: [] });
    return taken.map(({ id, attempts, cursor }) => [id, attempts, ...(cursor ? [cursor] : [])]).toSorted();
  };

  it.each([1_000, 1])("all go on from where they were, stopped after %i pieces and begun anew", async (pieces) => {
    await writeOld();
    await migrate(pieces);
    await migrate();
    expect(await finish()).toEqual([
      ["fan", 1, { over: "invitees" }],
      ["head", 3],
      ["sending", 2],
    ]);
    // What was wanted again while it was being sent.
    store.clock.advance(1);
    expect(await finish()).toEqual([
      ["card", 1],
      ["sending", 1],
    ]);
    expect(await finish()).toEqual([]);
    store.clock.advance(MINUTE);
    expect(await finish()).toEqual([
      ["due", 1],
      ["rests", 1],
    ]);
    const retry = { organisation: ORGANISATION, requestId: freshRequest(), now: store.clock.now() };
    expect(await store.outgoing.revive(retry, { id: "dead" }, 10)).toBe(1);
    expect(await finish()).toEqual([["dead", 1]]);
    expect(await store.redis.zcard(`${PREFIX}dead:all`)).toBe(0);
  });

  it("what was sent is known, a gap holds, and nothing of the old is left", async () => {
    await writeOld();
    await migrate();
    const again = (id: string, user: string) => ({ ...JSON.parse(body(id, user)), id });
    await store.outgoing.tell(ORGANISATION, now, [again("sent", "U8"), again("after", "U7")]);
    expect((await finish()).map(([id]) => id)).toEqual(["fan", "head", "sending"]);
    expect(await store.redis.smembers(`${MAIL}sent:${Math.floor(Date.now() / 86_400_000)}`)).toEqual(["sent:mail"]);
    const left = (await allKeys(store.redis)).filter((key) => key.startsWith(PREFIX));
    expect(left.filter((key) => key.includes("gap:"))).toEqual([]);
    for (const key of left.filter((one) => /:(mail\/)?d:/.test(one)))
      expect(await store.redis.type(key)).toBe("string");
    store.clock.advance(MINUTE);
    expect((await finish()).map(([id]) => id)).toContain("after");
  });
});
