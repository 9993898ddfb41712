import type { WebClient } from "@slack/web-api";
import { SITE_ORGANISATION } from "../../core/access/organisations.ts";
import { defined } from "../../core/model/defined.ts";
import { type ChatId, chatId, chatParts } from "../../core/model/ids.ts";
import type { ListAccess, MemberList, MemberLists, MembersPage, NamedPerson } from "../../core/ports/people.ts";
import { failedWith, outcomeOf } from "./client.ts";
import { decodeMessage } from "./posted.ts";

/** Slack's error codes for what the app cannot see (docs.slack.dev, conversations.members and usergroups.users.list). */
const GONE = ["channel_not_found", "method_not_supported_for_channel_type", "no_such_subteam", "subteam_not_found"];
/** Slack advises at most 200 members a page (conversations.members). */
const MEMBERS_ASKED = 200;
/** The most of one page (users.conversations), and how many pages an answer has time for. */
const CHANNELS_ASKED = 999;
const PAGES_ASKED = 5;

const unknownBy = (error: unknown): { kind: "unknown"; afterMs?: number } => {
  const outcome = outcomeOf(error);
  return { kind: "unknown", ...(outcome.kind === "slow_down" ? { afterMs: outcome.afterMs } : {}) };
};

const isGone = (error: unknown): boolean => GONE.some((code) => failedWith(error, code));

/** The workspace's channels and user groups. */
export const makeMemberLists = (client: WebClient): MemberLists => {
  /** Whether somebody is in a channel, by the list of theirs: shorter than the channel's of its members. */
  const isIn = async (user: string, channel: string): Promise<boolean> => {
    let cursor: string | undefined;
    for (let page = 0; page < PAGES_ASKED; page += 1) {
      const asked = { user, types: "public_channel,private_channel", limit: CHANNELS_ASKED };
      const { channels = [], response_metadata } = await client.users.conversations({
        ...asked,
        ...defined({ cursor }),
      });
      if (channels.some(({ id }) => id === channel)) return true;
      cursor = response_metadata?.next_cursor || undefined;
      if (!cursor) return false;
    }
    return false;
  };

  const channelAccess = async ({ id, name }: MemberList, user: string): Promise<ListAccess> => {
    const { channel } = await client.conversations.info({ channel: id, include_num_members: true });
    if (!(await isIn(user, id))) return { kind: "closed" };
    return {
      kind: "open",
      name: channel?.name ?? name,
      isShared: channel?.is_ext_shared ?? false,
      ...defined({ count: channel?.num_members }),
    };
  };

  const membersOfGroup = async (usergroup: string): Promise<readonly string[]> => {
    const { users = [] } = await client.usergroups.users.list({ usergroup });
    return users;
  };

  const namesOf = (group: string, users: readonly string[]): NamedPerson[] =>
    users.map((user) => ({ by: "chat", chat: chatId("slack", group, user), name: user }));

  const page = async ({ kind, id, group }: MemberList, cursor: string | undefined): Promise<MembersPage> => {
    if (kind === "user_group") return { kind: "found", named: namesOf(group, await membersOfGroup(id)), profiles: [] };
    const asked = { channel: id, limit: MEMBERS_ASKED, ...defined({ cursor }) };
    const { members = [], response_metadata } = await client.conversations.members(asked);
    const next = response_metadata?.next_cursor || undefined;
    return { kind: "found", named: namesOf(group, members), profiles: [], ...defined({ next }) };
  };

  return {
    face: "slack",

    access: async (organisation, memberList, by: ChatId) => {
      const { face, user } = chatParts(by);
      if (organisation !== SITE_ORGANISATION || face !== "slack") return { kind: "closed" };
      try {
        if (memberList.kind === "channel") return await channelAccess(memberList, user);
        const { length: count } = await membersOfGroup(memberList.id);
        return { kind: "open", name: memberList.name, isShared: false, count };
      } catch (error) {
        return isGone(error) ? { kind: "closed" } : unknownBy(error);
      }
    },

    linkTo: async ({ group: team, channelId: channel }, messageId) => {
      // How a channel is opened in whichever client somebody uses (docs.slack.dev, deep linking).
      if (messageId === undefined) return `https://slack.com/app_redirect?${new URLSearchParams({ team, channel })}`;
      try {
        const posted = decodeMessage(messageId);
        return (await client.chat.getPermalink({ channel: posted.channel, message_ts: posted.ts })).permalink;
      } catch {
        return undefined;
      }
    },

    members: async (_organisation, memberList, cursor) => {
      try {
        return await page(memberList, cursor);
      } catch (error) {
        return isGone(error) ? { kind: "gone" } : unknownBy(error);
      }
    },
  };
};
