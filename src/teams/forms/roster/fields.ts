import { z } from "zod";
import { ROSTER_ACTS, type RosterInput, type TypedFilter } from "../../../core/approvals/roster-acts.ts";
import { type RosterState, RosterStateSchema } from "../../../core/approvals/roster-list.ts";
import { chosenOf, type Typed } from "../../platform/filled-in.ts";

const Json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue("no JSON");
    return z.NEVER;
  }
});

/** Reads what a roster shows and carries along; undefined when it is none of ours. */
export const readRosterState = (typed: Typed): RosterState | undefined =>
  Json.pipe(RosterStateSchema).safeParse(typed.list).data;

/** Teams has no confirmation of its own: all that match are decided by a second press. */
const CARD_ACTS = [...ROSTER_ACTS, "sure_approve", "sure_reject", "stay", "show"] as const;
export type RosterCardAct = (typeof CARD_ACTS)[number];

/** Reads which button was pressed. */
export const readRosterAct = (typed: Typed): RosterCardAct | undefined => CARD_ACTS.find((one) => one === typed.do);

/** Reads the requests that were chosen, and the reason. */
export const readRosterInput = ({ chosen, reason = "", told }: Typed): RosterInput => ({
  chosen: chosenOf(chosen),
  reason: { text: reason, told: told === "true" },
});

/** Reads the filter as it was typed. */
export const readFilter = ({ status, domain = "", answer = "" }: Typed): TypedFilter => ({ status, domain, answer });
