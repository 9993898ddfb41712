import { unreachable } from "../../core/model/result.ts";
import type { SeriesCounts } from "../../core/model/series.ts";
import type { Webinar } from "../../core/model/webinar.ts";
import type { Notice } from "../../core/notices/notice.ts";
import type { SeriesNotice } from "../../core/notices/series/notice.ts";
import type { SeriesOutcome } from "../../core/registering/form-steps.ts";
import { type Fact, type Item, makeWords, type Words } from "../fact.ts";
import { sayRefusal } from "../refusals.ts";
import {
  announcedFacts,
  codeFact,
  countFact,
  instantIn,
  pageLines,
  seatsFact,
  statusFact,
  type TextContext,
  webinarItem,
  whenFact,
  zoneFor,
} from "./facts.ts";
import { repeatedWords } from "./repeat.ts";
import { rowText } from "./roster.ts";

const list = ({ entries, page }: Notice & { kind: "series" }, context: TextContext): Words => {
  const { t } = context;
  if (entries.length === 0) return makeWords(t("series_none"));
  const items = entries.map((entry) => ({
    title: entry.series.title,
    facts: [codeFact(entry.series, context), { label: "", value: t("webinars_of", { count: entry.webinars.length }) }],
  }));
  return makeWords(t("series_title"), pageLines(page, context), [], items);
};

/** How many seats of a webinar are taken; and for its hosts who waits, for a decision or in line. */
const countFacts = (webinar: Webinar, isMine: boolean, context: TextContext): Fact[] => {
  const { t } = context;
  const { registrationRequired, counts } = webinar;
  if (!registrationRequired) return [];
  const inLine = counts.waitlisted + counts.offered;
  return [
    seatsFact(webinar, context),
    ...(isMine && counts.pending > 0 ? [countFact(t("fact_pending"), counts.pending, context)] : []),
    ...(isMine && inLine > 0 ? [countFact(t("fact_waiting"), inLine, context)] : []),
  ];
};

/** The same of all its webinars together, for who hosts them. */
const sumLines = (counts: SeriesCounts | undefined, { t }: TextContext): string[] =>
  counts ? [t("series_counts", { ...counts })] : [];

const oneSeries = (notice: Notice & { kind: "series_one" | "series_saved" }, context: TextContext): Words => {
  const { t } = context;
  const { series, webinars } = notice;
  const { title } = series;
  const isSaved = notice.kind === "series_saved";
  const page = isSaved ? undefined : notice.page;
  return makeWords(
    isSaved ? t("series_saved_title", { title }) : title,
    [
      t(isSaved ? "series_saved_line" : "series_one_line", { count: page?.total ?? webinars.length }),
      ...(isSaved ? [] : sumLines(notice.counts, context)),
      ...pageLines(page, context),
    ],
    [codeFact(series, context), ...(!isSaved && notice.isMine ? announcedFacts(series, context) : [])],
    webinars.map((webinar) => webinarItem(webinar, context, countFacts(webinar, isSaved || notice.isMine, context))),
  );
};

/** Everybody of a series, each with the webinar that they are of. */
const everybody = (notice: Notice & { kind: "series_people" }, context: TextContext): Words => {
  const { t } = context;
  const { series, tab, counts, some, webinars } = notice;
  const line = t("series_people_line", { tab: t(`tab_${tab}`), count: counts[tab], webinars: webinars.length });
  const isTold = webinars.some(({ title }) => title !== series.title);
  const items = some.map(({ webinar, row }) => {
    const { name, address, state } = rowText(row, webinar, context);
    const title = isTold ? [{ label: t("fact_webinar"), value: webinar.title }] : [];
    const mail = address === "" ? [] : [{ label: t("fact_email"), value: address, is: "address" as const }];
    return { title: name, facts: [whenFact(webinar, context), { ...standingOf(state, t) }, ...title, ...mail] };
  });
  return makeWords(series.title, [line], [], items);
};

const standingOf = (value: string, t: TextContext["t"]): Fact => ({ label: t("fact_status"), value, is: "status" });

const outcomeItem = (outcome: SeriesOutcome, context: TextContext): Item => {
  const { webinar } = outcome;
  if ("registered" in outcome)
    return webinarItem(webinar, context, [statusFact(outcome.registered.registration, context)]);
  const refusal = sayRefusal(
    outcome.refusal,
    context.locale,
    zoneFor(context, webinar),
    instantIn(zoneFor(context, webinar), context),
  );
  return webinarItem(webinar, context, [{ label: context.t("fact_status"), value: refusal, is: "status" }]);
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
    case "series_registered": {
      const items = notice.outcomes.map((outcome) => outcomeItem(outcome, context));
      return makeWords(context.t("series_registered_title", { title: notice.title }), [], [], items);
    }
    default:
      return unreachable(notice);
  }
};
