import type { IAdaptiveCard } from "@microsoft/teams.cards";
import { defined } from "../../core/model/defined.ts";
import type { Links } from "../../core/model/links.ts";
import type { Reader } from "../../core/model/person.ts";
import type { Notice } from "../../core/notices/notice.ts";
import type { NoticeOffer } from "../../core/notices/offer.ts";
import { itemOffersOf, offersOf } from "../../core/notices/offers.ts";
import { turnsPage } from "../../core/notices/paging.ts";
import { hasEnded } from "../../core/notices/readers/ended.ts";
import { ownPageOffers, withOwnPages } from "../../core/notices/readers/own-pages.ts";
import { isWayIn } from "../../core/notices/readers/way-in.ts";
import type { Words } from "../../texts/fact.ts";
import { translatorFor } from "../../texts/translate.ts";
import { spelledOut } from "../../texts/when.ts";
import { wordsOf } from "../../texts/words.ts";
import type { Message } from "../platform/connector.ts";
import { ACTIONS_MAX, secondary } from "../platform/inputs.ts";
import { fitting } from "../platform/size.ts";
import { LINE_MAX } from "../platform/text.ts";
import { ASIDE, type Button, buttonOf, worksInDialog } from "./button.ts";
import { bodyOf } from "./cards/body.ts";
import { hasMoreBelow } from "./cards/own.ts";

export const ADAPTIVE_CARD = "application/vnd.microsoft.card.adaptive";
/** How much of a notice its card shows: the characters of each text, and the items. */
interface Cut {
  readonly text: number;
  readonly items: number;
}
const CUTS: readonly [Cut, ...Cut[]] = [
  { text: LINE_MAX, items: 60 },
  { text: 1_000, items: 60 },
  { text: 300, items: 60 },
  { text: 100, items: 60 },
  { text: 60, items: 60 },
  { text: 60, items: 30 },
  { text: 60, items: 15 },
];
/** So many actions stand side by side, and the others in the menu. */
const SHOWN_AT_ONCE = 3;

/** What a row of buttons takes in a narrow card, in letters: each button has its edges, and the menu its place. */
const ROW_LETTERS = 54;
const EDGE_LETTERS = 4.5;
const MENU_LETTERS = 5;

/** How many of a card's own actions stand beside its menu without pushing it onto a row of its own. */
const fittingBesideMenu = (own: readonly Button[], most: number): number => {
  const inSight = (count: number) => own.slice(0, count).filter(({ mode }) => mode !== "secondary");
  const lettersOf = (count: number) =>
    inSight(count).reduce((sum, { title = "" }) => sum + title.length + EDGE_LETTERS, MENU_LETTERS);
  const hasMenu = (count: number) => inSight(count).length < own.length;
  let count = most;
  while (count > 1 && hasMenu(count) && lettersOf(count) > ROW_LETTERS) count -= 1;
  return count;
};

/** A menu is not opened for one act where there is room for its button. */
const withoutLoneMenu = (actions: readonly Button[], most: number): readonly Button[] => {
  const hidden = actions.filter(({ mode }) => mode === "secondary");
  const letters = actions.reduce((sum, { title = "" }) => sum + title.length + EDGE_LETTERS, 0);
  // Answers unfold in the card, and are wanted whole by few.
  const isWanted = hidden.length === 1 && hidden[0]?.id !== "answers" && hidden[0]?.id !== ASIDE;
  if (!isWanted || actions.length > most || letters > ROW_LETTERS) return actions;
  return actions.map((button): Button => (button.mode === "secondary" ? { ...button, mode: "primary" } : button));
};

/** A notice's words on a few plain lines, for notifications and for clients that cannot show cards. */
export const plainOf = ({ title, lines, items }: Words): string =>
  spelledOut([title, ...lines, ...items.map((item) => item.title)].join("\n"))
    .slice(0, 500)
    .toWellFormed();

/**
 * Keeps at most six actions in sight: one of each item, in order, and the card's own, of which one at least. The others
 * go under the "…" of their row; those apart, on a row of their own, stay in sight. Where there is no room for one of
 * each item, none of them is a button, and all rows look alike.
 */
const withinSix = (
  own: readonly Button[],
  items: readonly (readonly Button[])[],
  isApart: (at: number) => boolean = () => false,
) => {
  const rows = items.filter((some) => some.length > 0).length;
  // Beside so many rows that none of them has a button, the card has all of its own.
  const isAlone = rows >= ACTIONS_MAX || items.every((some) => some.length <= 1);
  const most = Math.min(SHOWN_AT_ONCE, isAlone ? SHOWN_AT_ONCE : Math.max(1, ACTIONS_MAX - rows));
  const row = own.filter((_, at) => !isApart(at));
  const ownInSight = row.slice(0, fittingBesideMenu(row, Math.max(1, most - own.length + row.length)));
  // A menu alone says nothing: its first act stands in sight.
  const isMenuAlone = own.every(({ mode }) => mode === "secondary");
  const actions = withoutLoneMenu(
    own.map((button, at): Button => {
      if (!isApart(at) && !ownInSight.includes(button)) return secondary(button);
      return isMenuAlone && at === 0 ? { ...button, mode: "primary" } : button;
    }),
    most,
  );
  const left = ACTIONS_MAX - actions.filter(({ mode }) => mode !== "secondary").length;
  const pressed = items.flatMap((some, index) => (some.length > 0 ? [index] : []));
  const first = rows > left ? [] : pressed;
  const ofItems = items.map((some, index) =>
    some.map((button, at) => (at === 0 && first.includes(index) ? button : secondary(button))),
  );
  return { actions, ofItems };
};

/** Where a card stands, and what it leads to. */
interface Setting {
  readonly inDialog?: boolean;
  /** The delivery that posts it in a host channel. */
  readonly card?: string | undefined;
  /** Leads its reader to their own page; without, nobody's page is named. */
  readonly links?: Links | undefined;
  /** Where several notices stand on one card, what tells the ids of this one's elements from theirs. */
  readonly ids?: string;
}

/**
 * What a card offers: its reader's own pages come before what is wanted seldom. Where there is no room for both, their
 * page has the calendar too.
 */
const cardOffers = (notice: Notice, now: number, links: Links | undefined): NoticeOffer[] => {
  const offers = offersOf(notice, now);
  const seldom = offers.filter((offer) => offer.isMinor === true);
  const wanted = offers.filter((offer) => !seldom.includes(offer));
  const pages = links ? ownPageOffers(notice, links, now) : [];
  const left = Math.max(0, pages.length + offers.length - ACTIONS_MAX);
  return [...withOwnPages(wanted, pages.slice(left)), ...seldom];
};

/** Renders a notice as an Adaptive Card 1.5 at the time `now`: what people typed escaped, all cut to size. */
export const cardOf = (
  notice: Notice,
  reader: Reader,
  now: number,
  { inDialog = false, card, links, ids = "written" }: Setting = {},
): IAdaptiveCard => {
  const t = translatorFor(reader.locale);
  const words = wordsOf(notice, reader, { now, marksTimes: true, isCard: true });
  const working = (offers: NoticeOffer[]) => (inDialog ? offers.filter(worksInDialog) : offers);
  const buttons = (offers: NoticeOffer[], isListed: boolean): Button[] =>
    working(offers).map((offer) => buttonOf(offer, t, { isListed, now, card, inDialog }));
  const offers = working(cardOffers(notice, now, links));
  // What can be done with all of a series stands above its webinars; what turns the page, below.
  const isParted = notice.kind === "series_one" || notice.kind === "series_saved";
  const isPage = offers.map((offer) => turnsPage(offer));
  // Who can walk in finds the way above what is only good to know.
  const isAbove = isWayIn(notice, now) && hasMoreBelow({ words });
  const isLeading = (at: number): boolean => isAbove || (isParted && isPage[at] === false);
  const { actions, ofItems } = withinSix(
    buttons(offers, false),
    words.items.map((_, index) => buttons(itemOffersOf(notice, index, now), true)),
    (at) => isParted && isPage[at] === true,
  );
  const [leading, below] = [actions.filter((_, at) => isLeading(at)), actions.filter((_, at) => !isLeading(at))];
  const isWide = words.items.length > 0 || notice.kind === "log";
  return fitting(CUTS, ({ text, items }) => ({
    type: "AdaptiveCard",
    version: "1.5",
    lang: reader.locale,
    fallbackText: plainOf(words),
    ...defined({ msteams: isWide ? ({ width: "full" } as const) : undefined }),
    body: bodyOf(notice, {
      ...{ words, t, now, max: text, most: items, hasEnded: hasEnded(notice, now) },
      ...{ leading, ids },
      buttonsOf: (index) => ofItems[index] ?? [],
    }),
    ...defined({ actions: below.length > 0 ? below : undefined }),
  }));
};

/** A card as a message: the card alone, with the words that its notification says. */
export const messageWith = (card: IAdaptiveCard, summary: string): Message => ({
  type: "message",
  summary: summary.slice(0, 200),
  attachments: [{ contentType: ADAPTIVE_CARD, content: card }],
});

export const messageOf = (
  notice: Notice,
  reader: Reader,
  now: number,
  setting: Pick<Setting, "card" | "links"> = {},
): Message => messageWith(cardOf(notice, reader, now, setting), wordsOf(notice, reader).title);
