import { domainToUnicode } from "node:url";

// Typed text and stored text are compared in one form, made here for both sides.

/** Signs that nobody sees. What joins letters or emoji stays. */
const UNSEEN = /[\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/gu;

/**
 * Cuts piles of accents. No script puts thirty on one letter (UAX #15, Stream-Safe Text Format), and the time that it
 * takes to put them in order grows by the square of their number: some hundred thousand would hold up everybody.
 */
export const withoutPiles = (text: string): string => text.replaceAll(/(\p{M}{30})\p{M}+/gu, "$1");

/** Drops the signs that nobody sees, and that come along with what is copied. */
export const withoutUnseen = (text: string): string => text.replaceAll(UNSEEN, "");

/** A text as it is compared where case matters: one form of width, quotes, dashes and spaces. */
export const alike = (text: string): string =>
  withoutPiles(withoutUnseen(text))
    .normalize("NFKC")
    .replaceAll(/[\u2018-\u201B\u02BC\u2032`\u00B4]/gu, "'")
    .replaceAll(/[\u201C-\u201F\u2033]/gu, '"')
    .replaceAll(/[\u2010-\u2015\u2212]/gu, "-")
    .replaceAll(/\s+/gu, " ");

/** A text as it is compared in any case, in every language: I, \u0130, i and \u0131 are alike, and so are \u00DF and ss. */
export const folded = (text: string): string =>
  alike(text)
    // Upper case first: it makes SS of \u00DF.
    .toUpperCase()
    .toLowerCase()
    .replaceAll("i\u0307", "i")
    .replaceAll("\u03C2", "\u03C3")
    .normalize("NFC");

/**
 * An address, or a part of one, as it is compared: in lower case, its domain as people write it. Letters that only
 * resemble each other stay apart, since they are other people's domains.
 */
export const foldedAddress = (text: string): string =>
  withoutPiles(withoutUnseen(text))
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/xn--[a-z0-9-]+/g, (label) => domainToUnicode(label) || label);

/** Most names and addresses: nothing in them has another form but the case. */
const PLAIN = /^(?!.*(?: {2}|xn--))[ -_a-~]*$/i;

/** A text as it is searched: folded, as an address too, and without accents. */
export const searchable = (text: string): string =>
  PLAIN.test(text)
    ? text.toLowerCase()
    : folded(foldedAddress(text))
        .normalize("NFD")
        .replaceAll(/[\u0300-\u036F]/gu, "")
        .normalize("NFC");
