import type { Conversation } from "../../conversation.ts";
import { readFilled } from "../../platform/filled-in.ts";
import type { Modals } from "../modals.ts";
import { PASSWORD_VIEW, readPasswordMetadata } from "./view.ts";

/** Takes the password of somebody who comes late, and lets them in. What is wrong with it stands beside it. */
export const listenToPasswordForm = (modals: Modals, conversation: Conversation): void => {
  modals.submitted(PASSWORD_VIEW, async (turn) => {
    const { speaker, reader, view } = turn;
    const { code } = readPasswordMetadata(view.metadata);
    const notice = await conversation.converse.join(speaker, code, readFilled(view.values).text("password"));
    if (notice.kind === "open_form" && notice.form === "password" && notice.refusal)
      return { errors: modals.placed([{ field: "password", refusal: notice.refusal }], turn).errors };
    return { view: conversation.noticeView(notice, reader) };
  });
};
