import { makeFind } from "./access/find-people.ts";
import { makeBulk } from "./approvals/bulk.ts";
import { makeDecisions } from "./approvals/decide.ts";
import { makeInquiries } from "./approvals/inquiry.ts";
import { makeWait } from "./approvals/reminders.ts";
import { makeReviewActs } from "./approvals/review-acts.ts";
import { makeReview } from "./approvals/review-list.ts";
import { makeRuling } from "./approvals/rules-editor.ts";
import { makeLine } from "./approvals/waitlist.ts";
import { makeReadLog } from "./hosting/audit-log.ts";
import { makeCallOff } from "./hosting/cancel.ts";
import { makeCohost } from "./hosting/cohosts.ts";
import { makeEdit } from "./hosting/edit.ts";
import { makeShape } from "./hosting/form-builder.ts";
import { makeInvite } from "./hosting/invite.ts";
import { makeCrewOf } from "./hosting/named-people.ts";
import { makeRestore } from "./hosting/restore.ts";
import { makeRetry } from "./hosting/retry.ts";
import { makeSchedule } from "./hosting/schedule.ts";
import { makeSeries } from "./hosting/series.ts";
import type { Zones } from "./hosting/settings.ts";
import type { Site } from "./model/webinar.ts";
import { makePresent } from "./notices/present.ts";
import { makeAsk } from "./notices/queries.ts";
import type { Clock } from "./ports/clock.ts";
import type { Directory } from "./ports/people.ts";
import type { Stores } from "./ports/stores.ts";
import { makeConfirmed } from "./registering/confirmed.ts";
import { makeConfirm, makeDraft } from "./registering/draft.ts";
import { makeFill } from "./registering/form-steps.ts";
import { makeJoin } from "./registering/join.ts";
import { makeLeave } from "./registering/leave.ts";
import { makeRegister, makeTellFull } from "./registering/register.ts";
import { makeResend } from "./registering/resend.ts";

export interface CoreDeps extends Stores {
  readonly zones: Zones;
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
  const review = makeReview(deps);
  const register = makeRegister(deps);
  const tellFull = makeTellFull(deps);
  return {
    ...given,
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
    review,
    reviewActs: makeReviewActs({ ...deps, review, bulk }),
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
