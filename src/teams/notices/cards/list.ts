import type { ActionArray, CardElementArray, ITableRow } from "@microsoft/teams.cards";
import { fullName } from "../../../core/model/person.ts";
import type { Notice } from "../../../core/notices/notice.ts";
import type { Fact, Item } from "../../../texts/fact.ts";
import type { Translate } from "../../../texts/translate.ts";
import { person } from "../../platform/person.ts";
import { aside, type Element, factSet, heading, headline, quote, textBlock } from "../../platform/text.ts";
import { type Drawing, factsBut, factsOf, foot, linesOf, standingOf } from "./parts.ts";

/** So much stands in a row of what somebody wrote. */
const ROW_TEXT_MAX = 200;

/**
 * What a row has to press, in columns: what is in sight, or else its first act as a line and its menu, since a lone "…"
 * says nothing.
 */
const pressable = (buttons: ActionArray): Element[] => {
  const [first, ...more] = buttons;
  if (!first) return [];
  if (first.mode !== "secondary" || first.type === "Action.ShowCard") return [{ type: "ActionSet", actions: buttons }];
  const label = { ...textBlock(`${first.title} ›`), color: "Accent" as const, weight: "Bolder" as const };
  const line: Element = { type: "Container", selectAction: first, spacing: "Small", items: [label] };
  return more.length === 0 ? [line] : [line, { type: "ActionSet", actions: more }];
};

/** What is copied, such as an ID, on one line in letters of one width. */
export const copiedLine = ({ label, value }: Fact, t: Translate): Element => ({
  type: "RichTextBlock",
  spacing: "None",
  inlines: [
    { type: "TextRun", text: t("fact_line", { label, value: " " }), isSubtle: true },
    { type: "TextRun", text: value, fontType: "Monospace" },
  ],
});

/** How something stands, seen at a glance, and when it is. */
const standing = (state: string, line: string, max: number): CardElementArray => {
  if (state === "") return line === "" ? [] : [aside(line, max)];
  const bold = `**${textBlock(state, max).text}**`;
  return [{ ...aside(""), text: line === "" ? bold : `${bold} · ${textBlock(line, max).text}` } as Element];
};

/** One of a list: what it is, when and how it stands, and what can be done about it: one act beside it. */
const row = ({ title, facts, ended, settled }: Item, index: number, { t, max, buttonsOf }: Drawing): Element => {
  const isSaid = ({ label, is, isWritten }: Fact): boolean =>
    is === "status" || is === "seats" || (label === "" && !is && !isWritten);
  const [ids, codes] = [factsOf({ facts }, "id"), factsOf({ facts }, "code")];
  const said = ({ label, value, is }: Fact): string =>
    label === "" || is === "when" ? value : t("fact_line", { label, value });
  const states = factsOf({ facts }, "status").map(said);
  const line = [...factsOf({ facts }, "when"), ...facts.filter((fact) => isSaid(fact) && fact.is !== "status")].map(
    said,
  );
  const counted = factsOf({ facts }, "count").map(({ label, value }) =>
    label === "" ? value : t("fact_line", { label, value }),
  );
  const before = ended ?? settled;
  const named = before === undefined ? title : t("fact_line", { label: before, value: title });
  const told: CardElementArray = [
    { ...textBlock(named, max), weight: "Bolder", ...(before !== undefined && { isSubtle: true }) },
    ...standing(states.join(" · "), line.join(" · "), Math.max(max, ROW_TEXT_MAX)),
    // The code is seldom wanted, and beside an ID not at all: two codes are mixed up.
    ...(ids.length > 0 ? [] : codes).map((fact) => ({ ...aside(said(fact)), size: "Small" as const }) as Element),
    ...(counted.length > 0 ? [aside(counted.join(" · "), max)] : []),
    ...factsOf({ facts }, "state").map(({ value }) => aside(value, max)),
    ...ids.map((fact) => copiedLine(fact, t)),
    ...factSet(
      factsBut({ facts }, "when", "id", "code", "count", "state").filter((fact) => !isSaid(fact)),
      max,
    ),
  ];
  const buttons = buttonsOf(index);
  // One act, and at most a menu, stand beside it: a list of rows stays short.
  const isBeside = buttons.length > 0 && buttons.slice(1).every(({ mode }) => mode === "secondary");
  const parted = { separator: true, spacing: "Medium" as const };
  if (!isBeside) return { type: "Container", ...parted, items: [...told, ...pressable(buttons)] };
  return {
    type: "ColumnSet",
    ...parted,
    columns: [
      { type: "Column", width: "stretch", items: told },
      ...pressable(buttons).map((item) => ({
        ...({ type: "Column", width: "auto", verticalContentAlignment: "Center" } as const),
        items: [item],
      })),
    ],
  };
};

/** The heading of a group of rows, and what their host wrote for all of them. */
const groupHead = ({ group }: Item, max: number): CardElementArray => {
  if (!group) return [];
  const { title, isGood, note } = group;
  return [
    { ...heading(title), spacing: "Large", separator: true, ...(isGood && { color: "Good" }) } as Element,
    ...(note ? [{ ...textBlock(note.label), isSubtle: true, size: "Small" as const }, quote(note.value, max)] : []),
  ];
};

/** Webinars, series, or what somebody has: a row for each. */
export const listCard = (drawing: Drawing): CardElementArray => {
  const { words, max, most, leading } = drawing;
  return [
    headline(words.title),
    ...linesOf(drawing),
    ...factSet(factsBut(words, "code"), max),
    ...(leading.length > 0 ? [{ type: "ActionSet" as const, actions: leading }] : []),
    ...(words.listed ? [{ ...aside(words.listed), spacing: "Medium" as const }] : []),
    ...words.items.slice(0, most).flatMap((item, index) => [...groupHead(item, max), row(item, index, drawing)]),
    ...(words.items.length > most ? [textBlock("…")] : []),
    ...foot(drawing),
  ];
};

const cells = (texts: readonly Element[]): ITableRow => ({
  type: "TableRow",
  cells: texts.map((text) => ({ type: "TableCell", items: [text] })),
});

/** Facts as a table of two columns. Its cells are texts, in which Teams writes times. */
const table = (facts: readonly Fact[], widths: readonly [number, number], max: number, head?: ITableRow): Element => ({
  type: "Table",
  columns: widths.map((width) => ({ width })),
  firstRowAsHeaders: head !== undefined,
  showGridLines: false,
  rows: [
    ...(head ? [head] : []),
    ...facts.map(({ label, value }) => cells([textBlock(label, max), textBlock(value, max)])),
  ],
});

/** What happened, day by day; in one table where the days are not known. */
const history = ({ words: { facts }, t, max }: Drawing): CardElementArray => {
  if (facts.length === 0) return [];
  const bolder = (text: string): Element => ({ ...textBlock(text), weight: "Bolder" });
  const starts = facts.flatMap(({ heading: day }, at) => (day ? [at] : []));
  if (starts.length === 0) return [table(facts, [2, 3], max, cells([t("fact_when"), t("log_what")].map(bolder)))];
  return starts.flatMap((start, index) => [
    { ...bolder(facts[start]?.heading ?? ""), spacing: "Medium", separator: true } as Element,
    table(facts.slice(start, starts[index + 1]), [1, 5], max),
  ]);
};

/** Who did what in a webinar, and when. */
export const logCard = (drawing: Drawing): CardElementArray => {
  const { words } = drawing;
  return [headline(words.title), ...linesOf(drawing), ...history(drawing), ...foot(drawing)];
};

/** An answer is one fact without a label below its question; what happened is more. */
const answerOf = ({ title, facts }: Item): Fact | undefined => {
  const [only, more] = facts;
  return only?.label === "" && !more ? { label: title, value: only.value, is: "answer" } : undefined;
};

/** One person of the roster: where they stand, what they answered, and what happened to it. */
export const registrantCard = ({ row: shown }: Notice & { kind: "registrant" }, drawing: Drawing): CardElementArray => {
  const { words, max, most } = drawing;
  const items = words.items.slice(0, most);
  const answers = items.flatMap((item) => answerOf(item) ?? []);
  const others = items.filter((item) => answerOf(item) === undefined);
  return [
    person(fullName(shown) || shown.address, [heading(words.title), ...standingOf(words)]),
    ...linesOf(drawing),
    ...factSet([...factsBut(words, "status", "code"), ...answers], max),
    ...others.flatMap(({ title, facts }): Element[] => [
      { ...textBlock(title, max), weight: "Bolder", spacing: "Medium" },
      ...factSet(facts, max),
    ]),
    ...foot(drawing),
  ];
};
