import type { App } from "@slack/bolt";
import { z } from "zod";
import { subjectOfCommand } from "../../core/chat/subject.ts";
import { defined } from "../../core/model/defined.ts";
import { askedByCommand } from "../../core/notices/command-acts.ts";
import { parseCommand } from "../../core/notices/commands.ts";
import type { Opened } from "../../core/notices/notice.ts";
import { type Acting, type Answer, type Conversation, toldLate } from "../conversation.ts";
import type { FormPlace, Forms } from "../forms/registry.ts";
import { readTyped } from "../platform/typed-text.ts";
import { makeSendExport } from "./exports.ts";
import { namedIn } from "./mentions.ts";

const EVENT_KEPT_MS = 24 * 3_600_000;

/**
 * What a person writes, by the subtype of the event (message event, subtypes): plain, with a file, from a thread to the
 * channel too, as `/me`. All others are edits, deletions, and what Slack and bots write.
 */
const TYPED: readonly (string | undefined)[] = [undefined, "file_share", "thread_broadcast", "me_message"];

/** The message of a person; a bot's has the bot's id. */
const TypedMessage = z.object({
  user: z.string().min(1),
  channel: z.string(),
  text: z
    .string()
    .nullish()
    .transform((text) => text ?? ""),
  thread_ts: z.string().optional(),
  bot_id: z.literal("").nullish(),
});

/** Listens to `/webinar …`, `/register CODE`, and the same words in the direct messages with the bot. */
export const listenToCommands = (app: App, conversation: Conversation, forms: Forms): void => {
  const sendExport = makeSendExport(conversation);

  /** `isMessage`: the text was written to the bot itself, not after a slash. */
  const answer = async (by: Acting, raw: string, place: FormPlace | undefined, isMessage: boolean): Promise<Answer> => {
    const typed = readTyped(raw, by.team);
    const message = isMessage ? typed.text : undefined;
    const command = parseCommand(typed.text);
    const acting = { ...by, subject: subjectOfCommand("slack", command) };
    const asked: { form?: Opened } = {};
    const answered = await conversation.answerTo(acting, async (speaker) => {
      const notice = await conversation.converse.command(speaker, command, (rest) => namedIn(typed, rest), message);
      if (notice.kind === "open_form") asked.form = notice;
      return forms.open(notice, speaker, place);
    });
    conversation.answers.beside(sendExport(by, answered.notice, answered.reader));
    return { ...answered, ...defined({ opened: asked.form }) };
  };

  const askedIn = (raw: string, team: string) => askedByCommand(parseCommand(readTyped(raw, team).text));

  app.command(/^\/(webinar|register)$/, async ({ command, ack }) => {
    const isDirect = command.channel_id.startsWith("D");
    const actor: Acting = {
      team: command.team_id,
      user: command.user_id,
      requestParts: ["command", command.trigger_id],
      answerStays: false,
    };
    const text = command.command === "/register" ? `register ${command.text}` : command.text;
    const place = { triggerId: command.trigger_id, channelId: isDirect ? undefined : command.channel_id };
    const say = async (late: Answer) => {
      const notice = toldLate(late);
      const content = { response_type: "ephemeral", ...conversation.message(notice, late.reader) };
      await conversation.respond(actor, command.response_url, notice, content);
    };
    const failed = conversation.failed(askedIn(text, actor.team));
    const first = await conversation.answers.inTime(answer(actor, text, place, false), failed, say);
    const { notice, reader } = first ?? conversation.working();
    await (notice ? ack({ response_type: "ephemeral", ...conversation.message(notice, reader) }) : ack());
  });

  app.event("message", async ({ event, body }) => {
    const isTyped = event.channel_type === "im" && TYPED.includes(event.subtype);
    const typed = isTyped ? TypedMessage.safeParse(event).data : undefined;
    if (!typed) return;
    const { user, channel, text, thread_ts } = typed;
    const { event_id: id, team_id: team } = body;
    const actor: Acting = { team, user, requestParts: ["event", id], answerStays: true };
    // Slack sends an event again when it is not sure that it arrived; the first one answers.
    const isFirst = await conversation.firstTime(`slack-event:${id}`, EVENT_KEPT_MS).catch(() => true);
    if (!isFirst) return;
    const say = async ({ notice, reader }: Answer) => {
      if (!notice) return;
      const content = { ...defined({ thread_ts }), ...conversation.message(notice, reader) };
      await conversation.call(actor, notice, () => conversation.client.chat.postMessage({ channel, ...content }));
    };
    const work = answer(actor, text, undefined, true);
    const first = await conversation.answers.inTime(work, conversation.failed(askedIn(text, team)), say);
    await say(first ?? conversation.working());
  });
};
