/** A spreadsheet takes a cell that begins like this for a formula (OWASP, CSV injection). */
const FORMULA = /^\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/u;

/** Excel reads the file as UTF-8 when it begins with this. */
export const BOM = "\ufeff";

/** A cell as RFC 4180 writes it. One that could start a formula gets an apostrophe, which spreadsheets show as text. */
const cellOf = (text: string): string => {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n;]|^\s|\s$/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** One row of a CSV file, with its line end. */
export const csvRow = (cells: readonly string[]): string => `${cells.map(cellOf).join(",")}\r\n`;
