import type { KnownBlock, SectionBlock } from "@slack/types";
import { itemOffersOf } from "../../../core/notices/offers.ts";
import type { Fact, FactKind, Item } from "../../../texts/fact.ts";
import type { Translate } from "../../../texts/translate.ts";
import { hasTime } from "../../../texts/when.ts";
import { escapeMrkdwn } from "../../platform/escape.ts";
import { section } from "../../platform/inputs.ts";
import { factBlocks, factLine, fitted, header, packed } from "../blocks.ts";
import { actionsOf, onlyButtonOf, onlyMenuOf } from "../button.ts";
import type { Shown } from "./shown.ts";

/** Items with buttons: three blocks each, with room to spare below the 50 of a message. */
export const ITEMS_MAX = 15;
/** So many of a longer list: the others are packed, in up to seven blocks. */
const ITEMS_BEFORE_REST = 13;

/** So many characters have all items, so that what is packed fits few blocks. */
const ITEMS_LENGTH = 8_000;

/** What is longer than this stands on a line of its own. */
const SHORT_MAX = 60;

/** What an item is called: bold while it leads somewhere, struck out once it has ended. */
const itemTitle = ({ title, ended, settled }: Item): string => {
  const name = escapeMrkdwn(title);
  if (ended !== undefined) return `~${name}~`;
  return settled === undefined ? `*${name}*` : name;
};

/** How it ended, or what became of it for its reader, in the one place in which a row says how it stands. */
const stateOf = ({ ended, settled }: Item): string[] =>
  [ended ?? settled].flatMap((state) => (state === undefined ? [] : [`*${escapeMrkdwn(state)}*`]));

/** Whether a fact has a line of its own: it is copied, or long. */
const isOnOwnLine = ({ is, value, isWritten }: Fact): boolean =>
  is === "id" || isWritten === true || value.includes("\n") || (value.length > SHORT_MAX && !hasTime(value));

const isOnLastLine = ({ is }: Fact): boolean => is === "count" || is === "state";

/** An item in two lines: what it is called; and how it stands, when it is, and its code. A host’s counts have a third. */
export const itemText = (item: Item, t: Translate): string => {
  const { facts } = item;
  const of = (kind: FactKind) => facts.filter(({ is }) => is === kind).map(({ value }) => escapeMrkdwn(value));
  const rest = facts.filter(({ is }) => is !== "when" && is !== "code");
  const lines = (facts: readonly Fact[]) => facts.map((fact) => factLine({ ...fact, isCopied: false }, t));
  const isState = ({ is }: Fact): boolean => is === "status";
  const short = rest.filter((fact) => !isOnOwnLine(fact) && !isOnLastLine(fact) && !isState(fact));
  return [
    itemTitle(item),
    [
      ...stateOf(item),
      ...lines(rest.filter((fact) => isState(fact) && !isOnOwnLine(fact))).map((state) => `*${state}*`),
      ...of("when"),
      ...lines(short),
      ...lines(facts.filter(({ is }) => is === "code")),
    ].join(" · "),
    lines(rest.filter(isOnLastLine)).join(" · "),
    ...lines(rest.filter((fact) => isOnOwnLine(fact) && !isOnLastLine(fact))),
  ]
    .filter((line) => line !== "")
    .join("\n");
};

/** One button or menu stands beside its item, several below it. */
const withActions = (item: SectionBlock, index: number, { notice, now, t }: Shown): KnownBlock[] => {
  const offers = itemOffersOf(notice, index, now);
  const button = onlyButtonOf(offers, t) ?? onlyMenuOf(offers, t);
  return button ? [{ ...item, accessory: button }] : [item, ...actionsOf(offers, t)];
};

const parted = (text: string): KnownBlock[] => [{ type: "divider" }, section(text)];
const packedRest = (rest: readonly string[]): KnownBlock[] =>
  rest.length > 0 ? [{ type: "divider" }, ...packed(rest)] : [];

/** What somebody answered is one fact under its question; what happened to it is more. */
const answerOf = ({ title, facts }: Item): Fact | undefined => {
  const [only, more] = facts;
  return only?.label === "" && !more ? { label: title, value: only.value, is: "answer", isWritten: true } : undefined;
};

/** So many characters of somebody's answers fit without being cut. */
const ANSWERS_LENGTH = 4_000;

/** Whether all items are what one person answered, and few enough to stand side by side. */
const isOfOne = ({ notice, words: { items } }: Shown): boolean => {
  if (notice.kind !== "answers" && notice.kind !== "registrant") return false;
  return JSON.stringify(items).length <= ANSWERS_LENGTH;
};

/** What one person answered, side by side where it is short, and what happened to their request. */
const answersBlocks = ({ words, t }: Shown): KnownBlock[] => {
  const answers = words.items.flatMap((item) => answerOf(item) ?? []);
  const others = words.items.filter((item) => answerOf(item) === undefined);
  return [
    ...(answers.length > 0 ? [{ type: "divider" } as const, ...factBlocks(answers)] : []),
    ...others.flatMap((item) => parted(itemText(item, t))),
  ];
};

/** What stands between an item and the one before it: where a group begins, its heading and its host's note. */
const before = ({ group }: Pick<Item, "group"> = {}): KnownBlock[] => {
  const line: KnownBlock = { type: "divider" };
  if (!group) return [line];
  return [line, header(group.title), ...(group.note ? [...factBlocks([group.note]), line] : [])];
};

/** The items of a list. What stands after the last button is packed, as a list without buttons is. */
export const itemBlocks = (shown: Shown): KnownBlock[] => {
  const { notice, words, now, t } = shown;
  if (isOfOne(shown)) return answersBlocks(shown);
  const texts = fitted(
    words.items.map((item) => itemText(item, t)),
    ITEMS_LENGTH,
  );
  const hasButtons = texts.some((_, index) => itemOffersOf(notice, index, now).length > 0);
  const most = texts.length > ITEMS_MAX ? ITEMS_BEFORE_REST : ITEMS_MAX;
  const withButtons = hasButtons ? texts.slice(0, most) : [];
  const rest = texts.slice(withButtons.length);
  const named = (text: string, index: number): string => {
    const group = words.items[withButtons.length + index]?.group;
    return group ? `*${escapeMrkdwn(group.title)}*\n\n${text}` : text;
  };
  return [
    ...withButtons.flatMap((text, index): KnownBlock[] => [
      ...before(words.items[index]),
      ...withActions(section(text), index, shown),
    ]),
    ...(hasButtons || rest.length > ITEMS_MAX || notice.kind === "series_saved"
      ? packedRest(rest.map(named))
      : rest.flatMap((text, index) => [...before(words.items[withButtons.length + index]), section(text)])),
  ];
};
