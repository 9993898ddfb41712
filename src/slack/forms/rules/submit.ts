import type { ModalView } from "@slack/types";
import type { RulesAct } from "../../../core/approvals/rule-changes.ts";
import type { WebinarCode } from "../../../core/model/ids.ts";
import { NO_MATCHES } from "../../../core/model/rules.ts";
import { refused } from "../../../core/notices/notice.ts";
import type { Conversation } from "../../conversation.ts";
import { readFilled } from "../../platform/filled-in.ts";
import type { Modals, Press, Turn } from "../modals.ts";
import { RULE_VIEW, readRule, readRuleMetadata, ruleView } from "./rule.ts";
import { ADD_RULE, NO_MATCH, RULE, readRulesMetadata, rulesView } from "./view.ts";

/** Takes what is pressed in the rules editor, and the form of a new rule. */
export const listenToRulesForm = (modals: Modals, conversation: Conversation): void => {
  const { core, client } = conversation;

  const opened = ({ speaker }: Pick<Turn, "speaker">, code: WebinarCode) =>
    core.rulesEditor.open({ organisation: speaker.organisation, code, by: speaker.person });

  const changed = ({ speaker }: Pick<Turn, "speaker">, code: WebinarCode, act: RulesAct) => {
    const { organisation, person, requestId } = speaker;
    return core.rulesEditor.change({ organisation, code, requestId, by: person, way: "slack", act });
  };

  /** The editor with the rules as they are stored now, and notes; where it may not be opened any more, why. */
  const present = async (turn: Turn, code: WebinarCode, notes: readonly string[] = []): Promise<ModalView> => {
    const found = await opened(turn, code);
    return found.ok
      ? rulesView({ webinar: found.value, counts: await core.rulesEditor.count(found.value) }, turn.reader, notes)
      : conversation.noticeView(refused(found.refusal), turn.reader);
  };

  const change = async (press: Press, act: RulesAct): Promise<void> => {
    const { reader, view } = press;
    const code = readRulesMetadata(view.metadata);
    const result = await changed(press, code, act);
    if (result.ok) {
      const counts = await core.rulesEditor.count(result.value);
      return modals.shownAnew(press, rulesView({ webinar: result.value, counts }, reader), () => present(press, code));
    }
    const notes = result.refusal.map(({ refusal }) => conversation.sentence(refusal, reader));
    // Without the hash, so that a faster press does not hide the refusal.
    await client.views.update({ view_id: view.id, view: await present(press, code, notes) });
  };

  modals.pressed(RULE, async (press) => {
    const [act, id = ""] = press.value.split(":");
    if (act === "up" || act === "down" || act === "remove") await change(press, { do: act, id });
  });

  modals.pressed(NO_MATCH, async (press) => {
    const noMatch = NO_MATCHES.find((one) => one === press.value);
    if (noMatch) await change(press, { do: "noMatch", noMatch });
  });

  modals.pressed(ADD_RULE, async (press) => {
    const { reader, view, triggerId } = press;
    const code = readRulesMetadata(view.metadata);
    const found = await opened(press, code);
    if (found.ok)
      await client.views.push({ trigger_id: triggerId, view: ruleView({ code, form: found.value.form }, reader) });
    else await client.views.update({ view_id: view.id, view: await present(press, code) });
  });

  modals.submitted(RULE_VIEW, async (turn) => {
    const { reader, view } = turn;
    const code = readRuleMetadata(view.metadata);
    const fields = readRule(readFilled(view.values));
    const result = await changed(turn, code, { do: "add", fields });
    if (result.ok) {
      const next = rulesView({ webinar: result.value, counts: await core.rulesEditor.count(result.value) }, reader);
      // Should this fail, the person sends the form again, which is still open; the act is done once.
      if (view.belowId) await client.views.update({ view_id: view.belowId, view: next });
      return { closes: next, title: result.value.title };
    }
    const { errors, notes, sentences } = modals.placed(result.refusal, turn);
    if (notes.length === 0) return { errors };
    const found = await opened(turn, code);
    return {
      view: found.ok
        ? ruleView({ code, form: found.value.form, notes: sentences, fields }, reader)
        : conversation.noticeView(refused(found.refusal), reader),
    };
  });
};
