import type { KnownBlock, SectionBlock } from "@slack/types";
import { itemOffersOf } from "../../../core/notices/offers.ts";
import type { Item } from "../../../texts/fact.ts";
import type { Translate } from "../../../texts/translate.ts";
import { escapeMrkdwn } from "../../platform/escape.ts";
import { section } from "../../platform/inputs.ts";
import { factLine, fitted, packed } from "../blocks.ts";
import { actionsOf, onlyButtonOf } from "../button.ts";
import type { Shown } from "./shown.ts";

/** Items with buttons: three blocks each, with room to spare below the 50 of a message. */
export const ITEMS_MAX = 15;
/** So many of a longer list: the others are packed, in up to seven blocks. */
const ITEMS_BEFORE_REST = 13;

/** So many characters have all items, so that what is packed fits few blocks. */
const ITEMS_LENGTH = 8_000;

/** An item in few lines: what it is called, when it is, and the rest in one. */
const itemText = ({ title, facts }: Item, t: Translate): string => {
  const when = facts.filter(({ is }) => is === "when");
  const rest = facts.filter(({ is }) => is !== "when");
  const isInline = facts.some(({ is }) => is === "code");
  return [
    `*${escapeMrkdwn(title)}*`,
    ...when.map(({ value }) => escapeMrkdwn(value)),
    rest.map((fact) => factLine(fact, t)).join(isInline ? " · " : "\n"),
  ]
    .filter((line) => line !== "")
    .join("\n");
};

/** One button stands beside its item, several below it. */
const withActions = (item: SectionBlock, index: number, { notice, now, t }: Shown): KnownBlock[] => {
  const offers = itemOffersOf(notice, index, now);
  const button = onlyButtonOf(offers, t);
  return button ? [{ ...item, accessory: button }] : [item, ...actionsOf(offers, t)];
};

/** The items of a list. What stands after the last button is packed, as a list without buttons is. */
export const itemBlocks = (shown: Shown): KnownBlock[] => {
  const { notice, words, now, t } = shown;
  const texts = fitted(
    words.items.map((item) => itemText(item, t)),
    ITEMS_LENGTH,
  );
  const hasButtons = texts.some((_, index) => itemOffersOf(notice, index, now).length > 0);
  const most = texts.length > ITEMS_MAX ? ITEMS_BEFORE_REST : ITEMS_MAX;
  const withButtons = hasButtons ? texts.slice(0, most) : [];
  const rest = texts.slice(withButtons.length);
  return [
    ...withButtons.flatMap((text, index): KnownBlock[] => [
      { type: "divider" },
      ...withActions(section(text), index, shown),
    ]),
    ...(rest.length > 0 ? [{ type: "divider" as const }, ...packed(rest)] : []),
  ];
};
