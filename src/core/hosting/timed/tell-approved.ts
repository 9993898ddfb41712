import { areFollowUpsOff, type FollowUps, followUp } from "../../deliveries/follow-ups.ts";
import { isReminderOff, type Reminders, remind } from "../../deliveries/reminders.ts";
import { defined } from "../../model/defined.ts";
import type { Registration } from "../../model/registration.ts";
import type { Webinar } from "../../model/webinar.ts";
import type { Clock } from "../../ports/clock.ts";
import type { People } from "../../ports/people.ts";
import type { Cursor } from "../../ports/registrations.ts";
import type { Requests } from "../../ports/requests.ts";
import type { ToldSome } from "./told-some.ts";

export interface ApprovedDeps {
  readonly requests: Pick<Requests, "withStatusFrom">;
  readonly people: Pick<People, "getMany">;
  readonly clock: Clock;
}

/** What everybody who is approved is told at its time. */
export type ToApproved = Reminders | FollowUps;

/** The host's decision can still be undone: whoever it concerns does not know of it yet. */
const isUntold = ({ undoUntil }: Registration, now: number): boolean => undoUntil !== undefined && undoUntil > now;

const isOff = (webinar: Webinar, what: ToApproved, now: number): boolean =>
  what.kind === "reminders" ? isReminderOff(webinar, what, now) : areFollowUpsOff(webinar, what);

/** Reminds the next `limit` of those who are approved (P14), or writes to them afterwards (P30), from the cursor on. */
export const makeTellApproved =
  ({ requests, people, clock }: ApprovedDeps) =>
  async (webinar: Webinar, what: ToApproved, { after }: Cursor, limit: number): Promise<ToldSome> => {
    const now = clock.now();
    // Once begun it goes on to everybody, however long that takes.
    if (after === undefined && isOff(webinar, what, now)) return { consequences: [] };
    const { some, next } = await requests.withStatusFrom(webinar, "approved", after, limit);
    const told = some.filter((registration) => !isUntold(registration, now));
    const known = await people.getMany(
      webinar.organisation,
      told.map(({ person }) => person),
    );
    return {
      consequences: [],
      deliveries: told.flatMap((registration, i) =>
        what.kind === "reminders"
          ? remind(webinar, registration, known[i], what)
          : followUp(webinar, registration, known[i], what),
      ),
      ...defined({ next: next && { over: "registrations" as const, after: next } }),
    };
  };
