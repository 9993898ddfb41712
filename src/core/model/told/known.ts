import { defined } from "../defined.ts";
import type { EntryFound, HistoryEntry, Registration } from "../registration.ts";

/** How long a host's decision can be undone, which is told only after (N10). */
export const UNDO_MS = 60_000;

/** The clocks of two processes are less than so much apart: by then a decision may be told already. */
const CLOCKS_APART_MS = 2_000;

/**
 * A registration as its person knows it: a decision that can still be undone was told to nobody (N10). With the version
 * that they know, which calendar entries are numbered by.
 */
export const asKnown = (registration: Registration, now: number): Registration => {
  const { undoUntil: until, wasBefore: status, ...rest } = registration;
  if (until === undefined || until - CLOCKS_APART_MS <= now || !status) return registration;
  const known = rest.history.findLast((change) => change.status === status && change.version < rest.version);
  return { ...rest, status, version: known?.version ?? rest.version - 1 };
};

/** The same for whose entry it is. */
export const entryAsKnown = (found: EntryFound, now: number): EntryFound => {
  const { registration, ...entry } = found.entry;
  return {
    ...found,
    entry: { ...entry, ...defined({ registration: registration && asKnown(registration, now) }) },
  };
};

/** Whether a change from `before` is one that hosts make: of their own request, too, which does not make it theirs. */
const isDecision = ({ status }: HistoryEntry, before: HistoryEntry | undefined): boolean =>
  status === "rejected" || (status === "approved" && (before?.status === "pending" || before?.status === "rejected"));

/** Whether somebody was told of a change: not of a host's decision that was undone, or changed, while it could be. */
const wasTold = (history: readonly HistoryEntry[], index: number, registrant: string): boolean => {
  const [before, change, next] = [history[index - 1], history[index], history[index + 1]];
  if (!change || !next || next.at - change.at >= UNDO_MS) return true;
  return change.by === registrant && !isDecision(change, before);
};

/** Whether the decision that made `version`, which could be undone until `until`, became another while nobody knew of it. */
export const wasTakenBack = (version: number, until: number, { history }: Registration): boolean => {
  const decision = history.find((change) => change.version === version);
  const next = history.find((change) => change.version > version && change.status !== decision?.status);
  return decision !== undefined && next !== undefined && next.at < until - CLOCKS_APART_MS;
};

/**
 * Whether what was to be told of `version` is told no more: a later change with another status has news of its own. What
 * came and went without being told in between leaves it true.
 */
export const isOvertaken = (version: number, registration: Registration): boolean => {
  const { person, version: last } = registration;
  const history = registration.history.filter((change) => change.version <= last);
  const told = history.find((change) => change.version === version);
  return history.some(
    (one, index) => one.version > version && one.status !== told?.status && wasTold(history, index, person),
  );
};
