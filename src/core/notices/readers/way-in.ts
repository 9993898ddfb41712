import { gateOpensAt, isOver } from "../../model/webinar.ts";
import type { Notice } from "../notice.ts";

/** What is told to somebody who has a seat, and leads into their webinar. */
const LEADS_IN: readonly Notice["kind"][] = ["registration", "reminder", "id_given", "password_changed"];

/** Whether its reader can walk in at `now`: then *Join* stands above all that is only good to know. */
export const isWayIn = (notice: Notice, now: number): boolean =>
  LEADS_IN.includes(notice.kind) &&
  "registration" in notice &&
  notice.registration?.status === "approved" &&
  now >= gateOpensAt(notice.webinar) &&
  !isOver(notice.webinar, now);
