import { setTimeout as pause } from "node:timers/promises";
import type { Converse } from "../../core/chat/converse.ts";
import type { Named } from "../../core/chat/speaker.ts";
import type { ChatId } from "../../core/model/ids.ts";
import { parseAct } from "../../core/notices/card-acts.ts";
import { type CommandName, parseCommand } from "../../core/notices/commands.ts";
import type { Notice } from "../../core/notices/notice.ts";
import type { People } from "../../core/ports/people.ts";
import type { Log } from "../../log.ts";
import { type Activity, mentionsOf, type Place } from "../platform/activity.ts";
import type { Connector } from "../platform/connector.ts";
import type { Contacts } from "../platform/contacts.ts";
import { chatOfMember, profileOf } from "../platform/directory.ts";
import type { Turn } from "../platform/turn.ts";
import { readAddresses, typedText } from "../platform/typed-text.ts";

/** A roster may be read 14 times a second (Optimize with rate limiting). */
const ROSTER_READS_AT_ONCE = 10;

/** What names people: those invited, the cohosts, whom the rules are tried on. */
const NAMING: readonly CommandName[] = ["invite", "cohost", "rules"];

interface Deps {
  readonly connector: Connector;
  readonly converse: Converse;
  readonly contacts: Contacts;
  readonly people: People;
  readonly log: Log;
}

/** Typed words, and buttons of clients that send them as messages, to what they lead to. */
export const makeCommands = ({ connector, converse, contacts, people, log }: Deps) => {
  /** Somebody mentioned, kept so that they can be written to; the mention itself carries no directory id. */
  const mentionedChat = async (place: Place, userId: string): Promise<ChatId | undefined> => {
    const { organisation, tenant, serviceUrl, botId } = place;
    const seenIn = place.teamId ?? place.channelId ?? place.conversationId;
    const member = await connector.member(serviceUrl, seenIn, userId).catch((error: unknown) => {
      log.warn({ err: error }, "teams_member_not_read");
      return undefined;
    });
    const chat = member && chatOfMember(tenant, member);
    if (!chat) return undefined;
    await contacts.keepPerson(organisation, chat, { serviceUrl, tenant, botId, userId, seenIn });
    await people.know(organisation, profileOf(chat, member));
    return chat;
  };

  const namedIn = async (activity: Activity, place: Place, rest: string): Promise<Named> => {
    const mentions = [...new Map(mentionsOf(activity).map(({ mentioned }) => [mentioned.id, mentioned])).values()];
    const found: (ChatId | undefined)[] = [];
    for (let from = 0; from < mentions.length; from += ROSTER_READS_AT_ONCE) {
      if (from > 0) await pause(1_000);
      const some = mentions.slice(from, from + ROSTER_READS_AT_ONCE);
      found.push(...(await Promise.all(some.map(({ id }) => mentionedChat(place, id)))));
    }
    const { addresses, unreadable } = readAddresses(rest);
    const lost = mentions.filter((_, index) => !found[index]).map(({ name, id }) => name ?? id);
    return { chats: found.flatMap((chat) => chat ?? []), addresses, unreadable: [...unreadable, ...lost] };
  };

  return {
    message: async (activity: Activity, { place, speaker }: Turn): Promise<Notice> => {
      // A submitted card comes as a message with a value and no text (Microsoft Learn, Card actions).
      const act = activity.value === undefined ? undefined : parseAct(activity.value);
      if (act) return converse.press(speaker, act);
      const command = parseCommand(typedText(activity));
      const namesPeople = command.kind === "command" && NAMING.includes(command.name) && command.code;
      const named = namesPeople
        ? await namedIn(activity, place, command.rest)
        : { chats: [], addresses: [], unreadable: [] };
      return converse.command(speaker, command, () => named);
    },
  };
};

export type Commands = ReturnType<typeof makeCommands>;
