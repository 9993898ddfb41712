import type { KnownBlock, ModalView, PlainTextOption } from "@slack/types";
import { z } from "zod";
import { countedIn, type RuleCounts } from "../../../core/approvals/rules-editor.ts";
import { defined } from "../../../core/model/defined.ts";
import { CodeSchema, type WebinarCode } from "../../../core/model/ids.ts";
import type { Reader } from "../../../core/model/person.ts";
import { NO_MATCHES, type Rule } from "../../../core/model/rules.ts";
import type { Webinar } from "../../../core/model/webinar.ts";
import { sayRule } from "../../../texts/settings.ts";
import { type Translate, translatorFor } from "../../../texts/translate.ts";
import { cutTo, escapeMrkdwn } from "../../platform/escape.ts";
import { heading, notesOf, plain, section } from "../../platform/inputs.ts";

const RULES_VIEW = "rules";
/** The action ids of what is pressed in the editor. */
export const RULE = "rule";
export const NO_MATCH = "no_match";
export const ADD_RULE = "add_rule";
const RULE_ACTS = ["up", "down", "remove"] as const;

const Metadata = z.object({ code: CodeSchema });

/** Reads whose rules an editor changes. Throws when the view is not one. */
export const readRulesMetadata = (text: string): WebinarCode => Metadata.parse(JSON.parse(text)).code;

const option = (text: string, value: string): PlainTextOption => ({ text: plain(text, 75), value });

/** Cut, since fifty rules may each hold a label and a value of the greatest length. */
const RULE_SHOWN = 600;

const ruleRow = (rule: Rule, index: number, { webinar, counts }: Editor, t: Translate): KnownBlock => {
  const sentence = escapeMrkdwn(cutTo(sayRule(rule, index + 1, webinar.form, t), RULE_SHOWN));
  const counted = t("rule_counted", { count: counts.ofRule[index] ?? 0 });
  return {
    ...section(`*${sentence}*\n${escapeMrkdwn(counted)}`),
    accessory: {
      type: "overflow",
      action_id: `${RULE}:${rule.id}`,
      options: RULE_ACTS.map((act) => option(t(act), `${act}:${rule.id}`)),
    },
  };
};

/** Has no block id: Slack then makes a new one each time, and shows what is stored and not what was chosen. */
const noMatchRow = ({ webinar, counts }: Editor, t: Translate): KnownBlock => {
  const { noMatch: present } = webinar.rules;
  const options = NO_MATCHES.map((one) => option(t(`unmatched_${one}`), one));
  const initial = options.find(({ value }) => value === present);
  const counted = counts.noMatch > 0 ? [t("rules_unmatched", { count: counts.noMatch })] : [];
  return {
    ...section([`*${escapeMrkdwn(t("field_no_match"))}*`, ...counted.map(escapeMrkdwn)].join("\n")),
    accessory: {
      type: "static_select",
      action_id: NO_MATCH,
      options,
      ...defined({ initial_option: initial }),
    },
  };
};

interface Editor {
  readonly webinar: Webinar;
  readonly counts: RuleCounts;
}

/** Shows the rules editor: each rule with what it would have decided, and what follows when none matches. */
export const rulesView = (editor: Editor, reader: Reader, notes: readonly string[] = []): ModalView => {
  const t = translatorFor(reader.locale);
  const { webinar, counts } = editor;
  const { rules } = webinar.rules;
  return {
    type: "modal",
    callback_id: RULES_VIEW,
    private_metadata: JSON.stringify({ code: webinar.code }),
    title: heading(t("rules_title")),
    close: heading(t("done")),
    blocks: [
      ...notesOf(notes),
      section(`*${escapeMrkdwn(webinar.title)}*\n${escapeMrkdwn(t("rules_intro"))}`),
      ...(rules.length === 0 ? [section(escapeMrkdwn(t("rules_none")))] : []),
      ...rules.map((rule, index) => ruleRow(rule, index, editor, t)),
      ...(counts.isWhole ? [] : [section(escapeMrkdwn(t("rules_partly", { count: countedIn(counts) })))]),
      noMatchRow(editor, t),
      { type: "actions", elements: [{ type: "button", action_id: ADD_RULE, text: plain(t("add_rule"), 75) }] },
    ],
  };
};
