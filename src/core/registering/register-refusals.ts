import type { FormProblem } from "../model/form.ts";
import type { Refusal } from "../model/refusal.ts";
import { refuse, unreachable } from "../model/result.ts";
import { isOver, type Webinar } from "../model/webinar.ts";

/** What is wrong with a field of a registration; `none` for the registration as a whole. */
export type RegisterProblem = { field: string; refusal: Refusal };

/** Why not even a host can register somebody for this webinar now, seats aside; undefined when they can. */
export const addingClosed = (webinar: Webinar, now: number): Refusal | undefined => {
  const { title, code, registrationRequired } = webinar;
  return (
    isOver(webinar, now) ?? (registrationRequired ? undefined : { reason: "registration_not_required", title, code })
  );
};

/** Why nobody can register for this webinar now, seats aside (P8); undefined when people can. */
export const registrationClosed = (webinar: Webinar, now: number): Refusal | undefined => {
  const { title } = webinar;
  const closed = addingClosed(webinar, now);
  if (closed) return closed;
  if (webinar.opensAt !== undefined && now < webinar.opensAt)
    return { reason: "registration_not_yet", title, opensAt: webinar.opensAt };
  if (webinar.closesAt !== undefined && now >= webinar.closesAt)
    return { reason: "registration_closed", title, closedAt: webinar.closesAt };
  return undefined;
};

/** Whether a newcomer gets no seat: all are taken, or somebody waits for the next. */
export const isFull = ({ seatsHeld, cap, counts }: Webinar): boolean => seatsHeld >= cap || counts.waitlisted > 0;

/** That all seats are taken, with what the host has to say to it. */
export const fullRefusal = ({ title, code, cap, fullText }: Webinar): Refusal => ({
  reason: "webinar_full",
  title,
  code,
  cap,
  note: fullText,
});

/** The refusal that says what is wrong with a field. */
export const problemOf = ({ field, ...found }: FormProblem): RegisterProblem => {
  const isName = field === "firstName" || field === "lastName";
  switch (found.problem) {
    case "too_long":
      return {
        field,
        refusal: { reason: "too_long", field: isName ? "name" : "answer", max: found.max, length: found.length },
      };
    case "not_an_option":
      return { field, refusal: { reason: "not_an_option" } };
    case "missing":
      return { field, refusal: { reason: isName ? "first_name_missing" : "answer_missing" } };
    default:
      return unreachable(found);
  }
};

/** Refuses a registration as a whole, and no field of it. */
export const refuseWhole = (refusal: Refusal) => refuse([{ field: "none", refusal }]);
