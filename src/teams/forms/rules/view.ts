import type { CardElementArray, IAdaptiveCard } from "@microsoft/teams.cards";
import { countedIn, type RuleCounts } from "../../../core/approvals/rules-editor.ts";
import type { Reader } from "../../../core/model/person.ts";
import { NO_MATCHES } from "../../../core/model/rules.ts";
import type { Webinar } from "../../../core/model/webinar.ts";
import { sayRule } from "../../../texts/settings.ts";
import { type Translate, translatorFor } from "../../../texts/translate.ts";
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
import { heading, textBlock } from "../../platform/text.ts";

export interface RulesForm {
  readonly reader: Reader;
  readonly webinar: Webinar;
  readonly counts: RuleCounts;
  /** Idempotency key of what this card's buttons do. */
  readonly nonce: string;
  /** The rule that was chosen before. */
  readonly chosen?: string;
  readonly problems: readonly Problem[];
  /** Something was changed just now. */
  readonly isSaved: boolean;
}

const TEXT_CUTS = [200, 100, 60, 40, 20, 10] as const;

/** Each rule as a sentence, with what it would have decided; its texts are cut to `max`. */
const sentences = ({ webinar, counts }: RulesForm, max: number, t: Translate): { title: string; value: string }[] => {
  const { rules, form } = webinar;
  const shown = {
    ...form,
    questions: form.questions.map((question) => ({ ...question, label: shortened(question.label, max) })),
  };
  return rules.rules.map((rule, index) => {
    const sentence = sayRule({ ...rule, value: shortened(rule.value, max) }, index + 1, shown, t);
    return { title: `${sentence} (${t("rule_counted", { count: counts.ofRule[index] ?? 0 })})`, value: rule.id };
  });
};

const rulesPart = (of: RulesForm, data: object, max: number, t: Translate): CardElementArray => {
  const { rules } = of.webinar.rules;
  const [first] = rules;
  if (!first) return [textBlock(t("rules_none"))];
  const rule = rules.some(({ id }) => id === of.chosen) ? (of.chosen ?? first.id) : first.id;
  const act = (title: string, name: string) => submitButton(title, { ...data, do: name });
  return [
    inputsFor({ rule }).choice("rule", t("rules"), sentences(of, max, t), { isExpanded: true }),
    {
      type: "ActionSet",
      actions: [act(t("up"), "up"), act(t("down"), "down"), act(t("remove"), "remove")],
    },
  ];
};

/** Shows the rules editor: the rules in their order, and what a host can do about them. */
export const rulesView = (shown: RulesForm): IAdaptiveCard => {
  const { reader, webinar, counts, nonce, problems, isSaved } = shown;
  const t = translatorFor(reader.locale);
  const { noMatch } = webinar.rules;
  // `seen` tells a choice made here from one that another host made meanwhile.
  const data = { form: "rules", code: webinar.code, nonce, seen: noMatch };
  return fitting(TEXT_CUTS, (max) =>
    formCard(
      t("rules_title"),
      [
        heading(webinar.title),
        ...problemLines(problems, reader)("none"),
        ...(isSaved ? [textBlock(t("form_saved"))] : []),
        textBlock(t("rules_intro")),
        ...rulesPart(shown, data, max, t),
        ...(counts.isWhole ? [] : [textBlock(t("rules_partly", { count: countedIn(counts) }))]),
        { type: "ActionSet", actions: [submitButton(t("add_rule"), { ...data, do: "add" })] },
        {
          type: "Container",
          separator: true,
          items: [
            inputsFor({ noMatch }).choice(
              "noMatch",
              t("field_no_match"),
              NO_MATCHES.map((value) => ({ title: t(`unmatched_${value}`), value })),
            ),
            ...(counts.noMatch > 0 ? [hint(t("rules_unmatched", { count: counts.noMatch }))] : []),
            { type: "ActionSet", actions: [sendButton(t("save_changes"), { ...data, do: "noMatch" })] },
          ],
        },
      ],
      [],
    ),
  );
};
