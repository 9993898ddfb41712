import { capLimit, type Webinar } from "../../model/webinar.ts";

/** Whether a host gave it more seats than the site's plan covers; not with those that each has by itself. */
export const exceedsPlan = (
  { cap, registrationRequired }: Pick<Webinar, "cap" | "registrationRequired">,
  plan: number,
): boolean => registrationRequired && cap > plan && cap !== capLimit(plan);
