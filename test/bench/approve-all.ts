import { chatId } from "../../src/core/model/ids.ts";
import { crowd, listen, presentOf } from "../setup/crowd.ts";
import { freshRequest, ORGANISATION, openStore } from "../setup/store.ts";
import { type Figure, quantile, slowestScriptMs, timesOf } from "./measure.ts";

const PEOPLE = 10_000;
const HOUR = 3_600_000;

/**
 * Ten thousand requests come in a burst, are approved by one act, told, and in another webinar taken back: how long each
 * takes beside the burst itself, how registering elsewhere fares meanwhile, and the longest time a script held Redis.
 */
export const benchApproveAll = async (): Promise<Figure[]> => {
  const store = await openStore({ plan: 5_000 });
  try {
    const host = await store.member("host");
    const webinar = await store.schedule(host, { inMs: 48 * HOUR });
    const other = await store.schedule(host);
    const { heard, drain } = listen(store);
    const idle = await timesOf(500, async (i) => store.register(other.code, await store.member(`idle${i}`)));
    await store.redis.config("SET", "slowlog-log-slower-than", "500");
    await store.redis.config("SET", "slowlog-max-len", "10000");
    await store.redis.slowlog("RESET");

    const began = performance.now();
    await crowd(store, webinar, PEOPLE);
    const burstMs = performance.now() - began;
    await drain();
    const burstScript = await slowestScriptMs(store.redis);
    await store.redis.slowlog("RESET");

    const of = { organisation: ORGANISATION, code: webinar.code, by: host };
    const id = freshRequest();
    const chat = chatId("slack", "T1", "UHOST");
    const before = performance.now();
    await store.core.bulk.decide({ ...of, requestId: id, chat, to: "approved", among: {} });
    let isDone = false;
    const all = drain().then(() => {
      isDone = true;
    });
    const busy = await timesOf(
      () => isDone,
      async (i) => store.register(other.code, await store.member(`busy${i}`)),
    );
    await all;
    const approveMs = performance.now() - before;
    if ((await presentOf(store, webinar)).counts.approved !== PEOPLE) throw new Error("not all are approved");
    const approveScript = await slowestScriptMs(store.redis);

    const undoing = performance.now();
    await store.core.bulk.undo({ ...of, id });
    await drain();
    const undoMs = performance.now() - undoing;
    if ((await presentOf(store, webinar)).counts.pending !== PEOPLE) throw new Error("not all are taken back");

    await store.core.bulk.decide({ ...of, requestId: freshRequest(), chat, to: "approved", among: {} });
    await drain();
    store.clock.advance(HOUR);
    const telling = performance.now();
    await drain();
    const tellMs = performance.now() - telling;
    const told = [...heard.told].filter(([what]) => what.endsWith(" approved")).length;
    if (told !== PEOPLE) throw new Error(`told ${told} of ${PEOPLE}`);
    return [
      { name: "10,000 requests: approving all by one act, in seconds", value: approveMs / 1_000 },
      { name: "10,000 requests: approving all / their registering", value: approveMs / burstMs },
      { name: "10,000 requests: taking all back / approving all", value: undoMs / approveMs },
      { name: "10,000 requests: telling all / approving all", value: tellMs / approveMs },
      {
        name: "10,000 requests: registering elsewhere meanwhile, median, busy/idle",
        value: quantile(busy, 0.5) / quantile(idle, 0.5),
      },
      { name: "10,000 requests: longest time a script held Redis in the burst / 10 ms", value: burstScript / 10 },
      {
        name: "10,000 requests: longest time a script held Redis while all are approved / 10 ms",
        value: approveScript / 10,
      },
    ];
  } finally {
    await store.stop();
  }
};
