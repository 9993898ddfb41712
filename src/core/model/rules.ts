import { z } from "zod";
import { alike, folded, foldedAddress } from "./folding.ts";
import { type AskedQuestion, type Form, questionsOf } from "./form.ts";
import type { Address } from "./ids.ts";

export const RULE_TESTS = ["contains", "notContains", "beginsWith", "endsWith", "equals", "notEquals"] as const;
/** What a rule decides, and what follows when none matches: a host decides, or a rejection. */
export const RULE_RESULTS = ["approve", "reject"] as const;
export const NO_MATCHES = ["hold", "reject"] as const;
type RuleTest = (typeof RULE_TESTS)[number];

/** What a rule looks at, besides the questions of the form. */
export const RULE_FIELDS = ["address", "name"] as const;

const RuleSchema = z.object({
  id: z.string(),
  /** `address`, `name`, or a question's id. */
  field: z.string(),
  test: z.enum(RULE_TESTS),
  value: z.string(),
  matchCase: z.boolean(),
  result: z.enum(RULE_RESULTS),
});

/** One approval rule (P1). */
export type Rule = z.infer<typeof RuleSchema>;

export const RulesSchema = z.object({
  rules: z.array(RuleSchema),
  /** Without a match, a host decides (`hold`) or the request is rejected. */
  noMatch: z.enum(NO_MATCHES),
});

/** A webinar's rules in order: the first that matches decides. */
export type Rules = z.infer<typeof RulesSchema>;

export const NO_RULES: Rules = { rules: [], noMatch: "hold" };
export const RULES_MAX = 50;
export const RULE_VALUE_MAX = 200;

/** What rules look at: somebody's name, address and answers in words. */
export interface Applicant {
  readonly address: Address;
  readonly firstName: string;
  readonly lastName: string;
  readonly answers: Readonly<Record<string, readonly string[]>>;
}

const textOf = ({ field }: Rule, applicant: Applicant): string => {
  if (field === "address") return applicant.address;
  if (field === "name") return `${applicant.firstName} ${applicant.lastName}`.trim();
  return (applicant.answers[field] ?? []).join(", ");
};

const TESTS: Readonly<Record<RuleTest, (text: string, value: string) => boolean>> = {
  contains: (text, value) => text.includes(value),
  notContains: (text, value) => !text.includes(value),
  beginsWith: (text, value) => text.startsWith(value),
  endsWith: (text, value) => text.endsWith(value),
  equals: (text, value) => text === value,
  notEquals: (text, value) => text !== value,
};

/** The form in which a rule compares; addresses have no case. */
const foldFor = ({ field, matchCase }: Rule): ((text: string) => string) =>
  field === "address" ? foldedAddress : matchCase ? alike : folded;

/** Whether a rule matches; without `matchCase`, in any case. */
const matches = (rule: Rule, applicant: Applicant): boolean => {
  const fold = foldFor(rule);
  return TESTS[rule.test](fold(textOf(rule, applicant)), fold(rule.value));
};

/** The first rule that matches, with its number from 1 on. */
export const firstMatch = ({ rules }: Rules, applicant: Applicant): { rule: Rule; number: number } | undefined => {
  const index = rules.findIndex((rule) => matches(rule, applicant));
  const rule = rules[index];
  return rule && { rule, number: index + 1 };
};

/** A rule as a host filled it in. */
export type RuleFields = Omit<Rule, "id">;
/** What the form of a new rule begins with. */
export const NEW_RULE: RuleFields = {
  field: "address",
  test: "contains",
  value: "",
  matchCase: false,
  result: "approve",
};
/** What a rule can look at, for this form. */
export const ruleFieldsOf = (form: Form): ({ id: (typeof RULE_FIELDS)[number] } | AskedQuestion)[] => [
  ...RULE_FIELDS.map((id) => ({ id })),
  ...questionsOf(form),
];

/** The rule that approves everybody of a domain. */
export const ruleOfDomain = (domain: string): RuleFields => ({
  field: "address",
  test: "endsWith",
  value: `@${domain}`,
  matchCase: false,
  result: "approve",
});
