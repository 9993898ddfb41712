import type { KnownBlock } from "@slack/types";
import type { Notice } from "../../../core/notices/notice.ts";
import { type ActOffer, type LinkOffer, minor, minorLast, type NoticeOffer } from "../../../core/notices/offer.ts";
import { offersOf } from "../../../core/notices/offers.ts";
import { turnsPage } from "../../../core/notices/paging.ts";
import { hasEnded } from "../../../core/notices/readers/ended.ts";
import { givesUp, hasOwnPage, ownPageOffers, withOwnPages } from "../../../core/notices/readers/own-pages.ts";
import { isWayIn } from "../../../core/notices/readers/way-in.ts";
import type { Fact } from "../../../texts/fact.ts";
import type { Translate } from "../../../texts/translate.ts";
import { escapeMrkdwn } from "../../platform/escape.ts";
import { section } from "../../platform/inputs.ts";
import { boldLine, context, countsBlocks, factBlocks, factLine, header, titled } from "../blocks.ts";
import { actionsOf } from "../button.ts";
import { ITEMS_MAX, itemBlocks } from "./lists.ts";
import { isAboutFirst, partsOf } from "./said.ts";
import { idAside, isSecret, secretBlocks } from "./secrets.ts";
import type { Shown } from "./shown.ts";

/** What readers of a channel see. */
const ANNOUNCED: readonly Notice["kind"][] = ["announcement", "series_announcement"];

/** Of these what there is to know stands on one line where it is one thing. */
const BRIEF: readonly Notice["kind"][] = [...ANNOUNCED, "scheduled"];

/** Answers of one sentence, which need no title. */
const SENTENCES: readonly Notice["kind"][] = ["refused", "working"];

/** The webinar's page, or the series'; one that opens to nobody is not named. */
const pageOf = ({ notice, links, t }: Shown): string[] => {
  if (hasOwnPage(notice)) return [];
  if (notice.kind === "series_announcement")
    return [`<${links.series(notice.series.code)}|${escapeMrkdwn(t("page_series_link"))}>`];
  if (!("webinar" in notice) || notice.webinar.visibility === "invited_only") return [];
  const isTold = ["overview", "announcement", "invitation"].includes(notice.kind);
  return isTold ? [`<${links.about(notice.webinar.code)}|${escapeMrkdwn(t("page_about_link"))}>`] : [];
};

const isAtFoot = ({ is, isAside }: Fact): boolean => isAside === true || is === "code";

/** What the title says, or the sentence below it; who looks at what they have is shown where it stands. */
const isSaid = ({ is, isInTitle }: Fact, { notice, now }: Shown): boolean =>
  isInTitle === true || (is === "status" && notice.kind === "registration" && !notice.again && !hasEnded(notice, now));

const isDelivery = ({ is }: Fact): boolean => is === "delivery";

/** Facts that are good to know, the code no louder than the others. */
const asides = ({ words, t }: Shown): string[] =>
  words.facts
    .filter((fact) => isAtFoot(fact) && !isDelivery(fact))
    .map((fact) => factLine(fact.is === "code" ? { ...fact, isCopied: false } : fact, t));

/** What is good to know: sentences, each apart; facts and the page on one line; deliveries; whose time it is. */
export const foot = (
  shown: Shown,
  { said = [], facts = asides(shown) }: { said?: readonly string[]; facts?: readonly string[] } = {},
): KnownBlock[] => {
  const { words, t } = shown;
  const known = [...facts, ...pageOf(shown)];
  const deliveries = words.facts.filter(isDelivery).map((fact) => factLine(fact, t));
  return context([
    ...said,
    ...(known.length > 0 ? [known.join(" · ")] : []),
    ...(deliveries.length > 0 ? [deliveries.join(" · ")] : []),
    ...(words.foot ? [escapeMrkdwn(words.foot)] : []),
  ]);
};

/** Whether it has a matter of its own, under a title, and is more than an answer of a sentence or two. */
const isTitled = ({ notice, words }: Shown): boolean =>
  words.items.length > 0 ||
  (words.facts.some(({ is }) => is !== "code") && notice.kind !== "open_form" && notice.kind !== "form_open");

const isWhen = ({ is }: Fact): boolean => is === "when";
const isFormer = ({ is }: Fact): boolean => is === "former";

/** When it is, below its title: where it has ended in small letters. */
const whenBlocks = ({ notice, words, now, t }: Shown): KnownBlock[] => {
  const times = words.facts.filter(isWhen).map(({ value }) => escapeMrkdwn(value));
  if (times.length === 0) return [];
  const former = words.facts
    .filter(isFormer)
    .map(({ value }) => t("fact_line", { label: t("fact_was"), value: `~${escapeMrkdwn(value)}~` }));
  // A new time is the news.
  if (former.length > 0) return [section([...times.map((time) => `*${time}*`), ...former].join("\n"))];
  // What does not take place is struck out.
  if ("webinar" in notice && notice.webinar?.state === "cancelled") return context(times.map((time) => `~${time}~`));
  return hasEnded(notice, now) ? context(times) : [section(times.join("\n"))];
};

/** What a card is about and when that is. */
export const titleBlocks = (shown: Shown): KnownBlock[] => {
  const { words } = shown;
  return [header(words.title), ...whenBlocks(shown)];
};

const isInBody = (fact: Fact): boolean => !isWhen(fact) && !isFormer(fact) && !isAtFoot(fact);

const changed = ({ words, t }: Shown): KnownBlock[] => {
  const lines = words.facts.filter(isInBody).map((fact) => boldLine(fact, t));
  return lines.length > 0 ? [section(lines.join("\n"))] : [];
};

/** What the reader must not overlook. */
export const warned = ({ words: { warnings = [] } }: Shown): KnownBlock[] =>
  warnings.map((text) => section(`⚠ ${escapeMrkdwn(text)}`));

const head = (shown: Shown, deadlines: readonly Fact[]): KnownBlock[] => {
  const { notice, words, now } = shown;
  const { title } = words;
  const { own } = partsOf(shown);
  const said = own.length > 0 ? [section(own.join("\n"))] : [];
  // What was changed comes before what follows from it, and what is wrong with it before who is told.
  if (notice.kind === "edited") return [...titleBlocks(shown), ...changed(shown), ...warned(shown), ...said];
  // Each kind of command is a block of its own.
  if (notice.kind === "help" && notice.isWhole)
    return [
      ...titleBlocks(shown),
      ...own
        .join("\n")
        .split("\n\n")
        .map((text) => section(text)),
    ];
  if (isTitled(shown) || hasEnded(notice, now)) return [...titleBlocks(shown), ...factBlocks(deadlines), ...said];
  const isSentence = SENTENCES.includes(notice.kind) || (own.length === 0 && /[.!?…]$/.test(title));
  const when = words.facts.filter(isWhen).map(({ value }) => escapeMrkdwn(value));
  return [section([isSentence ? titled(title) : `*${escapeMrkdwn(title)}*`, ...when, ...own].join("\n"))];
};

/** Whether a line parts the list from its own buttons; one that fills a message has no room for it. */
const isApart = ({ words: { items } }: Shown): boolean => items.length > 0 && items.length < ITEMS_MAX;

/** So many buttons stand in one row with their menu, also in the width of a modal and with French labels. */
const ROW_MAX = 4;

const isInMenu = (one: NoticeOffer): boolean => one.isMinor === true;

/** How many buttons a row has, its menu being one. */
const widthOf = (offers: readonly NoticeOffer[]): number =>
  offers.filter((one) => !isInMenu(one)).length + (offers.some(isInMenu) ? 1 : 0);

/**
 * With its reader's own pages. Where there is no room for both, their page has the calendar too; where there is still
 * none, what gives it all up is first in the menu.
 */
const withPages = (offers: readonly NoticeOffer[], pages: readonly LinkOffer[]): readonly NoticeOffer[] => {
  const kept = widthOf(offers) + pages.length > ROW_MAX ? pages.slice(-1) : pages;
  const all = withOwnPages(offers, kept);
  if (pages.length === 0 || widthOf(all) <= ROW_MAX) return all;
  const givenUp = all.filter((one): one is ActOffer => givesUp(one)).map(minor);
  return minorLast([...givenUp, ...all.filter((one) => !givesUp(one))]);
};

/** What there is to know, three counts on one line. */
const factsKnown = (facts: readonly Fact[], t: Translate): KnownBlock[] => {
  const counted = facts.filter(({ is }) => is === "count");
  return counted.length === 3
    ? [...countsBlocks(counted, t), ...factBlocks(facts.filter((fact) => !counted.includes(fact)))]
    : factBlocks(facts);
};

/** What there is to know, on one line where it is one thing. */
const knownBlocks = (facts: readonly Fact[], t: Translate): KnownBlock[] => {
  const [lone, more] = facts;
  const isShort = lone !== undefined && !more && lone.label !== "" && !lone.isWritten && !lone.value.includes("\n");
  return isShort ? [section(boldLine(lone, t))] : factBlocks(facts);
};

/** What one reads of a webinar: what it is about, what there is to know, and how one gets in. */
const aboutBlocks = (shown: Shown, facts: readonly Fact[]): KnownBlock[] => {
  const { written, after } = partsOf(shown);
  const isStanding = ({ is }: Fact) => is === "status";
  const others = facts.filter((fact) => !isStanding(fact));
  return [
    ...factBlocks(facts.filter(isStanding)),
    ...written,
    ...knownBlocks(others, shown.t),
    ...(after.length > 0 ? [section(after.join("\n"))] : []),
  ];
};

/** What people wrote and what there is to know; a host's message comes before the webinar that it names. */
const besidesWords = (shown: Shown, known: readonly KnownBlock[]): KnownBlock[] => {
  const { written } = partsOf(shown);
  return shown.notice.kind === "host_message" ? [...written, ...known] : [...known, ...written];
};

/** News of one matter, an answer, or a list: what happened, what follows from it, and what can be done. */
export const newsBlocks = (shown: Shown): KnownBlock[] => {
  const { notice, words, t, links, now } = shown;
  const secrets = words.facts.filter((fact) => isSecret(fact, notice));
  const isLater = notice.kind === "invitation";
  const facts = words.facts.filter(
    (fact) => !secrets.includes(fact) && isInBody(fact) && !isSaid(fact, shown) && notice.kind !== "edited",
  );
  const isEdited = notice.kind === "registration" && notice.isEdited === true;
  const deadlines = facts.filter(({ is }) => is === "deadline");
  const answers = facts.filter(({ isWritten }) => isEdited && isWritten);
  const others = facts.filter((fact) => !deadlines.includes(fact) && !answers.includes(fact));
  const offers = withPages(offersOf(notice, now), ownPageOffers(notice, links, now));
  // What is done with all of a series stands above its webinars; what turns the page, below.
  const leads = notice.kind === "series_one" || notice.kind === "series_saved";
  const isAbove = (one: NoticeOffer): boolean => leads && !turnsPage(one);
  const [acts, below] = [
    actionsOf(offers.filter(isAbove), t),
    actionsOf(
      offers.filter((one) => !isAbove(one)),
      t,
    ),
  ];
  const given = (isId: boolean) =>
    isLater
      ? []
      : secretBlocks(
          secrets.filter(({ is }) => (is === "id") === isId),
          shown,
        );
  const join = isWayIn(notice, now) ? below : [];
  return [
    ...head(shown, deadlines),
    ...given(false),
    ...join,
    // In chat nobody is asked for it.
    ...given(true),
    ...factBlocks(answers),
    ...(isAboutFirst(shown)
      ? aboutBlocks(shown, others)
      : besidesWords(shown, BRIEF.includes(notice.kind) ? knownBlocks(others, t) : factsKnown(others, t))),
    ...(notice.kind === "edited" ? [] : warned(shown)),
    ...acts,
    ...context(words.listed ? [escapeMrkdwn(words.listed)] : []),
    ...itemBlocks(shown),
    ...(below.length > 0 && isApart(shown) ? [{ type: "divider" as const }] : []),
    ...(join.length > 0 ? [] : below),
    ...foot(shown, { said: isLater ? idAside(secrets, shown) : [] }),
  ];
};
