import { cleanLine, type Form, lengthOf } from "../model/form.ts";
import { newQuestionId } from "../model/ids.ts";
import type { Refusal } from "../model/refusal.ts";
import { done, type Result, refuse, unreachable } from "../model/result.ts";
import { RULE_VALUE_MAX, RULES_MAX, type Rule, type RuleFields, type Rules, ruleFieldsOf } from "../model/rules.ts";

/** A host's change of the rules. */
export type RulesAct =
  | { readonly do: "add"; readonly fields: RuleFields }
  | { readonly do: "remove" | "up" | "down"; readonly id: string }
  | { readonly do: "noMatch"; readonly noMatch: Rules["noMatch"] };

export type RuleProblem = { field: "field" | "value" | "none"; refusal: Refusal };

const moved = (rules: readonly Rule[], id: string, by: 1 | -1): Rule[] | undefined => {
  const from = rules.findIndex((rule) => rule.id === id);
  const [rule, other] = [rules[from], rules[from + by]];
  if (!rule || !other) return undefined;
  return rules.map((one) => (one === rule ? other : one === other ? rule : one));
};

/** Changes rules as a host asked. Refuses, by field, a rule that cannot be, is gone, or is one too many. */
export const changeRules = (before: Rules, form: Form, act: RulesAct): Result<Rules, readonly RuleProblem[]> => {
  switch (act.do) {
    case "add": {
      const value = cleanLine(act.fields.value);
      if (before.rules.length >= RULES_MAX)
        return refuse([{ field: "none", refusal: { reason: "too_many_rules", max: RULES_MAX } }]);
      if (!ruleFieldsOf(form).some(({ id }) => id === act.fields.field))
        return refuse([{ field: "field", refusal: { reason: "rule_field_gone" } }]);
      // Every text contains the empty one: such a rule would decide every request.
      if (value === "") return refuse([{ field: "value", refusal: { reason: "rule_value_missing" } }]);
      if (lengthOf(value) > RULE_VALUE_MAX)
        return refuse([
          { field: "value", refusal: { reason: "label_too_long", max: RULE_VALUE_MAX, length: lengthOf(value) } },
        ]);
      return done({ ...before, rules: [...before.rules, { ...act.fields, value, id: newQuestionId() }] });
    }
    case "remove": {
      const rules = before.rules.filter(({ id }) => id !== act.id);
      return rules.length === before.rules.length
        ? refuse([{ field: "none", refusal: { reason: "rule_gone" } }])
        : done({ ...before, rules });
    }
    case "up":
    case "down": {
      if (!before.rules.some(({ id }) => id === act.id))
        return refuse([{ field: "none", refusal: { reason: "rule_gone" } }]);
      const rules = moved(before.rules, act.id, act.do === "up" ? -1 : 1);
      return rules
        ? done({ ...before, rules })
        : refuse([{ field: "none", refusal: { reason: "question_at_the_end" } }]);
    }
    case "noMatch":
      return done({ ...before, noMatch: act.noMatch });
    default:
      return unreachable(act);
  }
};
