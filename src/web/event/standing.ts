import { isOver, type Webinar } from "../../core/model/webinar.ts";
import { isFull, registrationClosed } from "../../core/registering/register-refusals.ts";

/** Where a webinar stands for somebody who is not registered. */
export type Standing =
  | "open"
  /** All seats are taken: a newcomer gets into the line, or is told more by mail (S26). */
  | "line"
  | "full"
  | "not_yet"
  | "closed"
  /** It needs no registration. */
  | "free"
  | "over"
  | "cancelled";

export const standingOf = (webinar: Webinar, now: number): Standing => {
  const over = isOver(webinar, now);
  if (over) return over.reason === "webinar_cancelled" ? "cancelled" : "over";
  if (!webinar.registrationRequired) return "free";
  const closed = registrationClosed(webinar, now);
  if (closed) return closed.reason === "registration_not_yet" ? "not_yet" : "closed";
  if (!isFull(webinar)) return "open";
  return webinar.waitlist ? "line" : "full";
};
