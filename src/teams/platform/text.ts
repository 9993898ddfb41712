import type { CardElementArray } from "@microsoft/teams.cards";
import type { Fact } from "../../texts/fact.ts";
import type { Translate } from "../../texts/translate.ts";
import { hasTime } from "../../texts/when.ts";
import { escapeMarkdown, escapeWithTimes } from "./escape.ts";
import { shortened } from "./size.ts";

/** The characters of one text, before a card is cut further to fit. */
export const LINE_MAX = 4_000;
/** An answer longer than this stands in a block of its own. */
const ANSWER_IN_LINE = 80;

export type Element = CardElementArray[number];

export const textBlock = (text: string, max = LINE_MAX) => ({
  type: "TextBlock" as const,
  text: escapeWithTimes(shortened(text, max)) || "–",
  wrap: true,
});

const titled = (text: string, size: "Medium" | "Large"): Element => ({
  ...textBlock(text),
  weight: "Bolder",
  size,
  style: "heading",
});

export const heading = (text: string): Element => titled(text, "Medium");

/** The title of what is looked at as a whole: a webinar, a list. */
export const headline = (text: string): Element => titled(text, "Large");

/** What is good to know beside the rest. */
export const aside = (text: string, max = LINE_MAX): Element => ({
  ...textBlock(text, max),
  isSubtle: true,
  spacing: "None",
});

/** What somebody wrote, set off from Usher's words. */
export const quote = (text: string, max = LINE_MAX): Element => ({
  type: "Container",
  style: "emphasis",
  roundedCorners: true,
  spacing: "Small",
  items: [textBlock(text, max)],
});

/** So much is in sight of what somebody wrote at length. */
const FOLDED_MAX = 300;

/** What somebody wrote; of a long text the beginning, and all of it after a press. */
export const quoteFolded = (
  text: string,
  title: string,
  { max, id }: { max: number; id: string },
): CardElementArray => {
  if (Math.min(text.length, max) <= FOLDED_MAX) return [quote(text, max)];
  const [start, whole] = [`${id}-start`, `${id}-whole`];
  return [
    { ...quote(text, FOLDED_MAX), id: start },
    { ...quote(text, max), id: whole, isVisible: false },
    {
      type: "Container",
      spacing: "Small",
      selectAction: { type: "Action.ToggleVisibility", title, targetElements: [start, whole] },
      items: [{ ...textBlock(`${title} ▾`), color: "Accent" }],
    },
  ];
};

/** A fact on a line of its own: in a text, where Teams writes times. */
export const factLine = ({ label, value }: Fact, t: Translate, max = LINE_MAX): Element => ({
  ...textBlock(""),
  text: t("fact_line", { label: `**${escapeWithTimes(label)}**`, value: escapeWithTimes(shortened(value, max)) }),
});

const quoted = ({ label, value }: Fact, max: number): CardElementArray => [
  ...(label === "" ? [] : [{ ...textBlock(label), weight: "Bolder" as const }]),
  quote(value, max),
];

const isTimed = ({ label, value }: Fact): boolean => hasTime(label) || hasTime(value);
const isLong = ({ value, is }: Fact): boolean =>
  value.includes("\n") || (is === "answer" && value.length > ANSWER_IN_LINE);

/**
 * Facts under each other. A time stands in a text, where Teams writes it; so does a fact without a label, such as an
 * answer under its question. What somebody wrote at length comes last.
 */
export const factSet = (facts: readonly Fact[], t: Translate, max = LINE_MAX): CardElementArray => {
  const long = facts.filter(isLong);
  const plain = facts.filter((fact) => !isTimed(fact) && !isLong(fact));
  const set = plain
    .filter(({ label }) => label !== "")
    .map(({ label, value }) => ({ title: escapeMarkdown(label), value: escapeMarkdown(shortened(value, max)) }));
  return [
    ...facts.filter((fact) => isTimed(fact) && !isLong(fact)).map((fact) => factLine(fact, t, max)),
    ...(set.length > 0 ? [{ type: "FactSet" as const, facts: set }] : []),
    ...plain.filter(({ label }) => label === "").map(({ value }) => textBlock(value, max)),
    ...long.flatMap((fact) => quoted(fact, max)),
  ];
};

/** What is wanted seldom, behind a press that shows it. A card has one at most. */
export const folded = (title: string, items: CardElementArray, isOpen = false): CardElementArray =>
  items.length === 0
    ? []
    : [
        {
          type: "Container",
          selectAction: { type: "Action.ToggleVisibility", title, targetElements: ["folded"] },
          items: [{ ...textBlock(`${title} ▾`), color: "Accent" }],
        },
        { type: "Container", id: "folded", isVisible: isOpen, spacing: "Small", items },
      ];
