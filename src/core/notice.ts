import type { Cohosted } from "./cohost.ts";
import type { CommandName } from "./commands.ts";
import type { Edited } from "./edit.ts";
import type { SeriesOutcome, Target } from "./fill.ts";
import type { Answered } from "./form.ts";
import type { RegistrationId, RegistrationKey, SeriesCode } from "./ids.ts";
import type { Refusal } from "./refusal.ts";
import type { Registration } from "./registration.ts";
import { unreachable } from "./result.ts";
import type { SeriesWebinars } from "./series.ts";
import type { FormOwner } from "./shape.ts";
import type { Webinar } from "./webinar.ts";

/** Somebody's registration as they may see it themselves. */
export interface Mine {
  readonly webinar: Webinar;
  readonly registration?: Registration;
  readonly registrationId?: RegistrationId;
  /** The place in line, from 1 on. */
  readonly position?: number;
}

export type OwnAct = "register" | "join" | "leave" | "claim" | "pass";

/** What somebody can do about a webinar themselves, the most wanted first; each face makes it a button. */
export const ownActs = ({ webinar, registration }: Mine): OwnAct[] => {
  if (webinar.state === "cancelled") return [];
  if (!webinar.registrationRequired) return ["join"];
  if (!registration) return ["register"];
  switch (registration.status) {
    case "cancelled":
      return ["register"];
    case "approved":
      return ["join", "leave"];
    case "pending":
    case "waitlisted":
      return ["leave"];
    case "offered":
      return ["claim", "pass"];
    case "rejected":
      return [];
    default:
      return unreachable(registration.status);
  }
};

/** What hosts see of a webinar besides. */
export interface Hosting {
  readonly cohostNames: readonly string[];
  readonly plan: number;
}

/** Facts to be told. Each face, the mail and the pages render all that can reach them, in their own form. */
export type Notice =
  | { kind: "help"; mayHost: boolean }
  | { kind: "unknown_command"; typed: string; nearest?: CommandName }
  | { kind: "refused"; refusal: Refusal }
  | { kind: "failed"; reference: string }
  | { kind: "working" }
  | { kind: "not_saved" }
  | { kind: "open_form"; form: "schedule" }
  | { kind: "open_form"; form: "edit"; webinar: Webinar }
  | { kind: "open_form"; form: "register"; target: Target }
  | { kind: "open_form"; form: "questions"; owner: FormOwner }
  | { kind: "open_form"; form: "series"; series?: SeriesWebinars }
  | { kind: "choose"; command: CommandName; webinars: readonly Webinar[] }
  | { kind: "scheduled"; webinar: Webinar; plan: number }
  | ({ kind: "edited"; plan: number } & Edited)
  | { kind: "confirm_cancel"; webinar: Webinar }
  | { kind: "cancelled"; webinar: Webinar }
  | ({ kind: "cohosts" } & Cohosted)
  | { kind: "cohosting"; webinar: Webinar; hostName: string }
  | { kind: "series"; entries: readonly SeriesWebinars[]; mine: readonly SeriesCode[]; mayHost: boolean }
  | ({ kind: "series_one"; isMine: boolean } & SeriesWebinars)
  | ({ kind: "series_saved" } & SeriesWebinars)
  | { kind: "series_registered"; title: string; outcomes: readonly SeriesOutcome[] }
  | { kind: "answers"; webinar: Webinar; registration: Registration; answers: readonly Answered[] }
  | { kind: "announcement"; webinar: Webinar; hostName: string }
  | { kind: "invited"; webinar: Webinar; invited: number; known: number; unknown: readonly string[] }
  | { kind: "webinars"; webinars: readonly Webinar[] }
  | ({ kind: "webinar"; hostName: string; seriesTitle?: string; hosting?: Hosting } & Mine)
  | { kind: "mine"; entries: readonly Mine[] }
  | ({ kind: "invitation"; hostName: string; key: RegistrationKey } & Mine)
  | ({ kind: "registration"; registration: Registration; again: boolean } & Mine)
  | { kind: "resent"; webinar: Webinar }
  | { kind: "retried" }
  | {
      kind: "request";
      webinar: Webinar;
      registration: Registration;
      answers: readonly Answered[];
      decidedByName?: string;
    }
  /** A request's card, after all registrations of its webinar were deleted. */
  | { kind: "request_gone"; webinar: Webinar }
  | ({ kind: "moved"; registration?: Registration; startsAt: number; endsAt: number; key: RegistrationKey } & Mine)
  | ({ kind: "called_off"; key: RegistrationKey } & Mine)
  /** `entry` is what a calendar has of it. */
  | { kind: "let_go"; webinar: Webinar; entry?: { key: RegistrationKey; era: number; version: number } }
  | { kind: "line_over"; webinar: Webinar }
  | { kind: "full"; webinar: Webinar }
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
export type MailNotice = Extract<
  Notice,
  {
    kind:
      | "invitation"
      | "registration"
      | "draft"
      | "undelivered"
      | "moved"
      | "called_off"
      | "let_go"
      | "line_over"
      | "full";
  }
>;
