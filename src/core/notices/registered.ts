import { mineOf } from "../model/registration.ts";
import { unreachable } from "../model/result.ts";
import type { StepResult } from "../registering/form-steps.ts";
import type { Notice } from "./notice.ts";

type Finished = Exclude<StepResult, { kind: "next" | "wrong" }>;

/**
 * What somebody is told whose registration form is complete: their registration, what became of each in a series, or
 * to a host, what became of whom they add.
 */
export const noticeOfRegistering = (filled: Finished): Notice => {
  switch (filled.kind) {
    case "registered": {
      const { registration, again } = filled.registered;
      return { kind: "registration", ...mineOf(filled.registered), registration, again };
    }
    case "added": {
      const { webinar, registration } = filled.registered;
      return { kind: "added", webinar, registration };
    }
    case "no_seat_to_add":
      return filled;
    case "series":
      return { kind: "series_registered", title: filled.target.series.title, outcomes: filled.outcomes };
    default:
      return unreachable(filled);
  }
};
