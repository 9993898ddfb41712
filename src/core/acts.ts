import { z } from "zod";
import type { RegistrationKey, WebinarCode } from "./ids.ts";
import { parseCode, parseKey } from "./ids.ts";

const code = z.string().transform((value, context): WebinarCode => parseCode(value) ?? (context.addIssue("no code"), z.NEVER));
const key = z.string().transform((value, context): RegistrationKey => parseKey(value) ?? (context.addIssue("no key"), z.NEVER));

/**
 * What a button does, as it travels in a Slack button's value or an Adaptive Card's data: ids and nothing else. It
 * comes back from outside, so it is parsed, and it authorises nothing: the core checks who presses.
 */
const ActSchema = z.discriminatedUnion("act", [
  z.object({ act: z.enum(["approve", "reject"]), code, key, version: z.coerce.number().int().positive() }),
  z.object({ act: z.enum(["register", "show", "join", "leave", "resend"]), code }),
  z.object({ act: z.literal("schedule") }),
  z.object({ act: z.literal("retry"), code, failed: z.string().min(1).max(400) }),
]);

export type CardAct = z.infer<typeof ActSchema>;

/** A button's act; undefined when it is not one of ours, or was altered into nothing we know. */
export const parseAct = (value: unknown): CardAct | undefined => ActSchema.safeParse(value).data;
