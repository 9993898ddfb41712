import type { ActionsBlock, Button, ContextBlock, KnownBlock, SectionBlock } from "@slack/types";
import type { Links } from "../../core/model/links.ts";
import type { Reader } from "../../core/model/person.ts";
import type { Notice } from "../../core/notices/notice.ts";
import { itemOffersOf, offersOf } from "../../core/notices/offers.ts";
import type { Fact, Words } from "../../texts/fact.ts";
import { type Translate, translatorFor } from "../../texts/translate.ts";
import { spelledOut } from "../../texts/when.ts";
import { wordsOf } from "../../texts/words.ts";
import { codeOf, cutMrkdwn, cutTo, escapeMrkdwn } from "../platform/escape.ts";
import { section } from "../platform/inputs.ts";
import { buttonOf } from "./button.ts";

/** A message as Slack takes it: the text is what notifications and screen readers say. */
export interface SlackMessage {
  readonly text: string;
  readonly blocks: KnownBlock[];
}

/** Items with buttons: three blocks each, with room to spare below the 50 of a message. */
const ITEMS_MAX = 15;
/** So many of a longer list: the others are packed, in up to seven blocks. */
const ITEMS_BEFORE_REST = 13;
/**
 * About 13,000 characters over all blocks pass (slackapi/bolt-js#2509). Buttons, and code points of two units, need the
 * rest.
 */
const MESSAGE_MAX = 11_000;
const HEAD_MAX = 3_000;
const PACKED_MAX = 2_900;
const FOOT_MAX = 1_000;

/** Notices with what a host wrote, in which an address may be a link. In no other does Slack make links of words. */
const HOSTS_TEXTS: readonly Notice["kind"][] = ["announcement", "invitation", "webinar"];

/** What somebody wrote on several lines, set off from Usher's words: bold ends at a line's end. */
const quoted = (text: string): string =>
  text
    .split("\n")
    .map((line) => `>${escapeMrkdwn(line)}`)
    .join("\n");

const factLine = ({ label, value, isCopied }: Fact, t: Translate): string => {
  const isLong = value.includes("\n");
  if (label === "") return isLong ? quoted(value) : escapeMrkdwn(value);
  if (isLong) return `${t("fact_line", { label: escapeMrkdwn(label), value: "" }).trimEnd()}\n${quoted(value)}`;
  return t("fact_line", { label: escapeMrkdwn(label), value: isCopied ? codeOf(value) : `*${escapeMrkdwn(value)}*` });
};

/** Facts as lines of mrkdwn. */
export const factLines = (facts: readonly Fact[], t: Translate): string =>
  facts.map((fact) => factLine(fact, t)).join("\n");

const actions = (elements: readonly Button[]): ActionsBlock[] =>
  elements.length === 0 ? [] : [{ type: "actions", elements: [...elements] }];

const lengthOf = (text: string): number => [...text].length;

/** Cuts texts to `max` characters in all: short ones stay whole, long ones share what is left. */
const fitted = (texts: readonly string[], max: number): string[] => {
  let left = max;
  const share = new Map<number, number>();
  const byLength = texts.map((text, index) => ({ index, length: lengthOf(text) })).sort((a, b) => a.length - b.length);
  for (const [done, { index, length }] of byLength.entries()) {
    const given = Math.min(length, Math.floor(left / (texts.length - done)));
    share.set(index, given);
    left -= given;
  }
  return texts.map((text, index) => cutMrkdwn(text, share.get(index) ?? 0));
};

/** Puts texts into as few sections as hold them. */
const packed = (texts: readonly string[], between = "\n\n"): SectionBlock[] => {
  const parts: string[] = [];
  for (const text of texts) {
    const last = parts.at(-1);
    if (last !== undefined && lengthOf(last) + lengthOf(text) + between.length <= PACKED_MAX)
      parts[parts.length - 1] = `${last}${between}${text}`;
    else parts.push(text);
  }
  return parts.map((part) => section(part));
};

/** The facts of a list that is nothing but facts: below the head, which could not take them all. */
const factBlocks = ({ facts }: Words, max: number, t: Translate): KnownBlock[] =>
  packed(
    fitted(
      facts.map((fact) => factLines([fact], t)),
      max,
    ),
    "\n",
  );

/** Items with their buttons below them. What stands after the last button is packed, as a list without buttons is. */
const itemBlocks = (notice: Notice, { items }: Words, max: number, now: number, t: Translate): KnownBlock[] => {
  const buttons = items.map((_, index) => itemOffersOf(notice, index, now).map((offer) => buttonOf(offer, t)));
  const texts = fitted(
    items.map((item) => `*${escapeMrkdwn(item.title)}*\n${factLines(item.facts, t)}`),
    max,
  );
  const most = items.length > ITEMS_MAX ? ITEMS_BEFORE_REST : ITEMS_MAX;
  const withButtons = buttons.some((some) => some.length > 0) ? texts.slice(0, most) : [];
  const rest = texts.slice(withButtons.length);
  return [
    ...withButtons.flatMap((text, index): KnownBlock[] => [
      { type: "divider" },
      section(text),
      ...actions(buttons[index] ?? []),
    ]),
    ...(rest.length > 0 ? [{ type: "divider" as const }, ...packed(rest)] : []),
  ];
};

/** What is good to know, below everything else. */
const footBlocks = (notice: Notice, { foot }: Words, links: Links): ContextBlock[] => {
  // A page that opens to nobody is not named.
  const hasPage = notice.kind === "scheduled" && notice.webinar.visibility !== "invited_only";
  const page = hasPage ? [`<${links.about(notice.webinar.code)}>`] : [];
  return [...(foot ? [escapeMrkdwn(foot)] : []), ...page].map((text) => ({
    type: "context",
    elements: [{ type: "mrkdwn", text: cutMrkdwn(text, FOOT_MAX) }],
  }));
};

/**
 * Renders a notice as Block Kit, with what can be pressed at the time `now`. Every text of a person is escaped. What is
 * too long for Slack is cut, not refused.
 */
export const messageOf = (notice: Notice, reader: Reader, links: Links, now: number): SlackMessage => {
  const words = wordsOf(notice, reader, { now, marksTimes: true });
  const t = translatorFor(reader.locale);
  const heading =
    notice.kind === "refused" || notice.kind === "working"
      ? escapeMrkdwn(words.title)
      : `*${escapeMrkdwn(words.title)}*`;
  const isLog = notice.kind === "log";
  const facts = words.facts.length > 0 && !isLog ? [factLines(words.facts, t)] : [];
  // What is said is cut before the facts are: a code or an ID stands there.
  const room = Math.max(HEAD_MAX - lengthOf([heading, ...facts].join("\n")) - 1, 500);
  const lines = words.lines.length > 0 ? [cutMrkdwn(words.lines.map(escapeMrkdwn).join("\n"), room)] : [];
  const head = cutMrkdwn([heading, ...lines, ...facts].join("\n"), HEAD_MAX);
  return {
    text: cutTo(escapeMrkdwn(spelledOut(words.title)), 300),
    blocks: [
      section(head, { isLinked: HOSTS_TEXTS.includes(notice.kind) }),
      ...(isLog ? factBlocks(words, MESSAGE_MAX - lengthOf(head), t) : []),
      ...itemBlocks(notice, words, MESSAGE_MAX - lengthOf(head), now, t),
      ...actions(offersOf(notice, now).map((offer) => buttonOf(offer, t))),
      ...footBlocks(notice, words, links),
    ],
  };
};

/** A message as it is where its buttons could not be kept up to date. */
export const withoutButtons = ({ text, blocks }: SlackMessage): SlackMessage => ({
  text,
  blocks: blocks.filter(({ type }) => type !== "actions"),
});
