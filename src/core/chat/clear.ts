import type { Command } from "../notices/commands.ts";
import { isPlain } from "./takes.ts";

/** Whether it schedules a webinar again: `schedule again CODE`. */
export const isAgain = ({ name, typedCode }: Command & { kind: "command" }): boolean =>
  name === "schedule" && typedCode?.toLowerCase() === "again";

/** Whether a text is a command and nothing else, rather than a sentence that may begin like one. */
export const isClear = (command: Command): boolean =>
  command.kind === "command" &&
  (isAgain(command) || command.typedCode === undefined || (!isPlain(command.name) && command.code !== undefined));
