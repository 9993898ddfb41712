import type { SeriesOutcome } from "../../registering/form-steps.ts";

/** What became of registering for a webinar of a series, as its list groups it. */
export type OutcomeGroup = "registered" | "full" | "refused";

const GROUPS: readonly OutcomeGroup[] = ["registered", "full", "refused"];

export const groupOf = (outcome: SeriesOutcome): OutcomeGroup => {
  if ("registered" in outcome) return "registered";
  return outcome.refusal.reason === "webinar_full" ? "full" : "refused";
};

/** All outcomes as they are listed: group after group, and within each as they were. */
export const inGroups = (outcomes: readonly SeriesOutcome[]): readonly SeriesOutcome[] =>
  GROUPS.flatMap((group) => outcomes.filter((one) => groupOf(one) === group));
