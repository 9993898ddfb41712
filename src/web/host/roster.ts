import { html } from "hono/html";
import { filtered, searchTextOf } from "../../core/approvals/roster-acts.ts";
import {
  PAGE,
  queryOf,
  type RosterPage,
  type RosterState,
  RosterStateSchema,
} from "../../core/approvals/roster-list.ts";
import { defined } from "../../core/model/defined.ts";
import type { Refusal } from "../../core/model/refusal.ts";
import type { RosterPlace, RosterTab } from "../../core/ports/roster.ts";
import { contextFor, zoneFor } from "../../texts/words/facts.ts";
import { rosterLines, rowText, seatsLine, tabLabel } from "../../texts/words/roster.ts";
import { alertText, buttonLink, type Html, heading, inputField } from "../elements.ts";
import { pillOf, whenLine } from "../event/head.ts";
import { TONES } from "../event/news.ts";
import type { PageContext } from "../incoming/request.ts";
import type { PageDeps, Responses } from "../responses.ts";
import { decideInRow } from "./decide-in-row.ts";
import { factLines, personCell } from "./person-cell.ts";
import { shownTabs } from "./tabs.ts";
import type { HostVisit } from "./visits.ts";

/** What a page of the roster was asked for: a tab, what narrows it, and where it begins. */
const askedIn = (c: PageContext, { webinar }: HostVisit): { state: RosterState; problem?: Refusal } => {
  const whole: RosterState = { code: webinar.code, tab: "everybody" };
  const { tab, search = "", answer = "", from } = c.req.query();
  const state = filtered(whole, { tab, search, answer });
  if (!state.ok) return { state: whole, problem: state.refusal };
  const placed = RosterStateSchema.safeParse({ ...state.value, ...defined({ from: from || undefined }) });
  return { state: placed.success ? placed.data : state.value };
};

/** The address of another part of the list. */
const addressOf = (home: string, page: RosterPage, to: { tab?: RosterTab; from?: RosterPlace }): string => {
  const query = new URLSearchParams({ tab: to.tab ?? page.tab });
  const search = searchTextOf(page);
  if (search !== "") query.set("search", search);
  if (page.answer) query.set("answer", page.answer);
  if (to.from) query.set("from", to.from);
  return `${home}?${query}`;
};

/** What fits on one page is seen without a search. */
const isSearched = (page: RosterPage): boolean =>
  page.counts.everybody > PAGE || searchTextOf(page) !== "" || Boolean(page.answer);

/** Shows the roster as a page: tabs with counts, search, and everybody with where they stand (S2). */
export const makeRosterPage = ({ core }: Pick<PageDeps, "core">, respond: Responses) => {
  const tabs = (c: PageContext, page: RosterPage, home: string): Html => {
    const t = respond.translator(c);
    const of = (tab: RosterTab) =>
      html`<a href="${addressOf(home, page, { tab })}" ${tab === page.tab ? html`aria-current="page"` : ""}>${tabLabel(tab, page, t)}</a> `;
    return html`<nav class="tabs" aria-label="${t("field_roster_tab")}">${shownTabs(page).map(of)}</nav>`;
  };

  const searchForm = (c: PageContext, page: RosterPage, problem: string | undefined): Html => {
    const t = respond.translator(c);
    const search = inputField({
      name: "search",
      label: t("field_roster_search"),
      value: c.req.query("search") ?? "",
      autocomplete: "off",
      optional: true,
      problem,
    });
    const answer = inputField({
      name: "answer",
      label: t("field_review_answer"),
      value: page.answer ?? "",
      autocomplete: "off",
      optional: true,
    });
    const hint = html`<p class="hint">${t("field_roster_search_hint")}</p>`;
    return html`<form method="get" class="filter"><input type="hidden" name="tab" value="${page.tab}"><div>${search}${hint}</div><div>${answer}</div><button class="quiet">${t("review_show")}</button></form>`;
  };

  const table = (c: PageContext, page: RosterPage, visit: HostVisit, zone: string | undefined): Html | string => {
    const t = respond.translator(c);
    const { webinar, home } = visit;
    if (page.some.length === 0) return "";
    // The head names the zone.
    const context = contextFor(respond.readerOf(c, zone), { now: core.clock.now(), isZoneBelow: true });
    const texts = page.some.map((row) => ({
      key: row.key,
      acts: decideInRow(row, { webinar, home, now: core.clock.now() }, t),
      tone: row.registration ? TONES[row.registration.status] : ("" as const),
      ...rowText(row, webinar, context),
    }));
    const hasAnswers = texts.some(({ answers }) => answers !== "");
    const hasActs = texts.some(({ acts }) => acts !== "");
    const rows = texts.map(({ key, acts, tone, name, address, status, facts, from, answers }) => {
      const answerCell = hasAnswers ? html`<td dir="auto">${answers}</td>` : "";
      return html`<tr><td>${personCell({ url: `${home}/people/${key}`, name, address })}</td><td>${pillOf(status, tone)}${factLines([...facts, from])}</td>${answerCell}${hasActs ? html`<td class="deciding">${acts}</td>` : ""}</tr>`;
    });
    const heads = [t("roster_name"), t("fact_status"), ...(hasAnswers ? [t("roster_answers")] : [])];
    return html`<table><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}${hasActs ? html`<td></td>` : ""}</tr></thead><tbody>${rows}</tbody></table>`;
  };

  const turns = (c: PageContext, page: RosterPage, home: string): Html | string => {
    const t = respond.translator(c);
    const { previous, next, isPartial } = page;
    if (previous === undefined && next === undefined) return "";
    return html`<p>${previous === undefined ? "" : buttonLink(addressOf(home, page, { from: previous }), t("roster_previous"), true)}
${next === undefined ? "" : buttonLink(addressOf(home, page, { from: next }), t(isPartial ? "roster_search_on" : "review_next"), true)}</p>`;
  };

  return async (c: PageContext, visit: HostVisit) => {
    const { webinar, host, home } = visit;
    const t = respond.translator(c);
    const { state, problem } = askedIn(c, visit);
    const asked = { organisation: webinar.organisation, code: webinar.code, by: host };
    const page = await core.readRoster(asked, queryOf(state), state.from);
    if (!page.ok) return respond.refusal(c, page.refusal, webinar);
    const context = contextFor(respond.readerOf(c, host.zone));
    // How many the part has stands on its tab.
    const [, ...lines] = rosterLines(page.value, context);
    const when = whenLine(webinar, zoneFor(context, webinar), context.locale);
    const said = problem && respond.refusalText(c, problem, webinar);
    const share = webinar.visibility === "invited_only" ? "" : buttonLink(`${home}/share`, t("share_page"), true);
    const acts = html`<div class="acts twos">${buttonLink(`${home}/invite`, t("invite"))}${buttonLink(`${home}/report`, t("report"), true)}${share}${buttonLink(`${home}/preview`, t("preview_link"), true)}</div>`;
    const body = html`${heading(webinar.title)}${when}${acts}<h2>${t("roster_title")}</h2><p class="soft">${seatsLine(webinar, context)}</p>${tabs(c, page.value, home)}
${lines.map((line) => html`<p>${line}</p>`)}${alertText(said && "")}
${isSearched(page.value) || problem ? searchForm(c, page.value, said) : ""}
${table(c, page.value, visit, host.zone)}${turns(c, page.value, home)}
<p class="also"><a href="${home}/export.csv">${t("download")}</a></p>`;
    return respond.page(c, `${t("roster_title")}: ${webinar.title}`, body, problem ? 400 : 200);
  };
};
