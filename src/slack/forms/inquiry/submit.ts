import type { InquiryFound } from "../../../core/approvals/inquiry.ts";
import type { Refusal } from "../../../core/model/refusal.ts";
import type { Result } from "../../../core/model/result.ts";
import type { Conversation } from "../../conversation.ts";
import { type Filled, readFilled } from "../../platform/filled-in.ts";
import type { FormAnswer, Modals, Turn } from "../modals.ts";
import { ANSWER_VIEW, ASK_VIEW, readAnswerMetadata, readAskMetadata } from "./view.ts";

const readInquiryText = (filled: Filled): string => filled.text("text");

/** Takes a host's question, and the answer to it. A refusal stands beside the text, which stays. */
export const listenToInquiryForms = (modals: Modals, conversation: Conversation): void => {
  const { inquiries } = conversation.core;

  const answered = (turn: Turn, kind: "ask_sent" | "answer_sent", result: Result<InquiryFound, Refusal>): FormAnswer =>
    result.ok
      ? { view: conversation.noticeView({ kind, ...result.value }, turn.reader) }
      : { errors: modals.placed([{ field: "text", refusal: result.refusal }], turn).errors };

  modals.submitted(ASK_VIEW, async (turn) => {
    const { speaker, view } = turn;
    const { organisation, person: by, requestId } = speaker;
    const text = readInquiryText(readFilled(view.values));
    const about = readAskMetadata(view.metadata);
    const result = await inquiries.ask({ ...about, organisation, by, requestId, text, way: "slack" });
    return answered(turn, "ask_sent", result);
  });

  modals.submitted(ANSWER_VIEW, async (turn) => {
    const { speaker, view } = turn;
    const { organisation, person, requestId } = speaker;
    const text = readInquiryText(readFilled(view.values));
    const about = readAnswerMetadata(view.metadata);
    const result = await inquiries.answer({ ...about, organisation, of: person, requestId, text, way: "slack" });
    return answered(turn, "answer_sent", result);
  });
};
