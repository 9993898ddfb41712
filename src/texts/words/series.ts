import { unreachable } from "../../core/model/result.ts";
import type { Notice } from "../../core/notices/notice.ts";
import type { SeriesOutcome } from "../../core/registering/form-steps.ts";
import { type Item, makeWords, type Words } from "../fact.ts";
import { sayRefusal } from "../refusals.ts";
import { codeFact, instantIn, pageLines, statusFact, type TextContext, webinarItem, zoneFor } from "./facts.ts";

type SeriesNotice = Extract<Notice, { kind: "series" | "series_one" | "series_saved" | "series_registered" }>;

const list = ({ entries, page }: Notice & { kind: "series" }, context: TextContext): Words => {
  const { t } = context;
  if (entries.length === 0) return makeWords(t("series_none"));
  const items = entries.map((entry) => ({
    title: entry.series.title,
    facts: [codeFact(entry.series, context), { label: t("fact_webinars"), value: String(entry.webinars.length) }],
  }));
  return makeWords(t("series_title"), pageLines(page, context), [], items);
};

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
      ...pageLines(page, context),
    ],
    [codeFact(series, context)],
    webinars.map((webinar) => webinarItem(webinar, context)),
  );
};

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
  return webinarItem(webinar, context, [{ label: context.t("fact_status"), value: refusal }]);
};

/** Series, their webinars, and what became of registering for several of them. */
export const seriesWords = (notice: SeriesNotice, context: TextContext): Words => {
  switch (notice.kind) {
    case "series":
      return list(notice, context);
    case "series_one":
    case "series_saved":
      return oneSeries(notice, context);
    case "series_registered": {
      const items = notice.outcomes.map((outcome) => outcomeItem(outcome, context));
      return makeWords(context.t("series_registered_title", { title: notice.title }), [], [], items);
    }
    default:
      return unreachable(notice);
  }
};
