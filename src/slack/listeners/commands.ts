import type { App } from "@slack/bolt";
import { parseCommand } from "../../core/notices/commands.ts";
import type { Actor, Answer, Conversation } from "../conversation.ts";
import type { FormPlace, Forms } from "../forms/registry.ts";
import { readTyped } from "../platform/typed-text.ts";
import { namedIn } from "./mentions.ts";

const EVENT_KEPT_MS = 24 * 3_600_000;

/** Listens to `/webinar …`, `/register CODE`, and the same words in the direct messages with the bot. */
export const listenToCommands = (app: App, conversation: Conversation, forms: Forms): void => {
  const answer = (actor: Actor, raw: string, place: FormPlace | undefined): Promise<Answer> =>
    conversation.answerTo(actor, async (speaker) => {
      const typed = readTyped(raw, actor.team);
      const command = parseCommand(typed.text);
      const notice = await conversation.converse.command(speaker, command, (rest) => namedIn(typed, rest));
      return forms.open(notice, speaker, place);
    });

  app.command(/^\/(webinar|register)$/, async ({ command, ack }) => {
    const isDirect = command.channel_id.startsWith("D");
    const actor: Actor = {
      team: command.team_id,
      user: command.user_id,
      requestParts: ["command", command.trigger_id],
      answerStays: false,
    };
    const text = command.command === "/register" ? `register ${command.text}` : command.text;
    const place = { triggerId: command.trigger_id, channelId: isDirect ? undefined : command.channel_id };
    // Who was told to wait hears too that a form opened at last.
    const say = async ({ notice = { kind: "form_open" }, reader }: Answer) => {
      const content = { response_type: "ephemeral", ...conversation.message(notice, reader) };
      await conversation.respond(actor, command.response_url, notice, content);
    };
    const first = await conversation.answers.inTime(answer(actor, text, place), conversation.failed, say);
    const { notice, reader } = first ?? conversation.working();
    await (notice ? ack({ response_type: "ephemeral", ...conversation.message(notice, reader) }) : ack());
  });

  app.event("message", async ({ event, body }) => {
    const isPersonTyping =
      event.channel_type === "im" && event.subtype === undefined && !("bot_id" in event && event.bot_id);
    if (!isPersonTyping || !("user" in event) || !event.user) return;
    const { user, channel, text = "" } = event;
    const { event_id: id, team_id: team } = body;
    const actor: Actor = { team, user, requestParts: ["event", id], answerStays: true };
    // Slack sends an event again when it is not sure that it arrived; the first one answers.
    const isFirst = await conversation.firstTime(`slack-event:${id}`, EVENT_KEPT_MS).catch(() => true);
    if (!isFirst) return;
    const say = async ({ notice, reader }: Answer) => {
      if (!notice) return;
      const content = conversation.message(notice, reader);
      await conversation.call(actor, notice, () => conversation.client.chat.postMessage({ channel, ...content }));
    };
    const first = await conversation.answers.inTime(answer(actor, text, undefined), conversation.failed, say);
    await say(first ?? conversation.working());
  });
};
