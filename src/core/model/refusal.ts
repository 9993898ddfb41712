import type { WebinarCode } from "./ids.ts";
import type { Status } from "./status.ts";
import type { SettingChange } from "./webinar.ts";

/** Why somebody of a list is not invited. */
export type RowProblem =
  | "no_address"
  | "bad_address"
  | "two_addresses"
  /** It begins as a formula does: in a spreadsheet it would be one. */
  | "formula"
  | "unreadable"
  | "too_long"
  /** Known to no chat product, or without an address there. */
  | "not_found"
  /** No chat product answered for two hours. */
  | "not_asked"
  /** The webinar ended, or was cancelled, before it was their turn. */
  | "over"
  /** More members than one act invites. */
  | "too_many";

/** Somebody of a list who is not invited. */
export interface RefusedRow {
  /** In the file or the table, as a spreadsheet counts. */
  readonly row?: number;
  /** As it was written; cut. */
  readonly text: string;
  readonly why: RowProblem;
}

/** Everything that Usher refuses; the message catalogue has a sentence for each that says what to do next. */
export type Refusal =
  | { reason: "unknown_webinar"; typed: string }
  | { reason: "may_not_schedule" }
  | {
      reason: "not_the_host";
      hostName: string;
      title: string;
      /** The registration of who asked to cancel it, which they may have meant. */
      own?: { readonly code: WebinarCode; readonly status: Status };
    }
  | { reason: "title_missing" }
  | {
      reason: "too_long";
      field: "title" | "description" | "link" | "password" | "note" | "name" | "answer";
      max: number;
      length: number;
    }
  | { reason: "start_unreadable" }
  | { reason: "start_skipped"; zone: string }
  | { reason: "start_in_the_past"; now: number }
  | { reason: "start_too_far" }
  /** Of what is repeated (P33). */
  | { reason: "repeat_every_out_of_range" | "repeat_count_out_of_range" | "repeat_too_many"; max: number }
  | { reason: "repeat_end_missing"; max: number }
  | { reason: "repeat_until_wrong" | "repeat_no_date" | "repeat_nothing_left" }
  /** Nothing is wrong: the dates are shown first. */
  | { reason: "repeat_to_check"; count: number }
  | { reason: "duration_out_of_range"; maxMinutes: number }
  | { reason: "offer_out_of_range"; max: number }
  | { reason: "nothing_offered"; title: string }
  | { reason: "end_before_start" }
  | { reason: "end_in_the_past" }
  | { reason: "window_unreadable" }
  | { reason: "window_backwards" }
  | { reason: "closes_in_the_past" }
  | { reason: "opens_after_end" }
  /** The start was moved: the form shows `to` in place of `from`, and asks. */
  | { reason: "opens_with_start"; from: number; to: number }
  | { reason: "closes_with_start"; from: number; to: number }
  | { reason: "answers_with_start"; from: number; to: number }
  | { reason: "answers_until_missing" }
  | { reason: "answers_until_past" }
  | { reason: "landing_invalid" }
  | { reason: "landing_not_allowed"; domain: string }
  | { reason: "too_many_channels"; max: number }
  | { reason: "too_many_cohosts"; max: number }
  | { reason: "too_many_speakers"; max: number }
  /** `wrong`: what was typed is not the code. */
  | { reason: "confirm_deletion"; count: number; code: string; wrong: boolean }
  | { reason: "form_too_old"; title: string }
  | { reason: "changed_meanwhile"; byName: string; changes: readonly SettingChange[] }
  | { reason: "cap_out_of_range"; max: number; plan: number }
  | { reason: "link_invalid" }
  | { reason: "ids_not_for_meetings" }
  | { reason: "ids_off" }
  | { reason: "channel_unknown" }
  /** `note` is the host's further information. */
  | { reason: "webinar_full"; title: string; code?: WebinarCode; cap: number; note: string }
  | { reason: "registration_not_yet"; title: string; opensAt: number }
  | { reason: "registration_closed"; title: string; closedAt: number }
  | { reason: "webinar_cancelled"; title: string }
  | { reason: "webinar_ended"; title: string }
  /** `code`: to somebody who wants to come in. */
  | { reason: "registration_not_required"; title: string; code?: WebinarCode }
  | { reason: "already_decided"; status: Status; byName: string; at: number; title: string }
  | { reason: "request_changed"; title: string }
  /** `mayRaise`: the plan allows one seat more. */
  | { reason: "no_free_seat"; title: string; cap: number; mayRaise: boolean }
  | { reason: "not_possible_now"; status: Status; title: string }
  | { reason: "undo_too_late" }
  | { reason: "answered_already"; title: string }
  | { reason: "too_many_inquiries"; max: number }
  | { reason: "undo_admitted"; title: string }
  | { reason: "too_many_rules"; max: number }
  | { reason: "rule_field_gone" }
  | { reason: "rule_value_missing" }
  | { reason: "rule_gone" }
  | { reason: "free_mail"; domain: string }
  | { reason: "confirmation_pending"; title: string }
  | { reason: "password_needed"; title: string; code: string }
  | { reason: "wrong_password"; title: string }
  | { reason: "unknown_registration" }
  /** `closed`: why one cannot register now either. */
  | { reason: "not_registered"; title: string; code: WebinarCode; closed?: Refusal }
  /** Answers cannot be changed: never, since the approval, or since a deadline (P17). */
  | { reason: "answers_fixed"; title: string }
  | { reason: "answers_until_approval"; title: string }
  | { reason: "answers_until"; title: string; until: number }
  | { reason: "already_cancelled"; title: string }
  | { reason: "first_name_missing" }
  | { reason: "answer_missing" }
  | { reason: "not_an_option" }
  | { reason: "form_changed" }
  | { reason: "label_missing" }
  | { reason: "label_too_long"; max: number; length: number }
  | { reason: "options_missing" }
  | { reason: "too_many_options"; max: number; count: number }
  | { reason: "option_too_long"; max: number; option: string }
  | { reason: "option_twice"; option: string }
  | { reason: "max_length_out_of_range" }
  | { reason: "condition_no_question" }
  | { reason: "condition_missing" }
  | { reason: "condition_not_earlier" }
  | { reason: "condition_impossible"; answer: string }
  | { reason: "too_many_questions"; max: number }
  | { reason: "question_too_large"; size: number; max: number }
  | { reason: "form_too_large"; size: number; max: number }
  | { reason: "question_gone" }
  | { reason: "question_changed" }
  | { reason: "question_in_use"; question: string }
  | { reason: "question_at_the_end" }
  | { reason: "unknown_series"; typed: string }
  | { reason: "not_the_series_host"; hostName: string; title: string }
  | { reason: "series_changed" }
  | { reason: "too_many_in_series"; max: number }
  | { reason: "in_another_series"; title: string }
  | { reason: "nothing_chosen" }
  | { reason: "series_empty"; title: string }
  | { reason: "no_cohosts_named" }
  | { reason: "no_speakers_named" }
  | { reason: "no_speakers_of"; names: readonly string[]; title: string }
  /** Of a webinar that is to come into other hands (P44). */
  | { reason: "may_not_host"; name: string }
  | { reason: "hosts_it_already"; name: string; title: string }
  | { reason: "no_cohost"; name: string; code: WebinarCode }
  | { reason: "no_cohost_to_host"; title: string; code: WebinarCode }
  /** To its host, who hands it over instead. */
  | { reason: "only_a_cohost"; title: string; code: WebinarCode }
  | { reason: "one_host" }
  | { reason: "nobody_chosen" }
  | { reason: "only_the_host"; hostName: string; title: string }
  | { reason: "host_is_here"; hostName: string; title: string; code: WebinarCode }
  | { reason: "address_missing"; page: string }
  | { reason: "address_in_use"; title: string }
  /** To a host who adds somebody (P35). */
  | { reason: "already_registered"; name: string; status: Status; title: string; code: WebinarCode }
  | { reason: "never_accepted"; address: string }
  | { reason: "no_address_of"; name: string; code: WebinarCode }
  | { reason: "person_gone" }
  | { reason: "nobody_to_add" }
  | { reason: "one_at_a_time" }
  | { reason: "address_invalid"; typed: string }
  /** `name`: of the member, whose address is their profile's. */
  | { reason: "address_of_member"; name: string }
  | { reason: "address_registered" | "address_invited" | "address_never_accepted"; address: string }
  | { reason: "domain_invalid"; typed: string }
  | { reason: "wait_result_alone" }
  | { reason: "bulk_undo_too_late"; code: string }
  | { reason: "rules_usage"; code: string }
  | { reason: "nobody_to_invite" }
  | { reason: "too_many_invitees"; max: number; count: number }
  | { reason: "unknown_people"; typed: readonly string[] }
  /** A channel whose members a host wants to invite, and is not in. */
  | { reason: "not_in_channel"; names: readonly string[] }
  | { reason: "no_channel_here" }
  /** Why a webinar is not announced in a channel (P28). */
  | { reason: "announce_invited_only"; title: string; code: WebinarCode }
  | { reason: "announce_series_invited_only"; title: string }
  | { reason: "announce_not_there" | "announce_not_asked" | "announce_one_channel" }
  | { reason: "announced_often"; title: string; max: number }
  /** Nothing waits for a host's word any more. */
  | { reason: "invitation_settled" }
  /** It was too long ago. */
  | { reason: "invitation_gone" }
  /** The host wants all of a list or nobody. */
  | { reason: "rows_refused"; count: number; rows: readonly RefusedRow[] }
  | { reason: "too_many_rows"; max: number }
  | { reason: "file_too_large"; max: number }
  | { reason: "file_unread" }
  /** A workbook, a picture, an archive: no text. */
  | { reason: "file_not_text" }
  | { reason: "no_address_column" }
  | { reason: "column_twice"; header: string }
  | { reason: "quote_open"; row: number }
  /** A chat product could not be asked about these people. */
  | { reason: "people_not_asked"; names: readonly string[] }
  | { reason: "command_too_long"; max: number }
  /** Guests and people of another workspace or tenant decide nothing. */
  | { reason: "cohosts_not_members"; names: readonly string[] }
  /** `unregistered`: to somebody in chat who will not be let in then either, and why. */
  | { reason: "not_open_yet"; title: string; opensAt: number; unregistered?: Refusal }
  | { reason: "too_many_attempts"; minutes: number }
  | { reason: "not_recognised" }
  | { reason: "id_on_its_way"; title: string }
  | { reason: "still_pending"; title: string }
  /** A host registered them and left required answers open (P35, S3). */
  | { reason: "answers_open"; title: string; code: WebinarCode }
  | { reason: "was_rejected"; title: string }
  | { reason: "registration_cancelled"; title: string; code: WebinarCode; closed?: Refusal }
  | { reason: "in_line"; title: string; code: WebinarCode; status: "waitlisted" }
  | { reason: "in_line"; title: string; code: WebinarCode; status: "offered"; until: number }
  | { reason: "plan_full"; title: string; plan: number; note: string }
  | { reason: "too_often"; minutes: number }
  /** Of somebody whom a host wants to be written to. */
  | { reason: "unsubscribed"; address: string }
  | { reason: "hosts_webinars"; codes: string }
  /** Asks that sent mail to this address, from this network, or changes of one's own registration. */
  | { reason: "mailed_often" | "network_busy" | "changed_often"; minutes: number }
  /** What is left of the plan is kept for those who come by chat or by a personal link. */
  | { reason: "visits_full"; title: string }
  | { reason: "visit_unknown" }
  | { reason: "link_used" }
  /** What a host writes to many people. */
  | { reason: "message_empty" | "nobody_to_write_to" | "message_undo_too_late" }
  /** `series`: its title, where one of its webinars has had them. */
  | { reason: "too_many_messages"; max: number; series?: string }
  /** So many of its people are looked through, so that each is told once. */
  | { reason: "series_too_large_to_write"; max: number }
  /** A correction that changes nothing. */
  | { reason: "address_same"; address: string }
  /** A list was pasted, and another came as a file. */
  | { reason: "one_list_only" }
  | { reason: "link_unknown" }
  /** The link to hosts' pages about this webinar. */
  | { reason: "host_link_old"; code: WebinarCode }
  | { reason: "draft_gone" }
  | { reason: "nothing_to_retry" }
  | { reason: "nothing_to_restore"; title: string }
  | { reason: "profile_unread" }
  | { reason: "dialog_elsewhere" }
  | { reason: "form_lost" }
  | { reason: "unknown_button" };
