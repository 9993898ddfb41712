import { type PersonId, personId, type RegistrationKey } from "./ids.ts";
import type { Way } from "./registration.ts";
import type { Status } from "./status.ts";

/** Stands in the audit log where no person decided. */
export const NOBODY = personId("nobody");

/** Did what the waiting list does by itself. */
export const WAITLIST = personId("line");

/** Did what the operator asked for on the command line. */
export const OPERATOR = personId("operator");

/** One act in the audit log. It holds ids only: no names, no addresses (P22). */
export interface LogEntry {
  /** The entry's place in the log. */
  readonly id: string;
  readonly at: number;
  readonly act: string;
  readonly by?: PersonId;
  readonly way?: Way;
  readonly key?: RegistrationKey;
  readonly from?: Status;
  readonly to?: Status;
}
