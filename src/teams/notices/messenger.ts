import type { Links } from "../../core/model/links.ts";
import type { Clock } from "../../core/ports/clock.ts";
import type { Messenger } from "../../delivery/outcome.ts";
import type { Connector } from "../platform/connector.ts";
import type { Contacts } from "../platform/contacts.ts";
import { outcomeOf } from "../platform/outcomes.ts";
import { parseMessageId } from "../platform/posted.ts";
import type { Send } from "../platform/send.ts";
import { messageOf } from "./message.ts";

/** Eight calls in 2 s are allowed (Optimize with rate limiting): one message a second leaves room for answers. */
const GAP_MS = 1_000;

const THREAD = ";messageid=";

/** The conversation of the thread that a channel's message begins (Microsoft Learn, Channel conversations). */
const threadOf = (conversationId: string, messageId: string): string =>
  conversationId.includes(THREAD) ? conversationId : `${conversationId}${THREAD}${messageId}`;

interface Deps {
  readonly connector: Connector;
  readonly contacts: Contacts;
  readonly send: Send;
  readonly links: Links;
  readonly clock: Clock;
}

/** Teams for the worker. A host channel is a channel's id, or the directory id of the host whose own chat it is. */
export const makeMessenger = ({ connector, contacts, send, links, clock }: Deps): Messenger => ({
  gapMs: GAP_MS,

  tell: (organisation, chat, notice, reader) =>
    send.toPerson(organisation, chat, messageOf(notice, reader, clock.now(), { links })),

  post: async (organisation, channel, notice, reader, { delivery }, thread) => {
    const message = messageOf(notice, reader, clock.now(), { card: delivery });
    // What is no channel is somebody's own chat; ids alone do not tell (Microsoft's local client makes its own).
    const at = await contacts.channel(organisation, channel.channelId);
    // A chat has no threads: there an answer is one more message.
    if (!at) return send.toPerson(organisation, contacts.ownerOf(channel), message);
    const [conversationId, id] = (thread && parseMessageId(thread)) || [];
    return conversationId && id
      ? send.toConversation({ serviceUrl: at.serviceUrl, conversationId: threadOf(conversationId, id) }, message)
      : send.toChannel(organisation, channel.channelId, message);
  },

  update: async (organisation, channel, messageId, notice, reader, { delivery }) => {
    const at =
      (await contacts.channel(organisation, channel.channelId)) ??
      (await contacts.person(organisation, contacts.ownerOf(channel)));
    if (!at) return { kind: "never", code: "not_installed" };
    const [conversationId, id] = parseMessageId(messageId) ?? [];
    if (!conversationId || !id) return { kind: "gone" };
    try {
      const message = messageOf(notice, reader, clock.now(), { card: delivery });
      await connector.update(at.serviceUrl, conversationId, id, message);
      return { kind: "sent" };
    } catch (error) {
      return outcomeOf(error, "update");
    }
  },
});
