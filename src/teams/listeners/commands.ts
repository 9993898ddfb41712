import type { Converse } from "../../core/chat/converse.ts";
import { type Subject, subjectOfAct, subjectOfCommand } from "../../core/chat/subject.ts";
import { type CardAct, parseAct } from "../../core/notices/card-acts.ts";
import { type Command, parseCommand } from "../../core/notices/commands.ts";
import type { Notice } from "../../core/notices/notice.ts";
import type { Activity } from "../platform/activity.ts";
import type { Turn } from "../platform/turn.ts";
import { typedText } from "../platform/typed-text.ts";
import { namedIn } from "./mentions.ts";

/** What came as a message: typed, or pressed in a client that sends a button as one. */
export type Said =
  | { readonly kind: "pressed"; readonly act: CardAct; readonly subject: Subject | undefined }
  | {
      readonly kind: "typed";
      readonly text: string;
      readonly command: Command;
      readonly subject: Subject | undefined;
    };

/** Reads a message. A submitted card comes as one with a value and no text (Microsoft Learn, Card actions). */
export const readSaid = (activity: Activity): Said => {
  const act = activity.value === undefined ? undefined : parseAct(activity.value);
  if (act) return { kind: "pressed", act, subject: subjectOfAct("teams", act) };
  const text = typedText(activity);
  const command = parseCommand(text);
  return { kind: "typed", text, command, subject: subjectOfCommand("teams", command) };
};

/** Does what was typed, and what was pressed in clients that send a button as a message. */
export const makeCommands =
  ({ converse }: { converse: Converse }) =>
  async (said: Said, activity: Activity, { place, speaker }: Turn): Promise<Notice> => {
    if (said.kind === "pressed") return converse.press(speaker, said.act);
    const message = place.isPersonal ? said.text : undefined;
    return converse.command(speaker, said.command, (rest) => namedIn(activity, place, rest), message);
  };

export type Commands = ReturnType<typeof makeCommands>;
