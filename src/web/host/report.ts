import { html } from "hono/html";
import type { Report } from "../../core/hosting/report.ts";
import { type ReportPart, reportCsv, reportParts } from "../../texts/report/tables.ts";
import { reportFacts, reportLines } from "../../texts/report/words.ts";
import type { Translate } from "../../texts/translate.ts";
import { briefly } from "../../texts/when.ts";
import { contextFor } from "../../texts/words/facts.ts";
import { buttonLink, type Html, heading } from "../elements.ts";
import type { PageContext } from "../incoming/request.ts";
import type { PageDeps, Responses } from "../responses.ts";
import { type Mark, plotOf, plotStyle } from "./report-plots.ts";
import type { HostVisit } from "./visits.ts";

const MINUTE = 60_000;

/** Where a plot over time ends; undefined for any other. */
const endOf = ({ id }: ReportPart, { overTime, arrivals }: Report): number | undefined =>
  ({ over_time: overTime.bars, arrivals: arrivals.bars, funnel: [], statuses: [], domains: [], tags: [] })[id].at(-1)
    ?.to;

/** What stands below a plot. */
const noteOf = ({ id }: ReportPart, report: Report, t: Translate): Html | string => {
  if (id !== "arrivals") return "";
  const { again, attended, timed, visitors } = report;
  const notes = [
    ...(again > 0 ? [t("report_again", { count: again })] : []),
    ...(visitors > 0 ? [t("report_visitors", { count: visitors })] : []),
    ...(attended > timed ? [t("report_untimed", { count: attended - timed })] : []),
  ];
  return notes.length > 0 ? html`<p class="hint">${notes.join(" ")}</p>` : "";
};

/** A webinar in numbers for its hosts (P32): as a page with plots, and as a file. Nothing of it needs a script. */
export const makeReportPages = ({ core }: Pick<PageDeps, "core">, respond: Responses) => {
  const read = ({ webinar, host }: HostVisit) => core.readReport(webinar.organisation, webinar.code, host);

  const marksOf = ({ webinar }: Report, zone: string, c: PageContext): Mark[] => {
    const t = respond.translator(c);
    const { startsAt, reminders } = webinar;
    const mark = (say: "report_starts" | "report_reminder", at: number): Mark => ({
      at,
      label: t("fact_line", {
        label: t(say),
        value: `${briefly(at, zone, respond.localeOf(c), "day")}, ${briefly(at, zone, respond.localeOf(c), "hour")}`,
      }),
    });
    return [
      ...reminders.map((minutes) => mark("report_reminder", startsAt - minutes * MINUTE)),
      mark("report_starts", startsAt),
    ].filter(({ at }) => at <= core.clock.now());
  };

  return {
    show: async (c: PageContext, visit: HostVisit) => {
      const { webinar, host, home } = visit;
      const found = await read(visit);
      if (!found.ok) return respond.refusal(c, found.refusal, webinar);
      const report = found.value;
      const t = respond.translator(c);
      const reader = respond.readerOf(c, host.zone);
      const context = contextFor(reader, { now: core.clock.now() });
      const zone = reader.zone ?? webinar.zone;
      const marks = marksOf(report, zone, c);
      const facts = reportFacts(report, context).map(({ label, value }) => {
        const [count = value, more] = value.split(/ \((.*)\)$/);
        return html`<div><dt>${label}</dt><dd>${count}${more ? html` <small>${more}</small>` : ""}</dd></div>`;
      });
      const plots = reportParts(report, reader).map((part) => {
        const to = endOf(part, report);
        return html`${plotOf(part, { marks, ...(to === undefined ? {} : { to }) }, t)}${noteOf(part, report, t)}`;
      });
      const body = html`${plotStyle(c.get("secureHeadersNonce") ?? "")}${heading(webinar.title)}
<p class="when">${respond.spanOf(c, webinar.startsAt, webinar.endsAt, zone)}</p>
${reportLines(report, context).map((line) => html`<p>${line}</p>`)}<dl class="key">${facts}</dl>
${plots}<p class="hint">${t("report_zone", { zone })}</p>
<div class="acts">${buttonLink(`${home}/report.csv`, t("download"))}${buttonLink(home, t("roster_back"), true)}</div>`;
      return respond.page(c, t("report_title", { title: webinar.title }), body);
    },

    csv: async (c: PageContext, visit: HostVisit) => {
      const found = await read(visit);
      if (!found.ok) return respond.refusal(c, found.refusal, visit.webinar);
      return c.body(reportCsv(found.value, respond.readerOf(c, visit.host.zone)), 200, {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": `attachment; filename="${visit.webinar.code}-report.csv"`,
        "Cache-Control": "no-store",
      });
    },
  };
};
