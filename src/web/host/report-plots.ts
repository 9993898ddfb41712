import { html, raw } from "hono/html";
import type { ReportPart } from "../../texts/report/tables.ts";
import type { Translate } from "../../texts/translate.ts";
import type { Html } from "../elements.ts";

/** What plots need besides the sheet of all pages. */
const PLOT_STYLE = `
.plot{margin:var(--m) 0 0}.plot table{max-width:36rem}
.bar{width:60%}
.bar svg{width:100%;height:1.25rem;display:block}
.plot rect,.key rect{fill:var(--accent)}
.plot .ground,.key .ground{fill:var(--tint)}
.plot line{stroke:var(--soft);stroke-dasharray:4 3;vector-effect:non-scaling-stroke}
.columns{width:100%;height:9rem;display:block;border-bottom:1px solid var(--edge)}
.scale{display:flex;justify-content:space-between;gap:var(--s);color:var(--soft);font-size:var(--small)}
.marks{display:flex;flex-wrap:wrap;gap:0 var(--m);margin:var(--xs) 0 0;color:var(--soft);font-size:var(--small)}
.key{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(9.5rem,45%),1fr));gap:var(--m);margin:var(--l) 0}
.key div{padding:var(--m);background:var(--paper);border-radius:var(--control)}
.key dt{font-size:var(--small)}.key dd{margin:0;font-size:var(--h2)}.key small{display:block;font-size:var(--small);font-weight:400;color:var(--soft)}
.key div:first-child{grid-column:1/-1;background:var(--tint)}.key div:first-child dd{font-size:2.5rem;line-height:1.2}.key div:first-child .ground{fill:var(--line)}.key dd small{line-height:1.5;margin-top:var(--xs)}
.key svg{width:100%;height:.4rem;display:block;margin-top:var(--s);border-radius:99rem}
details table{margin:0}
.plot td,.plot th{padding:.35rem .9rem .35rem 0}
.plot th[scope=row]{color:var(--ink);font-size:1rem;overflow-wrap:anywhere}
.plot small{display:block;color:var(--soft);font-weight:400}
td.n,th.n{text-align:end;white-space:nowrap;font-weight:600;font-variant-numeric:tabular-nums;padding-inline-end:0!important}
.bars td,.bars th{border:0}
@media(max-width:36rem){.key{display:block}.key div{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:baseline;gap:0 var(--m);padding:var(--s) var(--m);margin:0 0 var(--s)}.key dd{text-align:end}.key svg{width:8rem}.key div:first-child dd:has(svg){width:100%;text-align:start}.key div:first-child svg{width:100%}.plot table{display:table}.plot thead{display:table-header-group}.plot tbody{display:table-row-group}.plot tr{display:table-row}.plot td{display:table-cell}.bar{width:40%}}
@media(forced-colors:active){.plot rect,.key rect{fill:Highlight}.plot .ground,.key .ground{fill:none}}
`;

/** An instant that a plot over time marks with a line. */
export interface Mark {
  readonly at: number;
  readonly label: string;
}

const WIDTH = 600;
const HEIGHT = 100;

const largest = ({ rows }: ReportPart): number => Math.max(1, ...rows.map(({ count }) => count));

/** A share of the whole width, beside what says it in words. */
export const barOf = (count: number, most: number): Html => {
  const width = Math.round((1_000 * count) / most) / 10;
  return html`<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="ground" width="100" height="10"/><rect width="${width}" height="10"/></svg>`;
};

interface NumberRow {
  readonly label: string;
  readonly value: string;
  /** Below the label, in small. */
  readonly more?: string;
}

/** Numbers, each beside what it counts. */
const numberTable = (title: string, rows: readonly NumberRow[], t: Translate): Html => {
  const cells = rows.map(
    ({ label, value, more = "" }) =>
      html`<tr><th scope="row" dir="auto">${label}${more === "" ? "" : html`<small>${more}</small>`}</th><td class="n">${value}</td></tr>`,
  );
  return html`<table><thead><tr><th scope="col">${title}</th><th scope="col" class="n">${t("report_count")}</th></tr></thead><tbody>${cells}</tbody></table>`;
};

/** The numbers of a part; of one over time, those of the times at which there was anything. */
const tableOf = ({ title, rows }: ReportPart, t: Translate): Html =>
  numberTable(
    title,
    rows
      .filter(({ count, at }) => at === undefined || count > 0)
      .map(({ label, count }) => ({ label, value: t("count", { count }) })),
    t,
  );

/** A table whose rows have a bar between the label and the number. */
const barsOf = (part: ReportPart, t: Translate): Html => {
  const most = largest(part);
  const rows = part.rows.map(
    ({ label, count, isWritten }) =>
      html`<tr><th scope="row" ${isWritten ? html`dir="auto"` : ""}>${label}</th><td class="bar">${barOf(count, most)}</td><td class="n">${t("count", { count })}</td></tr>`,
  );
  return html`<table class="bars" aria-label="${part.title}"><tbody>${rows}</tbody></table>`;
};

/** What happened while a part over time, which ends at `to`, was counted. */
const within = ({ rows }: ReportPart, to: number, marks: readonly Mark[]): Mark[] =>
  marks.filter(({ at }) => at >= (rows[0]?.at ?? 0) && at < to);

/** What the lines in a plot stand for, each after `sign`; beside a table, when that happened. */
const markList = (marks: readonly Mark[], sign: string): Html =>
  marks.length > 0
    ? html`<p class="marks">${marks.map(({ label }) => html`<span>${sign}${label}</span>`)}</p>`
    : html``;

/** Columns over time, with lines where something happened. */
const columnsOf = (part: ReportPart, to: number, marks: readonly Mark[], t: Translate): Html => {
  const { title, rows } = part;
  const most = largest(part);
  const from = rows[0]?.at ?? 0;
  const wide = WIDTH / rows.length;
  const gap = Math.min(3, wide / 5);
  const round = (value: number) => Math.round(value * 10) / 10;
  const columns = rows.map(({ label, count }, i) => {
    const tall = count === 0 ? 0 : Math.max(1.5, (HEIGHT * count) / most);
    return tall === 0
      ? ""
      : html`<rect x="${round(i * wide + gap / 2)}" y="${round(HEIGHT - tall)}" width="${round(wide - gap)}" height="${round(tall)}"><title>${label}: ${count}</title></rect>`;
  });
  const marked = within(part, to, marks);
  const lines = marked.map(({ at }) => {
    const x = round((WIDTH * (at - from)) / (to - from));
    return html`<line x1="${x}" x2="${x}" y1="0" y2="${HEIGHT}"/>`;
  });
  const first = rows[0]?.label ?? "";
  const last = rows.at(-1)?.label ?? "";
  const highest = rows.find(({ count }) => count === most);
  const peak = highest ? t("fact_line", { label: highest.label, value: t("count", { count: most }) }) : "";
  const said = `${t("fact_line", { label: title, value: `${first} – ${last}` })}. ${peak}`;
  return html`<div class="scale" aria-hidden="true"><span>${t("count", { count: most })}</span></div>
<svg class="columns" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${said}">${columns}${lines}</svg>
<div class="scale" aria-hidden="true"><span>${first}</span>${rows.length > 1 ? html`<span>${last}</span>` : ""}</div>
${markList(marked, "┆ ")}`;
};

const section = (title: string, shown: Html): Html =>
  html`<section><h2>${title}</h2><div class="plot">${shown}</div></section>`;

/** One part of the report: bars with their numbers, or, until `to`, columns over time with the table behind them. */
export const plotOf = (part: ReportPart, { to, marks }: { to?: number; marks: readonly Mark[] }, t: Translate): Html =>
  section(
    part.title,
    to === undefined
      ? barsOf(part, t)
      : html`${columnsOf(part, to, marks, t)}<details><summary>${t("report_as_table")}</summary>${tableOf(part, t)}</details>`,
  );

/** One part of the report as a table alone, over time until `to`: what is too little for a picture. */
export const numbersOf = (
  part: ReportPart,
  { to, marks }: { to?: number; marks: readonly Mark[] },
  t: Translate,
): Html =>
  html`<section><div class="plot">${tableOf(part, t)}${to === undefined ? "" : markList(within(part, to, marks), "")}</div></section>`;

/** The style of plots, for a page that has this nonce. */
export const plotStyle = (nonce: string): Html => html`<style nonce="${nonce}">${raw(PLOT_STYLE)}</style>`;
