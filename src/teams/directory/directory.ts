import { z } from "zod";
import { SITE_ORGANISATION } from "../../core/access/organisations.ts";
import { defined } from "../../core/model/defined.ts";
import { cleanLine } from "../../core/model/form.ts";
import {
  type Address,
  type ChatId,
  chatId,
  chatParts,
  type OrganisationId,
  parseAddress,
} from "../../core/model/ids.ts";
import { splitName } from "../../core/model/person.ts";
import type { Directory, LookUp, Profile } from "../../core/ports/people.ts";
import type { Place } from "../platform/activity.ts";
import type { Connector, Member } from "../platform/connector.ts";
import type { Contacts } from "../platform/contacts.ts";
import { outcomeOf } from "../platform/outcomes.ts";
import type { Graph } from "./graph.ts";

/** What the connector says of somebody whom a roster has not (Microsoft Learn, Conversation messages, error codes). */
const NO_MEMBER = "MemberNotFoundInConversation";

/** A guest's principal name looks like an address and is none: `x_y#EXT#@…` (Microsoft Learn, Get Teams context). */
const isExternal = (member: Member): boolean => /#EXT#/i.test(member.userPrincipalName ?? "");

const addressOf = (member: Member) =>
  parseAddress(member.email ?? "") ?? (isExternal(member) ? undefined : parseAddress(member.userPrincipalName ?? ""));

/** What the roster tells about somebody. Language and zone are not in it: they come with each activity. */
export const profileOf = (chat: ChatId, member: Member): Profile => {
  const [givenName, surname, name] = [member.givenName, member.surname, member.name].map((one) => cleanLine(one ?? ""));
  const names = givenName && surname ? { firstName: givenName, lastName: surname } : splitName(name ?? "");
  // Who comes through a shared channel belongs to another tenant, which may put any address into their profiles.
  const isOutside = member.tenantId !== undefined && member.tenantId.toLowerCase() !== chatParts(chat).group;
  const address = isOutside ? undefined : addressOf(member);
  const fullMember = !isOutside && !isExternal(member) && !["guest", "anonymous"].includes(member.userRole ?? "user");
  return { chatId: chat, ...names, ...defined({ address }), fullMember, isOutside };
};

/** The chat identity of a roster's member; undefined for bots and others that no directory has. */
export const chatOfMember = (tenant: string, { aadObjectId }: Member): ChatId | undefined =>
  aadObjectId && /^[^:\s]{1,80}$/.test(aadObjectId) ? chatId("teams", tenant, aadObjectId.toLowerCase()) : undefined;

/** How a mention is found again: it tells this bot's name for the person, and the roster of where it was written. */
const MentionSchema = z.object({
  serviceUrl: z.string(),
  tenant: z.string(),
  botId: z.string(),
  userId: z.string(),
  seenIn: z.string(),
});
type Mention = z.infer<typeof MentionSchema>;

/** A mention of `userId`, written at `place`, as `Directory.find` reads it. */
export const mentionAt = ({ serviceUrl, tenant, botId, ...place }: Place, userId: string): string => {
  const seenIn = place.teamId ?? place.channelId ?? place.conversationId;
  return JSON.stringify({ serviceUrl, tenant, botId, userId, seenIn } satisfies Mention);
};

/** Rosters bear 14 questions a second (Optimize with rate limiting). */
const TEAMS_ASKED = 12;

interface Deps {
  readonly connector: Connector;
  readonly contacts: Contacts;
  /** Undefined where the operator granted nothing. */
  readonly graph: Graph | undefined;
}

/**
 * Teams' rosters as a directory of people. By address it knows only whom Graph finds in the site's own tenant, where the
 * operator granted that: a roster is read member by member, and people seen before are found in the store.
 */
export const makeDirectory = ({ connector, contacts, graph }: Deps): Directory => {
  /** Somebody in a roster; undefined when they are not in it, or it is not there. Throws when it cannot be read now. */
  const memberIn = async (serviceUrl: string, roster: string, userId: string): Promise<Member | undefined> => {
    try {
      return await connector.member(serviceUrl, roster, userId);
    } catch (error) {
      if (outcomeOf(error, "send").kind === "never") return undefined;
      throw error;
    }
  };

  const byChat = async (organisation: OrganisationId, chat: ChatId): Promise<LookUp> => {
    const person = chat.startsWith("teams:") ? await contacts.person(organisation, chat) : undefined;
    if (!person) return { kind: "nobody" };
    const { serviceUrl, conversationId, seenIn, userId } = person;
    try {
      const member = await connector.member(serviceUrl, conversationId ?? seenIn, userId);
      return member ? { kind: "found", profile: profileOf(chat, member) } : { kind: "nobody" };
    } catch (error) {
      const outcome = outcomeOf(error, "send");
      if (outcome.kind !== "never") throw error;
      // Who is not in the chat with themselves is in the tenant no more; whom a team has not may only have left it.
      const isGone = conversationId !== undefined && outcome.code === NO_MEMBER;
      return { kind: "nobody", ...(isGone ? { isGone } : {}) };
    }
  };

  /** The rosters in which somebody may stand: where they were mentioned, then those of the teams that the bot is in. */
  const rostersFor = async (organisation: OrganisationId, { serviceUrl, seenIn, tenant }: Mention) => {
    const channels = await contacts.channels(organisation, tenant);
    const teams = new Map(channels.map((one) => [one.teamId ?? one.channelId, one.serviceUrl]));
    teams.delete(seenIn);
    return [[seenIn, serviceUrl] as const, ...[...teams].slice(0, TEAMS_ASKED)];
  };

  const byMention = async (organisation: OrganisationId, text: string): Promise<LookUp> => {
    const mention = MentionSchema.parse(JSON.parse(text));
    const { tenant, botId, userId } = mention;
    // The chat with the bot has a roster of two, so that a mention in it is looked up in the teams.
    for (const [seenIn, serviceUrl] of await rostersFor(organisation, mention)) {
      const member = await memberIn(serviceUrl, seenIn, userId);
      const chat = member && chatOfMember(tenant, member);
      if (!chat) continue;
      await contacts.keepPerson(organisation, chat, { serviceUrl, tenant, botId, userId, seenIn });
      return { kind: "found", profile: profileOf(chat, member) };
    }
    return { kind: "nobody" };
  };

  /** A right that was not granted, or not any more, finds nobody; guests by their address they stay. */
  const byAddress = async (organisation: OrganisationId, address: Address): Promise<LookUp> => {
    if (!graph || organisation !== SITE_ORGANISATION) return { kind: "nobody" };
    try {
      const member = await graph.byAddress(address);
      const chat = member && chatOfMember(graph.tenant, member);
      return chat ? { kind: "found", profile: profileOf(chat, member) } : { kind: "nobody" };
    } catch (error) {
      if (outcomeOf(error, "send").kind === "never") return { kind: "nobody" };
      throw error;
    }
  };

  return {
    find: async (organisation, named) => {
      try {
        if (named.by === "chat") return await byChat(organisation, named.chat);
        if (named.by === "address") return await byAddress(organisation, named.address);
        const isMention = named.by === "mention" && named.face === "teams";
        return isMention ? await byMention(organisation, named.mention) : { kind: "nobody" };
      } catch (error) {
        const outcome = outcomeOf(error, "send");
        return { kind: "unknown", ...(outcome.kind === "slow_down" ? { afterMs: outcome.afterMs } : {}) };
      }
    },
  };
};
