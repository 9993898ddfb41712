import { DECISIONS, type Decision } from "../../../core/approvals/decide.ts";
import { notDecided } from "../../../core/chat/request-acts.ts";
import type { Reason } from "../../../core/model/registration.ts";
import type { Conversation } from "../../conversation.ts";
import { failedWith } from "../../platform/client.ts";
import { type Filled, readFilled } from "../../platform/filled-in.ts";
import type { Modals } from "../modals.ts";
import { DECIDE_VIEW, DECISION, decisionView, readDecideMetadata, readShownDecision } from "./view.ts";

/** Reads a decision's form; no decision where none was chosen. */
export const readDecision = (filled: Filled): { to: Decision | undefined; reason: Reason } => ({
  to: DECISIONS.find((one) => one === filled.option("decision")),
  reason: { text: filled.text("reason"), told: filled.option("told") === "told" },
});

/** Takes the form of a decision: a rejection with its reason, or a change of one. The card's update is a delivery. */
export const listenToDecideForm = (modals: Modals, conversation: Conversation): void => {
  const { core, client } = conversation;

  // Only a rejection has a reason.
  modals.pressed(DECISION, async ({ reader, view }) => {
    const about = readShownDecision(view.metadata);
    const { to } = readDecision(readFilled(view.values));
    if ((to === "rejected") === about.asksReason) return;
    const shown = decisionView(about, to, reader);
    await client.views.update({ view_id: view.id, hash: view.hash, view: shown }).catch((error: unknown) => {
      // A press that was faster is shown already.
      if (!failedWith(error, "hash_conflict")) throw error;
    });
  });

  modals.submitted(DECIDE_VIEW, async (turn) => {
    const { speaker, reader, view } = turn;
    const { organisation, person, requestId } = speaker;
    const { to: only, code, key, version } = readDecideMetadata(view.metadata);
    const { to = only, reason } = readDecision(readFilled(view.values));
    if (!to) return modals.placed([{ field: "decision", refusal: { reason: "answer_missing" } }], turn);
    const result = await core.decide({
      code,
      key,
      version,
      organisation,
      requestId,
      by: person,
      way: "slack",
      to,
      isChange: true,
      reason,
    });
    const notice = result.ok ? ({ kind: "request", ...result.value } as const) : notDecided(result.refusal);
    return { view: conversation.noticeView(notice, reader) };
  });
};
