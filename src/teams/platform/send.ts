import type { ChatId, OrganisationId } from "../../core/model/ids.ts";
import type { Outcome } from "../../delivery/outcome.ts";
import type { Connector, Message } from "./connector.ts";
import type { Contacts } from "./contacts.ts";
import { outcomeOf } from "./outcomes.ts";

const NOT_INSTALLED: Outcome = { kind: "never", code: "not_installed" };

/** Sends a message, in one attempt. Answers the outcome, and throws nothing for what Teams answers. */
export const makeSend = ({ connector, contacts }: { connector: Connector; contacts: Contacts }) => {
  const chatOf = async (organisation: OrganisationId, chat: ChatId) => {
    const person = await contacts.person(organisation, chat);
    if (!person) return undefined;
    const { serviceUrl } = person;
    if (person.conversationId) return { serviceUrl, conversationId: person.conversationId };
    const conversationId = await connector.openChat(serviceUrl, person);
    await contacts.keepPerson(organisation, chat, { ...person, conversationId });
    return { serviceUrl, conversationId };
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

    /** To the personal chat, which is made when there is none (Microsoft Learn, Send proactive messages). */
    toPerson: async (organisation: OrganisationId, chat: ChatId, message: Message): Promise<Outcome> => {
      try {
        const at = await chatOf(organisation, chat);
        return at ? await toConversation(at, message) : NOT_INSTALLED;
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
