import { COMMANDS, type CommandName, HOST_COMMANDS, HOSTS_WORK } from "../../core/notices/commands.ts";
import type { Notice } from "../../core/notices/notice.ts";
import { makeWords, type Words } from "../fact.ts";
import type { Translate } from "../translate.ts";
import type { TextContext } from "./facts.ts";

const WORKS = ["plan", "invite", "decide", "share", "after"] as const satisfies readonly (keyof typeof HOSTS_WORK)[];

/** What stands above the commands of a kind. */
const headings = (t: Translate): string[] => WORKS.map((work) => t(`help_hosts_${work}`));

/** A piece of a command, between spaces: as it is typed, or a name for what is put in its place. */
interface TypedPart {
  readonly text: string;
  readonly isTyped: boolean;
}

/** A line of the help: a heading, a command with what it does, or a sentence. */
export type HelpLine =
  | { kind: "heading"; text: string }
  | { kind: "command"; parts: readonly TypedPart[]; does: string }
  | { kind: "sentence"; text: string };

const TYPED = /^\p{Ll}+(?: again)?|\b(?:remove|test)\b/gu;

/** Reads a line of the help, so that only what is typed as it stands is set apart. */
export const helpLineOf = (line: string, t: Translate): HelpLine => {
  if (headings(t).includes(line)) return { kind: "heading", text: line };
  const [command = "", ...does] = line.split(" – ");
  if (does.length === 0) return { kind: "sentence", text: line };
  const typed = [...command.matchAll(TYPED)].map(([text]) => text);
  const parts = command.split(TYPED).flatMap((text, at) => [
    { text: text.trim(), isTyped: false },
    { text: typed[at] ?? "", isTyped: true },
  ]);
  return { kind: "command", parts: parts.filter(({ text }) => text !== ""), does: does.join(" – ") };
};

/**
 * The help: in short, or with every command, those of hosts apart from everybody's. Of each its commonest form: the
 * guide has the others too.
 */
export const helpWords = (notice: Notice & { kind: "help" }, { t, face }: TextContext): Words => {
  const { mayHost, isWhole, isForAll } = notice;
  // Each of the two things that can be done has its button.
  if (!isWhole)
    return makeWords(
      t("help_head"),
      mayHost ? [t("help_short_hosting"), t("help_short_attending")] : [t("help_short")],
    );
  const said = (names: readonly CommandName[]) => names.flatMap((name) => t(`help_${name}`).split("\n").slice(0, 1));
  const intro = face === "slack" ? t("help_intro_slack", { slash: "/webinar" }) : t("help_intro");
  if (mayHost && !isForAll) {
    const works = WORKS.flatMap((work) => [t(`help_hosts_${work}`), ...said(HOSTS_WORK[work])]);
    return makeWords(t("help_for_hosts"), [intro, ...works]);
  }
  const forAll = COMMANDS.filter((name) => !HOST_COMMANDS.includes(name));
  return makeWords(t(mayHost ? "help_for_everybody" : "help_commands"), [intro, ...said(forAll)]);
};
