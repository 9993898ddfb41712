import type { Config } from "./config.ts";
import { makeCore } from "./core/core.ts";
import type { Site } from "./core/model/webinar.ts";
import type { Clock } from "./core/ports/clock.ts";
import type { Directory } from "./core/ports/people.ts";
import type { Connection } from "./redis/connect.ts";
import { prepareScripts, type ScriptName } from "./redis/scripts.ts";
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
