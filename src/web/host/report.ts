import { html } from "hono/html";
import type { Report } from "../../core/hosting/report.ts";
import { defined } from "../../core/model/defined.ts";
import type { Fact } from "../../texts/fact.ts";
import { type ReportPart, reportCsv, reportParts } from "../../texts/report/tables.ts";
import { reportFacts, reportLines } from "../../texts/report/words.ts";
import type { Translate } from "../../texts/translate.ts";
import { briefly } from "../../texts/when.ts";
import { channelName, contextFor } from "../../texts/words/facts.ts";
import { seatsTaken } from "../../texts/words/roster.ts";
import { backLink, buttonLink, type Html, heading } from "../elements.ts";
import { pillOf, whenLine } from "../event/head.ts";
import type { PageContext } from "../incoming/request.ts";
import type { PageDeps, Responses } from "../responses.ts";
import { barOf, type Mark, numbersOf, plotOf, plotStyle } from "./report-plots.ts";
import type { HostVisit } from "./visits.ts";

const MINUTE = 60_000;

/** From so many people on, pictures say more than their numbers do. */
const PLOTTED_FROM = 10;

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

interface KeyFact {
  readonly label: string;
  readonly value: string;
  readonly more?: string;
}

/** What stands in brackets after a number is small. */
const splitFact = ({ label, value }: Fact): KeyFact => {
  const [count = value, more] = value.split(/ \((.*)\)$/);
  return { label, value: count, ...(more === undefined ? {} : { more }) };
};

const keyFact = ({ label, value, more }: KeyFact, bar: Html | string = ""): Html =>
  html`<div><dt>${label}</dt><dd>${value}${bar}${more ? html`<small>${more}</small>` : ""}</dd></div>`;

/** What it is about by now comes first: who registered until the start, and who came from then on. */
const ledBy = (facts: readonly KeyFact[], { webinar, attended }: Report, now: number, t: Translate): KeyFact[] => {
  const hasBegun = now >= webinar.startsAt || attended > 0;
  const lead = t(hasBegun ? "report_attended" : "report_registered");
  const isLead = ({ label }: KeyFact): boolean => label === lead;
  // Before the start there is no number of who came.
  const known = facts.filter(({ label }) => hasBegun || label !== t("report_attended"));
  return [...known.filter(isLead), ...known.filter((fact) => !isLead(fact))];
};

/** Whether a part says more than one number, which stands among the main ones. */
const isSaid = ({ rows }: ReportPart): boolean => rows.filter(({ count }) => count > 0).length > 1;

/**
 * The main numbers as the steps from the invitation to the webinar, each with its bar, and a plot of every other part: no
 * number stands twice.
 */
const plotted = (
  report: Report,
  parts: readonly ReportPart[],
  facts: readonly KeyFact[],
  { marks, t }: { readonly marks: readonly Mark[]; readonly t: Translate },
): Html => {
  const steps = parts.find(({ id }) => id === "funnel")?.rows ?? [];
  const most = Math.max(1, ...steps.map(({ count }) => count));
  const key = facts.map(({ label, value, more }) => {
    const step = steps.find((one) => one.label === label);
    return keyFact({ label, value, ...defined({ more }) }, step ? barOf(step.count, most) : "");
  });
  const plots = parts
    .filter(({ id }) => id !== "funnel")
    .map((part) => {
      const to = endOf(part, report);
      const note = noteOf(part, report, t);
      // One number is no picture.
      if (!isSaid(part)) return html`${to === undefined ? numbersOf(part, { marks }, t) : ""}${note}`;
      return html`${plotOf(part, { marks, ...defined({ to }) }, t)}${note}`;
    });
  return html`<dl class="key">${key}</dl>${plots}`;
};

/** What is too little for pictures: the numbers alone. */
const inNumbers = (
  report: Report,
  parts: readonly ReportPart[],
  facts: readonly KeyFact[],
  { marks, t, now }: { readonly marks: readonly Mark[]; readonly t: Translate; readonly now: number },
): Html => {
  const { cap, startsAt } = report.webinar;
  const held = seatsTaken(report.webinar);
  // Until the start, what a registration takes is a seat.
  const seats = now < startsAt ? { words: t("roster_seats", { held, cap }), bar: barOf(held, cap) } : undefined;
  if (report.invited + report.registered + report.attended === 0) return html``;
  const approved = t("report_approved");
  const at = facts.findIndex(({ label }) => label === approved);
  // Who is approved is among the main numbers.
  const statuses = (parts.find(({ id }) => id === "statuses")?.rows ?? [])
    .filter(({ label }) => label !== t("tab_approved"))
    .map(({ label, count }) => ({ label, value: t("count", { count }) }));
  const rows = [...facts.slice(0, at + 1), ...statuses, ...facts.slice(at + 1)];
  const others = parts
    .filter(({ id }) => id !== "funnel" && id !== "statuses")
    .map((part) => {
      const shown = isSaid(part) ? numbersOf(part, { marks, ...defined({ to: endOf(part, report) }) }, t) : "";
      return html`${shown}${noteOf(part, report, t)}`;
    });
  const [lead, ...rest] = rows;
  return html`<dl class="key">${lead ? keyFact({ ...lead, ...defined({ more: seats?.words }) }, seats?.bar) : ""}${rest.map((row) => keyFact(row))}</dl>${others}`;
};

/** A webinar in numbers for its hosts (P32): as a page with plots, and as a file. Nothing of it needs a script. */
export const makeReportPages = ({ core }: Pick<PageDeps, "core">, respond: Responses) => {
  const read = ({ webinar, host }: HostVisit) => core.readReport(webinar.organisation, webinar.code, host);

  const marksOf = ({ webinar, seriesAnnouncedIn = [] }: Report, zone: string, c: PageContext): Mark[] => {
    const t = respond.translator(c);
    const { startsAt, reminders, announcedIn, withdrawn = [] } = webinar;
    const mark = (said: string, at: number): Mark => ({
      at,
      label: t("fact_line", {
        label: said,
        value: `${briefly(at, zone, respond.localeOf(c), "day")}, ${briefly(at, zone, respond.localeOf(c), "hour")}`,
      }),
    });
    return [
      ...announcedIn.flatMap((channel) =>
        channel.at === undefined ? [] : [mark(t("report_announced", { channel: channelName(channel) }), channel.at)],
      ),
      ...seriesAnnouncedIn.flatMap((channel) =>
        channel.at === undefined
          ? []
          : [mark(t("report_series_announced", { channel: channelName(channel) }), channel.at)],
      ),
      ...withdrawn.flatMap(({ at, until, ...channel }) => [
        mark(t("report_announced", { channel: channelName(channel) }), at),
        mark(t("report_withdrawn", { channel: channelName(channel) }), until),
      ]),
      ...reminders.map((minutes) => mark(t("report_reminder"), startsAt - minutes * MINUTE)),
      mark(t("report_starts"), startsAt),
    ]
      .filter(({ at }) => at <= core.clock.now())
      .sort((one, other) => one.at - other.at);
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
      const parts = reportParts(report, reader);
      const isPlotted = Math.max(report.registered, report.attended) >= PLOTTED_FROM;
      const facts = ledBy(reportFacts(report, context).map(splitFact), report, core.clock.now(), t);
      const shown = (isPlotted ? plotted : inNumbers)(report, parts, facts, { marks, t, now: core.clock.now() });
      const lines = reportLines(report, context);
      // How far it is stands above the numbers as a badge.
      const badge = [t("report_not_begun"), t("report_so_far")].find((line) => line === lines[0]);
      const hasTimes = parts.some((part) => endOf(part, report) !== undefined && isSaid(part));
      const body = html`${plotStyle(c.get("secureHeadersNonce") ?? "")}${backLink(home, t("roster_back"))}<p class="eyebrow">${t("report")}</p>${heading(webinar.title)}
${whenLine(webinar, zone, reader.locale)}
${lines.map((line) => (line === badge ? pillOf(t(core.clock.now() < webinar.startsAt ? "report_badge_not_begun" : "report_badge_so_far")) : html`<p>${line}</p>`))}${shown}${hasTimes ? html`<p class="hint">${t("report_zone", { zone })}</p>` : ""}
<div class="acts">${buttonLink(`${home}/report.csv`, t("download"), true)}</div>`;
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
