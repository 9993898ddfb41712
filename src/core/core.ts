import { makeAsk } from "./ask.ts";
import { makeBulk } from "./bulk.ts";
import { makeCallOff } from "./call-off.ts";
import { makeCohost } from "./cohost.ts";
import { makeConfirmed } from "./confirmed.ts";
import { makeCrewOf } from "./crew.ts";
import { makeDecisions } from "./decide.ts";
import { makeEdit } from "./edit.ts";
import { makeFill, type Sheets } from "./fill.ts";
import { makeFind } from "./find.ts";
import { makeConfirm, makeDraft } from "./guest.ts";
import { makeInquiries } from "./inquiry.ts";
import { makeInvite } from "./invite.ts";
import { makeJoin } from "./join.ts";
import { makeLeave } from "./leave.ts";
import { makeLine } from "./line.ts";
import { makeReadLog } from "./log.ts";
import type { Directory, People } from "./person.ts";
import { makePresent } from "./present.ts";
import { makeRegister, makeTellFull } from "./register.ts";
import { makeResend } from "./resend.ts";
import { makeRestore } from "./restore.ts";
import { makeRetry } from "./retry.ts";
import { makeReview } from "./review.ts";
import { makeRuling } from "./ruling.ts";
import { makeSchedule } from "./schedule.ts";
import { makeSeries, type SeriesStore } from "./series.ts";
import type { Zones } from "./settings.ts";
import { makeShape } from "./shape.ts";
import type { Clock, Limiter, Webinars } from "./store.ts";
import type { Lists } from "./verdict.ts";
import { makeWait } from "./wait.ts";
import type { Site } from "./webinar.ts";

export interface CoreDeps {
  readonly webinars: Webinars;
  readonly seriesStore: SeriesStore;
  readonly lists: Lists;
  readonly sheets: Sheets;
  readonly zones: Zones;
  readonly people: People;
  readonly limiter: Limiter;
  readonly clock: Clock;
  readonly site: Site;
  /** Filled by the faces as they are made: the core asks whichever are there. */
  readonly directories: readonly Directory[];
}

/** The use cases, made from their dependencies: what every face, page and worker calls. */
export const makeCore = (given: CoreDeps) => {
  const find = makeFind(given);
  const series = makeSeries({ ...given, series: given.seriesStore });
  const line = makeLine(given);
  const ruling = makeRuling(given);
  const deps = { ...given, find, series, line, crewOf: makeCrewOf({ ...given, find }) };
  const decisions = makeDecisions(deps);
  const bulk = makeBulk({ ...deps, decisions });
  const register = makeRegister(deps);
  const tellFull = makeTellFull(deps);
  return {
    site: deps.site,
    webinars: deps.webinars,
    people: deps.people,
    clock: deps.clock,
    zones: deps.zones,
    schedule: makeSchedule(deps),
    edit: makeEdit(deps),
    callOff: makeCallOff(deps),
    cohost: makeCohost(deps),
    shape: makeShape(deps),
    series,
    fill: makeFill({ ...deps, register }),
    restore: makeRestore(deps),
    invite: makeInvite(deps),
    register,
    tellFull,
    ...decisions,
    bulk,
    review: makeReview(deps),
    wait: makeWait({ ...deps, bulk }),
    inquiries: makeInquiries(deps),
    ruling,
    readLog: makeReadLog(deps),
    confirmed: makeConfirmed(deps),
    leave: makeLeave(deps),
    line,
    join: makeJoin(deps),
    resend: makeResend(deps),
    retry: makeRetry(deps),
    draft: makeDraft({ ...deps, tellFull }),
    confirm: makeConfirm({ ...deps, register }),
    ask: makeAsk(deps),
    present: makePresent({ ...deps, ruling, bulk }),
  };
};

export type Core = ReturnType<typeof makeCore>;
