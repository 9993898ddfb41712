import { chatParts } from "../../../core/model/ids.ts";
import type { Refusal } from "../../../core/model/refusal.ts";
import type { Conversation } from "../../conversation.ts";
import { readFilled } from "../../platform/filled-in.ts";
import type { Modals } from "../modals.ts";
import { ANNOUNCE_VIEW, readAnnounceMetadata } from "./view.ts";

/** Takes the channel in which a host announces a webinar. A refusal stands beside the choice. */
export const listenToAnnounceForm = (modals: Modals, conversation: Conversation): void => {
  modals.submitted(ANNOUNCE_VIEW, async (turn) => {
    const { speaker, reader, view } = turn;
    const { code } = readAnnounceMetadata(view.metadata);
    const id = readFilled(view.values).channel("channel");
    const refuse = (refusal: Refusal) => ({ errors: modals.placed([{ field: "channel", refusal }], turn).errors });
    if (!id) return refuse({ reason: "announce_one_channel" });
    const { group } = chatParts(speaker.chat);
    const channel = { face: "slack", kind: "channel", group, id, name: id } as const;
    const notice = await conversation.converse.announceIn(speaker, code, channel);
    return notice.kind === "refused" ? refuse(notice.refusal) : { view: conversation.noticeView(notice, reader) };
  });
};
