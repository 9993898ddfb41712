import type { App } from "@slack/bolt";
import { parseCommand } from "../../core/notices/commands.ts";
import type { Notice } from "../../core/notices/notice.ts";
import type { Reader } from "../../delivery/outcome.ts";
import type { Actor, FormPlace, Talk } from "../conversation.ts";
import { namedIn } from "./mentions.ts";

const EVENT_KEPT_MS = 24 * 3_600_000;

interface Typed {
  readonly actor: Actor;
  readonly text: string;
  readonly place: FormPlace | undefined;
}

interface Answer {
  /** Undefined when a form was opened instead. */
  readonly notice: Notice | undefined;
  readonly reader: Reader;
}

/** `/webinar …`, `/register CODE`, and the same words in the direct messages with the bot. */
export const listenToCommands = (app: App, talk: Talk): void => {
  const answer = async ({ actor, text, place }: Typed): Promise<Answer> => {
    const speaker = await talk.speaker(actor);
    if (!speaker)
      return { notice: { kind: "refused", refusal: { reason: "profile_unread" } }, reader: talk.readerOf(undefined) };
    const command = parseCommand(text);
    const rest = command.kind === "command" ? command.rest : "";
    const notice = await talk.converse.command(speaker, command, () => namedIn(rest, actor.team));
    return { notice: await talk.opened(notice, speaker, place), reader: talk.readerOf(speaker.person) };
  };

  const failed = (error: unknown): Answer => ({ notice: talk.failure(error), reader: talk.readerOf(undefined) });

  app.command(/^\/(webinar|register)$/, async ({ command, ack, respond }) => {
    const isDirect = command.channel_id.startsWith("D");
    const work = answer({
      actor: {
        team: command.team_id,
        user: command.user_id,
        requestParts: ["command", command.trigger_id],
        answerStays: false,
      },
      text: command.command === "/register" ? `register ${command.text}` : command.text,
      place: { triggerId: command.trigger_id, channelId: isDirect ? undefined : command.channel_id },
    });
    const say = async ({ notice, reader }: Answer) => {
      if (notice) await respond({ response_type: "ephemeral", ...talk.message(notice, reader) });
    };
    const first = await talk.answers.inTime(work, failed, say);
    const { notice, reader } = first ?? { notice: { kind: "working" } as const, reader: talk.readerOf(undefined) };
    await (notice ? ack({ response_type: "ephemeral", ...talk.message(notice, reader) }) : ack());
  });

  app.event("message", async ({ event, body }) => {
    const isPersonTyping =
      event.channel_type === "im" && event.subtype === undefined && !("bot_id" in event && event.bot_id);
    if (!isPersonTyping || !("user" in event) || !event.user) return;
    const { user, channel, text = "" } = event;
    const { event_id: id, team_id: team } = body;
    const actor: Actor = { team, user, requestParts: ["event", id], answerStays: true };
    // Slack sends an event again when it is not sure that it arrived; the first one answers.
    const isFirst = await talk.firstTime(`slack-event:${id}`, EVENT_KEPT_MS).catch(() => true);
    if (!isFirst) return;
    const say = async ({ notice, reader }: Answer) => {
      if (notice) await talk.client.chat.postMessage({ channel, ...talk.message(notice, reader) });
    };
    const first = await talk.answers.inTime(answer({ actor, text, place: undefined }), failed, say);
    await say(first ?? { notice: { kind: "working" }, reader: talk.readerOf(undefined) });
  });
};
