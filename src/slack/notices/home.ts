import type { HomeView, KnownBlock, SectionBlock } from "@slack/types";
import type { Reader } from "../../core/model/person.ts";
import {
  HOME_LISTS,
  type Home,
  type HomeList,
  homeItemOffers,
  homePageOffers,
  homeStartOffers,
} from "../../core/notices/home/offers.ts";
import type { NoticeOffer } from "../../core/notices/offer.ts";
import type { Words } from "../../texts/fact.ts";
import { type Translate, translatorFor } from "../../texts/translate.ts";
import { pageText } from "../../texts/words/facts.ts";
import { wordsOf } from "../../texts/words.ts";
import { escapeMrkdwn } from "../platform/escape.ts";
import { section } from "../platform/inputs.ts";
import { context, header } from "./blocks.ts";
import { actionsOf, onlyMenuOf } from "./button.ts";
import { itemText } from "./layouts/lists.ts";

const note = (text: string): KnownBlock[] => context([escapeMrkdwn(text)]);

/** What can be pressed stands below an item; a menu alone beside it. */
const withActions = (item: SectionBlock, offers: readonly NoticeOffer[], t: Translate): KnownBlock[] => {
  const menu = onlyMenuOf(offers, t);
  return menu ? [{ ...item, accessory: menu }] : [item, ...actionsOf(offers, t)];
};

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
    return list === "upcoming" ? [header(t("home_upcoming")), ...note(t("home_nothing_upcoming"))] : [];
  const items = words.items.slice(before, before + some.length);
  const place = pageText(page, t);
  return [
    header(t(`home_${list}`)),
    ...(place ? note(place) : []),
    ...items.flatMap((item, at) => withActions(section(itemText(item, t)), homeItemOffers(home, before + at, now), t)),
    ...actionsOf(homePageOffers(home, list), t),
    { type: "divider" },
  ];
};

/** Everybody's own dashboard on the Home tab, with what can be pressed at the time `now`. */
export const homeView = (home: Home, reader: Reader, now: number): HomeView => {
  const words = wordsOf(home, reader, { now, marksTimes: true, isCard: true });
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
      ...actionsOf(homeStartOffers(home, now), t),
      ...lists,
      ...(words.foot ? note(words.foot) : []),
    ],
  };
};
