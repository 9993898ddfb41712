import { z } from "zod";
import { PAGE } from "../core/bulk.ts";
import { CodeSchema, KeySchema, type RegistrationKey, RequestIdSchema } from "../core/ids.ts";
import type { Reason, Registration } from "../core/registration.ts";
import { STATUSES, type Status } from "../core/status.ts";
import type { Filled } from "./filled.ts";

export const DOMAIN_MAX = 254;
export const ANSWER_MAX = 100;

const Place = z.object({ at: z.number().int().nonnegative(), key: KeySchema });
const Metadata = z.object({
  code: CodeSchema,
  status: z.enum(STATUSES),
  domain: z.string().max(DOMAIN_MAX).exactOptional(),
  answer: z.string().max(ANSWER_MAX).exactOptional(),
  digest: z.number().int().positive().exactOptional(),
  /** Where this page begins, and the next. */
  from: Place.exactOptional(),
  next: Place.exactOptional(),
  /** How often the list was shown. */
  mark: z.number().int().nonnegative(),
  /** What was decided last, as long as it can be undone. */
  bulk: RequestIdSchema.exactOptional(),
});
export type ReviewMetadata = z.infer<typeof Metadata>;

/** What a review list shows and carries along. Throws when the view is not one. */
export const readReviewMetadata = (text: string): ReviewMetadata => Metadata.parse(JSON.parse(text));

const Chosen = z.object({ key: KeySchema, version: z.coerce.number().int().positive() });
export const chosenValue = ({ key, version }: Registration): string => `${key}:${version}`;

/** The requests chosen on a page, with the versions that it showed; what is none is left out. */
export const readChosen = (filled: Filled): { key: RegistrationKey; version: number }[] =>
  filled
    .options("chosen")
    .flatMap((value) => {
      const [key, version] = value.split(":");
      return Chosen.safeParse({ key, version }).data ?? [];
    })
    .slice(0, PAGE);

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
