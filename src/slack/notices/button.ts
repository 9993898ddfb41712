import type { ActionsBlock, Button, ConfirmationDialog, Overflow } from "@slack/types";
import { defined } from "../../core/model/defined.ts";
import type { CardAct } from "../../core/notices/card-acts.ts";
import type { ActOffer, LinkOffer, NoticeOffer } from "../../core/notices/offer.ts";
import type { Translate } from "../../texts/translate.ts";
import { cutTo } from "../platform/escape.ts";

/** The action id of every button that carries an act. The rest of the id only keeps ids apart in one message. */
export const ACT = "act";
/** Buttons that open a page. */
export const LINK = "link";
export const LANDING = "landing";

/** So much of a label is shown (docs.slack.dev, button element); screen readers say up to 75 characters in its place. */
const LABEL_MAX = 30;
const SPOKEN_MAX = 75;

const plainText = (words: string, max: number) => ({ type: "plain_text" as const, text: cutTo(words, max) });

/** Asks before many are decided (confirmation dialog object: 100, 300 and 30 characters). `label` confirms. */
export const confirmation = (to: "approve" | "reject", t: Translate, label: string): ConfirmationDialog => ({
  title: plainText(t("sure_title"), 100),
  text: plainText(t(`sure_${to}`), 300),
  confirm: plainText(label, 30),
  deny: plainText(t("sure_no"), 30),
  ...defined({ style: to === "reject" ? ("danger" as const) : undefined }),
});

/** What screen readers say, with what or whom the act is about: the label alone would be the same on every card. */
const accessibleName = ({ about }: ActOffer, label: string, t: Translate): string | undefined => {
  if (!about) return [...label].length > LABEL_MAX ? cutTo(label, SPOKEN_MAX) : undefined;
  return cutTo(t(about.say ?? "offer_of", { name: about.name, label }), SPOKEN_MAX);
};

/** What keeps the ids of two buttons with one act apart. */
const whatOf = (act: CardAct): (string | number)[] => [
  ...("code" in act ? [act.code] : []),
  ...("from" in act ? [act.from] : []),
  ...("list" in act ? [act.list] : []),
  ...("name" in act ? [act.name] : []),
  ...("by" in act ? [act.by, act.everywhere ? "everywhere" : "here"] : []),
  ...("hosted" in act ? [act.hosted, act.mine, act.upcoming] : []),
];

const actButton = (offer: ActOffer, t: Translate): Button => {
  const { act, values, tone, asksFirst } = offer;
  const label = t(offer.say, values);
  return {
    type: "button",
    action_id: [ACT, act.act, ...whatOf(act)].join(":"),
    text: plainText(label, LABEL_MAX),
    value: JSON.stringify(act),
    ...defined({
      style: tone,
      accessibility_label: accessibleName(offer, label, t),
      confirm: asksFirst && confirmation(asksFirst.to, t, t(asksFirst.say, asksFirst.values)),
    }),
  };
};

/** A button that leads to a page. */
export const linkButton = ({ link, say: label, tone }: LinkOffer, t: Translate): Button => ({
  type: "button",
  action_id: label === "landing" ? LANDING : `${LINK}:${label}`,
  text: plainText(t(label), LABEL_MAX),
  url: link,
  ...defined({ style: tone }),
});

/** An offer of the core as Slack's button. */
const buttonOf = (offer: NoticeOffer, t: Translate): Button =>
  "link" in offer ? linkButton(offer, t) : actButton(offer, t);

/** An overflow takes so many options, each with a text and a value of so many characters (overflow menu element). */
const OPTIONS_MAX = 5;
const OPTION_MAX = 75;

const isMinor = (offer: NoticeOffer): boolean => offer.isMinor === true;

/** Acts and pages as the options of a menu (`⋯`). */
const menuOf = (offers: readonly NoticeOffer[], t: Translate): Overflow[] => {
  if (offers.length === 0) return [];
  const options = offers
    .slice(0, OPTIONS_MAX)
    .map((offer) =>
      "link" in offer
        ? { text: plainText(t(offer.say), OPTION_MAX), value: `${LINK}:${offer.say}`, url: offer.link }
        : { text: plainText(t(offer.say, offer.values), OPTION_MAX), value: JSON.stringify(offer.act) },
    );
  const first = offers.find((offer) => "act" in offer);
  return [{ type: "overflow", action_id: [ACT, "menu", ...(first ? whatOf(first.act) : [LINK])].join(":"), options }];
};

/** Whether a choice of a menu opens a page, so that nothing is to be done about it. */
export const isLinkValue = (value: string): boolean => value.startsWith(`${LINK}:`);

/** The row of what can be pressed: buttons, and behind them a menu of what is wanted seldom. None where nothing can. */
export const actionsOf = (offers: readonly NoticeOffer[], t: Translate): ActionsBlock[] => {
  const buttons = offers.filter((offer) => !isMinor(offer)).map((offer) => buttonOf(offer, t));
  const elements = [...buttons, ...menuOf(offers.filter(isMinor), t)];
  return elements.length === 0 ? [] : [{ type: "actions", elements }];
};

/** The menu, where nothing else can be pressed: it stands beside what it is about. */
export const onlyMenuOf = (offers: readonly NoticeOffer[], t: Translate): Overflow | undefined =>
  offers.every(isMinor) ? menuOf(offers.filter(isMinor), t)[0] : undefined;

/** The button, where nothing else can be pressed. */
export const onlyButtonOf = (offers: readonly NoticeOffer[], t: Translate): Button | undefined => {
  const [only, another] = offers;
  return only && !another && !isMinor(only) ? buttonOf(only, t) : undefined;
};
