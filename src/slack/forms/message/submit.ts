import type { ModalView } from "@slack/types";
import { NUDGED, readAudience } from "../../../core/hosting/messages/messages.ts";
import type { Reader } from "../../../core/model/person.ts";
import type { Refusal } from "../../../core/model/refusal.ts";
import type { Notice } from "../../../core/notices/notice.ts";
import type { Conversation } from "../../conversation.ts";
import { readFilled } from "../../platform/filled-in.ts";
import type { Modals } from "../modals.ts";
import { MESSAGE_VIEW, NUDGE, PREVIEW_VIEW, previewView, readMessageMetadata, readPreviewMetadata } from "./view.ts";

/** Takes what a host writes to many, shows it as it will be read, and sends it (P31). */
export const listenToMessageForms = (modals: Modals, conversation: Conversation): void => {
  const { client, core, converse, links, noticeView } = conversation;
  const shown = (notice: Notice, reader: Reader, isOnTop = false): ModalView =>
    notice.kind === "open_form" && notice.form === "message_preview"
      ? previewView(notice, links, core.clock.now(), reader, isOnTop)
      : noticeView(notice, reader, isOnTop);

  modals.pressed(NUDGE, async ({ speaker, reader, view }) => {
    const { code } = readMessageMetadata(view.metadata);
    const notice = await converse.messages.preview(speaker, code, NUDGED);
    await client.views.update({ view_id: view.id, view: shown(notice, reader) });
  });

  modals.submitted(MESSAGE_VIEW, async (turn) => {
    const { speaker, reader, view } = turn;
    const { code } = readMessageMetadata(view.metadata);
    const filled = readFilled(view.values);
    const beside = (field: string, refusal: Refusal) => ({
      errors: modals.placed([{ field, refusal }], turn).errors,
    });
    const to = readAudience(filled.option("to"));
    if (!to) return beside("to", { reason: "nobody_chosen" });
    const notice = await converse.messages.preview(speaker, code, { to, text: filled.text("text") });
    if (notice.kind === "refused")
      return beside(notice.refusal.reason === "nobody_to_write_to" ? "to" : "text", notice.refusal);
    // On top of the form, so that *Back* leads to what was written.
    return { onTop: (isOnTop) => shown(notice, reader, isOnTop) };
  });

  modals.submitted(PREVIEW_VIEW, async ({ speaker, reader, view }) => {
    const { code, ...fields } = readPreviewMetadata(view.metadata);
    const notice = await converse.messages.send(speaker, code, fields);
    const isSent = notice.kind === "message_sent";
    if (!view.belowId || !isSent) return { view: noticeView(notice, reader, view.belowId !== undefined) };
    // What is sent is written no more: the answer takes the form's place.
    const told = noticeView(notice, reader);
    await client.views.update({ view_id: view.belowId, view: told });
    return { closes: told, title: notice.message.series?.title ?? notice.webinar.title };
  });
};
