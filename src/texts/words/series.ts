import { defined } from "../../core/model/defined.ts";
import { unreachable } from "../../core/model/result.ts";
import type { SeriesCounts, SeriesWebinars } from "../../core/model/series.ts";
import { isAhead, type Webinar } from "../../core/model/webinar.ts";
import type { Notice } from "../../core/notices/notice.ts";
import type { SeriesNotice } from "../../core/notices/series/notice.ts";
import { groupOf, inGroups, type OutcomeGroup } from "../../core/notices/series/outcomes.ts";
import type { SeriesOutcome } from "../../core/registering/form-steps.ts";
import type { TextKey } from "../en.ts";
import { type Fact, type Item, makeWords, type Words } from "../fact.ts";
import { hostsHeading } from "../quotes.ts";
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

/** When the next webinar of a series begins; nothing where none is ahead. */
const nextFacts = ({ webinars }: SeriesWebinars, context: TextContext): Fact[] => {
  const next = webinars.find((webinar) => isAhead(webinar, context.now ?? 0));
  if (!next) return [];
  const when = instantIn(zoneFor(context, next), context, "")(next.startsAt);
  return [{ label: "", value: context.t("row_next", { when }) }];
};

const list = ({ entries, page, mayHost }: Notice & { kind: "series" }, context: TextContext): Words => {
  const { t } = context;
  if (entries.length === 0) return makeWords(t("series_none"), [t(mayHost ? "series_none_host" : "series_none_next")]);
  const items = entries.map((entry) => ({
    title: entry.series.title,
    facts: [
      // On a card its buttons do what its code is typed for.
      ...(context.isCard ? [] : [codeFact(entry.series, context)]),
      { label: "", value: t("webinars_of", { count: entry.webinars.length }) },
      ...nextFacts(entry, context),
    ],
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

/** A row of a card, whose button does what its code is typed for. */
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
      codeFact(series, context),
      ...(isSaved ? [] : sumFacts(notice.counts, context)),
      ...(!isSaved && notice.isMine ? announcedFacts(series, context) : []),
    ],
    webinars
      .map((webinar) =>
        isSaved || notice.isMine
          ? webinarItem(webinar, context, isSaved ? [] : countFacts(webinar, context))
          : comingItem(webinar, context),
      )
      .map((item) => (context.isCard ? withoutCode(item) : item)),
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
  return makeWords(t("series_people_title", { title: series.title }), [line], [], items);
};

const standingOf = (value: string, t: TextContext["t"]): Fact => ({ label: t("fact_status"), value, is: "status" });

const noteFacts = (outcome: SeriesOutcome, { t }: TextContext): Fact[] => {
  if (!("refusal" in outcome && "note" in outcome.refusal) || outcome.refusal.note === "") return [];
  return [{ label: hostsHeading(t), value: outcome.refusal.note, isWritten: true }];
};

/** What the group's heading does not say of it: how they stand, or why they were refused. */
const outcomeItem = (outcome: SeriesOutcome, context: TextContext): Item => {
  const { webinar } = outcome;
  if ("registered" in outcome)
    return webinarItem(webinar, context, [statusFact(outcome.registered.registration, context)]);
  const zone = zoneFor(context, webinar);
  const said = [context.locale, zone, instantIn(zone, context)] as const;
  if (!context.isCard)
    return webinarItem(webinar, context, [standingOf(sayRefusal(outcome.refusal, ...said), context.t)]);
  if (groupOf(outcome) === "full") return webinarItem(webinar, context);
  const { what, next } = refusalParts(outcome.refusal, ...said);
  return webinarItem(webinar, context, [standingOf([what, next].filter((text) => text !== "").join(" "), context.t)]);
};

const GROUP_TITLES = {
  registered: "series_registered_group",
  full: "series_full_group",
  refused: "series_refused_group",
} as const satisfies Record<OutcomeGroup, TextKey>;

/** The rows of a card, each group below its heading. What a host wrote for all of a group alike stands there, once. */
const groupItems = (group: OutcomeGroup, outcomes: readonly SeriesOutcome[], context: TextContext): Item[] => {
  const notes = outcomes.map((one) => noteFacts(one, context));
  const [note, ...others] = [...new Map(notes.flat().map((one) => [one.value, one])).values()];
  const isShared = note !== undefined && others.length === 0;
  const title = context.t(GROUP_TITLES[group], { count: outcomes.length });
  return outcomes.map((outcome, index) => {
    const { facts, ...item } = outcomeItem(outcome, context);
    return {
      ...item,
      facts: isShared ? facts : [...facts, ...(notes[index] ?? [])],
      ...(index === 0 && {
        group: { title, isGood: group === "registered", ...defined({ note: isShared ? note : undefined }) },
      }),
    };
  });
};

const registeredInSeries = (
  { outcomes, title }: Notice & { kind: "series_registered" },
  context: TextContext,
): Words => {
  const { t, isCard } = context;
  const all = inGroups(outcomes);
  const done = all.filter((one) => groupOf(one) === "registered").length;
  const says = !isCard && done < all.length;
  return makeWords(
    t("series_registered_title", { title }),
    says ? [t("series_registered_line", { done, all: all.length })] : [],
    [],
    isCard
      ? (["registered", "full", "refused"] as const).flatMap((group) =>
          groupItems(
            group,
            all.filter((one) => groupOf(one) === group),
            context,
          ),
        )
      : all.map((outcome) => outcomeItem(outcome, context)),
  );
};

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
    case "series_registered":
      return registeredInSeries(notice, context);
    default:
      return unreachable(notice);
  }
};
