import type { CardAct } from "./card-acts.ts";
import type { Notice } from "./notice.ts";

const LISTS: readonly Notice["kind"][] = ["webinars", "mine", "series", "series_one", "choose"];

/** Whether an answer is another page of the list on which it was asked for: it takes that list's place. */
export const isPageOf = (notice: Notice, { act }: CardAct): boolean =>
  (act === "page" || act === "page_series" || act === "page_choice") && LISTS.includes(notice.kind);
