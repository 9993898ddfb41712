import type { CommandName } from "../notices/commands.ts";

/** What follows a command's word: nothing, or a webinar's code; without the code people choose from a list. */
const TAKES = {
  schedule: "nothing",
  edit: "code",
  cancel: "code",
  form: "code",
  series: "code",
  cohost: "code",
  speaker: "code",
  handover: "code",
  invite: "code",
  announce: "code",
  add: "code",
  requests: "code",
  roster: "code",
  export: "code",
  report: "code",
  rules: "code",
  log: "code",
  message: "code",
  list: "nothing",
  show: "code",
  register: "code",
  my: "nothing",
  join: "code",
  leave: "code",
  resend: "code",
  help: "nothing",
} as const satisfies Record<CommandName, "nothing" | "code">;
/** A command that takes no code. */
export type PlainCommand = {
  [Name in CommandName]: (typeof TAKES)[Name] extends "nothing" ? Name : never;
}[CommandName];

export const isPlain = (name: CommandName): name is PlainCommand => TAKES[name] === "nothing";
