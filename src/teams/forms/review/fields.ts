import { z } from "zod";
import { REVIEW_ACTS, type ReviewInput, type TypedFilter } from "../../../core/approvals/review-acts.ts";
import { type ReviewState, ReviewStateSchema } from "../../../core/approvals/review-list.ts";
import { chosenOf, type Typed } from "../../platform/filled-in.ts";

const Json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue("no JSON");
    return z.NEVER;
  }
});

/** Reads what a review list shows and carries along; undefined when it is none of ours. */
export const readReviewState = (typed: Typed): ReviewState | undefined =>
  Json.pipe(ReviewStateSchema).safeParse(typed.list).data;

/** Teams has no confirmation of its own: all that match are decided by a second press. */
const CARD_ACTS = [...REVIEW_ACTS, "sure_approve", "sure_reject", "stay", "show"] as const;
export type ReviewCardAct = (typeof CARD_ACTS)[number];

/** Reads which button was pressed. */
export const readReviewAct = (typed: Typed): ReviewCardAct | undefined => CARD_ACTS.find((one) => one === typed.do);

/** Reads the requests that were chosen, and the reason. */
export const readReviewInput = ({ chosen, reason = "", told }: Typed): ReviewInput => ({
  chosen: chosenOf(chosen),
  reason: { text: reason, told: told === "true" },
});

/** Reads the filter as it was typed. */
export const readFilter = ({ status, domain = "", answer = "" }: Typed): TypedFilter => ({ status, domain, answer });
