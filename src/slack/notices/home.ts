import type { Button, HomeView, KnownBlock, MrkdwnElement } from "@slack/types";
import type { Reader } from "../../core/model/person.ts";
import {
  HOME_LISTS,
  type Home,
  type HomeList,
  homeItemOffers,
  homePageOffers,
  homeStartOffers,
} from "../../core/notices/home/offers.ts";
import type { Fact, Item, Words } from "../../texts/fact.ts";
import { type Translate, translatorFor } from "../../texts/translate.ts";
import { pageText } from "../../texts/words/facts.ts";
import { wordsOf } from "../../texts/words.ts";
import { codeOf, cutMrkdwn, escapeMrkdwn } from "../platform/escape.ts";
import { plain, section } from "../platform/inputs.ts";
import { buttonOf } from "./button.ts";

const HEADER_MAX = 150;
const FOOT_MAX = 1_000;
/** A section takes ten fields of 2,000 characters (docs.slack.dev, section block). */
const FIELDS_MAX = 10;
const FIELD_MAX = 2_000;

const actions = (elements: readonly Button[]): KnownBlock[] =>
  elements.length === 0 ? [] : [{ type: "actions", elements: [...elements] }];

const context = (text: string): KnownBlock => ({
  type: "context",
  elements: [{ type: "mrkdwn", text: cutMrkdwn(escapeMrkdwn(text), FOOT_MAX) }],
});

const header = (text: string): KnownBlock => ({ type: "header", text: plain(text, HEADER_MAX) });

/** One fact in one of two columns: its label, and below it the value. */
const field = ({ label, value, isCopied }: Fact): MrkdwnElement => ({
  type: "mrkdwn",
  text: cutMrkdwn(`${escapeMrkdwn(label)}\n${isCopied ? codeOf(value) : `*${escapeMrkdwn(value)}*`}`, FIELD_MAX),
  verbatim: true,
});

const itemBlock = ({ title, facts }: Item): KnownBlock => ({
  ...section(`*${escapeMrkdwn(title)}*`),
  fields: facts.slice(0, FIELDS_MAX).map(field),
});

/** One list: its heading, its items with their buttons, and how to turn the page. Nothing where it is empty. */
const listBlocks = (
  home: Home,
  list: HomeList,
  before: number,
  words: Words,
  now: number,
  t: Translate,
): KnownBlock[] => {
  const { some, page } = home[list];
  if (some.length === 0)
    return list === "upcoming" ? [header(t("home_upcoming")), context(t("home_nothing_upcoming"))] : [];
  const items = words.items.slice(before, before + some.length);
  const place = pageText(page, t);
  return [
    header(t(`home_${list}`)),
    ...(place ? [context(place)] : []),
    ...items.flatMap((item, at) => [
      itemBlock(item),
      ...actions(homeItemOffers(home, before + at, now).map((offer) => buttonOf(offer, t))),
    ]),
    ...actions(homePageOffers(home, list).map((offer) => buttonOf(offer, t))),
    { type: "divider" },
  ];
};

/** Everybody's own dashboard on the Home tab, with what can be pressed at the time `now`. */
export const homeView = (home: Home, reader: Reader, now: number): HomeView => {
  const words = wordsOf(home, reader, { now, marksTimes: true });
  const t = translatorFor(reader.locale);
  let before = 0;
  const lists = HOME_LISTS.flatMap((list) => {
    const blocks = listBlocks(home, list, before, words, now, t);
    before += home[list].some.length;
    return blocks;
  });
  return {
    type: "home",
    blocks: [
      ...words.lines.map((line) => section(escapeMrkdwn(line))),
      ...actions(homeStartOffers(home).map((offer) => buttonOf(offer, t))),
      ...lists,
      ...(words.foot ? [context(words.foot)] : []),
    ],
  };
};
