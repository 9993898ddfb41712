import type { Status } from "./status.ts";

/** Every way in which Usher says no; each is a sentence in the message catalogue that says what to do next. */
export type Refusal =
  | { reason: "unknown_webinar"; typed: string }
  | { reason: "code_needed"; command: string }
  | { reason: "may_not_schedule" }
  | { reason: "not_the_host"; hostName: string; title: string }
  | { reason: "title_missing" }
  | { reason: "too_long"; field: "title" | "description" | "link" | "name" | "answer"; max: number; length: number }
  | { reason: "start_unreadable" }
  | { reason: "start_skipped"; zone: string }
  | { reason: "start_in_the_past" }
  | { reason: "start_too_far" }
  | { reason: "duration_out_of_range"; maxMinutes: number }
  | { reason: "cap_out_of_range"; max: number; plan: number }
  | { reason: "link_invalid" }
  | { reason: "ids_not_for_meetings" }
  | { reason: "ids_off" }
  | { reason: "channel_unknown" }
  | { reason: "webinar_full"; title: string; cap: number }
  | { reason: "webinar_cancelled"; title: string }
  | { reason: "webinar_ended"; title: string }
  | { reason: "registration_not_required"; title: string }
  | { reason: "already_decided"; status: Status; byName: string; at: number; title: string }
  | { reason: "request_changed"; title: string }
  | { reason: "unknown_registration" }
  | { reason: "not_registered"; title: string; code: string }
  | { reason: "already_cancelled"; title: string }
  | { reason: "name_missing"; which: "first" | "last" }
  | { reason: "answer_missing"; question: string }
  | { reason: "address_missing"; page: string }
  | { reason: "address_in_use"; title: string }
  | { reason: "address_invalid"; typed: string }
  | { reason: "nobody_to_invite" }
  | { reason: "too_many_invitees"; max: number }
  | { reason: "unknown_people"; typed: readonly string[] }
  | { reason: "not_open_yet"; title: string; opensAt: number }
  | { reason: "too_many_attempts"; minutes: number }
  | { reason: "not_recognised" }
  | { reason: "still_pending"; title: string }
  | { reason: "was_rejected"; title: string }
  | { reason: "registration_cancelled"; title: string; code: string }
  | { reason: "in_line"; title: string; status: "waitlisted" | "offered" }
  | { reason: "plan_full"; title: string; plan: number }
  | { reason: "too_often"; minutes: number }
  | { reason: "link_used" }
  | { reason: "link_unknown" }
  | { reason: "draft_gone" }
  | { reason: "nothing_to_retry" }
  | { reason: "profile_unread" }
  | { reason: "dialog_elsewhere" }
  | { reason: "unknown_button" };
