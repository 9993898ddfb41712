import type { ContextBlock, HeaderBlock, KnownBlock, MrkdwnElement, SectionBlock } from "@slack/types";
import type { Fact } from "../../texts/fact.ts";
import { withStrong } from "../../texts/strong.ts";
import type { Translate } from "../../texts/translate.ts";
import { hasTime, partsOf, spelledOut } from "../../texts/when.ts";
import { codeOf, cutMrkdwn, cutTo, escapeMrkdwn } from "../platform/escape.ts";
import { plain, section } from "../platform/inputs.ts";

/** The parts of a message or of the Home tab, as Block Kit (docs.slack.dev, blocks). */

const HEADER_MAX = 150;
const FIELDS_MAX = 10;
const FIELD_MAX = 2_000;
const CONTEXT_MAX = 10;
const FOOT_MAX = 1_000;
/** What is longer than this, or has several lines, does not stand in a column. */
const SHORT_MAX = 80;
/** So much of several texts goes into one section. */
const PACKED_MAX = 2_900;

const lengthOf = (text: string): number => [...text].length;

export const header = (text: string): HeaderBlock => ({
  type: "header",
  text: {
    ...plain(
      cutTo(
        withStrong(spelledOut(text), (name) => name),
        HEADER_MAX,
      ),
    ),
  },
});

/** A title with the names in it bold. */
export const titled = (title: string): string => withStrong(escapeMrkdwn(title), (name) => `*${name}*`);

/** What somebody wrote, set off from Usher's words: every line of it. */
export const quoted = (text: string): string =>
  text
    .split("\n")
    .map((line) => `>${escapeMrkdwn(line)}`)
    .join("\n");

const valueText = ({ value, isCopied }: Fact): string => (isCopied ? codeOf(value) : escapeMrkdwn(value));

/** A fact on a line of its own; with what somebody wrote on several lines below its label. */
export const factLine = (fact: Fact, t: Translate): string => {
  const { label, value } = fact;
  const isLong = value.includes("\n");
  if (label === "") return isLong || fact.isWritten ? quoted(value) : escapeMrkdwn(value);
  const of = (shown: string) => t("fact_line", { label: escapeMrkdwn(label), value: shown });
  return isLong ? `${of("").trimEnd()}\n${quoted(value)}` : of(valueText(fact));
};

/** A short fact on a line of its own, its label bold. */
export const boldLine = (fact: Fact, t: Translate): string =>
  t("fact_line", { label: `*${escapeMrkdwn(fact.label)}*`, value: valueText(fact) });

/** Facts as lines of mrkdwn. */
export const factLines = (facts: readonly Fact[], t: Translate): string =>
  facts.map((fact) => factLine(fact, t)).join("\n");

/** Whether a fact fits one of two columns. */
const isShort = ({ label, value }: Fact): boolean =>
  hasTime(value) || (label !== "" && !value.includes("\n") && lengthOf(label) + lengthOf(value) <= SHORT_MAX);

/** A fact below its label, as the columns have it. */
const stacked = (fact: Fact): string => {
  const label = `*${escapeMrkdwn(fact.label)}*`;
  return fact.isWritten && !isShort(fact) ? `${label}\n${quoted(fact.value)}` : `${label}\n${valueText(fact)}`;
};

const mrkdwn = (text: string, max: number): MrkdwnElement => ({
  type: "mrkdwn",
  text: cutMrkdwn(text, max),
  verbatim: true,
});

/** Whether it is a span of time, which breaks within a time in half the width. */
const isSpan = ({ is, value }: Fact): boolean =>
  is === "when" || partsOf(value).some((part) => typeof part !== "string" && part.end !== undefined);

/** Facts each in a section of its own, below its label. */
const apart = (facts: readonly Fact[]): SectionBlock[] => facts.map((fact) => section(stacked(fact)));

/** As many facts as one section takes, in two columns, each below its label. */
const fieldsOf = (facts: readonly Fact[]) => facts.slice(0, FIELDS_MAX).map((fact) => mrkdwn(stacked(fact), FIELD_MAX));

/** Short facts in two columns, each below its label; below those that need the whole width. */
const columns = (all: readonly Fact[]): SectionBlock[] => {
  const sections = apart(all.filter(isSpan));
  const facts = all.filter((fact) => !isSpan(fact));
  for (let from = 0; from < facts.length; from += FIELDS_MAX) {
    sections.push({ type: "section", fields: fieldsOf(facts.slice(from)) });
  }
  return sections;
};

/** Counts in two columns; what would leave a row of one stands on one line. */
export const countsBlocks = (facts: readonly Fact[], t: Translate): SectionBlock[] =>
  facts.length === 3 ? [section(facts.map((fact) => boldLine(fact, t)).join(" · "))] : columns(facts);

/** Puts texts into as few sections as hold them. */
export const packed = (texts: readonly string[], between = "\n\n"): SectionBlock[] => {
  const parts: string[] = [];
  for (const text of texts) {
    const last = parts.at(-1);
    if (last !== undefined && lengthOf(last) + lengthOf(text) + between.length <= PACKED_MAX)
      parts[parts.length - 1] = `${last}${between}${text}`;
    else parts.push(text);
  }
  return parts.map((part) => section(part));
};

/** What nothing above it names: somebody's words are set off, Usher's are not. */
const unlabelled = ({ value, isWritten }: Fact): string =>
  isWritten || value.includes("\n") ? quoted(value) : escapeMrkdwn(value);

/** Facts in columns where they are short, and the long ones below. */
export const factBlocks = (facts: readonly Fact[]): SectionBlock[] => [
  ...columns(facts.filter(isShort)),
  ...packed(
    facts.filter((fact) => !isShort(fact)).map((fact) => (fact.label === "" ? unlabelled(fact) : stacked(fact))),
  ),
];

/** What is good to know, in small letters: each already mrkdwn. */
export const context = (texts: readonly string[]): ContextBlock[] =>
  texts.length === 0
    ? []
    : [{ type: "context", elements: texts.slice(0, CONTEXT_MAX).map((text) => mrkdwn(text, FOOT_MAX)) }];

/** Cuts texts to `max` characters in all: short ones stay whole, long ones share what is left. */
export const fitted = (texts: readonly string[], max: number): string[] => {
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

const textsOf = (block: KnownBlock): string[] =>
  block.type === "section"
    ? [...(block.text ? [block.text.text] : []), ...(block.fields ?? []).map(({ text }) => text)]
    : [];

/** Cuts the sections of a message to `max` characters in all: what is long gives way, so that codes and IDs stay. */
export const fitting = (blocks: readonly KnownBlock[], max: number): KnownBlock[] => {
  const texts = fitted(blocks.flatMap(textsOf), max);
  const next = () => texts.shift() ?? "";
  return blocks.map((block) => {
    if (block.type !== "section") return block;
    return {
      ...block,
      ...(block.text ? { text: { ...block.text, text: next() } } : {}),
      ...(block.fields ? { fields: block.fields.map((one) => ({ ...one, text: next() })) } : {}),
    };
  });
};
