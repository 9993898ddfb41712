import { Readable } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { parse } from "csv-parse";

/** One record. `row` is its number in a spreadsheet, from 1 on: line breaks in a cell begin no other row. */
export interface Row {
  readonly row: number;
  readonly cells: readonly string[];
}

/** A quote that opens in this row is never closed, so that everything behind it would be one cell. */
export class QuoteNotClosed extends Error {
  constructor(readonly row: number) {
    super(`a quote in row ${row} is never closed`);
  }
}

/** So many bytes are parsed in one go, some 4 ms: other requests are answered in between. */
const SLICE = 16_384;

const withoutBom = (text: string): string => text.replace(/^\uFEFF/, "");

const utf8 = (bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

/** UTF-16 without a byte order mark: every other byte of Latin text is NUL. */
const unmarkedUtf16 = (bytes: Uint8Array): "utf-16le" | "utf-16be" | undefined => {
  const head = bytes.subarray(0, 64);
  const zerosAt = (parity: number) => head.filter((byte, at) => byte === 0 && at % 2 === parity).length;
  if (zerosAt(1) > head.length / 4 && zerosAt(0) === 0) return "utf-16le";
  return zerosAt(0) > head.length / 4 && zerosAt(1) === 0 ? "utf-16be" : undefined;
};

const utf16In = (bytes: Uint8Array): "utf-16le" | "utf-16be" | undefined => {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : unmarkedUtf16(bytes);
};

/** How archives (new workbooks are some), old workbooks, PDF, PNG, JPEG and gzip begin. */
const MAGIC = ["PK\x03\x04", "\xd0\xcf\x11\xe0", "%PDF-", "\x89PNG", "\xff\xd8\xff", "\x1f\x8b"];
/** So much is looked at for NULs, of which no text but UTF-16 has many: a single one spoils its row alone. */
const HEAD = 4_096;
const NULS_MAX = 1 / 20;

/** Whether a file is no text in any encoding. */
export const isBinary = (bytes: Uint8Array): boolean => {
  const head = Buffer.from(bytes.subarray(0, HEAD));
  const begin = head.toString("latin1", 0, 8);
  const nuls = head.filter((byte) => byte === 0).length;
  return MAGIC.some((magic) => begin.startsWith(magic)) || (nuls > head.length * NULS_MAX && !utf16In(bytes));
};

/** A file's text: UTF-8, UTF-16 in either order, each with its mark or without, or else Windows-1252. */
export const decodeText = (bytes: Uint8Array): string => {
  const utf16 = utf16In(bytes);
  if (utf16) return withoutBom(new TextDecoder(utf16).decode(bytes));
  return withoutBom(utf8(bytes) ?? new TextDecoder("windows-1252").decode(bytes));
};

const DELIMITERS = [";", "\t", ",", "|"];

/** The delimiter that the first line names (`sep=;`, as Excel writes and reads it), or else uses most. */
export const splitDelimiter = (text: string): { readonly delimiter: string; readonly body: string } => {
  const [named, sign] = /^sep=([;,|\t])(?:\r\n|\r|\n|$)/i.exec(text) ?? [];
  if (named !== undefined && sign !== undefined) return { delimiter: sign, body: text.slice(named.length) };
  const line = /^\s*([^\r\n]{0,4000})/.exec(text)?.[1] ?? "";
  const unquoted = line.replaceAll(/"[^"]*"/g, "");
  const countOf = (sign: string) => unquoted.split(sign).length - 1;
  const [most = ","] = DELIMITERS.toSorted((a, b) => countOf(b) - countOf(a));
  return { delimiter: countOf(most) > 0 ? most : ",", body: text };
};

async function* slicesOf(text: string) {
  const bytes = Buffer.from(text);
  for (let from = 0; from < bytes.length; from += SLICE) {
    yield bytes.subarray(from, from + SLICE);
    await setImmediate();
  }
}

/**
 * Reads records one after the other, without holding up the process. Whoever has enough leaves the loop, which ends the
 * parsing. Throws `QuoteNotClosed`.
 */
export async function* readRows(text: string, delimiter: string): AsyncGenerator<Row> {
  const options = { record_delimiter: ["\r\n", "\n", "\r"], relax_quotes: true, relax_column_count: true };
  const parser = Readable.from(slicesOf(text)).pipe(parse({ ...options, delimiter }));
  let row = 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      row += 1;
      yield { row, cells };
    }
  } catch (error) {
    if ((error as { code?: unknown }).code === "CSV_QUOTE_NOT_CLOSED") throw new QuoteNotClosed(row + 1);
    throw error;
  }
}
