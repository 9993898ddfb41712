import { z } from "zod";
import { type Among, PAGE } from "../core/bulk.ts";
import { CodeSchema, KeySchema, type RegistrationKey, RequestIdSchema } from "../core/ids.ts";
import type { Reason, Registration } from "../core/registration.ts";
import { STATUSES, type Status } from "../core/status.ts";
import { chosenOf, type Typed } from "./form-parts.ts";

export const DOMAIN_MAX = 254;
export const ANSWER_MAX = 100;

const Place = z.object({ at: z.number().int().nonnegative(), key: KeySchema });
const State = z.object({
  code: CodeSchema,
  status: z.enum(STATUSES),
  domain: z.string().max(DOMAIN_MAX).exactOptional(),
  answer: z.string().max(ANSWER_MAX).exactOptional(),
  digest: z.number().int().positive().exactOptional(),
  /** Where this page begins, and the next. */
  from: Place.exactOptional(),
  next: Place.exactOptional(),
  /** What was decided last, as long as it can be undone. */
  bulk: RequestIdSchema.exactOptional(),
});
/** What a review list shows, as its buttons carry it. */
export type ReviewState = z.infer<typeof State>;

const Json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue("no JSON");
    return z.NEVER;
  }
});

/** Undefined when it was altered into nothing we know. */
export const readState = (typed: Typed): ReviewState | undefined => Json.pipe(State).safeParse(typed.list).data;

const REVIEW_ACTS = [
  ...(["approve_chosen", "reject_chosen", "approve_all", "reject_all"] as const),
  ...(["sure_approve", "sure_reject", "choose_all", "next", "first", "stay", "show", "undo"] as const),
];
export type ReviewAct = (typeof REVIEW_ACTS)[number];
export const readReviewAct = (typed: Typed): ReviewAct | undefined => REVIEW_ACTS.find((one) => one === typed.do);

const Chosen = z.object({ key: KeySchema, version: z.coerce.number().int().positive() });
export const chosenValue = ({ key, version }: Registration): string => `${key}:${version}`;

/** The requests chosen on a page, with the versions that it showed; what is none is left out. */
export const readChosen = ({ chosen }: Typed): { key: RegistrationKey; version: number }[] =>
  chosenOf(chosen)
    .flatMap((value) => {
      const [key, version] = value.split(":");
      return Chosen.safeParse({ key, version }).data ?? [];
    })
    .slice(0, PAGE);

export const readReason = ({ reason = "", told }: Typed): Reason => ({ text: reason, told: told === "true" });

/** The filter as it was filled in; the domain as it was typed. */
export const readFilter = (typed: Typed): { status: Status; typedDomain: string; answer: string } => ({
  status: STATUSES.find((one) => one === typed.status) ?? "pending",
  typedDomain: (typed.domain ?? "").trim(),
  answer: (typed.answer ?? "").trim().slice(0, ANSWER_MAX),
});

export const amongOf = ({ domain, answer, digest }: ReviewState): Among => ({
  ...(domain === undefined ? {} : { domain }),
  ...(answer === undefined ? {} : { answer }),
  ...(digest === undefined ? {} : { digest }),
});

/** Without the place of the page: the first one. */
export const firstOf = ({ from: _, ...rest }: ReviewState): ReviewState => rest;
