import { LANES } from "./lanes.ts";
import { PEOPLE } from "./people.ts";
import { PLACES } from "./places.ts";
import { REGISTRATIONS } from "./registrations.ts";
import { DEAD, INVITED, TERMS } from "./roster.ts";
import type { Step } from "./step.ts";

/** What leads from each earlier version to SCHEMA_VERSION, in order. A step that has been released never changes. */
export const STEPS: readonly Step[] = [
  { from: 1, parts: [REGISTRATIONS, ...PEOPLE, PLACES, LANES] },
  { from: 2, parts: [INVITED, TERMS, DEAD] },
];
