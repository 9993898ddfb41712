import type { InquiryFound } from "../../../core/approvals/inquiry.ts";
import type { Refusal } from "../../../core/model/refusal.ts";
import type { Result } from "../../../core/model/result.ts";
import type { Talk } from "../../conversation.ts";
import { readFilled } from "../../platform/filled-in.ts";
import type { Filler, FormAnswer, Forms } from "../modals.ts";
import { ANSWER_VIEW, ASK_VIEW, readAnswerMetadata, readAskMetadata, readInquiryText } from "./view.ts";

/** The forms of a host's question, and of the answer to it. What is in the way stands beside the text, which stays. */
export const listenToInquiryForms = (forms: Forms, talk: Talk): void => {
  const { inquiries } = talk.core;

  const answered = (
    filler: Filler,
    kind: "ask_sent" | "answer_sent",
    result: Result<InquiryFound, Refusal>,
  ): FormAnswer =>
    result.ok
      ? { view: talk.noticeView({ kind, ...result.value }, filler.reader) }
      : { errors: forms.placed([{ block: "text", refusal: result.refusal }], filler).errors };

  forms.submitted(ASK_VIEW, async (filler) => {
    const { speaker, view } = filler;
    const { organisation, person: by, requestId } = speaker;
    const text = readInquiryText(readFilled(view.values));
    const about = readAskMetadata(view.metadata);
    const result = await inquiries.ask({ ...about, organisation, by, requestId, text, way: "slack" });
    return answered(filler, "ask_sent", result);
  });

  forms.submitted(ANSWER_VIEW, async (filler) => {
    const { speaker, view } = filler;
    const { organisation, person, requestId } = speaker;
    const text = readInquiryText(readFilled(view.values));
    const about = readAnswerMetadata(view.metadata);
    const result = await inquiries.answer({ ...about, organisation, of: person.id, requestId, text, way: "slack" });
    return answered(filler, "answer_sent", result);
  });
};
