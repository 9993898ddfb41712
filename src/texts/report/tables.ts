import type { Bar, Report } from "../../core/hosting/report.ts";
import type { Reader } from "../../core/model/person.ts";
import { STATUSES } from "../../core/model/status.ts";
import type { Ranked } from "../../core/ports/roster.ts";
import { BOM, csvRow } from "../csv.ts";
import type { TextKey } from "../en.ts";
import { type Translate, translatorFor } from "../translate.ts";
import { briefly } from "../when.ts";

/** The parts of a report, each a plot and a table. */
type PartId = "funnel" | "statuses" | "over_time" | "arrivals" | "domains" | "tags";

/** A row of numbers; `at` where it is about a time, `isWritten` where its label is no word of Usher's. */
interface ReportRow {
  readonly label: string;
  readonly count: number;
  readonly at?: number;
  readonly isWritten?: true;
}

export interface ReportPart {
  readonly id: PartId;
  readonly title: string;
  readonly rows: readonly ReportRow[];
}

const TITLES = {
  funnel: "report_funnel",
  statuses: "report_statuses",
  over_time: "report_over_time",
  arrivals: "report_arrivals",
  domains: "report_domains",
  tags: "report_tags",
} as const satisfies Record<PartId, TextKey>;

/** The names that have most, and what is left of the total under `rest`. */
const rankedRows = ({ top }: Ranked, total: number, rest: string): ReportRow[] => {
  const left = total - top.reduce((sum, { count }) => sum + count, 0);
  return [
    ...top.map(({ name, count }): ReportRow => ({ label: name, count, isWritten: true })),
    ...(left > 0 ? [{ label: rest, count: left }] : []),
  ];
};

/** Who came by no tag stands apart from those whose tags are not named, where all are. */
const restOfTags = ({ top, distinct }: Ranked): TextKey =>
  distinct > top.length ? "report_others" : "report_untagged";

const funnelRows = (report: Report, t: Translate): ReportRow[] => [
  ...(report.isForgotten ? [] : [{ label: t("report_invited"), count: report.invited }]),
  { label: t("report_registered"), count: report.registered },
  { label: t("report_approved"), count: report.byStatus.approved },
  { label: t("report_attended"), count: report.attended },
];

/** The report as parts that say something: of those without a number there is none. */
export const reportParts = (report: Report, { locale, zone = report.webinar.zone }: Reader): ReportPart[] => {
  const t = translatorFor(locale);
  const { byStatus, overTime, arrivals, domains, tags, registered } = report;
  const days = (bars: readonly Bar[]) => new Set(bars.map(({ from }) => briefly(from, zone, locale, "day"))).size;
  const byTime = (bars: readonly Bar[], isByHour: boolean): ReportRow[] => {
    const shows = !isByHour ? "day" : days(bars) > 1 ? "day_and_hour" : "hour";
    return bars.map(({ from, count }) => ({ label: briefly(from, zone, locale, shows), count, at: from }));
  };
  const rows: Record<PartId, ReportRow[]> = {
    funnel: funnelRows(report, t),
    statuses: STATUSES.map((status) => ({ label: t(`tab_${status}`), count: byStatus[status] })).filter(
      ({ count }) => count > 0,
    ),
    over_time: byTime(overTime.bars, overTime.isByHour),
    arrivals: byTime(arrivals.bars, true),
    domains: domains.top.length > 0 ? rankedRows(domains, registered, t("report_others")) : [],
    tags: tags.top.length > 0 ? rankedRows(tags, registered, t(restOfTags(tags))) : [],
  };
  const ids = Object.keys(rows) as PartId[];
  return ids
    .filter((id) => rows[id].some(({ count }) => count > 0))
    .map((id) => ({ id, title: t(TITLES[id]), rows: rows[id] }));
};

/** The report as a CSV file, as the roster's is written: one row for each number, times as ISO besides. */
export const reportCsv = (report: Report, reader: Reader): string => {
  const t = translatorFor(reader.locale);
  const time = t("csv_iso", { column: t("report_starts") });
  const heads = [t("report_part"), "", t("report_count"), time];
  const cells = reportParts(report, reader).flatMap(({ title, rows }) =>
    rows.map(({ label, count, at }) => [
      title,
      label,
      String(count),
      at === undefined ? "" : new Date(at).toISOString(),
    ]),
  );
  return BOM + [heads, ...cells].map(csvRow).join("");
};
