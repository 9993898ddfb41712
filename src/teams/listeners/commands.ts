import type { Converse } from "../../core/chat/converse.ts";
import type { Named } from "../../core/chat/speaker.ts";
import { type Subject, subjectOfAct, subjectOfCommand } from "../../core/chat/subject.ts";
import type { Refusal } from "../../core/model/refusal.ts";
import { type Result, refuse } from "../../core/model/result.ts";
import { type CardAct, parseAct } from "../../core/notices/card-acts.ts";
import { type Command, parseCommand } from "../../core/notices/commands.ts";
import { type Notice, refused } from "../../core/notices/notice.ts";
import { FILE_MAX, type InviteeList, readInviteeList } from "../../invitee-list.ts";
import type { Activity } from "../platform/activity.ts";
import { fileIn, readFile } from "../platform/files.ts";
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

/** The list in a file that came with `invite CODE`; undefined where there is none. */
const listWith = async (command: Command, activity: Activity): Promise<Result<InviteeList, Refusal> | undefined> => {
  const isInvitation = command.kind === "command" && command.name === "invite" && command.code !== undefined;
  const file = isInvitation ? fileIn(activity) : undefined;
  if (file === undefined) return undefined;
  const bytes = await readFile(file, activity, FILE_MAX).catch(() => "unread" as const);
  if (bytes === "unread") return refuse({ reason: "file_unread" });
  return bytes ? readInviteeList(bytes) : refuse({ reason: "file_too_large", max: FILE_MAX });
};

/** Does what was typed, and what was pressed in clients that send a button as a message. */
export const makeCommands =
  ({ converse }: { converse: Converse }) =>
  async (said: Said, activity: Activity, { place, speaker }: Turn): Promise<Notice> => {
    if (said.kind === "pressed") return converse.press(speaker, said.act);
    const message = place.isPersonal ? said.text : undefined;
    const list = await listWith(said.command, activity);
    if (list && !list.ok) return refused(list.refusal);
    const named = (rest: string): Named => {
      const typed = namedIn(activity, place, rest);
      return list ? { ...typed, ...list.value, people: [...typed.people, ...list.value.people] } : typed;
    };
    return converse.command(speaker, said.command, named, message);
  };

export type Commands = ReturnType<typeof makeCommands>;
