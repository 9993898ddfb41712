import { z } from "zod";
import { parseAddress } from "./ids.ts";
import { domainOf } from "./mail-domains.ts";
import { type Applicant, firstMatch, RulesSchema } from "./rules.ts";
import type { Webinar } from "./webinar.ts";

/** How the operator listed an address or a domain. */
export type Listed = "approve" | "reject";
/** Reads an address, or a domain with or without its @, as the lists keep it; undefined for what is neither. */
export const parseListed = (typed: string): string | undefined => {
  const address = parseAddress(typed);
  if (address) return address;
  const whole = parseAddress(`x@${typed.trim().replace(/^@/, "")}`);
  return whole && `@${domainOf(whole)}`;
};

const RuleShown = RulesSchema.shape.rules.element;

/** How a request was decided without a host. A copy of the rule is kept, which may be changed or removed later. */
const HowSchema = z.discriminatedUnion("by", [
  z.object({ by: z.literal("policy") }),
  z.object({ by: z.literal("list") }),
  z.object({ by: z.literal("added") }),
  z.object({ by: z.literal("invited") }),
  z.object({ by: z.literal("rule"), number: z.number(), rule: RuleShown }),
  z.object({ by: z.literal("no_match") }),
  z.object({ by: z.literal("timeout") }),
]);
export type How = z.infer<typeof HowSchema>;

/** What becomes of a request without a host. */
export interface Verdict {
  readonly status: "pending" | "approved" | "rejected";
  /** Absent while a host has to decide. */
  readonly how?: How;
}

const RESULT = { approve: "approved", reject: "rejected" } as const;

/** What is known of somebody who asks, beside what they filled in. */
export interface Known {
  readonly listed: Listed | undefined;
  /** A host registers them (P35). */
  readonly isAdded?: boolean;
  readonly isInvited: boolean;
}

/**
 * Decides a request: by the operator's lists, by a host who adds somebody, by an invitation where the host chose that,
 * and then by the webinar's policy and rules (P36).
 */
export const verdictOf = (
  { policy, rules, approveInvited }: Pick<Webinar, "policy" | "rules" | "approveInvited">,
  { listed, isAdded = false, isInvited }: Known,
  applicant: Applicant,
): Verdict => {
  if (listed) return { status: RESULT[listed], how: { by: "list" } };
  if (isAdded) return { status: "approved", how: { by: "added" } };
  if (approveInvited && isInvited) return { status: "approved", how: { by: "invited" } };
  if (policy === "automatic") return { status: "approved", how: { by: "policy" } };
  if (policy === "manual") return { status: "pending" };
  const match = firstMatch(rules, applicant);
  if (match) return { status: RESULT[match.rule.result], how: { by: "rule", ...match } };
  return rules.noMatch === "reject" ? { status: "rejected", how: { by: "no_match" } } : { status: "pending" };
};
