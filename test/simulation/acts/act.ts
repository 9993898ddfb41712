import type { Random } from "../random.ts";
import type { Simulation } from "../simulation.ts";

/** Something that somebody does, or that happens to a process or a platform. */
export interface Act {
  readonly name: string;
  /** How often, beside the others. */
  readonly weight: number;
  /** What is to be done in the present state, by choices of the generator; undefined when nothing such can be done. */
  readonly make: (simulation: Simulation, random: Random) => (() => Promise<unknown>) | undefined;
}

/** What a person's client or a platform says to a person, and is no fault of Usher's. */
const ORDINARY = [
  /the process died/,
  /operation_timeout/,
  /Unable to reach app/,
  /the client holds the form back/,
  /The client does not submit/,
  /is not open for/,
  /only the top view/,
  /is no longer there/,
  /cannot see/,
  /has not got the app/,
  /is not in /,
  /No dialog is open/,
  // Two webinars of one title, which the person's client tells apart, and names do not.
  /More than one action is/,
  // Somebody who does two things at once replaced the view meanwhile.
  /update this view: not_found/,
];

export const isOrdinary = (error: unknown): boolean =>
  error instanceof Error && ORDINARY.some((pattern) => pattern.test(error.message));
