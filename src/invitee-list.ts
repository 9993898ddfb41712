import { readAddressList } from "./address-list.ts";
import { cleanLine, NAME_MAX } from "./core/model/form.ts";
import { parseAddress } from "./core/model/ids.ts";
import { splitDisplayName } from "./core/model/person.ts";
import type { Refusal, RefusedRow, RowProblem } from "./core/model/refusal.ts";
import { done, type Result, refuse } from "./core/model/result.ts";
import type { NamedPerson } from "./core/ports/people.ts";
import { decodeText, isBinary, QuoteNotClosed, type Row, readRows, splitDelimiter } from "./csv.ts";

/** As many rows as one invitation takes, and the most bytes of a file. */
const ROWS_MAX = 10_000;
export const FILE_MAX = 5_000_000;
/** More than ten thousand names and addresses as mail programs list them. */
const LIST_MAX = 1_000_000;
const CELL_MAX = 1_000;
const SHOWN_MAX = 60;

/** What was read of a list of people to be invited. */
export interface InviteeList {
  readonly people: readonly NamedPerson[];
  readonly refused: readonly RefusedRow[];
  /** How many rows name somebody whom a row before names. */
  readonly repeated: number;
}

type Column = "address" | "name" | "first" | "last";

/** Headers in English and French, without accents and case; `name` and `nom` are the last name beside a first one. */
const HEADERS: Readonly<Record<Column, readonly string[]>> = {
  address: [
    ...["e mail", "email", "mail", "e mail address", "email address", "mail address"],
    ...["courriel", "adresse e mail", "adresse email", "adresse mail", "adresse courriel", "adresse electronique"],
    ...["adresse de courriel", "adresse de messagerie"],
  ],
  name: ["name", "full name", "display name", "nom", "nom complet", "nom et prenom", "prenom et nom", "nom affiche"],
  first: ["first name", "firstname", "first", "given name", "forename", "prenom", "prenoms"],
  last: ["last name", "lastname", "last", "surname", "family name", "nom de famille"],
};
const EITHER = ["name", "nom"];

const plainHeader = (cell: string): string =>
  cleanLine(cell.slice(0, CELL_MAX))
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

type Columns = Partial<Record<Column, number>>;

/** Which column holds what; undefined when no header names addresses. Refuses two headers that name the same. */
const columnsIn = (cells: readonly string[]): Result<Columns | undefined, Refusal> => {
  const plain = cells.map(plainHeader);
  const hasFirst = plain.some((header) => HEADERS.first.includes(header));
  const columns: Columns = {};
  for (const [at, header] of plain.entries()) {
    const named = (Object.keys(HEADERS) as Column[]).find((column) => HEADERS[column].includes(header));
    if (!named) continue;
    const column = named === "name" && hasFirst && EITHER.includes(header) ? "last" : named;
    if (columns[column] !== undefined)
      return refuse({ reason: "column_twice", header: cleanLine(cells[at] ?? "").slice(0, SHOWN_MAX) });
    columns[column] = at;
  }
  return done(columns.address === undefined ? undefined : columns);
};

const addressesIn = (cells: readonly string[]): number[] =>
  cells.flatMap((cell, at) => (cell.includes("@") && parseAddress(cell) ? [at] : []));

/** Whether an address stands in another cell too: then it is no table of one person a row. */
const namesMore = (cells: readonly string[], address: number): boolean =>
  cells.some((cell, at) => at !== address && cell.includes("@"));

/** Why there is nobody to invite in a row whose `typed` is no address, or not the only one. */
const problemOfAddress = (cells: readonly string[], typed: string): RowProblem => {
  const listed = readAddressList(cells.map((cell) => cell.slice(0, CELL_MAX)).join(", "));
  if (listed.people.length > 1) return "two_addresses";
  return cleanLine(typed) === "" ? "no_address" : "bad_address";
};

/** The columns of a table without headers: the one address of its first row, and one name, or first and last name. */
const columnsByContent = ({ cells }: Row): Columns | undefined => {
  const [address] = addressesIn(cells);
  if (address === undefined || namesMore(cells, address)) return undefined;
  const others = cells.flatMap((cell, at) => (at !== address && cell.trim() !== "" ? [at] : []));
  const [one, two, ...more] = others;
  if (one === undefined || more.length > 0) return { address };
  return two === undefined ? { address, name: one } : { address, first: one, last: two };
};

const FORMULA = /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r]/u;
/** No text has these; line breaks stand in cells. */
const NO_TEXT = /[^\P{Cc}\n\r\t]|\uFFFD/u;
/** In the place of a name that there is not. */
const DASHES = /^\s*[-\u2010-\u2015]+\s*$/u;

const shown = (text: string): string => cleanLine(text.slice(0, 4 * SHOWN_MAX)).slice(0, SHOWN_MAX);

/** Whom a row names whose only value is one address as mail programs write it: `Ann Lee <ann@example.org>`. */
const onlyMailboxIn = (cells: readonly string[]): NamedPerson | RowProblem | undefined => {
  const [cell = "", ...more] = cells.filter((one) => one.trim() !== "");
  if (more.length > 0 || !cell.includes("<") || cell.length > CELL_MAX || NO_TEXT.test(cell)) return undefined;
  const { people, unreadable } = readAddressList(cell);
  const [person, ...others] = people;
  if (!person || others.length + unreadable.length > 0) return undefined;
  return [...(person.name ?? "")].length > NAME_MAX ? "too_long" : person;
};

/** A row's person, or why there is none. */
const personIn = ({ cells }: Row, columns: Columns): NamedPerson | RowProblem => {
  const cellOf = (column: Column): string => {
    const cell = cells[columns[column] ?? -1] ?? "";
    return DASHES.test(cell) ? "" : cell;
  };
  const used = (Object.keys(columns) as Column[]).map(cellOf);
  if (used.some((cell) => cell.length > CELL_MAX)) return "too_long";
  if (used.some((cell) => NO_TEXT.test(cell))) return "unreadable";
  if (used.some((cell) => FORMULA.test(cell))) return "formula";
  const [typed, name, firstName, lastName] = [cellOf("address"), ...(["name", "first", "last"] as const).map(nameIn)];
  function nameIn(column: Column): string {
    const cell = cleanLine(cellOf(column));
    return splitDisplayName(cell) ? cell : "";
  }
  const address = parseAddress(typed);
  if (!address) return onlyMailboxIn(cells) ?? problemOfAddress(cells, typed);
  if ([name, firstName, lastName].some((one = "") => [...one].length > NAME_MAX)) return "too_long";
  if (firstName || lastName)
    return { by: "address", address, names: { firstName: firstName ?? "", lastName: lastName ?? "" } };
  return name ? { by: "address", address, name } : { by: "address", address };
};

const isBlank = ({ cells }: Row): boolean => cells.every((cell) => cell.trim() === "");

interface Table {
  readonly body: string;
  readonly delimiter: string;
  readonly columns: Columns;
  /** There are no headers. */
  readonly isGuessed?: true;
  /** The first row that names somebody. */
  readonly from: number;
}

const readTable = async ({
  body,
  delimiter,
  columns,
  isGuessed,
  from,
}: Table): Promise<Result<InviteeList, Refusal>> => {
  const people = new Map<string, NamedPerson>();
  const refused: RefusedRow[] = [];
  let repeated = 0;
  let count = 0;
  for await (const row of readRows(body, delimiter)) {
    if (row.row < from || isBlank(row)) continue;
    count += 1;
    if (count > ROWS_MAX) return refuse({ reason: "too_many_rows", max: ROWS_MAX });
    const at = columns.address ?? -1;
    const typed = row.cells[at] ?? "";
    const found = isGuessed && namesMore(row.cells, at) ? problemOfAddress(row.cells, typed) : personIn(row, columns);
    if (typeof found === "string") {
      const text = (isGuessed ? "" : shown(typed)) || shown(row.cells.join(" "));
      refused.push({ row: row.row, text, why: found });
    } else if (found.by === "address") {
      if (people.has(found.address)) repeated += 1;
      else people.set(found.address, found);
    }
  }
  return done({ people: [...people.values()], refused, repeated });
};

const asAddresses = (text: string): Result<InviteeList, Refusal> => {
  if (text.length > LIST_MAX) return refuse({ reason: "file_too_large", max: LIST_MAX });
  const { people, unreadable } = readAddressList(text);
  if (people.length + unreadable.length > ROWS_MAX) return refuse({ reason: "too_many_rows", max: ROWS_MAX });
  return done({ people, refused: unreadable.map((one) => ({ text: one, why: "bad_address" })), repeated: 0 });
};

/** The first row that is not blank; the blank ones before it count. An address list may hold half a quote. */
const firstRow = async (body: string, delimiter: string, isFile: boolean): Promise<Row | undefined> => {
  try {
    for await (const row of readRows(body, delimiter)) if (!isBlank(row)) return row;
  } catch (error) {
    if (isFile || !(error instanceof QuoteNotClosed)) throw error;
    return { row: 1, cells: [body] };
  }
  return undefined;
};

const readText = async (text: string, isFile: boolean): Promise<Result<InviteeList, Refusal>> => {
  const { delimiter, body } = splitDelimiter(text);
  const first = await firstRow(body, delimiter, isFile);
  if (!first) return done({ people: [], refused: [], repeated: 0 });
  const named = columnsIn(first.cells);
  if (!named.ok) return named;
  if (named.value) return readTable({ body, delimiter, columns: named.value, from: first.row + 1 });
  const isTable = isFile || (!body.includes("<") && first.cells.length > 1 && /[\r\n]/.test(body.trim()));
  const columns = isTable ? columnsByContent(first) : undefined;
  if (columns) return readTable({ body, delimiter, columns, isGuessed: true, from: first.row });
  const isList = !isFile || addressesIn(first.cells).length > 0 || body.includes("<");
  return isList ? asAddresses(body) : refuse({ reason: "no_address_column" });
};

/**
 * Reads whom somebody wants to invite: what they pasted, or a file's bytes. That is a table (comma, semicolon or tab;
 * headers in any order, in English or French, or none beside one column of addresses), or addresses as mail programs
 * list them; a table's row may be one such address too. Refuses a table over 5 MB, a list over 1 MB, more than 10,000
 * rows, a file that is no text, a table without addresses, two columns of one name, and a quote that is never closed; a
 * row that cannot be read is among the `refused`, by its number.
 */
export const readInviteeList = async (source: string | Uint8Array): Promise<Result<InviteeList, Refusal>> => {
  if (source.length > FILE_MAX) return refuse({ reason: "file_too_large", max: FILE_MAX });
  try {
    if (typeof source === "string") return await readText(source, false);
    return isBinary(source) ? refuse({ reason: "file_not_text" }) : await readText(decodeText(source), true);
  } catch (error) {
    if (error instanceof QuoteNotClosed) return refuse({ reason: "quote_open", row: error.row });
    throw error;
  }
};

/** The same for a form that says what is wrong beside its field. */
export const readInvitees = async (typed: string): Promise<Omit<InviteeList, "repeated"> & { problem?: Refusal }> => {
  const read = await readInviteeList(typed);
  return read.ok ? read.value : { people: [], refused: [], problem: read.refusal };
};
