import { z } from "zod";
import { type Among, PAGE } from "./bulk.ts";
import { CodeSchema, KeySchema, type RegistrationKey, RequestIdSchema } from "./ids.ts";
import type { Registration } from "./registration.ts";
import { STATUSES } from "./status.ts";

export const DOMAIN_MAX = 254;
export const ANSWER_MAX = 100;

const Place = z.object({ at: z.number().int().nonnegative(), key: KeySchema });

/** What a review list shows and carries along, as it comes back from a client: it authorises nothing. */
export const ReviewStateSchema = z.object({
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
export type ReviewState = z.infer<typeof ReviewStateSchema>;

export const amongOf = ({ domain, answer, digest }: ReviewState): Among => ({
  ...(domain === undefined ? {} : { domain }),
  ...(answer === undefined ? {} : { answer }),
  ...(digest === undefined ? {} : { digest }),
});

/** Without the place of the page: the first one. */
export const firstOf = <State extends ReviewState>({ from: _, ...rest }: State): Omit<State, "from"> => rest;

const Chosen = z.object({ key: KeySchema, version: z.coerce.number().int().positive() });
export const chosenValue = ({ key, version }: Registration): string => `${key}:${version}`;

/** The requests chosen on a page, with the versions that it showed; what is none is left out. */
export const chosenIn = (values: readonly string[]): { key: RegistrationKey; version: number }[] =>
  values
    .flatMap((value) => {
      const [key, version] = value.split(":");
      return Chosen.safeParse({ key, version }).data ?? [];
    })
    .slice(0, PAGE);
