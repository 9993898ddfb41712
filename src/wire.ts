import type { Config } from "./config.ts";
import { makeCore } from "./core/core.ts";
import type { Site } from "./core/model/webinar.ts";
import type { Directory } from "./core/ports/people.ts";
import type { Clock } from "./core/ports/store.ts";
import type { Connection } from "./redis/connect.ts";
import { makeLimiter } from "./redis/limiter.ts";
import { makeLists } from "./redis/lists.ts";
import { makePeople } from "./redis/people.ts";
import { prepareScripts, type ScriptName } from "./redis/scripts.ts";
import { makeSeriesStore } from "./redis/series.ts";
import { makeSheets } from "./redis/sheets.ts";
import { makeWebinars } from "./redis/webinars.ts";
import { zones } from "./zones.ts";

/** What of the configuration binds every webinar. */
export const siteOf = ({ plan, registrationIds, landingDomains, hosts }: Config): Site => ({
  ...{ plan, registrationIds, landingDomains, hosts },
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
  const webinars = makeWebinars(redis, run, { plan: site.plan, ...(onDeliveries ? { onDeliveries } : {}) });
  const people = makePeople(redis, run);
  const limiter = makeLimiter(redis);
  const stores = {
    webinars,
    people,
    limiter,
    seriesStore: makeSeriesStore(redis, run),
    sheets: makeSheets(redis),
    lists: makeLists(redis),
  };
  return { run, ...stores, core: makeCore({ ...stores, zones, clock, site, directories }) };
};
