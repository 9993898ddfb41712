import type { CardElementArray, IAdaptiveCard } from "@microsoft/teams.cards";
import { defined } from "../../core/model/defined.ts";
import type { Reader } from "../../core/model/person.ts";
import type { Notice } from "../../core/notices/notice.ts";
import type { NoticeOffer } from "../../core/notices/offer.ts";
import { itemOffersOf, offersOf } from "../../core/notices/offers.ts";
import type { Words } from "../../texts/fact.ts";
import { translatorFor } from "../../texts/translate.ts";
import { spelledOut } from "../../texts/when.ts";
import { wordsOf } from "../../texts/words.ts";
import type { Message } from "../platform/connector.ts";
import { ACTIONS_MAX, hint, secondary } from "../platform/inputs.ts";
import { fitting } from "../platform/size.ts";
import { factSet, heading, LINE_MAX, textBlock } from "../platform/text.ts";
import { type Button, buttonOf } from "./button.ts";

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

/** A notice's words on a few plain lines, for notifications and for clients that cannot show cards. */
export const plainOf = ({ title, lines, items }: Words): string =>
  spelledOut([title, ...lines, ...items.map((item) => item.title)].join("\n"))
    .slice(0, 500)
    .toWellFormed();

/**
 * Keeps at most six actions in sight: the card's own first, then one of each item, in order. The others go under the
 * "…" of their row.
 */
const withinSix = (own: readonly Button[], items: readonly (readonly Button[])[]) => {
  const actions = own.map((button, at) => (at < SHOWN_AT_ONCE ? button : secondary(button)));
  const left = ACTIONS_MAX - Math.min(own.length, SHOWN_AT_ONCE);
  const first = items.flatMap((some, index) => (some.length > 0 ? [index] : [])).slice(0, left);
  const ofItems = items.map((some, index) =>
    some.map((button, at) => (at === 0 && first.includes(index) ? button : secondary(button))),
  );
  return { actions, ofItems };
};

/** In a dialog only a link can be pressed: Action.Execute does not work there. */
const isLink = (offer: NoticeOffer): boolean => "link" in offer;

/**
 * Renders a notice as an Adaptive Card 1.5 at the time `now`: what people typed escaped, all cut to size. `card` is the
 * delivery that posts it in a host channel.
 */
export const cardOf = (
  notice: Notice,
  reader: Reader,
  now: number,
  { inDialog = false, card }: { inDialog?: boolean; card?: string | undefined } = {},
): IAdaptiveCard => {
  const t = translatorFor(reader.locale);
  const words = wordsOf(notice, reader, { now, marksTimes: true });
  const buttons = (offers: NoticeOffer[], isListed: boolean): Button[] =>
    (inDialog ? offers.filter(isLink) : offers).map((offer) => buttonOf(offer, t, { isListed, now, card }));
  const listed = words.items;
  const { actions, ofItems } = withinSix(
    buttons(offersOf(notice, now), false),
    listed.map((_, index) => buttons(itemOffersOf(notice, index, now), true)),
  );

  const itemOf = ({ title, facts }: Words["items"][number], index: number, max: number): CardElementArray[number] => {
    const own = ofItems[index] ?? [];
    return {
      type: "Container",
      separator: true,
      spacing: "Medium",
      items: [
        { ...textBlock(title, max), weight: "Bolder" },
        ...factSet(facts, t, max),
        ...(own.length > 0 ? [{ type: "ActionSet" as const, actions: own }] : []),
      ],
    };
  };

  return fitting(CUTS, ({ text, items }) => {
    const left = listed.length - items;
    return {
      type: "AdaptiveCard",
      version: "1.5",
      lang: reader.locale,
      fallbackText: plainOf(words),
      body: [
        heading(words.title),
        ...words.lines.map((line) => textBlock(line, text)),
        ...factSet(words.facts, t, text),
        ...listed.slice(0, items).map((item, index) => itemOf(item, index, text)),
        ...(left > 0 ? [textBlock(notice.kind === "answers" ? t("answers_more", { count: left }) : "…")] : []),
        ...(words.foot ? [{ ...hint(words.foot), spacing: "Small" as const }] : []),
      ],
      ...defined({ actions: actions.length > 0 ? actions : undefined }),
    };
  });
};

/** A card as a message: the card alone, with the words that its notification says. */
export const messageWith = (card: IAdaptiveCard, summary: string): Message => ({
  type: "message",
  summary: summary.slice(0, 200),
  attachments: [{ contentType: ADAPTIVE_CARD, content: card }],
});

export const messageOf = (notice: Notice, reader: Reader, now: number, card?: string): Message =>
  messageWith(cardOf(notice, reader, now, { card }), wordsOf(notice, reader).title);
