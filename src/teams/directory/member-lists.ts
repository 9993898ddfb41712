import { type ChatId, chatParts } from "../../core/model/ids.ts";
import type { ListAccess, MemberList, MemberLists, MembersPage, Profile } from "../../core/ports/people.ts";
import type { Connector, Member } from "../platform/connector.ts";
import type { Contacts } from "../platform/contacts.ts";
import { outcomeOf } from "../platform/outcomes.ts";
import { parseMessageId } from "../platform/posted.ts";
import { chatOfMember, profileOf } from "./directory.ts";

/** What a failed question means: the team is not there, or it cannot be asked now. */
const failed = (error: unknown): { kind: "never" } | { kind: "unknown"; afterMs?: number } => {
  const outcome = outcomeOf(error, "send");
  if (outcome.kind === "never") return { kind: "never" };
  return { kind: "unknown", ...(outcome.kind === "slow_down" ? { afterMs: outcome.afterMs } : {}) };
};

/** The members of a channel are its team's: the bot works in standard channels, which all of a team see. */
export const makeMemberLists = ({ connector, contacts }: { connector: Connector; contacts: Contacts }): MemberLists => {
  const access = async (organisation: Parameters<MemberLists["access"]>[0], { id, name }: MemberList, by: ChatId) => {
    const [channel, asker] = await Promise.all([contacts.channel(organisation, id), contacts.person(organisation, by)]);
    if (!channel || !asker) return { kind: "closed" } as const;
    const member = await connector.member(channel.serviceUrl, channel.teamId ?? id, asker.userId);
    const seen = (await contacts.channels(organisation, chatParts(by).group)).find((one) => one.channelId === id);
    return member
      ? ({ kind: "open", name: seen?.name ?? name, isShared: false, via: asker.botId } as const)
      : ({ kind: "closed" } as const);
  };

  return {
    face: "teams",

    access: async (organisation, memberList, by): Promise<ListAccess> => {
      if (chatParts(by).face !== "teams") return { kind: "closed" };
      try {
        return await access(organisation, memberList, by);
      } catch (error) {
        const why = failed(error);
        return why.kind === "never" ? { kind: "closed" } : why;
      }
    },

    // A link to a channel would have to name its team by an id of Microsoft Entra, which activities do not bring.
    linkTo: async ({ group: tenantId, channelId }, messageId) => {
      const [, id] = (messageId && parseMessageId(messageId)) || [];
      const path = [channelId, id ?? ""].map(encodeURIComponent).join("/");
      return id && `https://teams.microsoft.com/l/message/${path}?${new URLSearchParams({ tenantId })}`;
    },

    members: async (organisation, { id, group, via = "" }, cursor): Promise<MembersPage> => {
      const channel = await contacts.channel(organisation, id);
      if (!channel) return { kind: "gone" };
      const { serviceUrl, teamId = id } = channel;
      /** Keeps how to reach somebody, and answers what their team tells of them. */
      const known = async (member: Member): Promise<Profile[]> => {
        const chat = chatOfMember(group, member);
        if (!chat) return [];
        const contact = { serviceUrl, tenant: group, botId: via, userId: member.id, seenIn: teamId };
        await contacts.keepPerson(organisation, chat, contact);
        return [profileOf(chat, member)];
      };
      try {
        const { members, next } = await connector.members(serviceUrl, teamId, cursor);
        const profiles = (await Promise.all(members.map(known))).flat();
        return { kind: "found", named: [], profiles, ...(next ? { next } : {}) };
      } catch (error) {
        const why = failed(error);
        return why.kind === "never" ? { kind: "gone" } : why;
      }
    },
  };
};
