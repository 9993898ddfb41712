import type { Conversation } from "../../conversation.ts";
import { readFilled } from "../../platform/filled-in.ts";
import type { Modals } from "../modals.ts";
import { CORRECT_VIEW, readCorrectMetadata } from "./view.ts";

/** Takes a guest's right address. A refusal stands beside it. */
export const listenToCorrectForm = (modals: Modals, conversation: Conversation): void => {
  modals.submitted(CORRECT_VIEW, async (turn) => {
    const { speaker, view, reader } = turn;
    const { organisation, person: by, requestId } = speaker;
    const address = readFilled(view.values).text("address");
    const of = { ...readCorrectMetadata(view.metadata), organisation, by, requestId, way: "slack" } as const;
    const result = await conversation.core.correctAddress.correct({ ...of, address });
    if (!result.ok) return { errors: modals.placed([{ field: "address", refusal: result.refusal }], turn).errors };
    return { view: conversation.noticeView({ kind: "corrected", ...result.value }, reader) };
  });
};
