import { unreachable } from "../../core/model/result.ts";
import { COMMANDS, HOST_COMMANDS } from "../../core/notices/commands.ts";
import type { Notice } from "../../core/notices/notice.ts";
import { makeWords, type Words } from "../fact.ts";
import { sayRefusal } from "../refusals.ts";
import type { TextContext } from "./facts.ts";

type GeneralNotice = Extract<
  Notice,
  { kind: "help" | "unknown_command" | "refused" | "failed" | "not_saved" | "working" | "resent" | "retried" }
>;

const help = ({ mayHost }: Notice & { kind: "help" }, { say }: TextContext): Words => {
  const commands = COMMANDS.filter((name) => mayHost || !HOST_COMMANDS.includes(name));
  return makeWords(say("help_title"), [
    say("help_intro", { slash: "/webinar" }),
    ...commands.map((name) => say(`help_${name}`)),
  ]);
};

const unknownCommand = ({ typed, nearest }: Notice & { kind: "unknown_command" }, { say }: TextContext): Words =>
  makeWords(say("unknown_command", { typed }), [
    ...(nearest ? [say("did_you_mean", { nearest })] : []),
    say("see_help"),
  ]);

/** What Usher answers whatever it was asked for. */
export const generalWords = (notice: GeneralNotice, context: TextContext): Words => {
  const { say, locale, zone = "UTC" } = context;
  switch (notice.kind) {
    case "help":
      return help(notice, context);
    case "unknown_command":
      return unknownCommand(notice, context);
    case "refused":
      return makeWords(sayRefusal(notice.refusal, locale, zone));
    case "failed":
      return makeWords(say("failed_title"), [say("failed", { reference: notice.reference })]);
    case "not_saved":
      return makeWords(say("failed_title"), [say("not_saved")]);
    case "working":
      return makeWords(say("working"));
    case "resent":
      return makeWords(say("resent"));
    case "retried":
      return makeWords(say("retried"));
    default:
      return unreachable(notice);
  }
};
