import { unreachable } from "../../core/model/result.ts";
import { COMMANDS, HOST_COMMANDS } from "../../core/notices/commands.ts";
import type { Notice } from "../../core/notices/notice.ts";
import { makeWords, type Words } from "../fact.ts";
import { sayRefusal } from "../refusals.ts";
import { instantIn, type TextContext } from "./facts.ts";

type GeneralNotice = Extract<
  Notice,
  {
    kind:
      | "help"
      | "unknown_command"
      | "refused"
      | "failed"
      | "not_saved"
      | "working"
      | "resent"
      | "retried"
      | "form_open"
      | "saved";
  }
>;

const help = ({ mayHost }: Notice & { kind: "help" }, { t }: TextContext): Words => {
  const commands = COMMANDS.filter((name) => mayHost || !HOST_COMMANDS.includes(name));
  return makeWords(t("help_title"), [
    t("help_intro", { slash: "/webinar" }),
    ...commands.map((name) => t(`help_${name}`)),
  ]);
};

const unknownCommand = ({ typed, nearest }: Notice & { kind: "unknown_command" }, { t }: TextContext): Words =>
  makeWords(t("unknown_command", { typed }), [...(nearest ? [t("did_you_mean", { nearest })] : []), t("see_help")]);

/** What Usher answers whatever it was asked for. */
export const generalWords = (notice: GeneralNotice, context: TextContext): Words => {
  const { t, locale, zone = "UTC" } = context;
  switch (notice.kind) {
    case "help":
      return help(notice, context);
    case "unknown_command":
      return unknownCommand(notice, context);
    case "refused":
      return makeWords(sayRefusal(notice.refusal, locale, zone, instantIn(zone, context)));
    case "failed":
      return makeWords(t("failed_title"), [t("failed", { reference: notice.reference })]);
    case "not_saved":
      return makeWords(t("failed_title"), [t("not_saved")]);
    case "working":
      return makeWords(t("working"));
    case "resent":
      return makeWords(t("resent"));
    case "form_open":
      return makeWords(t("form_open"));
    case "saved":
      return makeWords(t("saved_now"));
    case "retried":
      return makeWords(t("retried"));
    default:
      return unreachable(notice);
  }
};
