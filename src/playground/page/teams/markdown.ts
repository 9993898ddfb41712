import { el } from "../dom.ts";

type Part = Node | string;

// A backslash takes what follows as it stands; then the few marks that Teams' cards read.
const marked =
  /\\([\\`*_~[\]<>#+\-.=|&(){}!])|\*\*(?!\s)((?:\\.|[^\\])+?)(?<!\s)\*\*|(?<![\p{L}\p{N}])([*_])(?!\s)((?:\\.|[^\\])+?)(?<!\s)\3(?![\p{L}\p{N}])|\[((?:\\.|[^\]\\])+)\]\((https?:\/\/[^\s)]+|mailto:[^\s)]+)\)|(\n+)/gu;

function inline(text: string): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const found of text.matchAll(marked)) {
    const [whole, taken, bold, , italic, label, url, breaks] = found;
    if (found.index > from) parts.push(text.slice(from, found.index));
    from = found.index + whole.length;
    if (taken !== undefined) parts.push(taken);
    else if (bold !== undefined) parts.push(el("strong", {}, ...inline(bold)));
    else if (italic !== undefined) parts.push(el("em", {}, ...inline(italic)));
    else if (label !== undefined && url !== undefined)
      parts.push(el("a", { href: url, target: "_blank", rel: "noopener" }, ...inline(label)));
    else if (breaks !== undefined) parts.push(breaks.length > 1 ? el("br") : " ");
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts;
}

/** A card's text as safe HTML: bold, italic, links, line breaks; everything else is text, made so by the DOM itself. */
export const markdownHtml = (text: string): string => el("div", {}, el("p", {}, ...inline(text))).innerHTML;

const macro = /\{\{(DATE|TIME)\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d))(?:, ?(COMPACT|SHORT|LONG))?\)\}\}/g;
const days: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  COMPACT: { year: "numeric", month: "numeric", day: "numeric" },
  SHORT: { weekday: "short", year: "numeric", month: "short", day: "numeric" },
  LONG: { weekday: "long", year: "numeric", month: "long", day: "numeric" },
};

/** Who reads a card: their client writes its dates. */
export interface CardReader {
  readonly zone: string;
  readonly locale: string;
}

/** `{{DATE(…)}}` and `{{TIME(…)}}` on the reader's clock, in their language. */
export const withDates = (text: string, { zone, locale }: CardReader): string =>
  text.replaceAll(macro, (whole, kind: string, instant: string, form: string | undefined) => {
    const at = Date.parse(instant);
    if (Number.isNaN(at)) return whole;
    const options =
      kind === "TIME" ? ({ hour: "numeric", minute: "2-digit" } as const) : (days[form ?? "COMPACT"] ?? {});
    return new Intl.DateTimeFormat(locale, { ...options, timeZone: zone }).format(at);
  });
