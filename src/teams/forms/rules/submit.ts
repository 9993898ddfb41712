import type { IAdaptiveCard } from "@microsoft/teams.cards";
import { z } from "zod";
import type { RulesAct } from "../../../core/approvals/rule-changes.ts";
import type { RuleCounts } from "../../../core/approvals/rules-editor.ts";
import type { Core } from "../../../core/core.ts";
import { newToken, parseCode, requestId } from "../../../core/model/ids.ts";
import { NEW_RULE, NO_MATCHES } from "../../../core/model/rules.ts";
import type { Webinar } from "../../../core/model/webinar.ts";
import { type Notice, refused } from "../../../core/notices/notice.ts";
import { contentOf, type Typed } from "../../platform/filled-in.ts";
import type { Problem } from "../../platform/inputs.ts";
import type { Submitted, Turn } from "../../platform/turn.ts";
import { readRule, ruleView, typedOfRule } from "./rule.ts";
import { rulesView } from "./view.ts";

/** What the editor's buttons do: look at something, or change the rules. */
const Doing = z.enum(["show", "add", "put", "remove", "up", "down", "noMatch"]);
type Doing = z.infer<typeof Doing>;

/** What a button changes; undefined for what only looks. */
const actOf = (doing: Doing, typed: Typed): RulesAct | undefined => {
  if (doing === "put") return { do: "add", fields: readRule(typed) };
  if (doing === "remove" || doing === "up" || doing === "down") return { do: doing, id: typed.rule ?? "" };
  return undefined;
};

/** The new choice of what follows when no rule matches. Any button saves it, so that no choice is lost. */
const noMatchIn = ({ noMatch, seen }: Typed): RulesAct | undefined => {
  const chosen = NO_MATCHES.find((one) => one === noMatch);
  return chosen && chosen !== seen ? { do: "noMatch", noMatch: chosen } : undefined;
};

/** The rules editor: opened, and each of its buttons. */
export const makeRulesForm = ({ core }: { core: Core }) => {
  const editor = (
    { reader }: Turn,
    of: { webinar: Webinar; counts: RuleCounts },
    more: { chosen?: string; problems?: readonly Problem[]; isSaved?: boolean } = {},
  ): IAdaptiveCard => rulesView({ ...of, reader, nonce: newToken(), problems: [], isSaved: false, ...more });

  const shown = async (turn: Turn, webinar: Webinar, more: Parameters<typeof editor>[2] = {}): Promise<Submitted> => {
    const counts = await core.rulesEditor.count(webinar);
    const notice: Notice = { kind: "open_form", form: "rules", webinar, counts };
    return { notice, form: editor(turn, { webinar, counts }, more) };
  };

  const ruleEditor = (
    { reader }: Turn,
    webinar: Webinar,
    typed: Typed,
    problems: readonly Problem[] = [],
  ): IAdaptiveCard => ruleView({ reader, webinar, typed, problems, nonce: newToken() });

  return {
    open: (turn: Turn, { webinar, counts }: Notice & { kind: "open_form"; form: "rules" }): IAdaptiveCard =>
      editor(turn, { webinar, counts }),

    submit: async (turn: Turn, typed: Typed): Promise<Submitted> => {
      const { organisation, person, chat } = turn.speaker;
      const code = parseCode(typed.code ?? "");
      const doing = Doing.safeParse(typed.do).data;
      if (!code || !doing) return { notice: refused({ reason: "unknown_button" }) };
      const opened = await core.rulesEditor.open({ organisation, code, by: person });
      if (!opened.ok) return { notice: refused(opened.refusal) };
      let webinar = opened.value;
      const chosen = typed.rule ? { chosen: typed.rule } : {};
      const acts = [noMatchIn(typed), actOf(doing, typed)].filter((act) => act !== undefined);
      for (const act of acts) {
        const result = await core.rulesEditor.change({
          organisation,
          code,
          by: person,
          way: "teams",
          act,
          requestId: requestId("teams", chat, "rules", code, act.do, typed.nonce ?? newToken(), contentOf(typed)),
        });
        if (result.ok) {
          webinar = result.value;
          continue;
        }
        const problems = result.refusal;
        const refusal = problems[0]?.refusal ?? { reason: "rule_gone" };
        // The refusal is told on the rules as they are now.
        const now = await core.rulesEditor.open({ organisation, code, by: person });
        if (!now.ok) return { notice: refused(now.refusal) };
        const notice = refused(refusal);
        if (doing === "put") return { notice, form: ruleEditor(turn, now.value, typed, problems) };
        return { notice, form: (await shown(turn, now.value, { ...chosen, problems })).form as IAdaptiveCard };
      }
      if (doing !== "add") return shown(turn, webinar, { ...chosen, isSaved: acts.length > 0 });
      const counts = await core.rulesEditor.count(webinar);
      return {
        notice: { kind: "open_form", form: "rules", webinar, counts },
        form: ruleEditor(turn, webinar, typedOfRule(NEW_RULE)),
      };
    },
  };
};
