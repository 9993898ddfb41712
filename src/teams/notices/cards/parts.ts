import type { ActionArray, CardElementArray, IColumn } from "@microsoft/teams.cards";
import type { Status } from "../../../core/model/status.ts";
import type { Fact, FactKind, Words } from "../../../texts/fact.ts";
import { quotedLines } from "../../../texts/quotes.ts";
import type { Translate } from "../../../texts/translate.ts";
import { escapeMarkdown } from "../../platform/escape.ts";
import { aside, type Element, factSet, heading, quote, quoteFolded, textBlock } from "../../platform/text.ts";

/** What a card is drawn from, and how much of it. */
export interface Drawing {
  readonly words: Words;
  readonly t: Translate;
  readonly now: number;
  /** Whether the webinar is cancelled or over, so that nothing looks alive. */
  readonly hasEnded: boolean;
  /** The characters of one text. */
  readonly max: number;
  /** So many items are shown. */
  readonly most: number;
  /** What can be done with a list, where that comes before its items. */
  readonly leading: ActionArray;
  /** The buttons of an item. */
  readonly buttonsOf: (index: number) => ActionArray;
  /** What the ids of its elements begin with: each is there once, also where several notices stand on one card. */
  readonly ids: string;
}

/** How a part of a card is coloured. What a colour says, the words say too. */
export type Tone = "good" | "attention" | "warning" | "accent" | "emphasis";

export const TONES = {
  pending: "warning",
  approved: "good",
  rejected: "attention",
  cancelled: "emphasis",
  waitlisted: "warning",
  offered: "accent",
} as const satisfies Record<Status, Tone>;

/** The coloured head of a card, from edge to edge. */
export const banner = (tone: Tone, items: CardElementArray): Element => ({
  type: "Container",
  style: tone,
  bleed: true,
  items,
});

/** What only says whose words follow is no longer than this. */
const LABEL_MAX = 60;

/** Lines under each other; what people wrote in them is set off, close below the words that lead to it. */
export const linesOf = (
  { words, max, t, ids }: Drawing,
  { said = true, quoted = true, folds = false }: { said?: boolean; quoted?: boolean; folds?: boolean } = {},
): CardElementArray =>
  quotedLines(words).flatMap(({ text: lead, quote: written }, at, all): CardElementArray => {
    const before = all[at - 1];
    if (written === undefined) {
      // A list is one block of text.
      const isListed = lead.startsWith("• ") && before?.text.startsWith("• ") === true;
      return said && lead !== "" ? [{ ...textBlock(lead, max), ...(isListed && { spacing: "None" as const }) }] : [];
    }
    if (!quoted) return [];
    // The webinar's description below the host's word would look like more of it.
    const text = lead === "" && before?.quote !== undefined && before.text !== "" ? t("about_label") : lead;
    const isLabel = text.length <= LABEL_MAX && text.endsWith(":");
    const small = { isSubtle: true, size: "Small" as const, spacing: "Medium" as const };
    const leading = { ...textBlock(text, max), ...(isLabel && small) };
    const drawn = folds ? quoteFolded(written, t("more"), { max, id: `${ids}-${at}` }) : [quote(written, max)];
    return text === "" ? drawn : [leading, ...drawn];
  });

export const factsOf = ({ facts }: Pick<Words, "facts">, ...kinds: readonly FactKind[]): readonly Fact[] =>
  facts.filter(({ is }) => is !== undefined && kinds.includes(is));

export const factsBut = ({ facts }: Pick<Words, "facts">, ...kinds: readonly FactKind[]): readonly Fact[] =>
  facts.filter(({ is }) => is === undefined || !kinds.includes(is));

/** Where somebody stands, in the head of their card; nothing where its title says that. */
export const standingOf = (words: Words): CardElementArray =>
  factsOf(words, "status")
    .filter(({ value, isInTitle }) => !isInTitle && !words.title.toLowerCase().includes(value.toLowerCase()))
    .map(({ value }) => aside(value));

/** What a card is about: what happened, where somebody stands, and when it is. */
export const headOf = ({ words }: Pick<Drawing, "words">, title: Element = heading(words.title)): CardElementArray => [
  title,
  ...factsOf(words, "when").map(({ value }) => aside(value)),
  ...standingOf(words),
];

/**
 * What people copy, such as a password: large, with letters of one width, and in its block only what it is for. Its colour
 * tells it from what somebody wrote.
 */
export const toCopy = ({ label, value }: Fact, use?: string): Element => ({
  type: "Container",
  style: "accent",
  roundedCorners: true,
  items: [
    { ...textBlock(label), isSubtle: true, size: "Small" },
    {
      ...textBlock(""),
      text: escapeMarkdown(value),
      fontType: "Monospace",
      size: "Large",
      weight: "Bolder",
      spacing: "None",
    },
    ...(use === undefined ? [] : [{ ...textBlock(use), size: "Small" as const, spacing: "Small" as const }]),
  ],
});

/** An ID, as it is copied, and what it is for: in no block of its own, as nobody is asked for it in chat. */
export const idOf = ({ label, value }: Fact, use?: string): Element => ({
  type: "Container",
  spacing: "Medium",
  items: [
    { ...textBlock(label), isSubtle: true, size: "Small" },
    { ...textBlock(""), text: escapeMarkdown(value), fontType: "Monospace", weight: "Bolder", spacing: "None" },
    ...(use === undefined ? [] : [{ ...textBlock(use), size: "Small" as const, spacing: "Small" as const }]),
  ],
});

/** So many counts stand beside each other on a phone. */
const COUNTS_IN_ROW = 3;

/** Up to so many signs a number is drawn as large as there is: a longer one would break on a phone. */
const LARGEST_MAX = 4;

const count = ({ label, value }: Fact, size: "ExtraLarge" | "Large"): IColumn => ({
  type: "Column",
  width: "stretch",
  // A label that takes two lines keeps the numbers beside it in line.
  verticalContentAlignment: "Bottom",
  items: [
    { ...textBlock(label), isSubtle: true, size: "Small" },
    { ...textBlock(value), size, weight: "Bolder", spacing: "None" },
  ],
});

/** Counts beside each other, each below what it counts. */
export const counts = (facts: readonly Fact[]): CardElementArray => {
  const rows = Math.ceil(facts.length / COUNTS_IN_ROW);
  const size = Math.ceil(facts.length / Math.max(rows, 1));
  const letters = facts.every(({ value }) => value.length <= LARGEST_MAX) ? "ExtraLarge" : "Large";
  const nothing: IColumn = { type: "Column", width: "stretch", items: [] };
  return Array.from({ length: rows }, (_, row) => {
    const columns = facts.slice(row * size, (row + 1) * size).map((fact) => count(fact, letters));
    return {
      type: "ColumnSet" as const,
      // A short row keeps to the columns of the one above.
      columns: [...columns, ...Array.from({ length: size - columns.length }, () => nothing)],
    };
  });
};

/** Usher's own sentences. */
export const saidIn = (words: Words): readonly string[] =>
  quotedLines(words).flatMap(({ text, quote: written }) => (text !== "" && written === undefined ? [text] : []));

/** What the reader must not overlook, set off from all that is as it should be. */
export const warned = ({ words, max }: Drawing): CardElementArray =>
  (words.warnings ?? []).map((text) => ({
    type: "Container" as const,
    style: "warning" as const,
    roundedCorners: true,
    items: [textBlock(text, max)],
  }));

/**
 * What stands below everything else: warnings, and in small letters what is good to know, such as the code and the
 * webinar's zone.
 */
export const foot = (
  drawing: Drawing,
  facts: readonly Fact[] = factsOf(drawing.words, "code"),
  sentences: readonly string[] = [],
): CardElementArray => {
  const { words, t } = drawing;
  const joined = (some: readonly Fact[]) =>
    some.map(({ label, value }) => (label === "" ? value : t("fact_line", { label, value }))).join(" · ");
  const isDelivery = ({ is }: Fact) => is === "delivery";
  const [known, deliveries] = [facts.filter((fact) => !isDelivery(fact)), facts.filter(isDelivery)];
  const small = [...sentences, joined(known), joined(deliveries), words.foot ?? ""]
    .filter((text) => text !== "")
    .map((text, index) => ({
      ...aside(text),
      size: "Small",
      spacing: index === 0 ? "Medium" : "None",
    })) as CardElementArray;
  return [...warned(drawing), ...small];
};

/** The same with what is good to know among the facts. */
export const footOf = (drawing: Drawing, sentences: readonly string[] = []): CardElementArray =>
  foot(
    drawing,
    drawing.words.facts.filter(({ is, isAside }) => is === "code" || isAside === true),
    sentences,
  );

/** A card of words alone: what happened, what follows, the facts, and what is good to know. */
export const plainCard = (drawing: Drawing): CardElementArray => {
  const { words, max } = drawing;
  const facts = factsBut(words, "code", "when", "status");
  return [...headOf(drawing), ...linesOf(drawing, { folds: true }), ...factSet(facts, max), ...foot(drawing)];
};
