import type { CommandName } from "./commands.ts";
import type { RegistrationId, RegistrationKey } from "./ids.ts";
import type { Refusal } from "./refusal.ts";
import type { Registration } from "./registration.ts";
import { unreachable } from "./result.ts";
import type { Webinar } from "./webinar.ts";

/** Somebody's registration as they may see it themselves. */
export interface Mine {
  readonly webinar: Webinar;
  readonly registration?: Registration;
  readonly registrationId?: RegistrationId;
}

/** What somebody can do about a webinar themselves, the most wanted first; each face makes it a button. */
export const ownActs = ({ webinar, registration }: Mine): ("register" | "join" | "leave")[] => {
  if (!webinar.registrationRequired) return ["join"];
  if (!registration) return ["register"];
  switch (registration.status) {
    case "cancelled":
      return ["register"];
    case "approved":
      return ["join", "leave"];
    case "pending":
    case "waitlisted":
    case "offered":
      return ["leave"];
    case "rejected":
      return [];
    default:
      return unreachable(registration.status);
  }
};

/** Facts to be told. Each face, the mail and the pages render all that can reach them, in their own form. */
export type Notice =
  | { kind: "help"; mayHost: boolean }
  | { kind: "unknown_command"; typed: string; nearest?: CommandName }
  | { kind: "refused"; refusal: Refusal }
  | { kind: "failed"; reference: string }
  | { kind: "working" }
  | { kind: "not_saved" }
  | { kind: "open_form"; form: "schedule" }
  | { kind: "open_form"; form: "register"; webinar: Webinar }
  | { kind: "choose"; command: CommandName; webinars: readonly Webinar[] }
  | { kind: "scheduled"; webinar: Webinar }
  | { kind: "announcement"; webinar: Webinar; hostName: string }
  | { kind: "invited"; webinar: Webinar; invited: number; known: number; unknown: readonly string[] }
  | { kind: "webinars"; webinars: readonly Webinar[] }
  | ({ kind: "webinar"; hostName: string } & Mine)
  | { kind: "mine"; entries: readonly Mine[] }
  | ({ kind: "invitation"; hostName: string; key: RegistrationKey } & Mine)
  | ({ kind: "registration"; registration: Registration; again: boolean } & Mine)
  | { kind: "resent"; webinar: Webinar }
  | { kind: "retried" }
  | { kind: "request"; webinar: Webinar; registration: Registration; decidedByName?: string }
  | { kind: "admitted"; webinar: Webinar; link: string }
  | { kind: "draft"; webinar: Webinar; draft: string }
  | {
      kind: "undelivered";
      webinar: Webinar;
      name: string;
      what: "invitation" | "registration" | "card";
      failed: string;
    };

/** The notices that mail can carry. */
export type MailNotice = Extract<Notice, { kind: "invitation" | "registration" | "draft" | "undelivered" }>;
