import { defined } from "../model/defined.ts";
import { withoutUnseen } from "../model/folding.ts";
import type { WebinarCode } from "../model/ids.ts";
import { isLikeAnId, readCode } from "../model/ids.ts";
import type { ListName } from "../ports/slice.ts";
import { nearestTo } from "./nearest.ts";

/** What only hosts have a use for, by what they are about to do. */
export const HOSTS_WORK = {
  plan: ["schedule", "edit", "form", "series", "cancel"],
  invite: ["invite", "announce", "add", "message"],
  decide: ["requests", "roster", "rules"],
  share: ["cohost", "speaker", "handover"],
  after: ["report", "export", "log"],
} as const;

const FOR_HOSTS = [
  ...HOSTS_WORK.plan,
  ...HOSTS_WORK.invite,
  ...HOSTS_WORK.decide,
  ...HOSTS_WORK.share,
  ...HOSTS_WORK.after,
] as const;

/** The commands of both products, in the order in which help lists them: the commonest first. */
export const COMMANDS = ["list", "register", "my", "join", "leave", "show", "resend", "help", ...FOR_HOSTS] as const;
export type CommandName = (typeof COMMANDS)[number];

/** The commands that only hosts have a use for. */
export const HOST_COMMANDS: readonly CommandName[] = FOR_HOSTS;

/** For what people choose a webinar from a list: a command without its code, or scheduling one again (P33). */
export const CHOOSING = [...COMMANDS, "again"] as const;
export type Choosing = (typeof CHOOSING)[number];

/** The list of webinars that a command without a code shows, or lets people choose from; undefined for none. */
export const listFor = (command: Choosing): ListName | undefined => {
  switch (command) {
    case "again":
      return "hosted_ever";
    case "list":
    case "show":
      return "upcoming";
    case "register":
      return "coming";
    case "my":
    case "leave":
    case "resend":
      return "mine";
    case "join":
      return "concerning";
    case "schedule":
    case "series":
    case "help":
      return undefined;
    default:
      return "hosted";
  }
};

export type Command =
  | { kind: "command"; name: CommandName; code?: WebinarCode; typedCode?: string; rest: string }
  /** `id`: what was typed, as it looks like a registration ID. */
  | { kind: "unknown"; typed: string; nearest?: CommandName; code?: WebinarCode; id?: string }
  | { kind: "too_long"; max: number };

/** A word with more wrong letters is no slip of a known one. */
const TYPO_MAX = 2;

/** More than a list of a hundred long names and addresses. */
const TYPED_MAX = 60_000;

const GREETINGS = ["hi", "hello", "hey", "bonjour", "salut", "aide", "?"];

/** What people type about one webinar, where its code belongs and not their own registration ID. */
const BY_CODE: readonly CommandName[] = ["join", "register", "show", "leave", "resend"];

/** How commands begin in Slack, as people type them elsewhere too who have read it there. */
const SLACKS_WORD = /^\/?webinar(?: |$)/i;

/** The code in the address of a webinar's or a series' page; undefined in any other. */
const codeInLink = (word: string): WebinarCode | undefined =>
  readCode(/^<?https?:\/\/\S+?\/[ws]\/([^/?#|>\s]{6})(?![^/?#|>\s])/i.exec(word.slice(0, 400))?.[1] ?? "");

/** Reads a typed command: its word in any case, then a code, then the rest. A greeting, or nothing, is `help`. */
export const parseCommand = (typed: string): Command => {
  if (typed.length > TYPED_MAX) return { kind: "too_long", max: TYPED_MAX };
  const words = withoutUnseen(typed).replaceAll(/\s+/g, " ").trim().replace(SLACKS_WORD, "");
  const [first = "", ...others] = words.split(" ");
  const word = first.toLowerCase().replace(/^\//, "").slice(0, 40);
  const typedCode = others[0];
  if (word === "" || GREETINGS.includes(word.replace(/[!.,]+$/, "")))
    return { kind: "command", name: "help", ...defined({ typedCode: typedCode?.slice(0, 40) }), rest: "" };
  const code = readCode(typedCode ?? "");
  const name = COMMANDS.find((command) => command === word);
  const linked = name ? undefined : codeInLink(first);
  // The page of one, pasted where a command is typed.
  if (linked) return { kind: "command", name: "show", code: linked, typedCode: linked, rest: "" };
  const id = name && BY_CODE.includes(name) ? others.join(" ") : name ? "" : words;
  if (isLikeAnId(id)) return { kind: "unknown", typed: word, nearest: "join", id };
  if (!name) {
    const alone = others.length === 0 && /^(?=\D*\d)\w{6}$/.test(first) ? readCode(first) : undefined;
    if (alone) return { kind: "command", name: "show", code: alone, typedCode: alone, rest: "" };
    const nearest = nearestTo(word, COMMANDS);
    return {
      kind: "unknown",
      typed: word,
      ...defined({ nearest: nearest && nearest.distance <= TYPO_MAX ? nearest.word : undefined, code }),
    };
  }
  if (typedCode === undefined) return { kind: "command", name, rest: "" };
  return {
    kind: "command",
    name,
    ...defined({ code }),
    typedCode: typedCode.slice(0, 40),
    rest: others.slice(1).join(" "),
  };
};
