import { parseKey, type WebinarCode } from "../model/ids.ts";
import type { Refusal } from "../model/refusal.ts";
import { done, type Result, refuse } from "../model/result.ts";
import { isOver, type Webinar } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { Gate } from "../ports/gate.ts";
import type { Registrations } from "../ports/registrations.ts";
import { statusRefusal } from "./join.ts";

interface Deps {
  readonly gate: Pick<Gate, "enter">;
  readonly registrations: Pick<Registrations, "entry">;
  readonly clock: Clock;
}

/**
 * Leads somebody whom the gate let in to the meeting, once. Refuses when that was taken back meanwhile: the webinar is
 * over, or the registration no longer approved.
 */
export const makeEnter = ({ gate, registrations, clock }: Deps) => {
  const takenBack = async ({ webinar, attendee }: { webinar: Webinar; attendee: string }) => {
    const now = clock.now();
    const over = isOver(webinar, now);
    const key = webinar.registrationRequired ? parseKey(attendee) : undefined;
    if (over || !key) return over;
    const { organisation, code } = webinar;
    const registration = (await registrations.entry(organisation, code, { key }))?.entry?.registration;
    return registration ? statusRefusal(webinar, registration, now) : ({ reason: "link_used" } as const);
  };

  return async (code: WebinarCode, token: string): Promise<Result<Webinar, Refusal>> => {
    const found = await gate.enter(code, token);
    if (!found) return refuse({ reason: "link_used" });
    const refusal = await takenBack(found);
    return refusal ? refuse(refusal) : done(found.webinar);
  };
};
