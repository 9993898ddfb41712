import type { Config } from "./config.ts";
import { makeCore } from "./core/core.ts";
import type { Site } from "./core/model/webinar.ts";
import type { Clock } from "./core/ports/clock.ts";
import type { Directory } from "./core/ports/people.ts";
import type { Connection } from "./redis/connect.ts";
import { prepareScripts, type ScriptName } from "./redis/scripts.ts";
import { makeStores } from "./redis/stores/stores.ts";
import { zones } from "./zones.ts";

/** What of the configuration binds every webinar. */
export const siteOf = ({ plan, registrationIds, landingDomains, hosts }: Config): Site => ({
  plan,
  registrationIds,
  landingDomains,
  hosts,
});

export interface Wiring {
  readonly redis: Connection;
  readonly site: Site;
  readonly clock: Clock;
  /** Filled by the faces as they are made. */
  readonly directories?: readonly Directory[];
  readonly onDeliveries?: () => void;
  /** In place of the scripts' own text: a test takes a check out. */
  readonly scripts?: Partial<Record<ScriptName, string>>;
}

/** The core over a Redis: what the server, the operator's commands and tests work with. */
export const wireCore = ({ redis, site, clock, directories = [], onDeliveries, scripts }: Wiring) => {
  const run = prepareScripts(redis, scripts);
  const stores = makeStores(redis, run, { plan: site.plan, onDeliveries });
  return { run, stores, core: makeCore({ ...stores, zones, clock, site, directories }) };
};
