export interface Fact {
  readonly label: string;
  readonly value: string;
  /** People copy it, so that nothing invisible may stand in it: a code, an ID, a password. */
  readonly isCopied?: boolean;
}

/** One webinar, series or answer of a notice that lists several. */
export interface Item {
  readonly title: string;
  readonly facts: readonly Fact[];
}

/** A notice as plain text: no markup, nothing escaped. Renderers lay it out, escape it, and add their buttons. */
export interface Words {
  readonly title: string;
  readonly lines: readonly string[];
  readonly facts: readonly Fact[];
  readonly items: readonly Item[];
  /** What is good to know, below everything else. */
  readonly foot?: string;
}

export const makeWords = (
  title: string,
  lines: readonly string[] = [],
  facts: readonly Fact[] = [],
  items: readonly Item[] = [],
): Words => ({ title, lines, facts, items });
