import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Delivery } from "../../src/core/deliveries/delivery.ts";
import { chatId, newKey, type WebinarCode } from "../../src/core/model/ids.ts";
import { makeWorker } from "../../src/delivery/worker.ts";
import { makeLog } from "../../src/log.ts";
import { type Connection, connectRedis } from "../../src/redis/connect.ts";
import { keys } from "../../src/redis/keys.ts";
import { makeLanes } from "../../src/redis/lanes.ts";
import { wireCore } from "../../src/wire.ts";
import { until } from "../setup/process.ts";
import { startThrowawayRedis } from "../setup/redis.ts";
import { ORGANISATION } from "../setup/store.ts";

const HOUR = 3_600_000;
const ROOM = { kind: "chat", prefix: keys.lanes(ORGANISATION) } as const;

describe("A18: processes whose clocks differ", () => {
  let server: Awaited<ReturnType<typeof startThrowawayRedis>>;
  let redis: Connection;
  let sent: string[];

  beforeEach(async () => {
    server = await startThrowawayRedis();
    redis = await connectRedis({ url: `unix://${server.path}` }, () => {});
    sent = [];
  });
  afterEach(async () => {
    redis.disconnect();
    await server.stop();
  });

  /** A process whose clock is off by so much. */
  const processWith = async (offMs: number) => {
    const connection = await connectRedis({ url: `unix://${server.path}` }, () => {});
    const clock = { now: () => Date.now() + offMs };
    const site = {
      plan: 1_000,
      registrationIds: true,
      landingDomains: [],
      retentionDays: 90,
      hosts: "members",
    } as const;
    const { run, core, stores } = wireCore({ redis: connection, site, secret: "of the tests", clock });
    const lanes = makeLanes(run);
    const worker = makeWorker({
      lanes,
      standIns: core.standIns,
      outgoing: stores.outgoing,
      webinars: stores.webinars,
      clock,
      log: makeLog({ level: "silent" }),
      gapMs: () => 0,
      expand: async () => {},
      confirm: async () => {},
      send: async ({ id }) => {
        sent.push(id);
        return { kind: "sent" };
      },
    });
    return {
      clock,
      lanes,
      worker,
      tell: (...deliveries: Delivery[]) => stores.outgoing.tell(ORGANISATION, clock.now(), deliveries),
      stop: async () => {
        await worker.stop();
        connection.disconnect();
      },
    };
  };

  const dm = (id: string, more: Partial<Delivery> = {}): Delivery => ({
    id,
    organisation: ORGANISATION,
    to: { kind: "dm", chat: chatId("slack", "T1", id) },
    matter: { kind: "registration", code: "W7K3QM" as WebinarCode, key: newKey(), era: 1, version: 1 },
    ...more,
  });

  it.each([HOUR, -HOUR, 30_000, -30_000])("no lane waits for a clock that is %i ms off", async (offMs) => {
    const [wrong, right] = [await processWith(offMs), await processWith(0)];
    await wrong.tell(dm("a"), dm("soon", { notBefore: wrong.clock.now() + 50 }));
    right.worker.start();
    await until(
      () => sent.length === 2,
      5_000,
      () => sent.join(),
    );
    await right.tell(dm("b"), dm("later", { notBefore: right.clock.now() + HOUR / 2 }));
    wrong.worker.start();
    await until(
      () => sent.includes("b"),
      5_000,
      () => sent.join(),
    );
    await Promise.all([wrong.stop(), right.stop()]);
    expect(sent).toEqual(["a", "soon", "b"]);
  });

  it.each([HOUR, 30_000])("what a process sends is not sent by another whose clock is %i ms ahead", async (offMs) => {
    const [behind, ahead] = [await processWith(0), await processWith(offMs)];
    await behind.tell(dm("a"));
    const claim = async ({ lanes, clock }: typeof behind, token: string) =>
      (await lanes.claim(ROOM, { now: clock.now(), leaseMs: 20_000, max: 10, token })).taken;
    const [held] = await claim(behind, "one");
    if (!held) return expect.unreachable();
    expect(await claim(ahead, "two")).toEqual([]);
    expect(await behind.lanes.renew(held, behind.clock.now(), 20_000)).toBe(true);
    expect(await claim(ahead, "three")).toEqual([]);
    expect(await behind.lanes.retry(held, behind.clock.now(), 10_000, true)).toBe(true);
    expect(await claim(ahead, "four")).toEqual([]);
    await Promise.all([behind.stop(), ahead.stop()]);
  });
});
