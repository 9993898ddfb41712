import { z } from "zod";
import { ROSTER_ACTS, type RosterInput, type TypedFilter } from "../../../core/approvals/roster-acts.ts";
import { type RosterState, RosterStateSchema } from "../../../core/approvals/roster-list.ts";
import type { RegistrationKey } from "../../../core/model/ids.ts";
import { type CardAct, parseAct } from "../../../core/notices/card-acts.ts";
import type { Typed } from "../../platform/filled-in.ts";

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
const CARD_ACTS = [...ROSTER_ACTS, "sure_approve", "sure_reject", "stay", "show", "back", "details"] as const;
export type RosterCardAct = (typeof CARD_ACTS)[number];

/** Reads what was pressed on one person of the roster; undefined where nothing was. */
export const readRegistrantAct = (typed: Typed): CardAct | undefined =>
  typed.do === "act" ? Json.transform(parseAct).safeParse(typed.act).data : undefined;

/** Reads which button was pressed. */
export const readRosterAct = (typed: Typed): RosterCardAct | undefined => CARD_ACTS.find((one) => one === typed.do);

const ROW = "row.";

/** The name of the box by which somebody is chosen. */
export const rowName = (key: RegistrationKey): string => `${ROW}${key}`;

/** The boxes of the rows, ticked or not, as they were sent. */
export const ticksOf = (typed: Typed): Typed =>
  Object.fromEntries(Object.entries(typed).filter(([name]) => name.startsWith(ROW)));

/** Reads the requests that were chosen, and the reason. */
export const readRosterInput = (typed: Typed): RosterInput => ({
  chosen: Object.values(ticksOf(typed)).filter((value) => value !== ""),
  reason: { text: typed.reason ?? "", told: typed.told === "true" },
});

/** Reads the filter as it was typed. */
export const readFilter = ({ tab, search = "", answer = "" }: Typed): TypedFilter => ({ tab, search, answer });
