import type { Words } from "./fact.ts";
import type { Translate } from "./translate.ts";
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

/** The heading of what a host wrote to everybody, where it is set apart from Usher’s sentences. */
export const hostsHeading = (t: Translate): string => t("host_writes", { text: "" }).trimEnd().replace(/\s*:$/u, "");

/** Whether a line is what a host wrote to everybody, and not what somebody else did, or Usher says. */
export const isHostsWord = ({ text, quote }: QuotedLine, t: Translate): boolean =>
  quote !== undefined && text === t("host_writes", { text: "" }).trimEnd();

/** What is said of a registration ID, and how that is said where it stands with the ID. */
const ID_LINES = {
  approved_id: "approved_id_beside",
  approved_id_card: "approved_id_card",
  invitation_id: "invitation_id_beside",
  invitation_id_automatic: "invitation_id_automatic_beside",
} as const;

/** The sentence among `lines` that says what a password is for, which stands with it; none where none is. */
export const passwordLineIn = (lines: readonly string[], t: Translate): string | undefined =>
  lines.find((line) => line === t("approved_late_card"));

/** The sentence among `lines` that says what a registration ID is for, and its words beside the ID; none where none is. */
export const idLineIn = (
  lines: readonly string[],
  t: Translate,
): { readonly line: string; readonly beside: string } | undefined => {
  for (const key of ["approved_id", "approved_id_card", "invitation_id", "invitation_id_automatic"] as const)
    if (lines.includes(t(key))) return { line: t(key), beside: t(ID_LINES[key]) };
  return undefined;
};
