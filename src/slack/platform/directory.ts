import type { UsersInfoResponse, WebClient } from "@slack/web-api";
import { SITE_ORGANISATION } from "../../core/access/organisations.ts";
import { defined } from "../../core/model/defined.ts";
import { cleanLine } from "../../core/model/form.ts";
import { type Address, type ChatId, chatId, chatParts, parseAddress } from "../../core/model/ids.ts";
import { knownZone, localeOf, splitName } from "../../core/model/person.ts";
import type { Directory, LookUp, Profile } from "../../core/ports/people.ts";
import { failedWith, outcomeOf } from "./client.ts";
import type { StillThere } from "./still-there.ts";

/** Slack's error codes for people it does not know (docs.slack.dev, users.info and users.lookupByEmail). */
const NOBODY = ["user_not_found", "users_not_found", "user_not_visible"];

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
    firstName: cleanLine(profile?.first_name || split.firstName),
    lastName: cleanLine(profile?.last_name || split.lastName),
    // The workspace's guests are restricted.
    fullMember: !isOutside && !user.is_restricted && !user.is_ultra_restricted,
    isOutside,
    ...defined({ address, locale, zone: knownZone(user.tz) }),
  };
};

/** What a failed call says: nobody such, or that Slack could not be asked. */
const failed = (error: unknown): LookUp => {
  if (NOBODY.some((code) => failedWith(error, code))) return { kind: "nobody" };
  const outcome = outcomeOf(error);
  return { kind: "unknown", ...(outcome.kind === "slow_down" ? { afterMs: outcome.afterMs } : {}) };
};

/**
 * The workspace's people, asked for one at a time. They belong to the site's own organisation, and nothing crosses to
 * another. `ownTeam` is the workspace the bot is installed in.
 */
export const makeDirectory = (
  client: WebClient,
  ownTeam: () => Promise<string>,
  stillThere: Pick<StillThere, "add">,
): Directory => {
  const answerOf = async (user: SlackUser | undefined): Promise<LookUp> => {
    const profile = profileOf(user, await ownTeam());
    const name = user?.profile?.real_name || user?.real_name || user?.name;
    const isGone = user?.deleted ? (true as const) : undefined;
    if (profile && user?.id) stillThere.add(user.id);
    return profile ? { kind: "found", profile } : { kind: "nobody", ...defined({ name: name || undefined, isGone }) };
  };

  const byChat = async (chat: ChatId): Promise<LookUp> => {
    const { face, user } = chatParts(chat);
    if (face !== "slack") return { kind: "nobody" };
    const found = await client.users.info({ user, include_locale: true });
    return answerOf(found.user);
  };

  const byAddress = async (address: Address): Promise<LookUp> => {
    const found = await client.users.lookupByEmail({ email: address });
    const answer = await answerOf(found.user as SlackUser | undefined);
    // An outsider's profile says the address, and proves nothing; somebody who left is written to as a guest.
    return answer.kind === "found" && !answer.profile.isOutside ? answer : { kind: "nobody" };
  };

  return {
    find: async (organisation, named) => {
      if (organisation !== SITE_ORGANISATION || named.by === "mention") return { kind: "nobody" };
      try {
        return await (named.by === "chat" ? byChat(named.chat) : byAddress(named.address));
      } catch (error) {
        return failed(error);
      }
    },
  };
};
