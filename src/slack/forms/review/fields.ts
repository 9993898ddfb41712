import { z } from "zod";
import type { ReviewInput, TypedFilter } from "../../../core/approvals/review-acts.ts";
import { ReviewStateSchema } from "../../../core/approvals/review-list.ts";
import type { Filled } from "../../platform/filled-in.ts";

/** `mark`: how often the list was shown. */
const Metadata = ReviewStateSchema.extend({ mark: z.number().int().nonnegative() });
export type ReviewMetadata = z.infer<typeof Metadata>;

/** Reads what a review list shows and carries along. Throws when the view is not one. */
export const readReviewMetadata = (text: string): ReviewMetadata => Metadata.parse(JSON.parse(text));

/** Reads the requests that were chosen, and the reason. */
export const readReviewInput = (filled: Filled): ReviewInput => ({
  chosen: filled.options("chosen"),
  reason: { text: filled.text("reason"), told: filled.options("told").length > 0 },
});

/** Reads the filter as it was typed. */
export const readFilter = (filled: Filled): TypedFilter => ({
  status: filled.option("status"),
  domain: filled.text("domain"),
  answer: filled.text("answer"),
});
