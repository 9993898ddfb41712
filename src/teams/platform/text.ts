import type { CardElementArray } from "@microsoft/teams.cards";
import type { Fact } from "../../texts/fact.ts";
import type { Translate } from "../../texts/translate.ts";
import { hasTime } from "../../texts/when.ts";
import { escapeMarkdown, escapeWithTimes } from "./escape.ts";
import { shortened } from "./size.ts";

/** The characters of one text, before a card is cut further to fit. */
export const LINE_MAX = 4_000;

export const textBlock = (text: string, max = LINE_MAX) => ({
  type: "TextBlock" as const,
  text: escapeWithTimes(shortened(text, max)) || "–",
  wrap: true,
});

export const heading = (text: string): CardElementArray[number] => ({
  ...textBlock(text),
  weight: "Bolder",
  size: "Medium",
  style: "heading",
});

const labelled = ({ label, value }: Fact, max: number, t: Translate): CardElementArray[number] => ({
  ...textBlock(""),
  text: t("fact_line", { label: `**${escapeWithTimes(label)}**`, value: escapeWithTimes(shortened(value, max)) }),
});

/** What somebody wrote on several lines, set off from Usher's words. */
const quoted = ({ label, value }: Fact, max: number): CardElementArray => [
  ...(label === "" ? [] : [{ ...textBlock(label), weight: "Bolder" as const }]),
  { type: "Container", style: "emphasis", spacing: "Small", items: [textBlock(value, max)] },
];

const isTimed = ({ label, value }: Fact): boolean => hasTime(label) || hasTime(value);
const isLong = ({ value }: Fact): boolean => value.includes("\n");

/**
 * Facts under each other. A time stands in a text, where Teams writes it; so does a fact without a label, such as an
 * answer under its question. What somebody wrote on several lines comes last.
 */
export const factSet = (facts: readonly Fact[], t: Translate, max = LINE_MAX): CardElementArray => {
  const long = facts.filter(isLong);
  const plain = facts.filter((fact) => !isTimed(fact) && !isLong(fact));
  const set = plain
    .filter(({ label }) => label !== "")
    .map(({ label, value }) => ({ title: escapeMarkdown(label), value: escapeMarkdown(shortened(value, max)) }));
  return [
    ...facts.filter((fact) => isTimed(fact) && !isLong(fact)).map((fact) => labelled(fact, max, t)),
    ...(set.length > 0 ? [{ type: "FactSet" as const, facts: set }] : []),
    ...plain.filter(({ label }) => label === "").map(({ value }) => textBlock(value, max)),
    ...long.flatMap((fact) => quoted(fact, max)),
  ];
};
