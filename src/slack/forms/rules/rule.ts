import type { ModalView } from "@slack/types";
import { z } from "zod";
import type { Form } from "../../../core/model/form.ts";
import { CodeSchema, type WebinarCode } from "../../../core/model/ids.ts";
import type { Reader } from "../../../core/model/person.ts";
import {
  NEW_RULE,
  RULE_RESULTS,
  RULE_TESTS,
  RULE_VALUE_MAX,
  type RuleFields,
  ruleFieldsOf,
} from "../../../core/model/rules.ts";
import { labelOf } from "../../../texts/settings.ts";
import { translatorFor } from "../../../texts/translate.ts";
import type { Filled } from "../../platform/filled-in.ts";
import { heading, notesOf, radioInput, selectInput, severalInput, textInput } from "../../platform/inputs.ts";

export const RULE_VIEW = "rule";

const Metadata = z.object({ code: CodeSchema });

/** Reads of which webinar a rule's form is. Throws when the view is not such a form. */
export const readRuleMetadata = (text: string): WebinarCode => Metadata.parse(JSON.parse(text)).code;

/** Reads a rule's form. */
export const readRule = (filled: Filled): RuleFields => ({
  field: filled.option("field") ?? "",
  test: RULE_TESTS.find((one) => one === filled.option("test")) ?? "contains",
  value: filled.text("value"),
  matchCase: filled.options("matchCase").length > 0,
  result: RULE_RESULTS.find((one) => one === filled.option("result")) ?? "reject",
});

interface RuleForm {
  readonly code: WebinarCode;
  /** The webinar's, whose questions a rule can look at. */
  readonly form: Form;
  readonly notes?: readonly string[];
  /** What was filled in, where the form is shown again. */
  readonly fields?: RuleFields;
}

/** The form of a new rule. */
export const ruleView = ({ code, form, notes = [], fields = NEW_RULE }: RuleForm, reader: Reader): ModalView => {
  const t = translatorFor(reader.locale);
  return {
    type: "modal",
    callback_id: RULE_VIEW,
    private_metadata: JSON.stringify({ code }),
    title: heading(t("add_rule")),
    submit: heading(t("save_changes")),
    close: heading(t("back")),
    blocks: [
      ...notesOf(notes),
      selectInput({
        block: "field",
        label: t("field_rule_field"),
        choices: ruleFieldsOf(form).map((one) => ({
          value: one.id,
          text: "label" in one ? labelOf(one, t) : t(`rule_field_${one.id}`),
        })),
        value: fields.field,
      }),
      selectInput({
        block: "test",
        label: t("field_rule_test"),
        choices: RULE_TESTS.map((test) => ({ value: test, text: t(`rule_${test}`) })),
        value: fields.test,
      }),
      textInput({
        block: "value",
        label: t("field_rule_value"),
        hint: t("field_rule_value_hint"),
        value: fields.value,
        max: RULE_VALUE_MAX,
      }),
      severalInput({
        block: "matchCase",
        label: t("field_rule_case"),
        optional: true,
        choices: [{ value: "matchCase", text: t("yes") }],
        values: fields.matchCase ? ["matchCase"] : [],
      }),
      radioInput({
        block: "result",
        label: t("field_rule_result"),
        choices: RULE_RESULTS.map((result) => ({ value: result, text: t(`rule_${result}`) })),
        value: fields.result,
      }),
    ],
  };
};
