import { z } from "zod";
import { defined } from "../../core/model/defined.ts";
import type { ChatId, OrganisationId } from "../../core/model/ids.ts";
import { chatId } from "../../core/model/ids.ts";
import type { References } from "../../core/ports/references.ts";
import type { Place } from "./activity.ts";

/** How to reach somebody. */
const PersonSchema = z.object({
  serviceUrl: z.string(),
  tenant: z.string(),
  botId: z.string(),
  /** 29:…, this bot's own name for them: a chat can be opened with it without a personal installation. */
  userId: z.string(),
  /** The personal chat, once there is one. */
  conversationId: z.string().optional(),
  /** A conversation whose roster has them. */
  seenIn: z.string(),
});

const ChannelSchema = z.object({ serviceUrl: z.string(), teamId: z.string().optional() });

export type PersonContact = z.infer<typeof PersonSchema>;
export type ChannelContact = z.infer<typeof ChannelSchema>;

const parse = <Schema extends z.ZodType>(schema: Schema, text: string | undefined): z.output<Schema> | undefined => {
  if (text === undefined) return undefined;
  return schema.safeParse(JSON.parse(text)).data;
};

/** How to reach people and channels, learnt from authenticated activities alone (Learn, Send proactive messages). */
export const makeContacts = (references: References) => {
  const put = async (organisation: OrganisationId, of: ChatId | `channel:${string}`, before: unknown, now: object) => {
    const text = JSON.stringify(now);
    if (JSON.stringify(before) !== text) await references.put(organisation, of, text);
  };

  const person = async (organisation: OrganisationId, chat: ChatId): Promise<PersonContact | undefined> =>
    parse(PersonSchema, await references.get(organisation, chat));

  const channel = async (organisation: OrganisationId, id: string): Promise<ChannelContact | undefined> =>
    parse(ChannelSchema, await references.get(organisation, `channel:${id}`));

  /** Keeps how to reach somebody, with `now` on top; writes only what changed. */
  const keepPerson = async (organisation: OrganisationId, chat: ChatId, now: PersonContact): Promise<void> => {
    const before = await person(organisation, chat);
    const merged = PersonSchema.parse({ ...before, ...now });
    await put(organisation, chat, before, merged);
  };

  return {
    person,
    channel,
    keepPerson,

    /** Keeps the sender and, in a team, the channel. Answers whether the channel is new. */
    keep: async (place: Place): Promise<boolean> => {
      const { organisation, tenant, serviceUrl, botId, userId, conversationId, channelId, teamId } = place;
      const seenIn = place.isPersonal ? conversationId : (teamId ?? channelId ?? conversationId);
      if (place.chat) {
        const own = place.isPersonal ? { conversationId } : {};
        await keepPerson(organisation, place.chat, { serviceUrl, tenant, botId, userId, ...own, seenIn });
      }
      if (!channelId) return false;
      const before = await channel(organisation, channelId);
      const now = ChannelSchema.parse({ ...before, serviceUrl, ...defined({ teamId: teamId || undefined }) });
      await put(organisation, `channel:${channelId}`, before, now);
      return before === undefined;
    },

    keepChannel: async (place: Place, id: string, name: string): Promise<void> => {
      const { organisation, tenant, serviceUrl, teamId } = place;
      const before = await channel(organisation, id);
      await put(organisation, `channel:${id}`, before, ChannelSchema.parse({ serviceUrl, teamId }));
      await references.seen(organisation, { face: "teams", group: tenant, channelId: id, name });
    },

    forgetPerson: (organisation: OrganisationId, chat: ChatId) => references.forget(organisation, chat),

    /** Forgets the channel, and with a team's own id all of its channels. */
    forgetChannels: async (organisation: OrganisationId, id: string): Promise<void> => {
      await references.forget(organisation, `channel:${id}`);
      for (const { channelId } of await references.channels(organisation, "teams")) {
        const known = await channel(organisation, channelId);
        if (known?.teamId === id) await references.forget(organisation, `channel:${channelId}`);
      }
    },

    /** The channels in which the app still is, each with how to ask for its team's members. */
    channels: async (organisation: OrganisationId, tenant: string) => {
      const seen = (await references.channels(organisation, "teams")).filter(({ group }) => group === tenant);
      const known = await Promise.all(seen.map(({ channelId }) => channel(organisation, channelId)));
      return seen.flatMap((one, index) => {
        const at = known[index];
        return at ? [{ ...one, ...at }] : [];
      });
    },

    /** The host whose own chat a host channel is. */
    ownerOf: ({ group, channelId }: { group: string; channelId: string }): ChatId =>
      chatId("teams", group, channelId.replaceAll(":", "")),
  };
};

export type Contacts = ReturnType<typeof makeContacts>;
