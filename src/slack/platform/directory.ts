import type { UsersInfoResponse, WebClient } from "@slack/web-api";
import { SITE_ORGANISATION } from "../../core/access/organisations.ts";
import { defined } from "../../core/model/defined.ts";
import { chatId, chatParts, parseAddress } from "../../core/model/ids.ts";
import { knownZone, localeOf, splitName } from "../../core/model/person.ts";
import type { Directory, Profile } from "../../core/ports/people.ts";
import { failedWith } from "./client.ts";

type SlackUser = NonNullable<UsersInfoResponse["user"]>;

/** The profile of an account; undefined for bots and for people who left. */
const profileOf = (user: SlackUser | undefined, team: string): Profile | undefined => {
  if (!user?.id || user.deleted || user.is_bot) return undefined;
  const { profile } = user;
  const split = splitName(profile?.real_name ?? user.real_name ?? user.name ?? "");
  // Slack Connect's people belong to another workspace, which may put any address into their profiles.
  const isOutside = user.is_stranger === true || (user.team_id ?? team) !== team;
  const address = isOutside ? undefined : parseAddress(profile?.email ?? "");
  const locale = localeOf(user.locale);
  return {
    chatId: chatId("slack", user.team_id ?? team, user.id),
    firstName: profile?.first_name || split.firstName,
    lastName: profile?.last_name || split.lastName,
    // The workspace's guests are restricted.
    fullMember: !isOutside && !user.is_restricted && !user.is_ultra_restricted,
    isOutside,
    ...defined({ address, locale, zone: knownZone(user.tz) }),
  };
};

/**
 * The workspace's people, asked for one at a time. They belong to the site's own organisation, and nothing crosses to
 * another. `ownTeam` is the workspace the bot is installed in.
 */
export const makeDirectory = (client: WebClient, ownTeam: () => Promise<string>): Directory => ({
  byChat: async (organisation, chat) => {
    if (organisation !== SITE_ORGANISATION) return undefined;
    const { face, user } = chatParts(chat);
    if (face !== "slack") return undefined;
    try {
      const found = await client.users.info({ user, include_locale: true });
      return profileOf(found.user, await ownTeam());
    } catch (error) {
      if (failedWith(error, "user_not_found") || failedWith(error, "user_not_visible")) return undefined;
      throw error;
    }
  },

  byAddress: async (organisation, address) => {
    if (organisation !== SITE_ORGANISATION) return undefined;
    try {
      const found = await client.users.lookupByEmail({ email: address });
      const profile = profileOf(found.user as SlackUser | undefined, await ownTeam());
      // An outsider's profile says the address, and proves nothing.
      return profile?.isOutside ? undefined : profile;
    } catch (error) {
      if (failedWith(error, "users_not_found")) return undefined;
      throw error;
    }
  },
});
