import { z } from "zod";
import { CodeSchema, InquirySchema, KeySchema, RequestIdSchema } from "../model/ids.ts";
import { STATUSES } from "../model/status.ts";

/**
 * What a button does: ids, carried in a Slack button's value or an Adaptive Card's data. It comes back from outside, so
 * it is parsed, and it authorises nothing: the core checks who presses.
 */
const ActSchema = z.discriminatedUnion("act", [
  z.object({
    act: z.enum(["approve", "reject", "change", "undo", "raise", "ask"]),
    code: CodeSchema,
    registration: KeySchema,
    version: z.coerce.number().int().positive(),
  }),
  z.object({
    act: z.enum([
      "register",
      "show",
      "join",
      "password",
      "leave",
      "resend",
      "edit",
      "form",
      "cancel",
      "call_off",
      "series_edit",
      "claim",
      "pass",
    ]),
    code: CodeSchema,
  }),
  z.object({ act: z.literal("rules"), code: CodeSchema }),
  z.object({
    act: z.literal("requests"),
    code: CodeSchema,
    // The filter of the `requests` command.
    status: z.enum(STATUSES).exactOptional(),
    domain: z.string().max(254).exactOptional(),
  }),
  // Every waiting request of a digest card.
  z.object({
    act: z.enum(["bulk_approve", "bulk_reject"]),
    code: CodeSchema,
    digest: z.coerce.number().int().positive(),
  }),
  z.object({ act: z.literal("answer"), code: CodeSchema, registration: KeySchema, inquiry: InquirySchema }),
  z.object({ act: z.literal("bulk_undo"), code: CodeSchema, id: RequestIdSchema }),
  z.object({ act: z.enum(["answers", "always"]), code: CodeSchema, registration: KeySchema }),
  z.object({ act: z.enum(["schedule", "series_new"]) }),
  z.object({ act: z.literal("retry"), code: CodeSchema, failed: z.string().min(1).max(400) }),
]);

export type CardAct = z.infer<typeof ActSchema>;

/** Reads a pressed button's act; undefined when it is none of Usher's. */
export const parseAct = (value: unknown): CardAct | undefined => ActSchema.safeParse(value).data;
