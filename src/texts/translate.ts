import { IntlMessageFormat } from "intl-messageformat";
import type { Locale } from "../core/model/person.ts";
import { en, type TextKey } from "./en.ts";
import { fr } from "./fr.ts";
import { withFrenchSpaces } from "./french-spacing.ts";
import { isolated, shownName } from "./written.ts";

export const CATALOGUES: Readonly<Record<Locale, Readonly<Record<TextKey, string>>>> = { en, fr };

/** The pattern of a text, with the spaces that its language wants. */
const patternOf = (locale: Locale, key: TextKey): string =>
  locale === "fr" ? withFrenchSpaces(CATALOGUES.fr[key]) : CATALOGUES[locale][key];

/** Formats a text of the catalogue in one language. Throws when one of its variables is missing. */
export type Translate = (key: TextKey, values?: Values) => string;

/** Values that name somebody. */
const NAMES = ["name", "about", "who", "by", "byName", "host", "hostName"];
/** Other values that people wrote. All the rest is Usher's own, or is copied: codes, IDs, addresses, links. */
const WRITTEN = [
  ...["title", "names", "typed", "question", "reason", "option", "answer", "answers", "rule", "changes"],
  ...["label", "field", "value", "from", "to", "what"],
];

type Values = Readonly<Record<string, string | number>>;

/** The values as they stand in a sentence. A fact's label and value stand alone. */
const shownIn = (key: TextKey, values: Values | undefined): Values | undefined => {
  if (!values || key === "fact_line") return values;
  const changed: Record<string, string> = {};
  const show = (names: readonly string[], shown: (text: string) => string) => {
    for (const name of names) {
      const value = values[name];
      if (typeof value === "string" && shown(value) !== value) changed[name] = shown(value);
    }
  };
  show(NAMES, (text) => isolated(shownName(text)));
  show(WRITTEN, isolated);
  return Object.keys(changed).length > 0 ? { ...values, ...changed } : values;
};

const parsed = new Map<string, IntlMessageFormat>();

/** The translator for one language. Its texts are plain: whoever shows them escapes them. */
export const translatorFor =
  (locale: Locale): Translate =>
  (key, values) => {
    const name = `${locale}:${key}`;
    const message =
      parsed.get(name) ?? new IntlMessageFormat(patternOf(locale, key), locale, undefined, { ignoreTag: true });
    parsed.set(name, message);
    return String(message.format(shownIn(key, values)));
  };
