import type { Config } from "./config.ts";
import type { LateAnswers } from "./core/chat/late-answers.ts";
import { makeLearnOffer } from "./core/chat/offers-shown.ts";
import { type Core, makeCore } from "./core/core.ts";
import type { Delivery } from "./core/deliveries/delivery.ts";
import { chatParts, type Face } from "./core/model/ids.ts";
import type { Locale } from "./core/model/person.ts";
import type { Site } from "./core/model/webinar.ts";
import type { Clock } from "./core/ports/clock.ts";
import type { Directory } from "./core/ports/people.ts";
import type { Stores } from "./core/ports/stores.ts";
import { makeCounted } from "./delivery/counted.ts";
import { makeExpand } from "./delivery/expand.ts";
import type { Mailer, Messenger } from "./delivery/outcome.ts";
import { makeSend } from "./delivery/send.ts";
import { makeWorker, type Worker } from "./delivery/worker.ts";
import type { Log } from "./log.ts";
import type { Connection } from "./redis/connect.ts";
import { makeLanes } from "./redis/lanes.ts";
import { prepareScripts, type RunScript, type ScriptName } from "./redis/scripts.ts";
import { makeStores } from "./redis/stores/stores.ts";
import { zones } from "./zones.ts";

/** The part of the configuration that binds every webinar. */
export const siteOf = ({ plan, registrationIds, landingDomains, hosts, retentionDays }: Config): Site => ({
  plan,
  retentionDays,
  registrationIds,
  landingDomains,
  hosts,
});

export interface Wiring {
  readonly redis: Connection;
  readonly site: Site;
  /** The secret that signs links; it also makes the hashes of what outlives an erasure. */
  readonly secret: string;
  readonly clock: Clock;
  /** Each face adds its own when it is made. */
  readonly directories?: readonly Directory[];
  readonly onDeliveries?: () => void;
  /** Replaces the text of scripts: a test takes a check out. */
  readonly scripts?: Partial<Record<ScriptName, string>>;
}

/** Makes the core over a Redis, for the server, the operator's commands and tests. */
export const wireCore = ({ redis, site, secret, clock, directories = [], onDeliveries, scripts }: Wiring) => {
  const run = prepareScripts(redis, clock, scripts);
  const stores = makeStores(redis, run, { plan: site.plan, secret, clock, onDeliveries });
  return { run, stores, core: makeCore({ ...stores, zones, clock, site, directories }) };
};

interface DeliveryWiring {
  readonly run: RunScript;
  readonly core: Core;
  readonly stores: Stores;
  readonly lateAnswers: LateAnswers;
  readonly messengers: Readonly<Record<Face, Messenger | undefined>>;
  readonly mailer: Mailer;
  readonly locale: Locale;
  readonly clock: Clock;
  readonly log: Log;
}

/** Makes the worker that sends what the core stores. */
export const wireDeliveries = (wiring: DeliveryWiring): Worker => {
  const { core, stores, lateAnswers, messengers, mailer, locale, clock, log } = wiring;
  const lanes = makeLanes(wiring.run);
  const gapMs = (to: Delivery["to"]): number => {
    if (to.kind === "mail" || to.kind === "everybody") return 0;
    const face = to.kind === "dm" ? chatParts(to.chat).face : to.channel.face;
    return messengers[face]?.gapMs ?? 0;
  };
  const send = makeSend({
    people: stores.people,
    mailboxes: stores.mailboxes,
    present: (delivery) => (delivery.matter.kind === "answer" ? lateAnswers.present(delivery) : core.present(delivery)),
    messagesOf: stores.outgoing.messagesOf,
    shownBy: stores.outgoing.shownBy,
    learnOffer: makeLearnOffer({ outgoing: stores.outgoing, clock }),
    messengers,
    mailer,
    locale,
    clock,
  });
  const expand = makeExpand({
    ...stores,
    lanes,
    waitlist: core.waitlist,
    decisions: core,
    bulk: core.bulk,
    remind: core.remind,
    timed: core.timed,
    purge: core.purge,
    inviteOn: core.inviteOn,
    seriesAnnouncing: core.seriesAnnouncing,
    clock,
  });
  return makeWorker({
    ...{
      lanes,
      outgoing: stores.outgoing,
      webinars: stores.webinars,
      standIns: core.standIns,
      send,
      expand,
      confirm: core.markConfirmed,
    },
    ...{ gapMs, clock, log },
    markGone: core.markGone,
    counted: makeCounted({ ...stores, clock }),
  });
};
