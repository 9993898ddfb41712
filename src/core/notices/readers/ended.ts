import { isOver } from "../../model/webinar.ts";
import type { Notice } from "../notice.ts";

/** What is said of a webinar only once it is cancelled or over. */
const LAST: readonly Notice["kind"][] = ["called_off", "cancelled", "over", "line_over"];
/** What stands for a webinar, and for what somebody has of it. */
const STANDING: readonly Notice["kind"][] = [
  ...(["announcement", "overview", "webinar", "link_preview", "registration", "let_go", "speaking"] as const),
];

/** Whether a notice shows a webinar that is cancelled or over at the time `now`, or a series with nothing to come, so that nothing on it looks alive. */
export const hasEnded = (notice: Notice, now: number): boolean =>
  LAST.includes(notice.kind) ||
  (notice.kind === "series_announcement" && notice.webinars.length === 0) ||
  (STANDING.includes(notice.kind) && "webinar" in notice && isOver(notice.webinar, now) !== undefined);
