import { PersonIdSchema } from "../../../core/model/ids.ts";
import type { Refusal } from "../../../core/model/refusal.ts";
import type { Conversation } from "../../conversation.ts";
import { readFilled } from "../../platform/filled-in.ts";
import type { Modals } from "../modals.ts";
import { HANDOVER_VIEW, readHandoverMetadata } from "./view.ts";

/** Takes the cohost to whom a host hands a webinar over. A refusal stands beside the choice. */
export const listenToHandoverForm = (modals: Modals, conversation: Conversation): void => {
  modals.submitted(HANDOVER_VIEW, async (turn) => {
    const { speaker, reader, view } = turn;
    const { code } = readHandoverMetadata(view.metadata);
    const to = PersonIdSchema.safeParse(readFilled(view.values).option("person")).data;
    const refuse = (refusal: Refusal) => ({ errors: modals.placed([{ field: "person", refusal }], turn).errors });
    if (!to) return refuse({ reason: "nobody_chosen" });
    const notice = await conversation.converse.handOverTo(speaker, code, to);
    return notice.kind === "refused" ? refuse(notice.refusal) : { view: conversation.noticeView(notice, reader) };
  });
};
