import { defined } from "../model/defined.ts";
import type { Refusal } from "../model/refusal.ts";
import { isOver, type Webinar } from "../model/webinar.ts";
import { fullRefusal, isFull, registrationClosed } from "./register-refusals.ts";

/** Why nobody can register now; undefined while a seat can be asked for, or a place in the waiting list. */
const closedNow = (webinar: Webinar, now: number): Refusal | undefined =>
  isOver(webinar, now) ??
  registrationClosed(webinar, now) ??
  (isFull(webinar) && !webinar.waitlist ? fullRefusal(webinar) : undefined);

/** The refusal of an act that needs a registration, and whether one can still be made. */
export const notRegistered = (
  webinar: Webinar,
  now: number,
  reason: "not_registered" | "registration_cancelled" = "not_registered",
): Refusal => {
  const { title, code } = webinar;
  return { reason, title, code, ...defined({ closed: closedNow(webinar, now) }) };
};
