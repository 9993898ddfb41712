import type { WebinarCode } from "../model/ids.ts";
import type { CardAct } from "./card-acts.ts";
import type { Command, CommandName } from "./commands.ts";
import type { Asked } from "./notice.ts";
import type { CodeAct } from "./offer.ts";

/** What each command does with a code; null where it takes none. */
const CODE_ACTS = {
  schedule: null,
  edit: "edit",
  cancel: "cancel",
  form: "form",
  // What a code of a series is typed to is answered as `show` does.
  series: "show",
  cohost: "cohost",
  speaker: "speaker",
  handover: "handover",
  invite: "invite",
  announce: "announce",
  add: "add",
  requests: "requests",
  roster: "roster",
  export: "export",
  report: "report",
  rules: "rules",
  log: "log",
  message: "message",
  list: null,
  show: "show",
  register: "register",
  my: null,
  join: "join",
  leave: "leave",
  resend: "resend",
  help: null,
} as const satisfies Record<CommandName, CodeAct | null>;

/** The act that does what a command with this code does; undefined for a command that takes no code. */
export const codeActOf = (name: CommandName, code: WebinarCode): (CardAct & { act: CodeAct }) | undefined => {
  const act = CODE_ACTS[name];
  return act === null ? undefined : { act, code };
};

/** The act of a button that does what the typed command would. */
export const actOfCommand = (name: CommandName, code: WebinarCode | undefined): CardAct => {
  if (name === "schedule") return { act: "schedule" };
  return (code && codeActOf(name, code)) ?? { act: "command", name };
};

/** What a press asked for. Words that were typed besides are not repeated. */
export const askedByPress = (act: CardAct | undefined): Asked | undefined =>
  act === undefined || act.act === "send_answer" ? undefined : { act };

/** What a typed command asked for. One that names people is to be typed again, as a button cannot carry them. */
export const askedByCommand = (command: Command): Asked | undefined => {
  if (command.kind !== "command") return undefined;
  const { name, code, rest } = command;
  const typed = [name, ...(code ? [code] : [])].join(" ");
  return rest === "" ? { typed, act: actOfCommand(name, code) } : { typed };
};
