import { z } from "zod";
import type { Learning } from "../../core/access/identify.ts";
import { defined } from "../../core/model/defined.ts";
import type { ChatId, OrganisationId } from "../../core/model/ids.ts";
import { chatId } from "../../core/model/ids.ts";
import type { ReferenceName, References } from "../../core/ports/references.ts";
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

/** In the place of a contact; it makes none. */
const LEFT = '"left"';

const parse = <Schema extends z.ZodType>(schema: Schema, text: string | undefined): z.output<Schema> | undefined => {
  if (text === undefined) return undefined;
  return schema.safeParse(JSON.parse(text)).data;
};

/** How to reach people and channels, learnt from authenticated activities alone (Learn, Send proactive messages). */
export const makeContacts = (references: References) => {
  const put = async (organisation: OrganisationId, of: ReferenceName, before: unknown, now: object) => {
    const text = JSON.stringify(now);
    if (JSON.stringify(before) !== text) await references.put(organisation, of, text);
  };

  const person = async (organisation: OrganisationId, chat: ChatId): Promise<PersonContact | undefined> =>
    parse(PersonSchema, await references.get(organisation, chat));

  /** How to reach somebody; `left` where they had the app and took it away. */
  const reach = async (organisation: OrganisationId, chat: ChatId): Promise<PersonContact | "left" | undefined> => {
    const kept = await references.get(organisation, chat);
    return kept === LEFT ? "left" : parse(PersonSchema, kept);
  };

  const channel = async (organisation: OrganisationId, id: string): Promise<ChannelContact | undefined> =>
    parse(ChannelSchema, await references.get(organisation, `channel:${id}`));

  const mergePerson = async (
    organisation: OrganisationId,
    chat: ChatId,
    before: PersonContact | undefined,
    now: PersonContact,
  ): Promise<void> => put(organisation, chat, before, PersonSchema.parse({ ...before, ...now }));

  /** Keeps how to reach somebody, with `now` on top; writes only what changed. */
  const keepPerson = async (organisation: OrganisationId, chat: ChatId, now: PersonContact): Promise<void> =>
    mergePerson(organisation, chat, await person(organisation, chat), now);

  /**
   * What an activity tells of its sender and, in a team, of its channel. `keep` gets what is kept under the names, in
   * their order, writes what changed, and answers whether the channel is new.
   */
  const learning = (place: Place) => {
    const { organisation, tenant, serviceUrl, botId, userId, conversationId, channelId, teamId, chat } = place;
    const seenIn = place.isPersonal ? conversationId : (teamId ?? channelId ?? conversationId);
    const channelName = channelId ? (`channel:${channelId}` as const) : undefined;
    const references = [channelName, chat].filter((name) => name !== undefined);
    const keep = async (kept: readonly (string | undefined)[]): Promise<boolean> => {
      if (chat) {
        const own = place.isPersonal ? { conversationId } : {};
        const before = parse(PersonSchema, kept[references.indexOf(chat)]);
        await mergePerson(organisation, chat, before, { serviceUrl, tenant, botId, userId, ...own, seenIn });
      }
      if (!channelName) return false;
      const before = parse(ChannelSchema, kept[references.indexOf(channelName)]);
      const now = ChannelSchema.parse({ ...before, serviceUrl, ...defined({ teamId: teamId || undefined }) });
      await put(organisation, channelName, before, now);
      return before === undefined;
    };
    return { references, keep };
  };

  return {
    person,
    reach,
    channel,
    keepPerson,
    learning,

    /** Reads what `learning` names, and keeps what it tells. */
    learn: async (organisation: OrganisationId, { references: names, keep }: Learning): Promise<void> =>
      keep(await Promise.all(names.map((name) => references.get(organisation, name)))),

    keepChannel: async (place: Place, id: string, name: string): Promise<void> => {
      const { organisation, tenant, serviceUrl, teamId } = place;
      const before = await channel(organisation, id);
      await put(organisation, `channel:${id}`, before, ChannelSchema.parse({ serviceUrl, teamId }));
      await references.seen(organisation, { face: "teams", group: tenant, channelId: id, name });
    },

    /** Forgets how to reach somebody who took the app away, but not that: it is not given to them again unasked. */
    forgetPerson: (organisation: OrganisationId, chat: ChatId) => references.put(organisation, chat, LEFT),

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
