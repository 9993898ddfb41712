import type { Person } from "../person.ts";
import type { HistoryEntry, Registration } from "../registration.ts";

/** Somebody's choice about calendar entries. */
type Holds = Pick<Person, "noHoldsSince">;

/** Whether the news of this change brought an entry: an approval did, and a request that waits, unless that is off. */
export const broughtEntry = ({ status, at }: Pick<HistoryEntry, "status" | "at">, { noHoldsSince }: Holds): boolean =>
  status === "approved" || (status === "pending" && (noHoldsSince === undefined || at < noHoldsSince));

/** How a calendar shows a registration (N18): certain, or held while it waits; undefined where it shows none. */
export const entryStatus = (
  { status }: Pick<Registration, "status">,
  { noHoldsSince }: Holds,
): "confirmed" | "tentative" | undefined => {
  if (status === "approved") return "confirmed";
  return status === "pending" && noHoldsSince === undefined ? "tentative" : undefined;
};

/** Whether somebody's calendar may hold this registration, whatever its status is by now. */
export const mayHaveEntry = ({ history }: Pick<Registration, "history">, holds: Holds): boolean =>
  history.some((change) => broughtEntry(change, holds));
