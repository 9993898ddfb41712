import { personId } from "./ids.ts";

/** Stands in the audit log where no person decided. */
export const NOBODY = personId("nobody");

/** Did what the waiting list does by itself. */
export const WAITLIST = personId("line");

/** Did what the operator asked for on the command line. */
export const OPERATOR = personId("operator");
