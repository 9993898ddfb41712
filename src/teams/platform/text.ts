import type { CardElementArray } from "@microsoft/teams.cards";
import type { Fact } from "../../texts/fact.ts";
import { hasTime } from "../../texts/when.ts";
import { escapeMarkdown, escapeWithTimes } from "./escape.ts";
import { shortened } from "./size.ts";

/** The characters of one text, before a card is cut further to fit. */
export const LINE_MAX = 4_000;
/** The column of labels beside which a time stands. */
const LABEL_WIDTH = "110px";
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

const quoted = ({ label, value }: Fact, max: number): CardElementArray => [
  ...(label === "" ? [] : [{ ...textBlock(label), weight: "Bolder" as const }]),
  quote(value, max),
];

const isTimed = ({ label, value }: Fact): boolean => hasTime(label) || hasTime(value);
const isLong = ({ value, is }: Fact): boolean =>
  value.includes("\n") || (is === "answer" && value.length > ANSWER_IN_LINE);

/** A fact as a row of two columns. Times stand in texts, where Teams writes them, and look like the facts around them. */
const factRow = ({ label, value }: Fact, max: number): Element => ({
  type: "ColumnSet",
  spacing: "Small",
  columns: [
    { type: "Column", width: LABEL_WIDTH, items: [{ ...textBlock(label), isSubtle: true }] },
    { type: "Column", width: "stretch", items: [textBlock(value, max)] },
  ],
});

const asSet = (facts: readonly Fact[], max: number): CardElementArray => [
  {
    type: "FactSet",
    facts: facts.map(({ label, value }) => ({
      title: escapeMarkdown(label),
      value: escapeMarkdown(shortened(value, max)),
    })),
  },
];

/**
 * Facts under each other, all alike. One without a label, such as an answer under its question, is a text of its own.
 * What somebody wrote at length comes last.
 */
export const factSet = (facts: readonly Fact[], max = LINE_MAX): CardElementArray => {
  const short = facts.filter((fact) => !isLong(fact));
  const labelled = short.filter(({ label }) => label !== "");
  return [
    ...(labelled.some(isTimed)
      ? labelled.map((fact) => factRow(fact, max))
      : labelled.length > 0
        ? asSet(labelled, max)
        : []),
    ...short.filter(({ label }) => label === "").map(({ value }) => textBlock(value, max)),
    ...facts.filter(isLong).flatMap((fact) => quoted(fact, max)),
  ];
};

/** What is wanted seldom, behind a press that shows it. `id`: another for each on a card. */
export const folded = (title: string, items: CardElementArray, isOpen = false, id = "folded"): CardElementArray =>
  items.length === 0
    ? []
    : [
        {
          type: "Container",
          selectAction: { type: "Action.ToggleVisibility", title, targetElements: [id] },
          items: [{ ...textBlock(`${title} ▾`), color: "Accent" }],
        },
        { type: "Container", id, isVisible: isOpen, spacing: "Small", items },
      ];
