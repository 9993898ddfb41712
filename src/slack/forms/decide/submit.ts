import { notDecided } from "../../../core/chat/request-acts.ts";
import type { Talk } from "../../conversation.ts";
import { readFilled } from "../../platform/filled-in.ts";
import type { Forms } from "../modals.ts";
import { DECIDE_VIEW, readDecideMetadata, readDecision } from "./view.ts";

/** The form of a decision: a rejection with its reason, or a decision changed. The card follows by its delivery. */
export const listenToDecideForms = (forms: Forms, talk: Talk): void => {
  const { core } = talk;

  forms.submitted(DECIDE_VIEW, async (filler) => {
    const { speaker, reader, view } = filler;
    const { organisation, person, requestId } = speaker;
    const { to, reason } = readDecision(readFilled(view.values));
    if (!to) return forms.placed([{ block: "decision", refusal: { reason: "answer_missing" } }], filler);
    const result = await core.decide({
      ...readDecideMetadata(view.metadata),
      ...({ organisation, requestId, by: person, way: "slack", to, isChange: true, reason } as const),
    });
    const notice = result.ok ? ({ kind: "request", ...result.value } as const) : notDecided(result.refusal);
    return { view: talk.noticeView(notice, reader) };
  });
};
