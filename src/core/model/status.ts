/**
 * What a registration can be. In the order of `COUNTED` in scripts/shared/webinar.lua, and each with a first letter of
 * its own, by which a registration's history names it.
 */
export const STATUSES = ["pending", "approved", "rejected", "cancelled", "waitlisted", "offered"] as const;
export type Status = (typeof STATUSES)[number];

/** The statuses that hold a seat. */
export const SEAT_HOLDING: readonly Status[] = ["pending", "approved", "offered"];

export const holdsSeat = (status: Status): boolean => SEAT_HOLDING.includes(status);

/** Whether nobody has said yes to it: it is a request, and no registration yet. */
export const isRequest = (status: Status): boolean =>
  status === "pending" || status === "waitlisted" || status === "offered";

/** Who or what can move a registration from one status to another. */
type Mover = "registers" | "adds" | "host" | "registrant" | "timeout" | "edit" | "claims" | "expiry" | "seat_frees";

/**
 * All changes of a status: from the first to the second, by these. `none` is a person without a registration; somebody
 * whose registration is cancelled registers as if there were none. Every other change is refused.
 */
export const STATUS_TABLE: Readonly<Record<Status | "none", Partial<Record<Status, readonly Mover[]>>>> = {
  none: {
    pending: ["registers"],
    approved: ["registers", "adds"],
    rejected: ["registers"],
    waitlisted: ["registers"],
  },
  pending: { approved: ["host", "timeout"], rejected: ["host", "timeout"], cancelled: ["registrant", "host"] },
  approved: { pending: ["host", "edit"], rejected: ["host"], cancelled: ["registrant", "host"] },
  rejected: { pending: ["host"], approved: ["host"] },
  cancelled: {
    pending: ["registers"],
    approved: ["registers", "adds"],
    rejected: ["registers"],
    waitlisted: ["registers"],
  },
  waitlisted: { rejected: ["host"], cancelled: ["registrant", "host"], offered: ["seat_frees"] },
  offered: {
    pending: ["claims"],
    approved: ["claims"],
    rejected: ["claims", "host"],
    cancelled: ["registrant", "host", "expiry"],
    waitlisted: ["expiry"],
  },
};

/** The statuses from which this mover may bring a registration to `to`. */
export const mayMoveFrom = (to: Status, mover: Mover): Status[] =>
  STATUSES.filter((from) => STATUS_TABLE[from][to]?.includes(mover));
