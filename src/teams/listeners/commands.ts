import type { Converse } from "../../core/chat/converse.ts";
import type { Named } from "../../core/chat/speaker.ts";
import { parseAct } from "../../core/notices/card-acts.ts";
import { namesPeople, parseCommand } from "../../core/notices/commands.ts";
import type { Notice } from "../../core/notices/notice.ts";
import type { Activity } from "../platform/activity.ts";
import type { Turn } from "../platform/turn.ts";
import { typedText } from "../platform/typed-text.ts";
import type { NamedIn } from "./mentions.ts";

const NOBODY: Named = { chats: [], addresses: [], unreadable: [] };

/** Does what was typed, and what was pressed in clients that send a button as a message. */
export const makeCommands =
  ({ converse, namedIn }: { converse: Converse; namedIn: NamedIn }) =>
  async (activity: Activity, { place, speaker }: Turn): Promise<Notice> => {
    // A submitted card comes as a message with a value and no text (Microsoft Learn, Card actions).
    const act = activity.value === undefined ? undefined : parseAct(activity.value);
    if (act) return converse.press(speaker, act);
    const typed = typedText(activity);
    const command = parseCommand(typed);
    const named = namesPeople(command) ? await namedIn(activity, place, command.rest) : NOBODY;
    return converse.command(speaker, command, () => named, place.isPersonal ? typed : undefined);
  };

export type Commands = ReturnType<typeof makeCommands>;
