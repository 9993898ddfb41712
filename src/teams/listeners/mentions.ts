import { readAddressList } from "../../address-list.ts";
import type { Named } from "../../core/chat/speaker.ts";
import type { NamedPerson } from "../../core/ports/people.ts";
import { type Activity, mentionsOf, type Place } from "../platform/activity.ts";
import { mentionAt } from "../platform/directory.ts";

/** The people whom a command names: those it mentions, and the addresses in `rest`. */
export const namedIn = (activity: Activity, place: Place, rest: string): Named => {
  const mentioned = new Map(mentionsOf(activity).map(({ mentioned: { id, name } }) => [id, name ?? id]));
  const mentions = [...mentioned].map(
    ([id, name]): NamedPerson => ({ by: "mention", face: "teams", mention: mentionAt(place, id), name }),
  );
  const { people, unreadable } = readAddressList(rest);
  return { people: [...mentions, ...people], unreadable };
};
