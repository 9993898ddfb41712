import type { Delivery } from "../../src/core/deliveries/delivery.ts";
import type { Notice } from "../../src/core/notices/notice.ts";
import { makeCounted } from "../../src/delivery/counted.ts";
import { makeExpand } from "../../src/delivery/expand.ts";
import type { Outcome } from "../../src/delivery/outcome.ts";
import { makeWorker, type Worker } from "../../src/delivery/worker.ts";
import { makeLog } from "../../src/log.ts";
import type { Store } from "./store.ts";

/** What expands a store's changes. */
export const expandOf = (store: Store) => {
  const { core, lanes, clock } = store;
  return makeExpand({
    ...store,
    lanes,
    clock,
    waitlist: core.waitlist,
    decisions: core,
    bulk: core.bulk,
    remind: core.remind,
    timed: core.timed,
    purge: core.purge,
    inviteOn: core.inviteOn,
    seriesAnnouncing: core.seriesAnnouncing,
  });
};

/** A store's worker: `said` hears each delivery that has something to say, and may answer what became of it. */
export const workerOf = (
  store: Store,
  said: (notice: Notice, delivery: Delivery) => Outcome | undefined | undefined,
  gapMs: (to: Delivery["to"]) => number = () => 0,
): Worker => {
  const { core, lanes, outgoing, webinars, clock } = store;
  return makeWorker({
    lanes,
    outgoing,
    webinars,
    standIns: core.standIns,
    clock,
    gapMs,
    log: makeLog({ level: "silent" }),
    confirm: core.markConfirmed,
    markGone: core.markGone,
    expand: expandOf(store),
    counted: makeCounted(store),
    send: async (delivery) => {
      const notice = await core.present(delivery);
      if (!notice) return { kind: "sent", saysNothing: true };
      return said(notice, delivery) ?? { kind: "sent" };
    },
  });
};
