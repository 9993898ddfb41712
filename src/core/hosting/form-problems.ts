import type { Refusal } from "../model/refusal.ts";
import type { WebinarProblem } from "./settings.ts";

interface Problem {
  readonly field: string;
  readonly refusal: Refusal;
}

/** Somebody else changed what the form shows: it is shown again, as it is now. */
const CHANGED: readonly Refusal["reason"][] = ["series_changed", "changed_meanwhile"];

/** The refusal that no form can mend, and that is said instead of it. */
export const wholeRefusal = (problems: readonly Problem[]): Refusal | undefined =>
  problems.find(({ field, refusal }) => field === "none" && !CHANGED.includes(refusal.reason))?.refusal;

/** How many registrations a change would delete, where it was refused until the host confirms that (S11, S28). */
export const deletionAsked = (problems: readonly WebinarProblem[]): number | undefined => {
  for (const { refusal } of problems) if (refusal.reason === "confirm_deletion") return refusal.count;
  return undefined;
};
