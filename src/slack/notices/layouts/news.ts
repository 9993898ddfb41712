import type { KnownBlock } from "@slack/types";
import type { Notice } from "../../../core/notices/notice.ts";
import { type ActOffer, type LinkOffer, minor, minorLast, type NoticeOffer } from "../../../core/notices/offer.ts";
import { offersOf } from "../../../core/notices/offers.ts";
import { turnsPage } from "../../../core/notices/paging.ts";
import { hasEnded } from "../../../core/notices/readers/ended.ts";
import { givesUp, hasOwnPage, ownPageOffers, withOwnPages } from "../../../core/notices/readers/own-pages.ts";
import { isWayIn } from "../../../core/notices/readers/way-in.ts";
import type { Fact } from "../../../texts/fact.ts";
import { hostsHeading, idLineIn, isHostsWord, quotedLines } from "../../../texts/quotes.ts";
import type { Translate } from "../../../texts/translate.ts";
import { referenceLine } from "../../../texts/words/general.ts";
import { helpLineOf } from "../../../texts/words/help.ts";
import { codeOf, cutTo, escapeMrkdwn } from "../../platform/escape.ts";
import { section } from "../../platform/inputs.ts";
import { boldLine, context, factBlocks, factLine, header, quoted, stacked, titled } from "../blocks.ts";
import { actionsOf } from "../button.ts";
import { ITEMS_MAX, itemBlocks } from "./lists.ts";
import type { Shown } from "./shown.ts";

/** Notices with what a host wrote, in which an address may be a link. In no other does Slack make links of words. */
const HOSTS_TEXTS: readonly Notice["kind"][] = [
  "overview",
  "announcement",
  "invitation",
  "registration",
  "webinar",
  "revised",
  "reminder",
  "follow_up",
  "host_message",
];

/** Answers of one sentence, which need no title. */
const SENTENCES: readonly Notice["kind"][] = ["refused", "working"];

/** What was probably meant, as people type it. */
const nearestAsCode = (line: string, notice: Notice): string =>
  notice.kind === "unknown_command" ? line.replace(/[“«]\s?([a-z]+)\s?[”»]/u, (_, word: string) => codeOf(word)) : line;

/** A line of the help: what is typed as it stands as code, and the heading of a kind bold. */
const helpLine = (line: string, t: Translate): string => {
  const read = helpLineOf(line, t);
  if (read.kind === "heading") return `\n*${escapeMrkdwn(read.text)}*`;
  if (read.kind === "sentence") return escapeMrkdwn(read.text);
  const command = read.parts.map(({ text, isTyped }) => (isTyped ? codeOf(text) : escapeMrkdwn(text)));
  return `${command.join(" ")} – ${escapeMrkdwn(read.does)}`;
};

/** Commands in a sentence, which are typed as they stand. */
const commandsAsCode = (line: string, notice: Notice): string => {
  if (!("webinar" in notice)) return line;
  return line.replace(new RegExp(`\\b[a-z]+ ${notice.webinar.code}( remove)?\\b`, "u"), (typed) => codeOf(typed));
};

/** A sentence of Usher's. */
const sentenceOf = (line: string, { notice, t }: Shown): string => {
  if (notice.kind === "help") return helpLine(line, t);
  // What is copied stands as code.
  if (notice.kind === "failed" && line === referenceLine(notice, t))
    return escapeMrkdwn(line).replace(notice.reference, codeOf(notice.reference));
  return commandsAsCode(nearestAsCode(escapeMrkdwn(line), notice), notice);
};

/** So much of a text that its reader can read elsewhere: on the webinar's page, or since they wrote it. */
const BEGINNING_MAX = 300;

/** An invitation and an announcement lead to the page with its description, and a host knows what they sent. */
const maxOf = (written: string, notice: Notice, whole: number): number => {
  const isOnPage =
    (notice.kind === "invitation" || notice.kind === "announcement") &&
    written === notice.webinar.description &&
    notice.webinar.visibility !== "invited_only";
  return isOnPage || notice.kind === "message_sent" ? Math.min(BEGINNING_MAX, whole) : whole;
};

/**
 * Usher's own sentences, with what people wrote at the end of one set off below it; and what they wrote as a whole: cut
 * to `max`, where the rest is a press away. The host's word to everybody has a heading; what the registration ID is for
 * stands with the ID.
 */
export const partsOf = (shown: Shown, whole = 3_000) => {
  const { notice, words, t } = shown;
  const idLine = idLineOf(shown);
  const lines = quotedLines(words).filter(({ text }) => text !== idLine?.line);
  const hasWord = lines.some((line) => isHostsWord(line, t));
  const isLinked = HOSTS_TEXTS.includes(notice.kind);
  const inQuotes = (quote: string) => quoted(cutTo(quote, maxOf(quote, notice, whole)));
  return {
    own: lines
      .filter((line) => (line.text !== "" || line.quote === undefined) && !isHostsWord(line, t))
      .flatMap(({ text, quote }) => [sentenceOf(text, shown), ...(quote ? [quoted(cutTo(quote, whole))] : [])]),
    written: lines.flatMap((line) => {
      const { text, quote } = line;
      if (quote && isHostsWord(line, t))
        return [section(`*${escapeMrkdwn(hostsHeading(t))}*\n${inQuotes(quote)}`, { isLinked })];
      if (text !== "" || !quote) return [];
      // Below the host's word it would be taken for more of it.
      const heading = hasWord ? `*${escapeMrkdwn(t("page_about"))}*\n` : "";
      return [section(`${heading}${inQuotes(quote)}`, { isLinked })];
    }),
  };
};

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

/** What lets somebody in, which is the point of the message that has it. */
const isSecret = ({ is, isCopied }: Fact, notice: Notice): boolean =>
  is === "id" || (isCopied === true && is !== "code" && hasOwnPage(notice));

/** What the registration ID is for, where it stands with it. */
const idLineOf = ({ words, t }: Shown) =>
  words.facts.some(({ is }) => is === "id") ? idLineIn(words.lines, t) : undefined;

/** What lets somebody in, each in a section of its own. */
const secretBlocks = (secrets: readonly Fact[], shown: Shown): KnownBlock[] => {
  const line = idLineOf(shown);
  return secrets.map((fact) => section([stacked(fact), ...(fact.is === "id" && line ? [line.beside] : [])].join("\n")));
};

/** An invitation has its ID in small letters: it is of use to who has registered. */
const idAside = (secrets: readonly Fact[], shown: Shown): string[] => {
  const line = idLineOf(shown);
  return secrets.map((fact) => [factLine(fact, shown.t), ...(line ? [line.beside] : [])].join(" · "));
};

/** What the title says, or the sentence below it; who looks at what they have is shown where it stands. */
const isSaid = ({ is, isInTitle }: Fact, { notice, now }: Shown): boolean =>
  isInTitle === true || (is === "status" && notice.kind === "registration" && !notice.again && !hasEnded(notice, now));

const isDelivery = ({ is }: Fact): boolean => is === "delivery";

/** Facts that are good to know. The code is loud only where it is to be handed on. */
const asides = ({ notice, words, t }: Shown): string[] =>
  words.facts
    .filter((fact) => isAtFoot(fact) && !isDelivery(fact))
    .map((fact) => factLine(fact.is === "code" ? { ...fact, isCopied: notice.kind === "scheduled" } : fact, t));

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

/** The code of a list stands above it: each of its items has one too. */
const listFoot = (shown: Shown, said: readonly string[]) =>
  shown.words.items.length > 0
    ? { above: context(asides(shown)), below: foot(shown, { said, facts: [] }) }
    : { above: [], below: foot(shown, { said }) };

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

const head = (shown: Shown, answers: readonly Fact[]): KnownBlock[] => {
  const { notice, words, now } = shown;
  const { title } = words;
  const { own } = partsOf(shown);
  const said = own.length > 0 ? [section(own.join("\n"))] : [];
  // What was changed comes before what follows from it.
  if (notice.kind === "edited") return [...titleBlocks(shown), ...changed(shown), ...said];
  // Each kind of command is a block of its own.
  if (notice.kind === "help" && notice.isWhole)
    return [
      ...titleBlocks(shown),
      ...own
        .join("\n")
        .split("\n\n")
        .map((text) => section(text)),
    ];
  if (isTitled(shown) || hasEnded(notice, now))
    // What somebody answers by now comes before what follows from it.
    return [...titleBlocks(shown), ...factBlocks(answers), ...said];
  const isSentence = SENTENCES.includes(notice.kind) || (own.length === 0 && /[.!?…]$/.test(title));
  const when = words.facts.filter(isWhen).map(({ value }) => escapeMrkdwn(value));
  return [section([isSentence ? titled(title) : `*${escapeMrkdwn(title)}*`, ...when, ...own].join("\n"))];
};

/** Whether a line parts the list from its own buttons; one that fills a message has no room for it. */
const isApart = ({ words: { items } }: Shown): boolean => items.length > 0 && items.length < ITEMS_MAX;

/** So many buttons stand in one row with their menu, also in the width of a modal and with French labels. */
const ROW_MAX = 4;

const isInMenu = (one: NoticeOffer): boolean => "act" in one && one.isMinor === true;

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

/** News of one matter, an answer, or a list: what happened, what follows from it, and what can be done. */
export const newsBlocks = (shown: Shown): KnownBlock[] => {
  const { notice, words, t, links, now } = shown;
  const secrets = words.facts.filter((fact) => isSecret(fact, notice));
  const isLater = notice.kind === "invitation";
  const around = listFoot(shown, isLater ? idAside(secrets, shown) : []);
  const facts = words.facts.filter(
    (fact) => !secrets.includes(fact) && isInBody(fact) && !isSaid(fact, shown) && notice.kind !== "edited",
  );
  const answers = notice.kind === "registration" && notice.isEdited ? facts.filter(({ isWritten }) => isWritten) : [];
  const others = facts.filter((fact) => !answers.includes(fact));
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
  const given = isLater ? [] : secretBlocks(secrets, shown);
  const join = isWayIn(notice, now) ? below : [];
  return [
    ...head(shown, answers),
    ...given,
    ...join,
    ...factBlocks(others),
    ...partsOf(shown).written,
    ...warned(shown),
    ...around.above,
    ...acts,
    ...itemBlocks(shown),
    ...(below.length > 0 && isApart(shown) ? [{ type: "divider" as const }] : []),
    ...(join.length > 0 ? [] : below),
    ...around.below,
  ];
};
