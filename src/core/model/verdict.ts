import { z } from "zod";
import { parseAddress } from "./ids.ts";
import { domainOf } from "./mail-domains.ts";
import { type Applicant, firstMatch, RulesSchema } from "./rules.ts";
import type { Webinar } from "./webinar.ts";

/** What the operator listed an address or a domain as. */
export type Listed = "approve" | "reject";
/** An address, or a domain with or without its @, as the lists keep it; undefined for what is neither. */
export const parseListed = (typed: string): string | undefined => {
  const address = parseAddress(typed);
  if (address) return address;
  const whole = parseAddress(`x@${typed.trim().replace(/^@/, "")}`);
  return whole && `@${domainOf(whole)}`;
};

const RuleShown = RulesSchema.shape.rules.element;

/** How a decision came about without a host; kept with the registration, so that it can be read when the rule is gone. */
export const HowSchema = z.discriminatedUnion("by", [
  z.object({ by: z.literal("policy") }),
  z.object({ by: z.literal("list") }),
  z.object({ by: z.literal("rule"), number: z.number(), rule: RuleShown }),
  z.object({ by: z.literal("no_match") }),
  z.object({ by: z.literal("timeout") }),
]);
export type How = z.infer<typeof HowSchema>;

/** What becomes of a request at once. */
export interface Verdict {
  readonly status: "pending" | "approved" | "rejected";
  /** Absent while a host has to decide. */
  readonly how?: How;
}

const RESULT = { approve: "approved", reject: "rejected" } as const;

/** What lists, rules and policy make of a request: the operator's lists come first, whatever the policy. */
export const verdictOf = (
  { policy, rules }: Pick<Webinar, "policy" | "rules">,
  listed: Listed | undefined,
  applicant: Applicant,
): Verdict => {
  if (listed) return { status: RESULT[listed], how: { by: "list" } };
  if (policy === "automatic") return { status: "approved", how: { by: "policy" } };
  if (policy === "manual") return { status: "pending" };
  const match = firstMatch(rules, applicant);
  if (match) return { status: RESULT[match.rule.result], how: { by: "rule", ...match } };
  return rules.noMatch === "reject" ? { status: "rejected", how: { by: "no_match" } } : { status: "pending" };
};

/**
 * Whether somebody registers or claims after the start, where not everybody is approved at once: the gate asks them for
 * the webinar's password (S16).
 */
export const isLate = ({ policy, startsAt }: Pick<Webinar, "policy" | "startsAt">, at: number): boolean =>
  policy !== "automatic" && at >= startsAt;
