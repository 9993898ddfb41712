import type { BlockAction, ButtonAction, OverflowAction } from "@slack/bolt";
import { SITE_ORGANISATION } from "../../core/access/organisations.ts";
import { requestPartsOf } from "../../core/chat/act-names.ts";
import { isReplacing, replacesOwn } from "../../core/chat/present-state.ts";
import { subjectOfAct } from "../../core/chat/subject.ts";
import { isCardName } from "../../core/deliveries/cards.ts";
import { defined } from "../../core/model/defined.ts";
import { chatId } from "../../core/model/ids.ts";
import type { Reader } from "../../core/model/person.ts";
import { type CardAct, parseAct } from "../../core/notices/card-acts.ts";
import { askedByPress } from "../../core/notices/command-acts.ts";
import { isPageOf } from "../../core/notices/list-pages.ts";
import { type Notice, type Opened, refused } from "../../core/notices/notice.ts";
import { type Acting, type Answer, type Conversation, toldLate } from "../conversation.ts";
import type { FormPlace, Forms } from "../forms/registry.ts";
import { ACT, isLinkValue, LANDING, LINK } from "../notices/button.ts";
import { withoutButtons } from "../notices/message.ts";
import { readCarried } from "../platform/carried.ts";
import type { Dispatch } from "../platform/dispatch.ts";
import { deliveryOf, encodeMessage } from "../platform/posted.ts";
import { makeSendExport } from "./exports.ts";

/** A button, or a choice of a card's menu: both carry an act. */
type Press = BlockAction<ButtonAction | OverflowAction>;

const actOf = ({ actions: [pressed] }: Press): CardAct | undefined =>
  parseAct(readCarried(pressed?.type === "overflow" ? pressed.selected_option.value : pressed?.value));

/** Whether a page was chosen in a card's menu, which Slack opens. */
const opensPage = ({ actions: [pressed] }: Press): boolean =>
  pressed?.type === "overflow" && isLinkValue(pressed.selected_option.value);

/** Somebody's Home tab: it is no form that another view could replace. */
const isHome = ({ view }: Press): boolean => view?.type === "home";

const placeOf = (body: Press): FormPlace => {
  const { view, channel, trigger_id: triggerId } = body;
  if (view && !isHome(body)) return { viewId: view.id };
  return { triggerId, channelId: channel?.id.startsWith("D") ? undefined : channel?.id };
};

/** Whether Slack shows the message to this person alone. */
const isPrivate = ({ container }: Press): boolean => container?.is_ephemeral === true;

/**
 * Whether the pressed message is news of one webinar in somebody's own chat. A list, divided in items, stays, and so does
 * a card of a host whose own chat is the host channel, or the preview of a link that somebody wrote.
 */
const isOwnNews = ({ channel, message, container }: Press): boolean =>
  container?.type === "message" &&
  (channel?.id.startsWith("D") ?? false) &&
  Array.isArray(message?.blocks) &&
  !message.blocks.some(isDivider) &&
  !isCardName(deliveryOf(message) ?? "");

const isDivider = (block: unknown): boolean =>
  typeof block === "object" && block !== null && "type" in block && block.type === "divider";

const actorOf = (body: Press, act: CardAct | undefined): Acting => {
  const { user, team, trigger_id: triggerId } = body;
  const ofTeam = user.team_id ?? team?.id ?? "";
  const named = act && requestPartsOf(act);
  return {
    team: ofTeam,
    user: user.id,
    requestParts: named ? ["press", ofTeam, user.id, ...named] : ["press", triggerId],
    // What takes the place of somebody's own message need not be told in another one.
    answerStays: isOwnNews(body) && isReplacing(act),
    subject: subjectOfAct("slack", act),
  };
};

/** Whether an answer takes the place of the message that offered it: nothing is left there to press, or it is a page. */
const endsMessage = (notice: Notice, act: CardAct | undefined, body: Press): boolean =>
  notice.kind === "cancelled" ||
  (notice.kind === "bulk" && act?.act === "bulk_undo") ||
  (notice.kind === "registration" && ["leave_now", "take_back", "keep"].includes(act?.act ?? "")) ||
  (notice.kind === "webinar" && act?.act === "keep_webinar") ||
  (notice.kind === "told_by" && act?.act === "tell_by") ||
  (notice.kind === "handover" && act?.act === "handover_now") ||
  (notice.kind === "step_down" && act?.act === "step_down_now") ||
  (notice.kind === "answer_sent" && act?.act === "send_answer") ||
  (act !== undefined && isPageOf(notice, act)) ||
  (isOwnNews(body) && replacesOwn(notice, act));

/** Listens to the buttons and menus on cards and messages, and to those that are left in a view when its form is done. */
export const listenToPresses = (dispatch: Dispatch, conversation: Conversation, forms: Forms): void => {
  const { client, converse, message, learnCopy, learnOffer } = conversation;

  const sendExport = makeSendExport(conversation);

  const answer = async (body: Press, act: CardAct | undefined): Promise<Answer> => {
    const acting = actorOf(body, act);
    const asked: { form?: Opened } = {};
    const answered = await conversation.answerTo(acting, async (speaker) => {
      if (!act) return refused({ reason: "unknown_button" });
      const notice = await converse.press(speaker, act);
      if (notice.kind === "open_form") asked.form = notice;
      return forms.open(notice, speaker, placeOf(body));
    });
    conversation.answers.beside(sendExport(acting, answered.notice, answered.reader));
    return { ...answered, ...defined({ opened: asked.form }) };
  };

  /** What takes the pressed message's place, or is said beside it. */
  const contentOf = (body: Press, act: CardAct | undefined, notice: Notice, reader: Reader): object => {
    // The pressed card shows the decision at once; the update in the channel's lane follows and has the last word. The
    // card is the channel's, so it is in the site's language.
    if (notice.kind === "request" && !isPrivate(body))
      return { replace_original: true, ...message(notice, conversation.readerOf(undefined)) };
    // A private message gets no later update, so it keeps no buttons.
    if (notice.kind === "request") return { replace_original: true, ...withoutButtons(message(notice, reader)) };
    if (endsMessage(notice, act, body)) return { replace_original: true, ...message(notice, reader) };
    return { response_type: "ephemeral", replace_original: false, ...message(notice, reader) };
  };

  /** An answer to a press on somebody's Home: another page of it, or a view over it. */
  const sayOnHome = async (body: Press, actor: Acting, notice: Notice, reader: Reader): Promise<void> => {
    const { homes, noticeView } = conversation;
    if (notice.kind === "home") return homes.turned(chatId("slack", actor.team, actor.user), notice, reader);
    await conversation.call(actor, notice, () =>
      client.views.open({ trigger_id: body.trigger_id, view: noticeView(notice, reader) }),
    );
  };

  /** Puts an answer in the place of the pressed message. */
  const inPlace = async (body: Press, { team, user }: Acting, notice: Notice, respond: () => Promise<void>) => {
    const { channel, message: pressed } = body;
    const messageId = channel && pressed ? encodeMessage({ channel: channel.id, ts: pressed.ts }) : undefined;
    const learn = async () => {
      if (messageId === undefined) return;
      await learnOffer({ organisation: SITE_ORGANISATION, chat: chatId("slack", team, user), notice, messageId });
    };
    await learn();
    await respond();
    await learn();
  };

  const say = async (body: Press, act: CardAct | undefined, { notice, reader }: Answer) => {
    if (!notice) return;
    const actor = actorOf(body, act);
    const { view } = body;
    if (isHome(body)) await sayOnHome(body, actor, notice, reader);
    else if (view)
      await conversation.call(actor, notice, () =>
        client.views.update({
          view_id: view.id,
          view: conversation.noticeView(notice, reader, Boolean(view.previous_view_id)),
        }),
      );
    else {
      const respond = () =>
        conversation.respond(actor, body.response_url, notice, contentOf(body, act, notice, reader));
      await (endsMessage(notice, act, body) ? inPlace(body, actor, notice, respond) : respond());
    }
  };

  /** A message of whose posting Slack's answer was lost is learnt when it is pressed, beside what the press does. */
  const learn = async (body: Press, act: CardAct | undefined): Promise<void> => {
    const card = deliveryOf(body.message);
    const { channel, message: pressed } = body;
    if (!act || !card || !channel || !pressed) return;
    const { team, user } = actorOf(body, act);
    await learnCopy({
      organisation: SITE_ORGANISATION,
      by: chatId("slack", team, user),
      act,
      card,
      messageId: encodeMessage({ channel: channel.id, ts: pressed.ts }),
      isProven: true,
      isThere: ({ face, channelId }) =>
        face === "slack" && (channelId === channel.id || (channel.id.startsWith("D") && channelId === user)),
    });
  };

  dispatch.pressed<Press>(ACT, async ({ ack, body }) => {
    if (opensPage(body)) return ack();
    const act = actOf(body);
    const tell = (answered: Answer) => say(body, act, answered);
    // A form in the place of a view shows itself.
    const tellLate = (late: Answer) => tell(body.view ? late : { ...late, notice: toldLate(late) });
    conversation.answers.beside(learn(body, act));
    const first = await conversation.answers.inTime(
      answer(body, act),
      conversation.failed(askedByPress(act)),
      tellLate,
    );
    // Acknowledged only now: had this process been killed before it stored the act, Slack would report a failure.
    await ack();
    await tell(first ?? conversation.working());
  });

  // A link's button opens the link; Slack still wants to hear that the press arrived.
  for (const link of [LINK, LANDING]) dispatch.pressed(link, ({ ack }) => ack());
};
