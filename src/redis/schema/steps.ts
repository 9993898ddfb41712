import type { Step } from "./step.ts";
import { lanes } from "./steps/lanes.ts";

/** What leads from each earlier version to SCHEMA_VERSION, in order. A step that has been released never changes. */
export const STEPS: readonly Step[] = [{ from: 1, parts: [lanes] }];
