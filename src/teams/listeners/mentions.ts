import { setTimeout as pause } from "node:timers/promises";
import type { Named } from "../../core/chat/speaker.ts";
import type { ChatId } from "../../core/model/ids.ts";
import type { People } from "../../core/ports/people.ts";
import type { Log } from "../../log.ts";
import { type Activity, mentionsOf, type Place } from "../platform/activity.ts";
import type { Connector } from "../platform/connector.ts";
import type { Contacts } from "../platform/contacts.ts";
import { chatOfMember, profileOf } from "../platform/directory.ts";
import { readAddresses } from "../platform/typed-text.ts";

/** A roster may be read 14 times a second (Optimize with rate limiting). */
const ROSTER_READS_AT_ONCE = 10;

interface Deps {
  readonly connector: Connector;
  readonly contacts: Contacts;
  readonly people: People;
  readonly log: Log;
}

/** Finds the people that a command names: mentions by the roster, and addresses. */
export const makeNamedIn = ({ connector, contacts, people, log }: Deps) => {
  /** Finds somebody mentioned, and keeps how to reach them: the mention itself carries no directory id. */
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

  return async (activity: Activity, place: Place, rest: string): Promise<Named> => {
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
};

export type NamedIn = ReturnType<typeof makeNamedIn>;
