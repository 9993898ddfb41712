import type { Notice } from "./notice.ts";

/**
 * Whether a notice concerns everybody, and may be said where everybody reads it (specification, section 5). What only
 * its asker can use, such as what they mistyped, is none of that.
 */
export const isForEverybody = (notice: Notice): boolean => {
  switch (notice.kind) {
    case "help":
    case "webinars":
      return true;
    case "scheduled":
      return notice.webinar.visibility === "listed";
    case "open_form":
      return notice.form === "schedule" && notice.like === undefined;
    default:
      return false;
  }
};
