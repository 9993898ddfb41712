import { html } from "hono/html";
import { isUndoable } from "../../core/approvals/decision.ts";
import type { RosterRow } from "../../core/approvals/roster-list.ts";
import { fullName } from "../../core/model/person.ts";
import type { Registration } from "../../core/model/registration.ts";
import { isOver, type Webinar } from "../../core/model/webinar.ts";
import { UNDOES } from "../../core/notices/request-offers.ts";
import type { TextKey } from "../../texts/en.ts";
import type { Translate } from "../../texts/translate.ts";
import type { Html } from "../elements.ts";

/** What the button says that takes back the last decision; undefined where that is not possible any more. */
export const undoSays = (
  { status, ...registration }: Registration,
  webinar: Webinar,
  now: number,
): TextKey | undefined =>
  (status === "approved" || status === "rejected") &&
  !isOver(webinar, now) &&
  isUndoable({ status, ...registration }, now)
    ? UNDOES[status]
    : undefined;

/**
 * Who waits is decided about in their row, and a decision is taken back there: their page, below the host's `home`, need
 * not be opened first; it says what was done.
 */
export const decideInRow = (
  row: RosterRow,
  { webinar, home, now }: { readonly webinar: Webinar; readonly home: string; readonly now: number },
  t: Translate,
): Html | string => {
  const { registration } = row;
  if (!registration) return "";
  const button = (fields: Readonly<Record<string, string>>, says: TextKey, look: string) =>
    html`<form method="post" action="${home}/people/${row.key}">${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}<input type="hidden" name="version" value="${registration.version}"><button class="${look}" aria-label="${t(says)}: ${fullName(row) || row.address}">${t(says)}</button></form>`;
  const undo = undoSays(registration, webinar, now);
  if (undo) return html`<div class="acts small">${button({ do: "undo" }, undo, "quiet")}</div>`;
  if (registration.status !== "pending" || isOver(webinar, now)) return "";
  const decide = (to: "approved" | "rejected", look: string) => button({ do: "decide", to }, `decide_${to}`, look);
  return html`<div class="acts small twos">${decide("approved", "yes")}${decide("rejected", "quiet bad")}</div>`;
};
