import { ROSTER_TABS, type RosterTab } from "../../core/ports/roster.ts";

/** Parts that are named though nobody is in them. */
const ALWAYS: readonly RosterTab[] = ["everybody", "pending"];

/** The parts of a roster that a page names: the one that is shown, and those that hold somebody. */
export const shownTabs = (page: {
  readonly tab: RosterTab;
  readonly counts: Readonly<Record<RosterTab, number>>;
}): RosterTab[] => ROSTER_TABS.filter((tab) => tab === page.tab || ALWAYS.includes(tab) || page.counts[tab] > 0);
