import { html } from "hono/html";
import { PAGE, RosterStateSchema } from "../../core/approvals/roster-list.ts";
import type { SeriesPlace, SeriesRosterPage } from "../../core/approvals/series-roster.ts";
import { seriesCode } from "../../core/model/ids.ts";
import { HOST_LINK_MS } from "../../core/model/links.ts";
import type { Person } from "../../core/model/person.ts";
import { countsOver, type Series } from "../../core/model/series.ts";
import type { Webinar } from "../../core/model/webinar.ts";
import { ROSTER_TABS, type RosterTab } from "../../core/ports/roster.ts";
import type { TextKey } from "../../texts/en.ts";
import { spanWithoutZone } from "../../texts/when.ts";
import { contextFor, type TextContext, zoneFor } from "../../texts/words/facts.ts";
import { rowText, seatsTaken, tabLabel, totalsLine } from "../../texts/words/roster.ts";
import { zoneOfAll, zoneTime } from "../../texts/zone-name.ts";
import { buttonLink, copyField, type Html, heading } from "../elements.ts";
import { pillOf } from "../event/head.ts";
import { TONES } from "../event/news.ts";
import { type PageContext, readIn } from "../incoming/request.ts";
import type { PageDeps, Responses } from "../responses.ts";
import { decideInRow } from "./decide-in-row.ts";
import { factLines, personCell } from "./person-cell.ts";
import { shownTabs } from "./tabs.ts";

/** What is counted of each webinar. */
const COLUMNS = [
  { label: "fact_approved", count: ({ counts }: Webinar) => counts.approved },
  { label: "fact_pending", count: ({ counts }: Webinar) => counts.pending },
  { label: "fact_waiting", count: ({ counts }: Webinar) => counts.waitlisted + counts.offered },
] as const satisfies readonly { readonly label: TextKey; readonly count: (webinar: Webinar) => number }[];

/** So many people stand on one page. */
const PEOPLE = 5 * PAGE;

const placeIn = (c: PageContext, series: Series): SeriesPlace | undefined => {
  const { of = "", place } = c.req.query();
  const code = series.webinars.find((one) => one === of);
  const from = RosterStateSchema.shape.from.safeParse(place || undefined).data;
  return code && { of: code, ...(from === undefined ? {} : { place: from }) };
};

/** What all that are registered for have together; their seats are counted for each. */
const totalsOver = (webinars: readonly Webinar[]) => ({
  ...countsOver(webinars),
  offered: webinars.reduce((all, { counts }) => all + counts.offered, 0),
});

const zonesOf = (webinars: readonly Webinar[], context: TextContext): readonly string[] => [
  ...new Set(webinars.map((webinar) => zoneFor(context, webinar))),
];

/** When a webinar of a table is. The day and the hours each stay whole; the zone of all stands below the table. */
const whenOf = (webinar: Webinar, zones: readonly string[], context: TextContext): Html => {
  const zone = zoneFor(context, webinar);
  const span = spanWithoutZone(webinar.startsAt, webinar.endsAt, zone, context.locale);
  const parts = zones.length > 1 ? [...span, zoneTime(zone, context.locale)] : span;
  return html`<p class="small">${parts.map((part, i) => html`<span class="kept">${part}${i < parts.length - 1 && !part.endsWith("–") ? "," : ""}</span> `)}</p>`;
};

/**
 * A host's page about a series (P37): what its webinars hold, and everybody of all of them. Undefined where the link's
 * code is no series'; then it is a webinar's.
 */
export const makeSeriesPage = ({ core, links }: Pick<PageDeps, "core" | "links">, respond: Responses) => {
  const hostLink = ({ code }: Pick<Webinar, "code">, { id }: Person): string =>
    links.host(code, id, core.clock.now() + HOST_LINK_MS);

  const webinarTable = ({ webinars }: SeriesRosterPage, host: Person, context: TextContext): Html => {
    const { t, locale } = context;
    const zones = zonesOf(webinars, context);
    const [zone = ""] = zones;
    const note = zones.length > 1 ? "" : html`<p class="small">${zoneOfAll(zone, locale)}</p>`;
    // A column of zeros says nothing.
    const columns = COLUMNS.filter(({ count }) => webinars.some((webinar) => count(webinar) > 0));
    const hasSeats = webinars.some(({ seatsHeld }) => seatsHeld > 0);
    const heads: readonly TextKey[] = [
      "fact_webinar",
      ...columns.map(({ label }) => label),
      ...(hasSeats ? (["fact_seats"] as const) : []),
    ];
    const rows = webinars.map((webinar) => {
      const { cap } = webinar;
      const held = seatsTaken(webinar);
      const when = whenOf(webinar, zones, context);
      // On a phone a row is a list, where nothing stands above a number to say what it counts.
      const number = (label: TextKey, count: number) =>
        html`<td class="number" data-label="${t(label)}">${t("count", { count })}</td>`;
      return html`<tr><td><a href="${hostLink(webinar, host)}" dir="auto">${webinar.title}</a>${when}</td>${columns.map(({ label, count }) => number(label, count(webinar)))}${hasSeats ? html`<td class="number" data-label="${t("fact_seats")}">${t("seats_of", { held, cap })}</td>` : ""}</tr>`;
    });
    const head = (key: TextKey, i: number) => html`<th scope="col"${i > 0 ? html` class="number"` : ""}>${t(key)}</th>`;
    return html`<table><thead><tr>${heads.map(head)}</tr></thead><tbody>${rows}</tbody></table>${note}`;
  };

  const peopleTable = (page: SeriesRosterPage, host: Person, context: TextContext): Html | string => {
    const { t } = context;
    if (page.some.length === 0) return "";
    const now = core.clock.now();
    const actsOf = ({ webinar, row }: SeriesRosterPage["some"][number]) =>
      decideInRow(row, { webinar, home: hostLink(webinar, host), now }, t);
    const hasActs = page.some.some((one) => actsOf(one) !== "");
    const rows = page.some.map((one) => {
      const { webinar, row } = one;
      const { name, address, status, facts } = rowText(row, webinar, context);
      const when = whenOf(webinar, zonesOf(page.webinars, context), context);
      const home = hostLink(webinar, host);
      const link = `${home}/people/${row.key}`;
      const acts = actsOf(one);
      const tone = row.registration ? TONES[row.registration.status] : "";
      return html`<tr><td>${personCell({ url: link, name, address })}</td><td dir="auto">${webinar.title}${when}</td><td>${pillOf(status, tone)}${factLines(facts)}</td>${hasActs ? html`<td class="deciding">${acts}</td>` : ""}</tr>`;
    });
    const heads = ["roster_name", "fact_webinar", "fact_status"] as const;
    return html`<table><thead><tr>${heads.map((head) => html`<th scope="col">${t(head)}</th>`)}${hasActs ? html`<td></td>` : ""}</tr></thead><tbody>${rows}</tbody></table>`;
  };

  const show = (c: PageContext, page: SeriesRosterPage, host: Person, home: string): Response | Promise<Response> => {
    const context = contextFor(respond.readerOf(c, host.zone), { now: core.clock.now(), isZoneBelow: true });
    const { t } = context;
    const { tab, next, series, webinars } = page;
    const address = (to: RosterTab, from?: SeriesPlace) =>
      `${home}?${new URLSearchParams({ tab: to, ...(from ? { of: from.of, place: from.place ?? "" } : {}) })}`;
    const of = (one: RosterTab) =>
      html`<a href="${address(one)}" ${one === tab ? html`aria-current="page"` : ""}>${tabLabel(one, page, t)}</a> `;
    const table = webinarTable(page, host, context);
    if (page.counts.everybody === 0) {
      const link = links.series(series.code);
      const shown = { label: t("share_link"), value: link, copy: t("share_copy"), done: t("share_copied") };
      const share = html`<p>${t("series_nobody")}</p>${copyField("link", shown)}<p class="also"><a href="${link}">${t("share_open")}</a></p>`;
      return respond.page(c, `${t("roster_title")}: ${series.title}`, html`${heading(series.title)}${share}${table}`);
    }
    const tabs = html`<nav class="tabs" aria-label="${t("field_roster_tab")}">${shownTabs(page).map(of)}</nav>`;
    const totals = totalsLine(totalsOver(webinars), context);
    const body = html`${heading(series.title)}${totals === "" ? "" : html`<p>${totals}</p>`}<p class="also"><a href="${links.series(series.code)}">${t("page_series_link")}</a></p>
${table}
<h2>${t("roster_title")}</h2>${tabs}
${peopleTable(page, host, context)}${next ? html`<p>${buttonLink(address(tab, next), t("review_next"), true)}</p>` : ""}`;
    return respond.page(c, `${t("roster_title")}: ${series.title}`, body);
  };

  return async (c: PageContext): Promise<Response | undefined> => {
    const token = c.req.param("token") ?? "";
    const link = links.readHost(token);
    const organisation = link && (await core.webinars.organisationOf(link.code));
    const series = organisation && (await core.series.get(organisation, seriesCode(link.code)));
    const host = series && (await core.people.get(organisation, link.host));
    // An old link is answered as one of a webinar is.
    if (!host || !series || link.until <= core.clock.now()) return undefined;
    readIn(c, host.locale);
    const tab = ROSTER_TABS.find((one) => one === c.req.query("tab")) ?? "everybody";
    const asked = { organisation, code: series.code, by: host, tab, from: placeIn(c, series), limit: PEOPLE };
    const page = await core.readSeriesRoster(asked);
    return page.ok ? show(c, page.value, host, `/host/${token}`) : respond.refusal(c, page.refusal);
  };
};
