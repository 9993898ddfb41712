import type { PersonId, RegistrationKey } from "./ids.ts";
import type { Way } from "./registration.ts";
import type { Status } from "./status.ts";

/** What the audit log keeps of one act: ids only, so that it holds no name and no address (P22). */
export interface LogEntry {
  /** Where it stands in the log. */
  readonly id: string;
  readonly at: number;
  readonly act: string;
  readonly by?: PersonId;
  readonly way?: Way;
  readonly key?: RegistrationKey;
  readonly from?: Status;
  readonly to?: Status;
}
