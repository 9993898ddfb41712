import type { App, BlockButtonAction, RespondFn } from "@slack/bolt";
import { replacesOwn } from "../../core/chat/present-state.ts";
import { type CardAct, parseAct } from "../../core/notices/card-acts.ts";
import { type Notice, refused } from "../../core/notices/notice.ts";
import type { Actor, Answer, Conversation } from "../conversation.ts";
import type { FormPlace, Forms } from "../forms/registry.ts";
import { ACT, LANDING, LINK } from "../notices/button.ts";
import { withoutButtons } from "../notices/message.ts";

const parsed = (value: string | undefined): unknown => {
  try {
    return JSON.parse(value ?? "");
  } catch {
    return undefined;
  }
};

const actorOf = ({ user, team, trigger_id: triggerId }: BlockButtonAction): Actor => ({
  team: user.team_id ?? team?.id ?? "",
  user: user.id,
  requestParts: ["press", triggerId],
  answerStays: false,
});

const placeOf = ({ view, channel, trigger_id: triggerId }: BlockButtonAction): FormPlace =>
  view ? { viewId: view.id } : { triggerId, channelId: channel?.id.startsWith("D") ? undefined : channel?.id };

/** Whether Slack shows the message to this person alone. */
const isPrivate = ({ container }: BlockButtonAction): boolean => container?.is_ephemeral === true;

/** Whether the pressed message is news of one webinar in somebody's own chat; a list, divided in items, stays. */
const isOwnNews = ({ channel, message }: BlockButtonAction): boolean =>
  (channel?.id.startsWith("D") ?? false) && Array.isArray(message?.blocks) && !message.blocks.some(isDivider);

const isDivider = (block: unknown): boolean =>
  typeof block === "object" && block !== null && "type" in block && block.type === "divider";

/** Whether an answer takes the place of the message that offered it, because nothing is left there to press. */
const endsMessage = (notice: Notice, act: CardAct | undefined, body: BlockButtonAction): boolean =>
  notice.kind === "cancelled" ||
  (notice.kind === "bulk" && act?.act === "bulk_undo") ||
  (isOwnNews(body) && replacesOwn(notice, act));

/** Listens to the buttons on cards and messages, and to those that are left in a view when its form is done. */
export const listenToPresses = (app: App, conversation: Conversation, forms: Forms): void => {
  const { client, converse, message } = conversation;

  const answer = (body: BlockButtonAction, act: CardAct | undefined): Promise<Answer> =>
    conversation.answerTo(actorOf(body), async (speaker) => {
      if (!act) return refused({ reason: "unknown_button" });
      return forms.open(await converse.press(speaker, act), speaker, placeOf(body));
    });

  const say = async (body: BlockButtonAction, act: CardAct | undefined, respond: RespondFn, answered: Answer) => {
    const { notice, reader } = answered;
    if (!notice) return;
    if (body.view) await client.views.update({ view_id: body.view.id, view: conversation.noticeView(notice, reader) });
    // The pressed card shows the decision at once; the update in the channel's lane follows and has the last word. The
    // card is the channel's, so it is in the site's language.
    else if (notice.kind === "request" && !isPrivate(body))
      await respond({ replace_original: true, ...message(notice, conversation.readerOf(undefined)) });
    // A private message gets no later update, so it keeps no buttons.
    else if (notice.kind === "request")
      await respond({ replace_original: true, ...withoutButtons(message(notice, reader)) });
    else if (endsMessage(notice, act, body)) await respond({ replace_original: true, ...message(notice, reader) });
    else await respond({ response_type: "ephemeral", replace_original: false, ...message(notice, reader) });
  };

  app.action<BlockButtonAction>(
    { type: "block_actions", action_id: new RegExp(`^${ACT}:`) },
    async ({ ack, body, respond }) => {
      const act = parseAct(parsed(body.actions[0]?.value));
      const tell = (answered: Answer) => say(body, act, respond, answered);
      const first = await conversation.answers.inTime(answer(body, act), conversation.failed, tell);
      // Acknowledged only now: had this process been killed before it stored the act, Slack would report a failure.
      await ack();
      await tell(first ?? conversation.working());
    },
  );

  // A link's button opens the link; Slack still wants to hear that the press arrived.
  app.action(new RegExp(`^(${LINK}|${LANDING})$`), async ({ ack }) => {
    await ack();
  });
};
