import type { IAdaptiveCard } from "@microsoft/teams.cards";
import type { Reader } from "../../../core/model/person.ts";
import { RULE_RESULTS, RULE_TESTS, RULE_VALUE_MAX, type RuleFields, ruleFieldsOf } from "../../../core/model/rules.ts";
import type { Webinar } from "../../../core/model/webinar.ts";
import { labelOf } from "../../../texts/settings.ts";
import { translatorFor } from "../../../texts/translate.ts";
import type { Typed } from "../../platform/filled-in.ts";
import {
  formCard,
  hint,
  inputsFor,
  type Problem,
  problemLines,
  sendButton,
  submitButton,
} from "../../platform/inputs.ts";
import { fitting, shortened } from "../../platform/size.ts";

/** A rule's fields as the inputs of its form have them. */
export const typedOfRule = ({ matchCase, ...fields }: RuleFields): Typed => ({
  ...fields,
  matchCase: String(matchCase),
});

export interface RuleForm {
  readonly reader: Reader;
  readonly webinar: Webinar;
  readonly nonce: string;
  readonly typed: Typed;
  readonly problems: readonly Problem[];
}

/** A rule's fields from the inputs of its form; the core checks all of them. */
export const readRule = (typed: Typed): RuleFields => ({
  field: typed.field ?? "",
  test: RULE_TESTS.find((test) => test === typed.test) ?? "contains",
  value: typed.value ?? "",
  matchCase: typed.matchCase === "true",
  result: typed.result === "reject" ? "reject" : "approve",
});

const LABEL_CUTS = [200, 100, 60, 40, 20] as const;

/** The form of one rule. */
export const ruleView = ({ reader, webinar, nonce, typed, problems }: RuleForm): IAdaptiveCard => {
  const t = translatorFor(reader.locale);
  const under = problemLines(problems, reader);
  const data = { form: "rules", code: webinar.code, nonce };
  const input = inputsFor(typed, true);
  return fitting(LABEL_CUTS, (max) => {
    const fields = ruleFieldsOf(webinar.form).map((field) => ({
      title: shortened("label" in field ? labelOf(field, t) : t(`rule_field_${field.id}`), max),
      value: field.id,
    }));
    return formCard(
      t("add_rule"),
      [
        ...under("none"),
        input.choice("field", t("field_rule_field"), fields),
        ...under("field"),
        input.choice(
          "test",
          t("field_rule_test"),
          RULE_TESTS.map((test) => ({ title: t(`rule_${test}`), value: test })),
        ),
        input.text("value", t("field_rule_value"), { max: RULE_VALUE_MAX, missing: t("no_rule_value_missing") }),
        ...under("value"),
        hint(t("field_rule_value_hint")),
        input.toggle("matchCase", t("field_rule_case"), t("field_rule_case")),
        input.choice(
          "result",
          t("field_rule_result"),
          RULE_RESULTS.map((result) => ({ title: t(`rule_${result}`), value: result })),
        ),
      ],
      [
        sendButton(t("save_changes"), { ...data, do: "put" }),
        submitButton(t("back"), { ...data, do: "show" }, { withInputs: false }),
      ],
    );
  });
};
