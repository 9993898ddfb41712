import type { App, BlockButtonAction, RespondFn } from "@slack/bolt";
import { parseAct } from "../../core/notices/card-acts.ts";
import type { Notice } from "../../core/notices/notice.ts";
import type { Reader } from "../../delivery/outcome.ts";
import type { FormPlace, Talk } from "../conversation.ts";
import { ACT, LANDING, LINK } from "../notices/button.ts";
import { withoutButtons } from "../notices/message.ts";

/** Buttons on cards and messages, and those that are left in a view when its form is done. */
export const listenToActions = (app: App, talk: Talk): void => {
  const press = async (body: BlockButtonAction, ack: () => Promise<void>, respond: RespondFn): Promise<void> => {
    const [action] = body.actions;
    const act = parseAct(parsed(action?.value));
    const actor = {
      team: body.user.team_id ?? body.team?.id ?? "",
      user: body.user.id,
      requestParts: ["press", body.trigger_id],
      answerStays: false,
    };
    const answer = async (): Promise<{ notice: Notice | undefined; reader: Reader }> => {
      const speaker = await talk.speaker(actor);
      const reader = talk.readerOf(speaker?.person);
      if (!speaker) return { notice: { kind: "refused", refusal: { reason: "profile_unread" } }, reader };
      if (!act) return { notice: { kind: "refused", refusal: { reason: "unknown_button" } }, reader };
      const notice = await talk.converse.press(speaker, act);
      return { notice: await talk.opened(notice, speaker, placeOf(body)), reader };
    };
    const say = async ({ notice, reader }: { notice: Notice | undefined; reader: Reader }) => {
      if (!notice) return;
      if (body.view) {
        await talk.client.views.update({ view_id: body.view.id, view: talk.noticeView(notice, reader) });
        return;
      }
      // A decision shows on the card itself at once, however many updates wait in the channel's lane; the lane's own
      // update follows and has the last word. The card is the channel's, so it is in the site's language.
      if (notice.kind === "request" && !isPrivate(body))
        await respond({ replace_original: true, ...talk.message(notice, talk.readerOf(undefined)) });
      // Answered in the place of what offered it, without buttons: nothing would bring these up to date.
      else if (notice.kind === "request")
        await respond({ replace_original: true, ...withoutButtons(talk.message(notice, reader)) });
      // Nothing is left to confirm, or to take back.
      else if (notice.kind === "cancelled" || (notice.kind === "bulk" && act?.act === "bulk_undo"))
        await respond({ replace_original: true, ...talk.message(notice, reader) });
      else await respond({ response_type: "ephemeral", replace_original: false, ...talk.message(notice, reader) });
    };
    const failed = (error: unknown) => ({ notice: talk.failure(error), reader: talk.readerOf(undefined) });
    const first = await talk.answers.inTime(answer(), failed, say);
    // Acknowledged only now: were this process killed before it stored the act, Slack would say that the press failed.
    await ack();
    await say(first ?? { notice: { kind: "working" }, reader: talk.readerOf(undefined) });
  };

  app.action<BlockButtonAction>(
    { type: "block_actions", action_id: new RegExp(`^${ACT}:`) },
    async ({ ack, body, respond }) => {
      await press(body, () => ack(), respond);
    },
  );

  // A link's button opens the link; Slack still wants to hear that the press arrived.
  app.action(new RegExp(`^(${LINK}|${LANDING})$`), async ({ ack }) => {
    await ack();
  });
};

const placeOf = ({ view, channel, trigger_id: triggerId }: BlockButtonAction): FormPlace =>
  view ? { viewId: view.id } : { triggerId, channelId: channel?.id.startsWith("D") ? undefined : channel?.id };

/** A message that Slack shows to this person alone. */
const isPrivate = ({ container }: BlockButtonAction): boolean => container?.is_ephemeral === true;

const parsed = (value: string | undefined): unknown => {
  try {
    return JSON.parse(value ?? "");
  } catch {
    return undefined;
  }
};
