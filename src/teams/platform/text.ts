import type { CardElementArray } from "@microsoft/teams.cards";
import type { Fact } from "../../texts/fact.ts";
import { escapeMarkdown } from "./escape.ts";
import { shortened } from "./size.ts";

/** The characters of one text, before a card is cut further to fit. */
export const LINE_MAX = 4_000;

export const textBlock = (text: string, max = LINE_MAX) => ({
  type: "TextBlock" as const,
  text: escapeMarkdown(shortened(text, max)) || "–",
  wrap: true,
});

export const heading = (text: string): CardElementArray[number] => ({
  ...textBlock(text),
  weight: "Bolder",
  size: "Medium",
  style: "heading",
});

/** Facts under each other. A fact without a label, such as an answer under its question, is a text of its own. */
export const factSet = (facts: readonly Fact[], max = LINE_MAX): CardElementArray => {
  const named = facts.filter(({ label }) => label !== "");
  const set = named.map(({ label, value }) => ({
    title: escapeMarkdown(label),
    value: escapeMarkdown(shortened(value, max)),
  }));
  return [
    ...(set.length > 0 ? [{ type: "FactSet" as const, facts: set }] : []),
    ...facts.filter(({ label }) => label === "").map(({ value }) => textBlock(value, max)),
  ];
};
