import { IntlMessageFormat } from "intl-messageformat";
import type { Locale } from "../core/model/person.ts";
import { en, type TextKey } from "./en.ts";
import { fr } from "./fr.ts";

export const CATALOGUES: Readonly<Record<Locale, Readonly<Record<TextKey, string>>>> = { en, fr };

/** Formats a text of the catalogue in one language. Throws when one of its variables is missing. */
export type Translate = (key: TextKey, values?: Readonly<Record<string, string | number>>) => string;

const parsed = new Map<string, IntlMessageFormat>();

/** The translator for one language. Its texts are plain: whoever shows them escapes them. */
export const translatorFor =
  (locale: Locale): Translate =>
  (key, values) => {
    const name = `${locale}:${key}`;
    const message =
      parsed.get(name) ?? new IntlMessageFormat(CATALOGUES[locale][key], locale, undefined, { ignoreTag: true });
    parsed.set(name, message);
    return String(message.format(values));
  };
