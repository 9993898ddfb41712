import { IntlMessageFormat } from "intl-messageformat";
import type { Locale } from "../core/model/person.ts";
import { en, type TextKey } from "./en.ts";
import { fr } from "./fr.ts";

export const CATALOGUES: Readonly<Record<Locale, Readonly<Record<TextKey, string>>>> = { en, fr };

/** Says a sentence of the catalogue in one language. Throws when a variable of the sentence is missing. */
export type Say = (key: TextKey, values?: Readonly<Record<string, string | number>>) => string;

const parsed = new Map<string, IntlMessageFormat>();

/** The voice of one language. What it says is plain text: whoever puts it somewhere escapes it for there. */
export const sayIn =
  (locale: Locale): Say =>
  (key, values) => {
    const name = `${locale}:${key}`;
    const message =
      parsed.get(name) ?? new IntlMessageFormat(CATALOGUES[locale][key], locale, undefined, { ignoreTag: true });
    parsed.set(name, message);
    return String(message.format(values));
  };
