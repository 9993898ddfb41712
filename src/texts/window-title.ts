import type { Notice } from "../core/notices/notice.ts";
import type { TextKey } from "./en.ts";
import type { Translate } from "./translate.ts";

/** What a window shows whose first line names a webinar or a person. */
const SHOWN: Readonly<Partial<Record<Notice["kind"], TextKey>>> = {
  scheduled: "window_scheduled",
  edited: "window_edited",
  series_saved: "window_series",
  registrant: "roster_title",
  registration: "mine_one",
  told_by: "mine_one",
  declined: "fact_invitation",
  answers: "answers",
};

/** The title of a window in which a notice stands: what it shows, and never the form that led to it. */
export const windowTitle = (notice: Notice, t: Translate): string => {
  const shown = SHOWN[notice.kind];
  if (shown) return t(shown);
  if ("webinar" in notice && notice.webinar) return notice.webinar.title;
  return notice.kind === "series_registered" ? notice.title : "Usher";
};
