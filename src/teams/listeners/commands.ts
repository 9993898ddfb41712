import type { Converse } from "../../core/chat/converse.ts";
import { parseAct } from "../../core/notices/card-acts.ts";
import { parseCommand } from "../../core/notices/commands.ts";
import type { Notice } from "../../core/notices/notice.ts";
import type { Activity } from "../platform/activity.ts";
import type { Turn } from "../platform/turn.ts";
import { typedText } from "../platform/typed-text.ts";
import { namedIn } from "./mentions.ts";

/** Does what was typed, and what was pressed in clients that send a button as a message. */
export const makeCommands =
  ({ converse }: { converse: Converse }) =>
  async (activity: Activity, { place, speaker }: Turn): Promise<Notice> => {
    // A submitted card comes as a message with a value and no text (Microsoft Learn, Card actions).
    const act = activity.value === undefined ? undefined : parseAct(activity.value);
    if (act) return converse.press(speaker, act);
    const typed = typedText(activity);
    const message = place.isPersonal ? typed : undefined;
    return converse.command(speaker, parseCommand(typed), (rest) => namedIn(activity, place, rest), message);
  };

export type Commands = ReturnType<typeof makeCommands>;
