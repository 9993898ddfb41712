const NARROW = "\u202F";
const WIDE = "\u00A0";
const HYPHEN = "\u2011";

/**
 * Puts the spaces that must not break into a French sentence: before `: ; ! ?`, and inside « ». Sentences are written
 * with ordinary ones, which nobody overlooks. Given a pattern of the catalogue, it leaves alone what is filled in later:
 * links, codes and commands that somebody copies.
 */
export const withFrenchSpaces = (sentence: string): string =>
  sentence.replaceAll(/ (?=[;!?])/g, NARROW).replaceAll(/ (?=[:»])|(?<=«) /g, WIDE);

/** As people read it: the hyphens of *e-mail* and *co-organisateur* do not break either. */
export const asFrenchIsRead = (sentence: string): string =>
  withFrenchSpaces(sentence).replaceAll(/\b([Ee]|[Cc]o)-(?=mail|organis)/g, `$1${HYPHEN}`);
