import { z } from "zod";
import { ANSWER_MAX, chosenIn, type ReviewState, ReviewStateSchema } from "../../../core/approvals/review-list.ts";
import type { RegistrationKey } from "../../../core/model/ids.ts";
import type { Reason } from "../../../core/model/registration.ts";
import { STATUSES, type Status } from "../../../core/model/status.ts";
import { chosenOf, type Typed } from "../../platform/inputs.ts";

const Json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue("no JSON");
    return z.NEVER;
  }
});

/** Undefined when it was altered into nothing we know. */
export const readState = (typed: Typed): ReviewState | undefined =>
  Json.pipe(ReviewStateSchema).safeParse(typed.list).data;

const REVIEW_ACTS = [
  ...(["approve_chosen", "reject_chosen", "approve_all", "reject_all"] as const),
  ...(["sure_approve", "sure_reject", "choose_all", "next", "first", "stay", "show", "undo"] as const),
];
export type ReviewAct = (typeof REVIEW_ACTS)[number];
export const readReviewAct = (typed: Typed): ReviewAct | undefined => REVIEW_ACTS.find((one) => one === typed.do);

export const readChosen = ({ chosen }: Typed): { key: RegistrationKey; version: number }[] =>
  chosenIn(chosenOf(chosen));

export const readReason = ({ reason = "", told }: Typed): Reason => ({ text: reason, told: told === "true" });

/** The filter as it was filled in; the domain as it was typed. */
export const readFilter = (typed: Typed): { status: Status; typedDomain: string; answer: string } => ({
  status: STATUSES.find((one) => one === typed.status) ?? "pending",
  typedDomain: (typed.domain ?? "").trim(),
  answer: (typed.answer ?? "").trim().slice(0, ANSWER_MAX),
});
