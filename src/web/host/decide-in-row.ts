import { html } from "hono/html";
import type { RosterRow } from "../../core/approvals/roster-list.ts";
import { fullName } from "../../core/model/person.ts";
import { isOver, type Webinar } from "../../core/model/webinar.ts";
import type { Translate } from "../../texts/translate.ts";
import type { Html } from "../elements.ts";

/** Who waits is decided about in their row: their page, below the host's `home`, need not be opened first; it says what was done. */
export const decideInRow = (
  row: RosterRow,
  { webinar, home, now }: { readonly webinar: Webinar; readonly home: string; readonly now: number },
  t: Translate,
): Html | string => {
  const { registration } = row;
  if (registration?.status !== "pending" || isOver(webinar, now)) return "";
  const button = (to: "approved" | "rejected", look: string) =>
    html`<form method="post" action="${home}/people/${row.key}"><input type="hidden" name="do" value="decide"><input type="hidden" name="to" value="${to}"><input type="hidden" name="version" value="${registration.version}"><button class="${look}" aria-label="${t(`decide_${to}`)}: ${fullName(row) || row.address}">${t(`decide_${to}`)}</button></form>`;
  return html`<div class="acts small twos">${button("approved", "yes")}${button("rejected", "quiet bad")}</div>`;
};
