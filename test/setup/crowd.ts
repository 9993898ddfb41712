import type { Delivery } from "../../src/core/deliveries/delivery.ts";
import type { Webinar } from "../../src/core/model/webinar.ts";
import type { Notice } from "../../src/core/notices/notice.ts";
import type { Outcome } from "../../src/delivery/outcome.ts";
import { workerOf } from "./delivering.ts";
import { ORGANISATION, type Store } from "./store.ts";

/** What a channel takes: a message a second. */
const CHANNEL_GAP_MS = 1_000;
const TOGETHER = 50;

/** What the channel of a webinar got, by message, with when; and how often each address was told each status by mail. */
export interface Heard {
  readonly channel: { at: number; id: string; notice: Notice }[];
  readonly told: Map<string, number>;
}

/** A store's worker, which keeps the pace of a channel and remembers what it said. */
export const listen = (store: Store): { heard: Heard; drain: () => Promise<void> } => {
  const heard: Heard = { channel: [], told: new Map() };
  const said = (notice: Notice, { to, id }: Delivery): Outcome | undefined => {
    if (to.kind === "card") {
      heard.channel.push({ at: store.clock.now(), id, notice });
      return { kind: "sent", messageId: id };
    }
    if (to.kind === "mail" && notice.kind === "registration") {
      const what = `${to.address} ${notice.registration.status}`;
      heard.told.set(what, (heard.told.get(what) ?? 0) + 1);
    }
    return undefined;
  };
  const worker = workerOf(store, said, ({ kind }) => (kind === "card" ? CHANNEL_GAP_MS : 0));
  return { heard, drain: () => worker.drain() };
};

/** So many people register, fifty at a time; `each` is called after each fifty. */
export const crowd = async (
  store: Store,
  { code }: Webinar,
  count: number,
  each: () => Promise<void> = async () => {},
): Promise<void> => {
  for (let from = 0; from < count; from += TOGETHER) {
    const some = Array.from({ length: Math.min(TOGETHER, count - from) }, async (_, i) => {
      const person = await store.member(`person${from + i}`);
      const result = await store.register(code, person);
      if (!result.ok) throw new Error(JSON.stringify(result.refusal));
    });
    await Promise.all(some);
    await each();
  }
};

/** The webinar as it is stored now. */
export const presentOf = async (store: Store, { code }: Webinar): Promise<Webinar> => {
  const webinar = await store.webinars.get(ORGANISATION, code);
  if (!webinar) throw new Error("gone");
  return webinar;
};
