import type { Locale } from "../core/model/person.ts";
import type { Refusal } from "../core/model/refusal.ts";
import { unreachable } from "../core/model/result.ts";
import { sayIn } from "./say.ts";
import { sayChange } from "./settings.ts";
import { showInstant } from "./when.ts";

/** What somebody typed, short enough to be said back. */
const short = (typed: string): string => (typed.length > 60 ? `${typed.slice(0, 60)}…` : typed);

/** A refusal as a sentence: what happened and what to do next. `zone` is the reader's. */
export const sayRefusal = (refusal: Refusal, locale: Locale, zone: string): string => {
  const say = sayIn(locale);
  switch (refusal.reason) {
    case "unknown_webinar":
      return say("no_unknown_webinar", { typed: short(refusal.typed) });
    case "not_the_host":
      return refusal.hostName === ""
        ? say("no_not_the_host_nameless", { ...refusal })
        : say("no_not_the_host", { ...refusal });
    case "already_decided": {
      const values = {
        status: say(`status_${refusal.status}`),
        byName: refusal.byName,
        at: showInstant(refusal.at, zone, locale),
      };
      return say(refusal.byName === "" ? "no_already_decided_nameless" : "no_already_decided", values);
    }
    case "not_open_yet":
      return say("no_not_open_yet", { title: refusal.title, opensAt: showInstant(refusal.opensAt, zone, locale) });
    case "name_missing":
      return say(refusal.which === "first" ? "no_name_missing_first" : "no_name_missing_last");
    case "address_invalid":
      return say("no_address_invalid", { typed: short(refusal.typed) });
    case "filter_unknown":
      return say("no_filter_unknown", { typed: short(refusal.typed) });
    case "domain_invalid":
      return say("no_domain_invalid", { typed: short(refusal.typed) });
    case "address_missing":
      return say(refusal.page === "" ? "no_address_missing" : "no_address_missing_page", { ...refusal });
    case "unknown_people":
      return say("no_unknown_people", { names: refusal.typed.slice(0, 10).map(short).join(", ") });
    case "webinar_full":
    case "plan_full": {
      const sentence = say(`no_${refusal.reason}`, { ...refusal });
      return refusal.note === "" ? sentence : `${sentence}\n${refusal.note}`;
    }
    case "registration_not_yet":
      return say("no_registration_not_yet", {
        title: refusal.title,
        opensAt: showInstant(refusal.opensAt, zone, locale),
      });
    case "registration_closed":
      return say("no_registration_closed", {
        title: refusal.title,
        closedAt: showInstant(refusal.closedAt, zone, locale),
      });
    case "confirm_deletion":
      return say(refusal.wrong ? "no_confirm_deletion_wrong" : "no_confirm_deletion", {
        count: refusal.count,
        code: refusal.code,
      });
    case "changed_meanwhile": {
      const changes = refusal.changes.map((change) => sayChange(change, locale, zone)).join("; ");
      const { byName } = refusal;
      return say(byName === "" ? "no_changed_meanwhile_nameless" : "no_changed_meanwhile", { byName, changes });
    }
    case "not_the_series_host":
      return refusal.hostName === ""
        ? say("no_not_the_series_host_nameless", { ...refusal })
        : say("no_not_the_series_host", { ...refusal });
    case "unknown_series":
      return say("no_unknown_series", { typed: short(refusal.typed) });
    case "condition_impossible":
      return say("no_condition_impossible", { answer: short(refusal.answer) });
    case "option_too_long":
    case "option_twice":
      return say(`no_${refusal.reason}`, { ...refusal, option: short(refusal.option) });
    case "in_line":
      return say(refusal.status === "offered" ? "no_in_line_offered" : "no_in_line_waitlisted", {
        title: refusal.title,
      });
    case "not_possible_now":
      return say("no_not_possible_now", { title: refusal.title, status: say(`status_${refusal.status}`) });
    case "no_free_seat":
      return say("no_no_free_seat", { title: refusal.title, cap: refusal.cap });
    case "code_needed":
    case "may_not_schedule":
    case "title_missing":
    case "too_long":
    case "start_unreadable":
    case "start_skipped":
    case "start_in_the_past":
    case "start_too_far":
    case "duration_out_of_range":
    case "cap_out_of_range":
    case "link_invalid":
    case "ids_not_for_meetings":
    case "ids_off":
    case "channel_unknown":
    case "undo_too_late":
    case "wait_result_alone":
    case "bulk_undo_too_late":
    case "rules_usage":
    case "answered_already":
    case "too_many_inquiries":
    case "undo_admitted":
    case "too_many_rules":
    case "rule_field_gone":
    case "rule_value_missing":
    case "rule_gone":
    case "free_mail":
    case "confirmation_pending":
    case "password_needed":
    case "wrong_password":
    case "form_too_old":
    case "offer_out_of_range":
    case "nothing_offered":
    case "end_before_start":
    case "end_in_the_past":
    case "window_unreadable":
    case "window_backwards":
    case "closes_in_the_past":
    case "opens_after_end":
    case "landing_invalid":
    case "landing_not_allowed":
    case "too_many_channels":
    case "too_many_cohosts":
    case "not_an_option":
    case "form_changed":
    case "label_missing":
    case "label_too_long":
    case "options_missing":
    case "too_many_options":
    case "max_length_out_of_range":
    case "condition_no_question":
    case "condition_missing":
    case "condition_not_earlier":
    case "too_many_questions":
    case "question_too_large":
    case "form_too_large":
    case "question_gone":
    case "question_changed":
    case "question_in_use":
    case "question_at_the_end":
    case "series_changed":
    case "too_many_in_series":
    case "in_another_series":
    case "nothing_chosen":
    case "series_empty":
    case "no_cohosts_named":
    case "nothing_to_restore":
    case "webinar_cancelled":
    case "webinar_ended":
    case "registration_not_required":
    case "request_changed":
    case "unknown_registration":
    case "not_registered":
    case "already_cancelled":
    case "answer_missing":
    case "address_in_use":
    case "nobody_to_invite":
    case "too_many_invitees":
    case "too_many_attempts":
    case "not_recognised":
    case "still_pending":
    case "was_rejected":
    case "registration_cancelled":
    case "too_often":
    case "link_used":
    case "link_unknown":
    case "draft_gone":
    case "nothing_to_retry":
    case "profile_unread":
    case "dialog_elsewhere":
    case "unknown_button":
      return say(`no_${refusal.reason}`, { ...refusal });
    default:
      return unreachable(refusal);
  }
};
