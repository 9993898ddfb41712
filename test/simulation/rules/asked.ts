import { AsyncLocalStorage } from "node:async_hooks";
import { broken } from "../simulation.ts";
import type { Owner } from "../time.ts";

/** Something that somebody typed or pressed, while a process answers it. */
export interface Asked {
  readonly what: string;
  readonly owner: Owner;
  /** Something was shown for it: at once, or as an answer of its own. */
  isShown: boolean;
  /** It is kept, to be said later. */
  isKept: boolean;
  /** Nobody can know whether it was answered: Redis was away meanwhile, or lost it. */
  isExcused: boolean;
}

/** For whom a process works at the moment. */
export const asking = new AsyncLocalStorage<Asked>();

const RULE = "who asks is answered";

/** What of a platform's calls somebody sees. */
const SHOWS = /^(slack (views\.|chat\.|response_url)|teams (send|update|openThread))/;

/** Everybody who types or presses something is answered: at once, or later by a message, whatever fails meanwhile. */
export const makeAskedRules = () => {
  let open: Asked[] = [];

  return {
    asks: (what: string, owner: Owner): Asked => {
      const asked = { what, owner, isShown: false, isKept: false, isExcused: false };
      open.push(asked);
      return asked;
    },
    /** A platform did what a process asked for. */
    called: (label: string): void => {
      const asked = asking.getStore();
      if (asked && SHOWS.test(label)) asked.isShown = true;
    },
    kept: (): void => {
      const asked = asking.getStore();
      if (asked) asked.isKept = true;
    },
    /** Whether they were answered is unknown from here on. */
    excuse: (): void => {
      for (const asked of open) asked.isExcused = true;
    },

    /** While nothing is under way. */
    check: (): void => {
      const unanswered = open.find(
        ({ owner, isShown, isKept, isExcused }) => owner.isAlive && !isShown && !isKept && !isExcused,
      );
      open = [];
      if (unanswered) broken(RULE, `nobody answered ${unanswered.what}, of which ${unanswered.owner.name} was asked`);
    },
  };
};
