import type { Conversation } from "../../conversation.ts";
import type { Modals } from "../modals.ts";
import { LEAVE_VIEW, readLeaveMetadata } from "./view.ts";

/** Takes the answer to whether a registration is to be cancelled. */
export const listenToLeaveForm = (modals: Modals, conversation: Conversation): void => {
  modals.submitted(LEAVE_VIEW, async ({ speaker, reader, view }) => {
    const act = { act: "leave_now", ...readLeaveMetadata(view.metadata) } as const;
    return { view: conversation.noticeView(await conversation.converse.press(speaker, act), reader) };
  });
};
