import type { Connection } from "../connect.ts";
import type { RunScript } from "../scripts.ts";

/** What a part works with. */
export interface Migrating {
  readonly redis: Connection;
  readonly run: RunScript;
  /** What the part yielded last before the process that worked on it ended; empty at first. */
  readonly after: string;
}

/**
 * One part of a step: it converts one kind of data, from all organisations, in pieces.
 *
 * `convert` yields after each piece, of at most about 10 ms in Redis. What it yields is noted in Redis, and given to the
 * next process as `after`. A process may be killed at any point, so that a piece runs again, and one that was only
 * stopped may wake when others are done. So a piece is one script that reads the old keys, writes the new ones and takes
 * the old ones away, and does nothing once they are gone.
 *
 * Where the old keys are found by their names, nothing needs to be noted: yield "", and begin anew. Never note a cursor
 * of SCAN, HSCAN or ZSCAN: it means nothing to a Redis that was started again.
 */
export interface Part {
  readonly name: string;
  convert(of: Migrating): AsyncIterable<string>;
}

/** Leads from one version of the layout to the next. Its parts run one after the other, each to its end. */
export interface Step {
  readonly from: number;
  readonly parts: readonly Part[];
}
