import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Delivery } from "../../src/core/deliveries/delivery.ts";
import { chatId, newKey, type WebinarCode } from "../../src/core/model/ids.ts";
import type { Outcome } from "../../src/delivery/outcome.ts";
import { makeWorker } from "../../src/delivery/worker.ts";
import { makeLog } from "../../src/log.ts";
import { connectRedis } from "../../src/redis/connect.ts";
import { makeLanes } from "../../src/redis/lanes.ts";
import { wireCore } from "../../src/wire.ts";
import { until } from "../setup/process.ts";
import { startThrowawayRedis } from "../setup/redis.ts";
import { ORGANISATION } from "../setup/store.ts";
import type { Figure } from "./measure.ts";

/** A conversation takes a message in so long, as the worker knows. */
const GAP_MS = 1_000;
const CALM = 50;
const COLD = 200;
const EACH = 6;
/** The hot conversation takes only half as many messages, which the worker does not know. */
const HOT = "hot";
const HOT_COUNT = 4;
const HOT_GAP_MS = 2 * GAP_MS;
const RETRY_AFTER_S = 1;

const WITHIN_MS = 120_000;

/** A platform that takes one message in so long for each conversation, none earlier, and else says when to come back. */
const startPlatform = async () => {
  const next = new Map<string, number>();
  const taken: { conversation: string; text: string; at: number }[] = [];
  let refused = 0;
  const server = createServer((request, response) => {
    const [, conversation = "", text = ""] = (request.url ?? "").split("/");
    const now = performance.now();
    // A timer may fire a millisecond early.
    if (now < (next.get(conversation) ?? 0) - 1) {
      refused += 1;
      response.writeHead(429, { "retry-after": String(RETRY_AFTER_S) }).end();
      return;
    }
    next.set(conversation, now + (conversation === HOT ? HOT_GAP_MS : GAP_MS));
    taken.push({ conversation, text, at: now });
    response.writeHead(200).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    taken,
    refused: () => refused,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};

const sendTo =
  (url: string) =>
  async ({ id, to }: Delivery): Promise<Outcome> => {
    const conversation = to.kind === "dm" ? to.chat.split(":")[2] : "";
    const response = await fetch(`${url}/${conversation}/${id}`);
    await response.arrayBuffer();
    if (response.ok) return { kind: "sent", messageId: id };
    return { kind: "slow_down", afterMs: Number(response.headers.get("retry-after")) * 1_000 };
  };

const message = (conversation: string, i: number, notBefore: number): Delivery => ({
  id: `${conversation}-${i}`,
  organisation: ORGANISATION,
  to: { kind: "dm", chat: chatId("slack", "T1", conversation) },
  matter: { kind: "registration", code: "W7K3QM" as WebinarCode, key: newKey(), era: 1, version: 1 },
  notBefore,
});

/** So many messages to one conversation, due from `afterMs` on. */
const messages = (conversation: string, count: number, afterMs = 0): Delivery[] =>
  Array.from({ length: count }, (_, i) => message(conversation, i, Date.now() + afterMs));

/** Has one worker send all of these; answers what the platform took, when, in ms from the beginning. */
const sendAll = async (deliveries: readonly Delivery[]) => {
  const server = await startThrowawayRedis();
  const redis = await connectRedis({ url: `unix://${server.path}` }, () => {});
  const platform = await startPlatform();
  const clock = { now: Date.now };
  const site = { plan: 1_000, registrationIds: true, landingDomains: [], retentionDays: 90, hosts: "members" } as const;
  const { run, core, stores } = wireCore({ redis, site, secret: "of the benchmark", clock });
  const worker = makeWorker({
    lanes: makeLanes(run),
    standIns: core.standIns,
    outgoing: stores.outgoing,
    webinars: stores.webinars,
    clock,
    log: makeLog({ level: "silent" }),
    gapMs: () => GAP_MS,
    expand: async () => {},
    confirm: async () => {},
    send: sendTo(platform.url),
  });
  try {
    await stores.outgoing.tell(ORGANISATION, clock.now(), deliveries);
    const began = performance.now();
    worker.start();
    await until(
      () => platform.taken.length === deliveries.length,
      WITHIN_MS,
      () => `${platform.taken.length} of ${deliveries.length} sent`,
    );
    return { taken: platform.taken.map((one) => ({ ...one, at: one.at - began })), refused: platform.refused() };
  } finally {
    await worker.stop();
    platform.stop();
    redis.disconnect();
    await server.stop();
  }
};

const isInOrder = (taken: readonly { conversation: string; text: string }[]): boolean => {
  const last = new Map<string, number>();
  return taken.every(({ conversation, text }) => {
    const i = Number(text.split("-")[1]);
    const follows = i === (last.get(conversation) ?? -1) + 1;
    last.set(conversation, i);
    return follows;
  });
};

type Taken = Awaited<ReturnType<typeof sendAll>>["taken"];

const lastOf = (taken: Taken): number => Math.max(...taken.map(({ at }) => at));

/** How long it took on average from a conversation's first message to its last. */
const meanSpan = (taken: Taken): number => {
  const meanOf = (i: number): number => {
    const times = taken.filter(({ text }) => text.endsWith(`-${i}`)).map(({ at }) => at);
    return times.reduce((sum, at) => sum + at, 0) / times.length;
  };
  return meanOf(EACH - 1) - meanOf(0);
};

/** How fast one worker sends, beside what the platform takes: alone, and while one conversation is refused again and again. */
export const benchDeliveries = async (): Promise<Figure[]> => {
  // As in life, they do not begin at one instant; those of the storm do.
  const calmly = Array.from({ length: CALM }, (_, i) => messages(`C${i}`, EACH, (i * GAP_MS) / CALM)).flat();
  const atOnce = Array.from({ length: COLD }, (_, i) => messages(`C${i}`, EACH)).flat();
  const ideal = (EACH - 1) * GAP_MS;
  const calm = await sendAll(calmly);
  const storm = await sendAll([...messages(HOT, HOT_COUNT), ...atOnce]);
  if (!isInOrder(calm.taken) || !isInOrder(storm.taken)) throw new Error("out of order");
  const hot = storm.taken.filter(({ conversation }) => conversation === HOT);
  const cold = storm.taken.filter(({ conversation }) => conversation !== HOT);
  return [
    {
      name: "deliveries: sent per second by one worker / what 50 conversations take",
      value: ideal / meanSpan(calm.taken),
    },
    { name: "deliveries: refused where the platform's pace is known", value: calm.refused },
    { name: "429 storm: all of 200 cold conversations told, time / ideal", value: lastOf(cold) / ideal },
    { name: "429 storm: the hot conversation told, time / ideal", value: lastOf(hot) / ((HOT_COUNT - 1) * HOT_GAP_MS) },
  ];
};
