import { defined } from "../../core/model/defined.ts";
import { unreachable } from "../../core/model/result.ts";
import type { SeriesCounts } from "../../core/model/series.ts";
import type { Webinar } from "../../core/model/webinar.ts";
import type { Notice } from "../../core/notices/notice.ts";
import type { SeriesNotice } from "../../core/notices/series/notice.ts";
import type { SeriesOutcome } from "../../core/registering/form-steps.ts";
import { type Fact, type Item, makeWords, type Words } from "../fact.ts";
import { refusalParts, sayRefusal } from "../refusals.ts";
import {
  alone,
  announcedFacts,
  codeFact,
  comingItem,
  instantIn,
  listedWhenFact,
  pageLines,
  pageText,
  statusFact,
  type TextContext,
  webinarItem,
  zoneFor,
} from "./facts.ts";
import { repeatedWords } from "./repeat.ts";
import { rowText, stateUnder } from "./roster.ts";

const list = ({ entries, page, mayHost }: Notice & { kind: "series" }, context: TextContext): Words => {
  const { t } = context;
  if (entries.length === 0) return makeWords(t("series_none"), [t(mayHost ? "series_none_host" : "series_none_next")]);
  const items = entries.map((entry) => ({
    title: entry.series.title,
    facts: [codeFact(entry.series, context), { label: "", value: t("webinars_of", { count: entry.webinars.length }) }],
  }));
  return makeWords(t("series_title"), pageLines(page, context), [], items);
};

/** For the hosts of a webinar: how many of its seats are taken, and who waits, for a decision or in line. */
const countFacts = ({ registrationRequired, counts, seatsHeld, cap }: Webinar, { t }: TextContext): Fact[] => {
  if (!registrationRequired) return [];
  const inLine = counts.waitlisted + counts.offered;
  const said = [
    t("seats_taken", { held: seatsHeld, cap }),
    ...(counts.pending > 0 ? [t("row_pending", { count: counts.pending })] : []),
    ...(inLine > 0 ? [t("row_in_line", { count: inLine })] : []),
  ];
  return said.map((value) => ({ label: "", value, is: "count" }));
};

/** The same of all its webinars together, for who hosts them; nothing of what there is none of. */
const sumFacts = (counts: SeriesCounts | undefined, context: TextContext): Fact[] => {
  if (!counts) return [];
  const { approved, pending, held, seats } = counts;
  const { t } = context;
  return [
    { label: t("fact_seats"), value: t("seats_of", { held, cap: seats }) },
    ...(pending > 0 ? [{ label: t("fact_pending"), value: t("count", { count: pending }) }] : []),
    ...(approved > 0 ? [{ label: t("fact_approved"), value: t("count", { count: approved }) }] : []),
  ];
};

/** A row of what was just saved: that it is there, and when. */
const withoutCode = (item: Item): Item => ({ ...item, facts: item.facts.filter(({ is }) => is !== "code") });

const oneSeries = (notice: Notice & { kind: "series_one" | "series_saved" }, context: TextContext): Words => {
  const { t } = context;
  const { series, webinars } = notice;
  const { title } = series;
  const isSaved = notice.kind === "series_saved";
  const page = isSaved ? undefined : notice.page;
  const listed = context.isCard ? pageText(page, t) : undefined;
  const words = makeWords(
    isSaved ? t("series_saved_title", { title }) : title,
    [
      t(isSaved ? "series_saved_line" : "series_one_line", { count: page?.total ?? webinars.length }),
      ...(isSaved || webinars.length > 0 ? [] : [t(notice.isMine ? "series_one_none_host" : "series_one_none")]),
      ...(context.isCard ? [] : pageLines(page, context)),
    ],
    [
      // On a card each of its webinars has one too.
      context.isCard && !isSaved
        ? { ...codeFact(series, context), label: t("fact_series_code") }
        : codeFact(series, context),
      ...(isSaved ? [] : sumFacts(notice.counts, context)),
      ...(!isSaved && notice.isMine ? announcedFacts(series, context) : []),
    ],
    webinars
      .map((webinar) =>
        isSaved || notice.isMine
          ? webinarItem(webinar, context, isSaved ? [] : countFacts(webinar, context))
          : comingItem(webinar, context),
      )
      .map((item) => (isSaved && context.isCard ? withoutCode(item) : item)),
  );
  return { ...words, ...defined({ listed }) };
};

/** Which of a series' webinars it is: when it begins tells it from the others. */
const startFact = (webinar: Webinar, context: TextContext): Fact => ({
  ...listedWhenFact(webinar, context),
  value: instantIn(zoneFor(context, webinar), context, "")(webinar.startsAt),
});

/** Everybody of a series, each with the webinar that they are of. */
const everybody = (notice: Notice & { kind: "series_people" }, context: TextContext): Words => {
  const { t } = context;
  const { series, tab, counts, some, webinars } = notice;
  const line = t("series_people_line", { tab: t(`tab_${tab}`), count: counts[tab], webinars: webinars.length });
  const isTold = webinars.some(({ title }) => title !== series.title);
  const items = some.map(({ webinar, row }) => {
    const text = rowText(row, webinar, context);
    const state = stateUnder(tab, text);
    const said = (value: string): Fact[] => (value === "" ? [] : [{ label: "", value, is: "state" }]);
    const title = isTold ? [{ label: "", value: webinar.title }] : [];
    return {
      title: text.name,
      facts: [startFact(webinar, context), ...title, ...said(text.address), ...said(alone(state, context))],
    };
  });
  return makeWords(series.title, [line], [], items);
};

const standingOf = (value: string, t: TextContext["t"]): Fact => ({ label: t("fact_status"), value, is: "status" });

const outcomeItem = (outcome: SeriesOutcome, context: TextContext): Item => {
  const { webinar } = outcome;
  if ("registered" in outcome)
    return webinarItem(webinar, context, [statusFact(outcome.registered.registration, context)]);
  const zone = zoneFor(context, webinar);
  const said = [context.locale, zone, instantIn(zone, context)] as const;
  if (!context.isCard)
    return webinarItem(webinar, context, [standingOf(sayRefusal(outcome.refusal, ...said), context.t)]);
  const { what, next, note } = refusalParts(outcome.refusal, ...said);
  // The row says already whose it is, and that they are not registered.
  const isFull = outcome.refusal.reason === "webinar_full";
  const why = isFull ? context.t("row_taken") : [what, next].filter((text) => text !== "").join(" ");
  const item = webinarItem(webinar, context, [
    standingOf(why, context.t),
    ...(note === "" ? [] : [{ label: "", value: note, isWritten: true as const }]),
  ]);
  return { ...item, settled: context.t("row_not_registered") };
};

const writtenIn = ({ facts }: Item): string => JSON.stringify(facts.filter(({ isWritten }) => isWritten));

/** What a host wrote for several webinars alike stands below the first of them. */
const toldOnce = (items: readonly Item[]): Item[] =>
  items.map((item, index) =>
    items.slice(0, index).some((before) => writtenIn(before) === writtenIn(item))
      ? { ...item, facts: item.facts.filter(({ isWritten }) => !isWritten) }
      : item,
  );

/** Series, their webinars, and what became of registering for several of them. */
export const seriesWords = (
  notice: Exclude<SeriesNotice, { kind: "series_announcement" }>,
  context: TextContext,
): Words => {
  switch (notice.kind) {
    case "series":
      return list(notice, context);
    case "series_one":
    case "series_saved":
      return oneSeries(notice, context);
    case "series_people":
      return everybody(notice, context);
    case "repeated":
      return repeatedWords(notice, context);
    case "series_registered": {
      const { outcomes, title } = notice;
      const done = outcomes.filter((one) => "registered" in one).length;
      const line = context.t("series_registered_line", { done, all: outcomes.length });
      const items = toldOnce(outcomes.map((outcome) => outcomeItem(outcome, context)));
      return makeWords(
        context.t("series_registered_title", { title }),
        done === outcomes.length ? [] : [line],
        [],
        items,
      );
    }
    default:
      return unreachable(notice);
  }
};
