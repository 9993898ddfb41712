import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Delivery } from "../../src/core/deliveries/delivery.ts";
import { chatId, newKey, type WebinarCode } from "../../src/core/model/ids.ts";
import type { Claimed, Lanes } from "../../src/core/ports/lanes.ts";
import { makeDeliver } from "../../src/delivery/deliver.ts";
import type { Outcome } from "../../src/delivery/outcome.ts";
import { makeLog } from "../../src/log.ts";
import { ORGANISATION } from "../setup/store.ts";

const CODE = "W7K3QM" as WebinarCode;
const CARD = `${CODE}:announcement:slack:C1`;

const card: Delivery = {
  ...{ id: CARD, organisation: ORGANISATION, matter: { kind: "overview", code: CODE }, level: true },
  to: { kind: "card", channel: { face: "slack", group: "T1", channelId: "C1" } },
};
const dm: Delivery = {
  ...{ id: "told", organisation: ORGANISATION, to: { kind: "dm", chat: chatId("slack", "T1", "U1") } },
  matter: { kind: "registration", code: CODE, key: newKey(), era: 1, version: 1 },
};

describe("an attempt that counts as lost", () => {
  let end: (outcome: Outcome) => void;
  let retried: string[];
  let kept: (string | undefined)[];
  let told: string[];
  let edits: Delivery[];

  beforeEach(() => {
    vi.useFakeTimers();
    [retried, kept, told, edits] = [[], [], [], []];
  });
  afterEach(() => vi.useRealTimers());

  /** Sends it for longer than a minute; `end` then says what came of it. */
  const sendSlowly = async (delivery: Delivery): Promise<void> => {
    const lanes: Pick<Lanes, "retry" | "finish"> = {
      retry: async ({ id }) => retried.push(id) > 0,
      // Another worker has it by then.
      finish: async (_, { messageId }) => kept.push(messageId) < 0,
    };
    const deliver = makeDeliver({
      lanes: lanes as Lanes,
      outgoing: {
        tell: async (_organisation, _now, deliveries) => {
          told.push(...deliveries.map(({ id }) => id));
          edits.push(...deliveries);
        },
      },
      send: () => new Promise<Outcome>((resolve) => (end = resolve)),
      isHeld: () => true,
      expand: async () => {},
      confirm: async () => {},
      onSent: () => {},
      followUps: async () => [],
      gapMs: () => 0,
      leaseMs: 20_000,
      clock: { now: () => 0 },
      log: makeLog({ level: "silent" }),
    });
    const claimed = { ...{ id: delivery.id, lane: "C1", attempts: 1, token: "one" }, delivery } as unknown as Claimed;
    const done = deliver(claimed);
    await vi.advanceTimersByTimeAsync(60_000);
    await done;
  };
  const ended = async (outcome: Outcome): Promise<void> => {
    end(outcome);
    await vi.advanceTimersByTimeAsync(0);
  };

  it("A12: is tried again; a card that it edited after all is edited once more, as that came last", async () => {
    await sendSlowly(card);
    expect([retried, told]).toEqual([[CARD], []]);
    await ended({ kind: "sent" });
    expect(told).toEqual([`${CARD}:anew1:edit`]);
  });

  it("A12: a card that it posted after all is remembered, so that it is kept true", async () => {
    await sendSlowly(card);
    await ended({ kind: "sent", messageId: "1.2" });
    expect(kept).toEqual(["1.2"]);
    expect(told).toEqual([`${CARD}:anew1:edit`]);
  });

  it("A12: tells nobody anything twice for it: each message that it sent or edited is edited to what is so by then", async () => {
    await sendSlowly(dm);
    await ended({ kind: "sent", messageId: "1.2", touched: ["1.1", "1.2"] });
    expect([retried, told, kept]).toEqual([["told"], ["told:at:1.1:anew1:edit", "told:at:1.2:anew1:edit"], []]);
    expect(edits.map(({ message, editOnly, matter }) => [message, editOnly, matter.kind])).toEqual([
      ["1.1", true, "outdated"],
      ["1.2", true, "outdated"],
    ]);
  });

  it("says nothing more of a message that is never edited", async () => {
    await sendSlowly({ ...dm, matter: { kind: "answer", kept: "one" } });
    await ended({ kind: "sent", messageId: "1.2", touched: ["1.2"] });
    expect([retried, told, kept]).toEqual([["told"], [], []]);
  });
});
