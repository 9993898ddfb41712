import { makeAsk } from "./ask.ts";
import { makeDecide } from "./decide.ts";
import { makeConfirm, makeDraft } from "./guest.ts";
import { makeInvite } from "./invite.ts";
import { makeJoin } from "./join.ts";
import { makeLeave } from "./leave.ts";
import type { Directory, People } from "./person.ts";
import { makePresent } from "./present.ts";
import { makeRegister } from "./register.ts";
import { makeResend } from "./resend.ts";
import { makeRetry } from "./retry.ts";
import { makeSchedule } from "./schedule.ts";
import type { Clock, Limiter, Webinars } from "./store.ts";
import type { Site } from "./webinar.ts";

export interface CoreDeps {
  readonly webinars: Webinars;
  readonly people: People;
  readonly limiter: Limiter;
  readonly clock: Clock;
  readonly site: Site;
  /** Filled by the faces as they are made: the core asks whichever are there. */
  readonly directories: readonly Directory[];
}

/** The use cases, made from their dependencies: what every face, page and worker calls. */
export const makeCore = (deps: CoreDeps) => {
  const register = makeRegister(deps);
  return {
    site: deps.site,
    webinars: deps.webinars,
    people: deps.people,
    clock: deps.clock,
    schedule: makeSchedule(deps),
    invite: makeInvite(deps),
    register,
    decide: makeDecide(deps),
    leave: makeLeave(deps),
    join: makeJoin(deps),
    resend: makeResend(deps),
    retry: makeRetry(deps),
    draft: makeDraft(deps),
    confirm: makeConfirm({ ...deps, register }),
    ask: makeAsk(deps),
    present: makePresent(deps),
  };
};

export type Core = ReturnType<typeof makeCore>;
