import { mineOf } from "../model/registration.ts";
import { unreachable } from "../model/result.ts";
import type { StepResult } from "../registering/form-steps.ts";
import type { Notice } from "./notice.ts";

type Finished = Extract<StepResult, { kind: "registered" | "series" }>;

/** What somebody is told whose registration form is complete: their registration, or what became of each in a series. */
export const noticeOfRegistering = (filled: Finished): Notice => {
  switch (filled.kind) {
    case "registered": {
      const { registration, again } = filled.registered;
      return { kind: "registration", ...mineOf(filled.registered), registration, again };
    }
    case "series":
      return { kind: "series_registered", title: filled.target.series.title, outcomes: filled.outcomes };
    default:
      return unreachable(filled);
  }
};
