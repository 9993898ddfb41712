import type { WebinarProblem } from "./settings.ts";

/** How many registrations a change would delete, where it was refused until the host confirms that (S11, S28). */
export const deletionAsked = (problems: readonly WebinarProblem[]): number | undefined => {
  for (const { refusal } of problems) if (refusal.reason === "confirm_deletion") return refusal.count;
  return undefined;
};
