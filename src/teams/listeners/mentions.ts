import { readAddressList } from "../../address-list.ts";
import type { Named } from "../../core/chat/speaker.ts";
import type { MemberList, NamedPerson } from "../../core/ports/people.ts";
import { mentionAt } from "../directory/directory.ts";
import { type Activity, mentionsOf, type Place } from "../platform/activity.ts";

/** The channel in which it is typed. */
const THIS_CHANNEL = /^(?:this\s+channel|channel|ce\s+canal|canal)(?=[\s,;]|$)/i;

/** Channels are mentioned as people are, by their ids (Microsoft Learn, Channel and group conversations). */
const isChannel = (id: string): boolean => id.startsWith("19:");

/** The people and channels that a command names: those it mentions, and the addresses in `rest`. */
export const namedIn = (activity: Activity, place: Place, rest: string): Named => {
  const mentioned = new Map(mentionsOf(activity).map(({ mentioned: { id, name } }) => [id, name ?? id]));
  const all = [...mentioned];
  const mentions = all.flatMap(([id, name]): NamedPerson[] =>
    isChannel(id) ? [] : [{ by: "mention", face: "teams", mention: mentionAt(place, id), name }],
  );
  const memberListOf = (id: string, name: string): MemberList => ({
    ...{ face: "teams", kind: "channel", group: place.tenant },
    ...{ id, name },
  });
  const isHere = THIS_CHANNEL.test(rest);
  const here = isHere ? [memberListOf(place.channelId ?? "", "channel")] : [];
  const named = all.flatMap(([id, name]) => (isChannel(id) ? [memberListOf(id, name)] : []));
  const memberLists = [...here, ...named];
  const { people, unreadable } = readAddressList(rest.replace(THIS_CHANNEL, ""));
  // A command in a channel's conversation is read by all of it.
  const typedIn = place.channelId === undefined ? {} : { here: memberListOf(place.channelId, place.channelId) };
  return {
    people: [...mentions, ...people],
    unreadable,
    ...typedIn,
    ...(memberLists.length > 0 ? { memberLists } : {}),
  };
};
