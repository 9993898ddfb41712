import type { Button, KnownBlock } from "@slack/types";
import type { BulkTold } from "../../../core/approvals/bulk.ts";
import type { RosterAct } from "../../../core/approvals/roster-acts.ts";
import type { RosterPage } from "../../../core/approvals/roster-list.ts";
import type { Reason } from "../../../core/model/registration.ts";
import { plain } from "../../platform/inputs.ts";
import type { RosterMode } from "./fields.ts";

/** How the action ids of what is pressed in the list begin. */
export const ROSTER = "roster";

export interface RosterForm {
  readonly roster: RosterPage;
  readonly now: number;
  /** Renames the inputs, since Slack keeps what stands in an input of the same name. */
  readonly mark?: number;
  /** The bulk decision that is told over the list. */
  readonly told?: BulkTold | undefined;
  readonly notes?: readonly string[];
  readonly isAllChosen?: boolean;
  /** Who was chosen already, on this page and on others. */
  readonly chosen?: readonly string[];
  /** What was typed already. */
  readonly reason?: Reason | undefined;
  /** The same as a page, where the host may open one. */
  readonly page?: string;
  /** What it is open for besides reading and approving. */
  readonly mode?: RosterMode | undefined;
}

/** A button of the list. */
export const act = (
  name: RosterAct | "page" | "filter" | `mode:${RosterMode | "list"}`,
  label: string,
  more: Partial<Button> = {},
): Button => ({
  type: "button",
  action_id: `${ROSTER}:${name}`,
  text: plain(label, 75),
  ...more,
});

/** A row of buttons; none where there are none. */
export const buttons = (elements: readonly Button[]): KnownBlock[] =>
  elements.length === 0 ? [] : [{ type: "actions", elements: [...elements] }];
