import type { Clock } from "../../core/ports/clock.ts";
import type { Stores } from "../../core/ports/stores.ts";
import { translating } from "../away.ts";
import type { Connection } from "../connect.ts";
import { makeErasure } from "../personal-data/erasure.ts";
import { makeRetention } from "../personal-data/retention.ts";
import { makeKnownWebinars } from "../reading/known-webinars.ts";
import type { RunScript, ScriptName } from "../scripts.ts";
import { makeArchives } from "./archives.ts";
import { makeDrafts } from "./drafts.ts";
import { makeGate } from "./gate.ts";
import { makeHostMessages } from "./host-messages.ts";
import { makeKeptForms } from "./kept-forms.ts";
import { makeLimiter } from "./limiter.ts";
import { makeLists } from "./lists.ts";
import { makeMailboxes } from "./mailboxes.ts";
import { makeOutgoing } from "./outgoing.ts";
import { makePeople } from "./people.ts";
import { makeReferences } from "./references.ts";
import { makeRegistrations } from "./registrations.ts";
import { makeRequests } from "./requests.ts";
import { makeRoster } from "./roster.ts";
import { makeSeriesStore } from "./series.ts";
import { makeWebinars } from "./webinars.ts";

interface Options {
  /** How many the gate admits. */
  readonly plan: number;
  /** Makes the hashes of what outlives an erasure. */
  readonly secret: string;
  readonly clock: Clock;
  /** Called after each change that may have stored deliveries, so that they leave at once. */
  readonly onDeliveries?: (() => void) | undefined;
}

/** Scripts that store no delivery. */
const STORES_NONE: readonly ScriptName[] = [
  "count-registrations-2",
  "count-within-1",
  "read-entry-5",
  "read-webinar-1",
  "walk-invitees-3",
  "walk-registrations-2",
  "page-8",
  "page-roster-2",
  "report-2",
  "search-roster-3",
  "keep-skipped-2",
  "find-actor-8",
  "find-person-2",
  "find-sender-3",
  "know-person-3",
  "read-people-1",
  "keep-settings-1",
  "keep-choices-2",
];

/** All that Usher keeps, in Redis. Every call throws `StoreAway` when Redis cannot be reached or does not write. */
export const makeStores = (
  redis: Connection,
  runScript: RunScript,
  { plan, secret, clock, onDeliveries }: Options,
): Stores => {
  const run: RunScript = async (name, ...rest) => {
    const answer = await runScript(name, ...rest);
    if (!STORES_NONE.includes(name)) onDeliveries?.();
    return answer;
  };
  const known = makeKnownWebinars();
  const webinars = makeWebinars(redis, run, known);
  return {
    webinars: translating(webinars),
    registrations: translating(makeRegistrations(redis, run, known, secret)),
    requests: translating(makeRequests(redis, run)),
    roster: translating(makeRoster(redis, run, secret)),
    archives: translating(makeArchives(redis, run)),
    gate: translating(makeGate(redis, run, { plan, get: webinars.get })),
    drafts: translating(makeDrafts(redis, run)),
    outgoing: translating(makeOutgoing(redis, run)),
    people: translating(makePeople(run, clock, known)),
    seriesStore: translating(makeSeriesStore(redis, run)),
    keptForms: translating(makeKeptForms(redis)),
    lists: translating(makeLists(redis, secret)),
    mailboxes: translating(makeMailboxes(redis, secret)),
    hostMessages: translating(makeHostMessages(redis, run)),
    references: translating(makeReferences(redis)),
    limiter: translating(makeLimiter(redis)),
    erasure: translating(makeErasure(redis, run)),
    retention: translating(makeRetention(redis, run)),
  };
};
