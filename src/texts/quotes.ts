import type { Words } from "./fact.ts";
import { isolated } from "./written.ts";

/** A line, cut where somebody's own words begin. */
export interface QuotedLine {
  /** Usher's words; empty where there are none. */
  readonly text: string;
  /** A person's. */
  readonly quote?: string;
}

/** The lines of a notice with what people wrote in them apart. Within a sentence it stands isolated, alone it does not. */
export const quotedLines = ({ lines, quotes = [] }: Pick<Words, "lines" | "quotes">): readonly QuotedLine[] => {
  // The longest first: what one person wrote may end as what another did.
  const written = quotes
    .filter((quote) => quote !== "")
    .flatMap((quote) => [isolated(quote), quote])
    .sort((one, other) => other.length - one.length);
  return lines.map((line) => {
    const quote = written.find((one) => line.endsWith(one));
    return quote === undefined ? { text: line } : { text: line.slice(0, -quote.length).trimEnd(), quote };
  });
};
