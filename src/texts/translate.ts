import { IntlMessageFormat } from "intl-messageformat";
import type { Locale } from "../core/model/person.ts";
import { en, type TextKey } from "./en.ts";
import { fr } from "./fr.ts";
import { asFrenchIsRead } from "./french-spacing.ts";
import { isolated, shownName } from "./written.ts";

export const CATALOGUES: Readonly<Record<Locale, Readonly<Record<TextKey, string>>>> = { en, fr };

/** The pattern of a text, with the spaces and hyphens that its language wants. */
const patternOf = (locale: Locale, key: TextKey): string =>
  locale === "fr" ? asFrenchIsRead(CATALOGUES.fr[key]) : CATALOGUES[locale][key];

/** Formats a text of the catalogue in one language. Throws when one of its variables is missing. */
export type Translate = (key: TextKey, values?: Values) => string;

/** Values that name somebody. */
const NAMES = new Set(["name", "about", "who", "by", "byName", "host", "hostName", "former"]);
/** Other values that people wrote. All the rest is Usher's own, or is copied: codes, IDs, addresses, links. */
const WRITTEN = new Set([
  ...["title", "names", "typed", "question", "reason", "option", "answer", "answers", "rule", "changes"],
  ...["label", "field", "value", "from", "to", "what"],
]);

const shownAs = (name: string, value: string | number): string | number => {
  if (typeof value !== "string") return value;
  if (NAMES.has(name)) return isolated(shownName(value));
  return WRITTEN.has(name) ? isolated(value) : value;
};

type Values = Readonly<Record<string, string | number>>;

/** Stands before a value in French until it is known whether *de* is elided there; a private-use sign. */
const VALUE = "\u{f0006}";
const ELIDED = new RegExp(`\\b([Dd])e ${VALUE}(?=\\u2068?[aeiouàâäæéèêëîïôöœùûü])`, "giu");

/** *De* as it is written before what begins with a vowel: *d’Ann*. */
const withElisions = (text: string): string => text.replace(ELIDED, "$1’").replaceAll(VALUE, "");

const begun = (locale: Locale, values: Values | undefined): Values | undefined =>
  locale === "fr" && values
    ? Object.fromEntries(
        Object.entries(values).map(([name, value]) => [
          name,
          typeof value === "string" && (NAMES.has(name) || WRITTEN.has(name)) ? `${VALUE}${value}` : value,
        ]),
      )
    : values;

/** The values as they stand in a sentence. A fact's label and value stand alone. */
const shownIn = (key: TextKey, values: Values | undefined): Values | undefined => {
  if (!values || key === "fact_line") return values;
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, shownAs(name, value)]));
};

const parsed = new Map<string, IntlMessageFormat>();

/** Stands where the first sentence of a text ends; a private-use sign, which no text of Usher's has. */
export const PART = "\u{f0005}";

/** A pattern with its first sentence parted from the rest: at no place where a value, or a choice, stands. */
const withPart = (pattern: string): string => {
  let depth = 0;
  for (const [at, sign] of [...pattern].entries()) {
    if (sign === "{") depth += 1;
    if (sign === "}") depth -= 1;
    if (depth === 0 && /^[.?!] $/u.test(pattern.slice(at, at + 2)))
      return `${pattern.slice(0, at + 1)}${PART}${pattern.slice(at + 2)}`;
  }
  return pattern;
};

/** The translator for one language. Its texts are plain: whoever shows them escapes them. */
export const translatorFor =
  (locale: Locale, isParted = false): Translate =>
  (key, values) => {
    const name = `${locale}:${isParted}:${key}`;
    let message = parsed.get(name);
    if (!message) {
      const pattern = isParted ? withPart(patternOf(locale, key)) : patternOf(locale, key);
      message = new IntlMessageFormat(pattern, locale, undefined, { ignoreTag: true });
      parsed.set(name, message);
    }
    const shown = shownIn(key, values);
    return key === "fact_line"
      ? String(message.format(shown))
      : withElisions(String(message.format(begun(locale, shown))));
  };
