import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { chatId } from "../../src/core/model/ids.ts";
import { crowd, listen, presentOf } from "../setup/crowd.ts";
import { freshRequest, ORGANISATION, openStore, type Store } from "../setup/store.ts";

/** The benchmark decides ten thousand; what is proven here does not grow with their number. */
const PEOPLE = 3_000;
const HOUR = 3_600_000;

describe("thousands of requests", () => {
  let store: Store;
  beforeEach(async () => {
    store = await openStore({ plan: 5_000 });
  });
  afterEach(() => store.stop());

  it("N5, N12, P3, N10: the channel gets a message a second at most, its cards are right, and one act decides all, or takes all back", {
    timeout: 240_000,
  }, async () => {
    const host = await store.member("host");
    const webinar = await store.schedule(host, { inMs: 48 * HOUR });
    const { heard, drain } = listen(store);
    // Five hundred a second.
    let some = 0;
    await crowd(store, webinar, PEOPLE, async () => {
      some += 1;
      store.clock.advance(100);
      if (some % 10 === 0) await drain();
    });
    const goOn = async (seconds: number) => {
      for (let i = 0; i < seconds; i += 1) {
        store.clock.advance(1_000);
        await drain();
      }
    };
    await goOn(20);
    const last = (kind: string) => heard.channel.findLast(({ notice }) => notice.kind === kind)?.notice;
    expect(last("digest")).toMatchObject({
      digest: 1,
      gathered: { total: PEOPLE - 5, counts: { pending: PEOPLE - 5 } },
    });
    expect(last("overview")).toMatchObject({
      webinar: { counts: { pending: PEOPLE, approved: 0 }, seatsHeld: PEOPLE },
    });

    const approveAll = async () => {
      const id = freshRequest();
      const of = { organisation: ORGANISATION, code: webinar.code, by: host };
      const chat = chatId("slack", "T1", "UHOST");
      await store.core.bulk.decide({ ...of, requestId: id, chat, to: "approved", among: {} });
      return { ...of, id };
    };
    const act = await approveAll();
    await drain();
    expect((await presentOf(store, webinar)).counts).toMatchObject({ pending: 0, approved: PEOPLE });
    store.clock.advance(59_000);
    expect(await store.core.bulk.undo(act)).toMatchObject({ ok: true, value: { isUndone: true } });
    await goOn(20);
    expect(await presentOf(store, webinar)).toMatchObject({
      counts: { pending: PEOPLE, approved: 0 },
      seatsHeld: PEOPLE,
    });
    expect(last("digest")).toMatchObject({ gathered: { counts: { pending: PEOPLE - 5, approved: 0 } } });

    await approveAll();
    await goOn(20);
    store.clock.advance(HOUR);
    await goOn(20);
    expect(last("digest")).toMatchObject({ gathered: { counts: { pending: 0, approved: PEOPLE - 5 } } });
    expect(last("overview")).toMatchObject({ webinar: { counts: { pending: 0, approved: PEOPLE } } });
    const approved = [...heard.told].filter(([what]) => what.endsWith(" approved"));
    expect(approved).toHaveLength(PEOPLE);
    expect(approved.filter(([, times]) => times !== 1)).toEqual([]);

    const times = heard.channel.map(({ at }) => at);
    const gaps = times.slice(1).map((at, i) => at - (times[i] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1_000);
    // N12: the overview at most once in two seconds.
    const overviews = heard.channel.filter(({ notice }) => notice.kind === "overview").map(({ at }) => at);
    expect(Math.min(...overviews.slice(1).map((at, i) => at - (overviews[i] ?? 0)))).toBeGreaterThanOrEqual(2_000);
    // Five cards, one digest, one overview: nothing of their number.
    expect(new Set(heard.channel.map(({ id }) => id)).size).toBe(7);
  });
});
