import type { Matter, PersonalMessage } from "./delivery.ts";

/** What kind of direct message tells this matter, where it has buttons that its end makes false. */
export const personalMessage = (matter: Matter): PersonalMessage | undefined => {
  switch (matter.kind) {
    case "invitation":
    case "nudge":
    case "let_go":
    case "id_given":
      return "invitation";
    case "registration":
    case "moved":
    case "reminder":
    case "password_changed":
      return "registration";
    case "outdated":
      return matter.was;
    default:
      return undefined;
  }
};
