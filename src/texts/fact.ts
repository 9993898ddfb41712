/** What a fact is, where a layout may give it a place of its own; all others are shown as they come. */
export type FactKind =
  /** The webinar's: its code, when it is, how many seats are taken, and how many people stand where. */
  | "code"
  | "when"
  /** When it was to be, before it was moved. */
  | "former"
  | "seats"
  | "count"
  /** Somebody's: who they are, the address, the status, the registration ID, answers, changed ones, and who decided and how. */
  | "who"
  | "address"
  | "status"
  | "id"
  | "answer"
  | "change"
  | "decision"
  /** How somebody of a list stands: the last line of their row. */
  | "state"
  /** Until when somebody has to answer: it comes before what follows from the answer. */
  | "deadline"
  /** How messages to people fared. */
  | "delivery";

export interface Fact {
  /** What a mail, or the log, sets above it where it begins a group. */
  readonly heading?: string;
  readonly label: string;
  readonly value: string;
  readonly is?: FactKind;
  /** People copy it, so that nothing invisible may stand in it: a code, an ID, a password. */
  readonly isCopied?: boolean;
  /** Good to know, and needed for no next act. */
  readonly isAside?: true;
  /** The title says it too, so that a card needs it no more. */
  readonly isInTitle?: true;
  /** Somebody wrote it in their own words, which cards set off from Usher's. */
  readonly isWritten?: true;
}

/** Where a group of a list begins: what its items have in common, and what their host wrote for all of them. */
interface Group {
  readonly title: string;
  readonly isGood: boolean;
  readonly note?: Fact;
}

/** One webinar, series or answer of a notice that lists several. */
export interface Item {
  readonly title: string;
  readonly facts: readonly Fact[];
  /** How it ended, such as `Cancelled`: said before its title. */
  readonly ended?: string;
  /** What became of the reader's registration or invitation where it leads nowhere: said before its title too. */
  readonly settled?: string;
  /** The group that begins with it. */
  readonly group?: Group;
}

/** A notice as plain text: no markup, nothing escaped. Renderers lay it out, escape it, and add their buttons. */
export interface Words {
  readonly title: string;
  /** What happened as a sentence of its own, where the title says it in one word before the webinar's name. */
  readonly headline?: string;
  readonly lines: readonly string[];
  readonly facts: readonly Fact[];
  readonly items: readonly Item[];
  /** Which of a longer list are shown, right above them, where other things stand between. */
  readonly listed?: string;
  /** What people wrote among its lines: a whole line, or the end of one, to be set off from Usher's own words. */
  readonly quotes?: readonly string[];
  /** What the reader must not overlook: a card sets it off; elsewhere it is the last of the lines. */
  readonly warnings?: readonly string[];
  /** What is good to know, below everything else. */
  readonly foot?: string;
}

export const makeWords = (
  title: string,
  lines: readonly string[] = [],
  facts: readonly Fact[] = [],
  items: readonly Item[] = [],
): Words => ({ title, lines, facts, items });

/** The same words under a headline of their own. */
export const headlined = (headline: string, words: Words): Words => ({ ...words, headline });
