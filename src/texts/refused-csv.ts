import type { Locale } from "../core/model/person.ts";
import type { RefusedRow } from "../core/model/refusal.ts";
import { BOM, csvRow } from "./csv.ts";
import { translatorFor } from "./translate.ts";

/** Those whom an invitation did not reach, as a CSV file: the row of the list, what stood there, and why. */
export const refusedCsv = (rows: readonly RefusedRow[], locale: Locale): string => {
  const t = translatorFor(locale);
  const heads = csvRow([t("import_csv_row"), t("import_csv_text"), t("import_csv_why")]);
  const lines = rows.map(({ row, text, why }) => csvRow([row ? String(row) : "", text, t(`row_${why}`)]));
  return `${BOM}${heads}${lines.join("")}`;
};
