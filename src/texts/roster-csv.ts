import type { Exported, ExportedRow } from "../core/approvals/roster-export.ts";
import { answeredOf, questionsOf } from "../core/model/form.ts";
import type { Reader } from "../core/model/person.ts";
import type { Webinar } from "../core/model/webinar.ts";
import { BOM, csvRow } from "./csv.ts";
import { labelOf } from "./settings.ts";
import { type Translate, translatorFor } from "./translate.ts";
import { exportedInstant } from "./when.ts";
import { stateText } from "./words/roster.ts";
import { shownAddress } from "./written.ts";

/** The column of the addresses, in either language: what reads such a file may look for it, letter by letter. */
const ADDRESSES = "E-mail";

/** An instant in the reader's zone, and as ISO writes it. */
const timeCells = (at: number | undefined, zone: string, { locale }: Reader): [string, string] =>
  at === undefined ? ["", ""] : [exportedInstant(at, zone, locale), new Date(at).toISOString()];

const heads = (webinar: Webinar, t: Translate, hasFormer: boolean): string[] => [
  t("field_first_name"),
  t("field_last_name"),
  ADDRESSES,
  t("csv_registered"),
  t("fact_status"),
  t("tab_attended"),
  t("csv_registered_at"),
  t("csv_iso", { column: t("csv_registered_at") }),
  t("csv_invited_at"),
  t("csv_iso", { column: t("csv_invited_at") }),
  t("csv_decided_at"),
  t("csv_iso", { column: t("csv_decided_at") }),
  t("reached_dm"),
  t("reached_mail"),
  t("fact_tag"),
  ...questionsOf(webinar.form).map((question) => labelOf(question, t)),
  ...(hasFormer ? [t("csv_other_answers")] : []),
];

/** The answers under the questions as they are asked now; those to a former form stand together in the last cell. */
const answerCells = (
  webinar: Webinar,
  { registration, answeredForm }: ExportedRow,
  t: Translate,
  hasFormer: boolean,
): string[] => {
  const questions = questionsOf(webinar.form);
  const answers = registration?.answers ?? {};
  const none = hasFormer ? [""] : [];
  if (!answeredForm) return [...questions.map(({ id }) => (answers[id] ?? []).join(", ")), ...none];
  const former = answeredOf(answeredForm, answers).map(({ question, answer }) =>
    t("fact_line", { label: labelOf(question, t), value: answer.join(", ") }),
  );
  return [...questions.map(() => ""), former.join("\n")];
};

const cellsOf = (webinar: Webinar, row: ExportedRow, reader: Reader, t: Translate, hasFormer: boolean): string[] => {
  const { firstName, lastName, address, registration, invitee, isIn, reached } = row;
  const zone = reader.zone ?? webinar.zone;
  const yesOrNo = (is: boolean) => t(is ? "yes" : "no");
  return [
    firstName,
    lastName,
    shownAddress(address),
    yesOrNo(registration !== undefined && registration.status !== "cancelled"),
    stateText(row, t),
    yesOrNo(isIn),
    ...timeCells(registration?.registeredAt, zone, reader),
    ...timeCells(invitee?.invitedAt, zone, reader),
    ...timeCells(registration?.decidedAt, zone, reader),
    reached.dm ? t(`told_${reached.dm}`, { count: 1 }) : "",
    reached.mail ? t(`told_${reached.mail}`, { count: 1 }) : "",
    registration?.tag ?? "",
    ...answerCells(webinar, row, t, hasFormer),
  ];
};

/** So many rows are read before the heads are written, to see whether somebody answered a former form. */
const AHEAD = 1_000;

/**
 * A roster as a CSV file (P13): RFC 4180, UTF-8 with a byte order mark, times in the reader's zone and as ISO, and no
 * cell that a spreadsheet takes for a formula. It comes in pieces, so that no more than `AHEAD` rows are kept. The column
 * of answers to a former form is left out where nobody has any, and all were seen before the heads are written.
 */
export async function* rosterCsv({ webinar, pieces }: Exported, reader: Reader): AsyncGenerator<string> {
  const t = translatorFor(reader.locale);
  const ahead: ExportedRow[] = [];
  let hasFormer: boolean | undefined;
  const begin = (isWhole: boolean): string => {
    const isFormer = !isWhole || ahead.some(({ answeredForm }) => answeredForm !== undefined);
    hasFormer = isFormer;
    return BOM + csvRow(heads(webinar, t, isFormer)) + linesOf(ahead.splice(0), isFormer);
  };
  const linesOf = (rows: readonly ExportedRow[], isFormer: boolean): string =>
    rows.map((row) => csvRow(cellsOf(webinar, row, reader, t, isFormer))).join("");
  for await (const rows of pieces()) {
    if (hasFormer !== undefined) {
      yield linesOf(rows, hasFormer);
      continue;
    }
    ahead.push(...rows);
    if (ahead.length >= AHEAD) yield begin(false);
  }
  if (hasFormer === undefined) yield begin(true);
}
