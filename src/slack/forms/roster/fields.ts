import { z } from "zod";
import type { RosterInput, TypedFilter } from "../../../core/approvals/roster-acts.ts";
import { PAGE, RosterStateSchema } from "../../../core/approvals/roster-list.ts";
import type { Filled } from "../../platform/filled-in.ts";

/** What the list is open for besides reading and approving: to search it, or to reject some of it. */
export const ROSTER_MODES = ["search", "reject"] as const;
export type RosterMode = (typeof ROSTER_MODES)[number];

/** `mark`: how often the list was shown. */
const Metadata = RosterStateSchema.extend({
  mark: z.number().int().nonnegative(),
  mode: z.enum(ROSTER_MODES).optional(),
});
export type RosterMetadata = z.infer<typeof Metadata>;

/** Reads what a roster shows and carries along. Throws when the view is not one. */
export const readRosterMetadata = (text: string): RosterMetadata => Metadata.parse(JSON.parse(text));

/** The name of the block of a row, whose box is ticked to choose it. */
export const rowName = (row: number): string => `row${row}`;

/** Whether what was sent has the fields of a reason. */
export const asksReason = (filled: Filled): boolean => filled.has("told");

/** Reads the requests that were chosen, and the reason. */
export const readRosterInput = (filled: Filled): RosterInput => ({
  chosen: Array.from({ length: PAGE }, (_, row) => filled.options(rowName(row))).flat(),
  reason: { text: filled.text("reason"), told: filled.option("told") === "told" },
});

/** Reads the filter as it was typed. */
export const readFilter = (filled: Filled): TypedFilter => ({
  tab: filled.option("tab"),
  search: filled.text("search"),
  answer: filled.text("answer"),
});
