import { defined } from "../core/model/defined.ts";
import type { Address, WebinarCode } from "../core/model/ids.ts";
import { type Links, linksIn } from "../core/model/links.ts";
import type { Reader } from "../core/model/person.ts";
import { gateOpensAt, isOver, type Webinar } from "../core/model/webinar.ts";
import type { MailNotice } from "../core/notices/notice.ts";
import type { Fact, Words } from "../texts/fact.ts";
import { headOf } from "../texts/head-of.ts";
import { hostsHeading, idLineIn, isHostsWord, type QuotedLine, quotedLines } from "../texts/quotes.ts";
import { type Translate, translatorFor } from "../texts/translate.ts";
import { contextFor, whenFact } from "../texts/words/facts.ts";
import { wordsOf } from "../texts/words.ts";
import { calendarLinks, linksToAdd } from "./calendar-links.ts";
import { entryOf } from "./entry.ts";
import { type Ticket, ticketOf } from "./ticket.ts";
import { type MailLink, ownLink, type Ways, waysOf } from "./ways.ts";
import { type Foot, footOf } from "./why.ts";

/** What a mail says, before it is laid out in either form. */
export interface Content {
  readonly title: string;
  /** What happened, and the webinar's name, where the title is made of both. */
  readonly head: string;
  readonly name?: string | undefined;
  /** What it is about, where that is more than the webinar. */
  readonly series?: string | undefined;
  /** What previews show beside the subject. */
  readonly preview: string;
  readonly lines: readonly QuotedLine[];
  /** The webinar's, with which commands end that are set as such. */
  readonly code: WebinarCode;
  /** What its host wrote about the webinar, where that is no news: laid out, it stands below everything else. */
  readonly about?: string | undefined;
  /** The host's word to everybody, among the lines of a text: where it is laid out it comes after what is to be done. */
  readonly word?: (QuotedLine & { readonly heading: string }) | undefined;
  readonly ticket: Ticket | undefined;
  /** What the registration ID is for, among the lines of a text: where it is laid out it stands with the ID. */
  readonly idLine?: { readonly line: string; readonly beside: string } | undefined;
  readonly button?: Ways["button"];
  readonly isNow: boolean;
  readonly others: readonly MailLink[];
  /** What becomes of the reader's calendar; undefined where a mail brings no entry. */
  readonly calendar: CalendarNote | undefined;
  readonly foot: Foot;
  readonly t: Translate;
}

/** A line about the calendar entry that a mail brings: with links, and as plain text says it. */
interface CalendarNote {
  readonly says: string;
  readonly links: readonly MailLink[];
  readonly plain: string;
}

interface ContentContext {
  readonly reader: Reader;
  readonly links: Links;
  readonly address?: Address;
  readonly now: number;
}

/** So many signs of what somebody wrote stand in a preview. */
const PREVIEW_MAX = 120;

/** The mails that are what somebody wrote to their reader. */
const WRITTEN: readonly MailNotice["kind"][] = ["host_message", "asked"];

/** What somebody wrote, as far as a preview has room for it. */
const shortened = (text: string): string => {
  const signs = [...text.replaceAll(/\s+/gu, " ").trim()];
  return signs.length > PREVIEW_MAX ? `${signs.slice(0, PREVIEW_MAX).join("").trimEnd()}…` : signs.join("");
};

/** When it is, and what happened or was written: never the ID, as locked screens show it. */
const previewOf = ({ kind }: MailNotice, lines: readonly QuotedLine[], facts: readonly Fact[]): string => {
  const said = lines.map(({ text, quote = "" }) =>
    WRITTEN.includes(kind) ? `${text} ${shortened(quote)}`.trim() : text,
  );
  const first = said.find((text) => text !== "");
  return [facts.find(({ is }) => is === "when")?.value, first].filter((text) => text !== undefined).join(" · ");
};

/** Whose entry went with the registration, which nobody needs any more, adds the webinar by a link. */
const entryAgain = (
  { title, startsAt, endsAt, code, registrationRequired, visibility }: Webinar,
  { links, now }: Pick<ContentContext, "links" | "now">,
  t: Translate,
): CalendarNote | undefined => {
  if (registrationRequired || visibility === "invited_only" || now >= startsAt) return undefined;
  const gate = links.gate(code);
  const added = linksToAdd({ title, startsAt, endsAt, location: gate, details: gate }, t);
  return { says: t("mail_calendar"), links: added, plain: "" };
};

/** An entry can be added to other calendars; of one that only holds the time is said why it comes, and how to stop it. */
const calendarNote = (
  notice: MailNotice,
  { reader, links, now }: Pick<ContentContext, "reader" | "links" | "now">,
  t: Translate,
): CalendarNote | undefined => {
  const entry = entryOf(notice, reader);
  if (isOver(notice.webinar, now)) return undefined;
  if (notice.kind === "let_go") return entryAgain(notice.webinar, { links, now }, t);
  if (entry?.method !== "REQUEST") return undefined;
  // Once the doors are open, whoever reads it goes in, or is about to.
  if (now >= gateOpensAt(notice.webinar))
    return { says: t("mail_calendar"), links: [], plain: t("mail_calendar_file") };
  if (!entry.isTentative)
    return { says: t("mail_calendar_add"), links: calendarLinks(entry, links, t), plain: t("mail_calendar_file") };
  const own = ownLink(notice, links);
  const off = own ? [{ label: t("mail_holds_off"), url: `${own}?settings` }] : [];
  const says = t("mail_calendar_holds");
  return { says, links: off, plain: [says, ...off.map(({ label, url }) => `${label}\n${url}`)].join("\n") };
};

/** Of the news that say no time, those that are no less about a webinar that has one. */
const TIMED: readonly MailNotice["kind"][] = ["asked", "waiting", "undelivered"];

/** When the webinar is stands on every ticket. */
const factsOf = (notice: MailNotice, words: Words, reader: Reader): readonly Fact[] =>
  TIMED.includes(notice.kind) && seriesIn(notice) === undefined
    ? [...words.facts, whenFact(notice.webinar, contextFor(reader))]
    : words.facts;

/** The series that a mail is about, of which its webinar is one. */
const seriesIn = (notice: MailNotice): string | undefined => ("seriesTitle" in notice ? notice.seriesTitle : undefined);

/** What the host wrote about the webinar, among what is said of it. */
const aboutIn = (lines: readonly QuotedLine[], { description }: Webinar): string | undefined =>
  lines.find(({ text, quote }) => text === "" && quote === description)?.quote;

/** Puts together what a mail says. */
export const contentOf = (notice: MailNotice, { reader, links, address, now }: ContentContext): Content => {
  const t = translatorFor(reader.locale);
  const words = wordsOf(notice, reader, { now });
  const lines = quotedLines(words);
  const facts = factsOf(notice, words, reader);
  // A page that is nobody's own knows only what its address says.
  const pages = linksIn(links, reader.locale);
  const ways = waysOf(notice, { links: pages, t, now, isMember: reader.isMember });
  const ticket = ticketOf(notice, facts, { reader, t, now });
  const { title } = notice.webinar;
  const series = seriesIn(notice);
  const head = words.headline ?? headOf(words.title, series ?? title);
  const word = lines.find((line) => isHostsWord(line, t));
  const foot = footOf(notice, ways, {
    links: pages,
    address,
    now,
    t,
  });
  return {
    title: words.title,
    head: head ?? words.title,
    // Without a ticket there is nothing else of the webinar.
    ...defined({ name: head && (series !== undefined && !ticket ? series : title), series: ticket && series }),
    preview: previewOf(notice, lines, facts),
    lines,
    code: notice.webinar.code,
    ...defined({ about: notice.kind === "revised" ? undefined : aboutIn(lines, notice.webinar) }),
    ...defined({ word: word && { ...word, heading: hostsHeading(t) } }),
    ticket,
    ...defined({
      idLine: ticket?.isIdSmall ? { line: "", beside: t("approved_id_late") } : ticket?.id && idLineIn(words.lines, t),
    }),
    ...ways,
    calendar: calendarNote(notice, { reader, links, now }, t),
    foot,
    t,
  };
};
