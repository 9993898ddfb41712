import { z } from "zod";
import { ANSWER_MAX, chosenIn, ReviewStateSchema } from "../../../core/approvals/review-list.ts";
import type { RegistrationKey } from "../../../core/model/ids.ts";
import type { Reason } from "../../../core/model/registration.ts";
import { STATUSES, type Status } from "../../../core/model/status.ts";
import type { Filled } from "../../platform/filled-in.ts";

/** `mark`: how often the list was shown. */
const Metadata = ReviewStateSchema.extend({ mark: z.number().int().nonnegative() });
export type ReviewMetadata = z.infer<typeof Metadata>;

/** What a review list shows and carries along. Throws when the view is not one. */
export const readReviewMetadata = (text: string): ReviewMetadata => Metadata.parse(JSON.parse(text));

export const readChosen = (filled: Filled): { key: RegistrationKey; version: number }[] =>
  chosenIn(filled.options("chosen"));

export const readReason = (filled: Filled): Reason => ({
  text: filled.text("reason"),
  told: filled.options("told").length > 0,
});

/** The filter as it was filled in; the domain as it was typed. */
export const readFilter = (filled: Filled): { status: Status; typedDomain: string; answer: string } => ({
  status: STATUSES.find((one) => one === filled.option("status")) ?? "pending",
  typedDomain: filled.text("domain").trim(),
  answer: filled.text("answer").trim().slice(0, ANSWER_MAX),
});
