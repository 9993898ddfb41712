import { IntlMessageFormat } from "intl-messageformat";
import type { Locale } from "../core/model/person.ts";
import { en, type TextKey } from "./en.ts";
import { fr } from "./fr.ts";
import { withFrenchSpaces } from "./french-spacing.ts";

export const CATALOGUES: Readonly<Record<Locale, Readonly<Record<TextKey, string>>>> = { en, fr };

/** The pattern of a text, with the spaces that its language wants. */
const patternOf = (locale: Locale, key: TextKey): string =>
  locale === "fr" ? withFrenchSpaces(CATALOGUES.fr[key]) : CATALOGUES[locale][key];

/** Formats a text of the catalogue in one language. Throws when one of its variables is missing. */
export type Translate = (key: TextKey, values?: Readonly<Record<string, string | number>>) => string;

const parsed = new Map<string, IntlMessageFormat>();

/** The translator for one language. Its texts are plain: whoever shows them escapes them. */
export const translatorFor =
  (locale: Locale): Translate =>
  (key, values) => {
    const name = `${locale}:${key}`;
    const message =
      parsed.get(name) ?? new IntlMessageFormat(patternOf(locale, key), locale, undefined, { ignoreTag: true });
    parsed.set(name, message);
    return String(message.format(values));
  };
