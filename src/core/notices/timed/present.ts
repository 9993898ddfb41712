import { isUndoable } from "../../approvals/decision.ts";
import type { Matter } from "../../deliveries/delivery.ts";
import { defined } from "../../model/defined.ts";
import { type EntryFound, isLate, mineOf } from "../../model/registration.ts";
import { isOver } from "../../model/webinar.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Gate } from "../../ports/gate.ts";
import type { Notice } from "../notice.ts";

interface Deps {
  readonly gate: Pick<Gate, "wasAdmitted">;
  readonly clock: Clock;
}

type Of<Kind extends Matter["kind"]> = Extract<Matter, { kind: Kind }>;

/** Makes the notice of what comes at its time to somebody who is approved; undefined when there is nothing to say. */
export const makePresentTimed = ({ gate, clock }: Deps) => ({
  /** Nothing once it is over or moved, and for who is not approved, or was asked for the password instead (S16). */
  reminder: ({ minutes, startsAt }: Of<"reminder">, found: EntryFound): Notice | undefined => {
    const { webinar, entry } = found;
    const { registration } = entry;
    const now = clock.now();
    if (registration?.status !== "approved" || isUndoable(registration, now) || isLate(webinar, registration))
      return undefined;
    if (webinar.startsAt !== startsAt || isOver(webinar, now)) return undefined;
    const inMinutes = Math.max(0, (startsAt - now) / 60_000);
    const isLast = webinar.reminders.every((one) => one >= minutes);
    return { kind: "reminder", ...mineOf(found), registration, inMinutes, isLast };
  },

  /** Nothing where it goes on after all, and for who is not approved any more. */
  followUp: async ({ isLater }: Of<"follow_up">, found: EntryFound): Promise<Notice | undefined> => {
    const { webinar, entry } = found;
    const { registration, key } = entry;
    if (registration?.status !== "approved" || webinar.state === "cancelled" || webinar.endsAt > clock.now())
      return undefined;
    const hasAttended = await gate.wasAdmitted(webinar, key);
    return { kind: "follow_up", ...mineOf(found), registration, hasAttended, ...defined({ isLater }) };
  },
});
