import type { ChatId, OrganisationId } from "../../core/model/ids.ts";
import type { Outcome } from "../../delivery/outcome.ts";
import type { Connector, Message } from "./connector.ts";
import type { Contacts, PersonContact } from "./contacts.ts";
import { outcomeOf } from "./outcomes.ts";

const NOT_INSTALLED: Outcome = { kind: "never", code: "not_installed" };
const WITHOUT_APP: Outcome = { ...NOT_INSTALLED, lacksApp: true };

/** What the connector says of a chat in which the app is not (Microsoft Learn, Conversation messages, error codes). */
const NOT_IN_CHAT = "BotNotInConversationRoster";

/** Gives somebody the app, and answers their chat with it; undefined where that is not granted. Throws what Graph says. */
export type GiveApp = (organisation: OrganisationId, chat: ChatId) => Promise<PersonContact | undefined>;

interface Deps {
  readonly connector: Connector;
  readonly contacts: Contacts;
  readonly giveApp: GiveApp;
}

const lacksApp = (error: unknown): boolean => {
  const outcome = outcomeOf(error, "send");
  return outcome.kind === "never" && outcome.code === NOT_IN_CHAT;
};

/** Sends a message, in one attempt. Answers the outcome, and throws nothing for what Teams answers. */
export const makeSend = ({ connector, contacts, giveApp }: Deps) => {
  const openedWith = async (person: PersonContact): Promise<PersonContact | undefined> => {
    try {
      return { ...person, conversationId: await connector.openChat(person.serviceUrl, person) };
    } catch (error) {
      if (lacksApp(error)) return undefined;
      throw error;
    }
  };

  /** The personal chat, made where there is none; undefined for who has not got the app and cannot be given it. */
  const chatOf = async (organisation: OrganisationId, chat: ChatId) => {
    const kept = await contacts.reach(organisation, chat);
    if (kept === "left") return undefined;
    if (kept?.conversationId) return { serviceUrl: kept.serviceUrl, conversationId: kept.conversationId };
    const person = (kept && (await openedWith(kept))) ?? (await giveApp(organisation, chat));
    if (!person?.conversationId) return undefined;
    await contacts.keepPerson(organisation, chat, person);
    return { serviceUrl: person.serviceUrl, conversationId: person.conversationId };
  };

  const toConversation = async (
    { serviceUrl, conversationId }: { serviceUrl: string; conversationId: string },
    message: Message,
  ): Promise<Outcome> => {
    try {
      const messageId = await connector.send(serviceUrl, conversationId, message);
      return { kind: "sent", messageId: JSON.stringify([conversationId, messageId]) };
    } catch (error) {
      return outcomeOf(error, "send");
    }
  };

  return {
    toConversation,

    /** Edits a message of this bot. */
    edit: async (
      { serviceUrl, conversationId }: { serviceUrl: string; conversationId: string },
      messageId: string,
      message: Message,
    ): Promise<Outcome> => {
      try {
        await connector.update(serviceUrl, conversationId, messageId, message);
        return { kind: "sent" };
      } catch (error) {
        return outcomeOf(error, "update");
      }
    },

    /** To the personal chat, which is made when there is none (Microsoft Learn, Send proactive messages). */
    toPerson: async (organisation: OrganisationId, chat: ChatId, message: Message): Promise<Outcome> => {
      try {
        const at = await chatOf(organisation, chat);
        return at ? await toConversation(at, message) : WITHOUT_APP;
      } catch (error) {
        return outcomeOf(error, "send");
      }
    },

    /** A thread of its own in a channel. */
    toChannel: async (organisation: OrganisationId, channelId: string, message: Message): Promise<Outcome> => {
      const channel = await contacts.channel(organisation, channelId);
      if (!channel) return NOT_INSTALLED;
      try {
        const { conversationId, messageId } = await connector.openThread(channel.serviceUrl, channelId, message);
        return { kind: "sent", messageId: JSON.stringify([conversationId, messageId]) };
      } catch (error) {
        return outcomeOf(error, "send");
      }
    },
  };
};

export type Send = ReturnType<typeof makeSend>;
