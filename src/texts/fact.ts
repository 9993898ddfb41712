import type { Locale } from "../core/model/person.ts";

export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** A notice in plain words: no markup, nothing escaped. Renderers lay it out, escape it, and add their buttons. */
export interface Words {
  readonly title: string;
  readonly lines: readonly string[];
  readonly facts: readonly Fact[];
  /** One per webinar, series or answer, for the notices that list several. */
  readonly items: readonly { title: string; facts: readonly Fact[] }[];
}

/** For whom something is put into words. */
export interface WordsReader {
  readonly locale: Locale;
  /** The reader's own zone; the webinar's is used and named when it is not known. */
  readonly zone?: string;
}
