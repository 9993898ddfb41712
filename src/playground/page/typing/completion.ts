import type { SlackState, TeamsState, Word } from "../api.ts";

/** Something that can stand in the place of what is being typed. */
interface Suggestion {
  readonly label: string;
  readonly detail: string;
  /** Replaces the text from `from` up to the caret. */
  readonly insert: string;
  readonly from: number;
}

export interface Suggestions {
  readonly list: readonly Suggestion[];
  /** Whether Enter takes the first one: something is half typed. */
  readonly eager: boolean;
}

const nothing: Suggestions = { list: [], eager: false };

/** A usage is `word ARGUMENTS – what it does`. */
const parts = (usage: string): [syntax: string, does: string] => {
  const [syntax = "", ...does] = usage.split(" – ");
  return [syntax, does.join(" – ")];
};
const takesMore = ({ word, usage }: Word): boolean => parts(usage)[0] !== word;
const takesCode = (usage: string): boolean => /\bCODE\b/.test(usage);
const begins = (text: string, beginning: string): boolean => text.toLowerCase().startsWith(beginning.toLowerCase());

/** People and channels after `@` and `#`; a name may have a blank in it. */
function named(before: string, sign: string, names: readonly { name: string; detail: string }[]): Suggestions {
  const found = new RegExp(`(?:^|\\s)${sign}([\\p{L}\\p{N}.'-]*(?: [\\p{L}\\p{N}.'-]*)?)$`, "u").exec(before);
  if (!found) return nothing;
  const typed = found[1] ?? "";
  const list = names
    .filter(({ name }) => begins(name, typed) && name !== typed)
    .map(({ name, detail }) => ({
      label: `${sign}${name}`,
      detail,
      insert: `${sign}${name} `,
      from: before.length - typed.length - 1,
    }));
  return { list, eager: true };
}

/** The words of a command, then the codes of the webinars seen so far. `start` is where the words begin. */
function worded(before: string, start: number, words: readonly Word[], codes: readonly string[]): Suggestions {
  const typed = before.slice(start);
  const [, word = "", gap = "", code = ""] = /^(\S*)(\s*)(\S*)$/.exec(typed) ?? [];
  if (!/^(\S*)(\s*)(\S*)$/.test(typed)) return nothing;
  if (gap === "") {
    const fits = words.filter((one) => begins(one.word, word) && one.word !== word.toLowerCase());
    const list = fits.map((one) => ({
      label: parts(one.usage)[0] || one.word,
      detail: parts(one.usage)[1],
      insert: one.word + (takesMore(one) ? " " : ""),
      from: start,
    }));
    return { list, eager: word !== "" };
  }
  const usage = words.find((one) => one.word === word.toLowerCase())?.usage ?? "";
  return takesCode(usage) ? codesAfter(code, before.length, codes) : nothing;
}

function codesAfter(typed: string, end: number, codes: readonly string[]): Suggestions {
  const fits = codes.filter((one) => begins(one, typed) && one !== typed.toUpperCase());
  const list = fits.map((one) => ({ label: one, detail: "", insert: `${one} `, from: end - typed.length }));
  return { list, eager: typed !== "" };
}

const first = (...all: readonly Suggestions[]): Suggestions => all.find(({ list }) => list.length > 0) ?? nothing;

/** What Slack's composer offers: commands and their words after `/`, people after `@`, channels after `#`. */
export function suggestInSlack(
  before: string,
  slack: SlackState,
  o: { dm: boolean; codes: readonly string[] },
): Suggestions {
  const people = slack.people.map(({ name, email = "" }) => ({ name, detail: email }));
  const channels = slack.channels.map(({ name }) => ({ name, detail: "" }));
  const mentions = first(named(before, "@", people), named(before, "#", channels));
  if (mentions.list.length > 0) return mentions;
  if (!before.startsWith("/")) {
    const words = slack.commands.find((one) => one.words.length > 1)?.words ?? [];
    return o.dm && before !== "" ? worded(before, 0, words, o.codes) : nothing;
  }
  const command = slack.commands.find((one) => before === one.command || before.startsWith(`${one.command} `));
  if (command && before !== command.command) {
    const start = command.command.length + 1;
    const isWorded = command.words.some(({ word }) => /^[a-z]+$/.test(word));
    return isWorded
      ? worded(before, start, command.words, o.codes)
      : codesAfter(before.slice(start), before.length, o.codes);
  }
  const list = slack.commands.flatMap((one) => [
    {
      label: one.command,
      detail: one.words.length === 1 ? (one.words[0]?.usage ?? "") : "",
      insert: `${one.command} `,
      from: 0,
    },
    ...one.words
      .filter(({ word }) => /^[a-z]+$/.test(word))
      .map(({ word, usage }) => ({
        label: `${one.command} ${parts(usage)[0] || word}`,
        detail: parts(usage)[1],
        insert: `${one.command} ${word}${takesMore({ word, usage }) ? " " : ""}`,
        from: 0,
      })),
  ]);
  return {
    list: list.filter(({ label }) => begins(label, before) && label !== before),
    eager: !command && before !== "/",
  };
}

/** What Teams offers: the bot's words, also when nothing is typed yet and asked for, and people after `@`. */
export function suggestInTeams(
  before: string,
  teams: TeamsState,
  o: { codes: readonly string[]; asked: boolean },
): Suggestions {
  const people = teams.people.map(({ name, email = "" }) => ({ name, detail: email }));
  const mentions = named(before, "@", people);
  if (mentions.list.length > 0) return mentions;
  if (before === "" && !o.asked) return nothing;
  const isSlash = before.startsWith("/");
  return worded(before, isSlash ? 1 : 0, teams.words, o.codes);
}

/** A text with `@Name` (and `#channel`) in the form it is sent, the longest name first. */
export function withMentions<T extends { id: string; name: string }>(
  text: string,
  sign: "@" | "#",
  names: readonly T[],
  form: (one: T) => string,
): { text: string; mentioned: T[] } {
  const longest = names.toSorted((a, b) => b.name.length - a.name.length);
  const mentioned: T[] = [];
  let sent = "";
  for (let at = 0; at < text.length; ) {
    const isStart = text[at] === sign && (at === 0 || /\s/.test(text[at - 1] ?? ""));
    const hit = isStart ? longest.find(({ name }) => begins(text.slice(at + 1), name)) : undefined;
    sent += hit ? form(hit) : text[at];
    at += hit ? hit.name.length + 1 : 1;
    if (hit) mentioned.push(hit);
  }
  return { text: sent, mentioned };
}
