import type { Notice } from "./notice.ts";

/** Whether a notice says nothing about a person, and may be said where everybody reads it (specification, section 5). */
export const isForEverybody = (notice: Notice): boolean => {
  switch (notice.kind) {
    case "help":
    case "webinars":
    case "scheduled":
    case "unknown_command":
    case "failed":
    case "not_saved":
      return true;
    case "open_form":
      return notice.form === "schedule";
    default:
      return false;
  }
};
