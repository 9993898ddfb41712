import { defined } from "../model/defined.ts";
import type { WebinarCode } from "../model/ids.ts";
import type { ToldBy } from "../model/told/choice.ts";
import type { CardAct } from "./card-acts.ts";

/** The acts that name a webinar or a series and nothing more. Each has its own name as its label. */
export type CodeAct =
  | "register"
  | "show"
  | "join"
  | "password"
  | "leave"
  | "keep"
  | "keep_webinar"
  | "step_down"
  | "edit_answers"
  | "decline"
  | "told_by"
  | "resend"
  | "claim"
  | "pass"
  | "again"
  | "edit"
  | "form"
  | "invite"
  | "announce"
  | "add"
  | "cohost"
  | "speaker"
  | "handover"
  | "log"
  | "message"
  | "nudge"
  | "cancel"
  | "call_off"
  | "series_edit"
  | "rules"
  | "requests"
  | "retry_failed"
  | "retry_count"
  | "roster"
  | "export"
  | "report";

/** Keys of the catalogue: the core holds no texts, it only names them. */
type Label =
  | CodeAct
  | "schedule"
  | "invite_shared"
  | "announce_shared"
  | "not_now"
  | "announce_withdraw"
  | "invite_refused"
  | "series_new"
  | "approve"
  | "admit_now"
  | "reject"
  | "reject_reason"
  | "change"
  | "undo"
  | "undo_all"
  | "ask"
  | "always"
  | "answer"
  | "answers"
  | "raise"
  | "add_details"
  | "add_raise"
  | "review"
  | "resend_to"
  | "resend_invitation"
  | "report_page"
  | "decide"
  | "decide_cancelled"
  | "approve_all"
  | "try_again"
  | "open_again"
  | "for_hosts"
  | "for_everybody"
  | "retry_card"
  | "retry_message"
  | "retry_many"
  | "next"
  | "previous_some"
  | "next_some"
  | "requests_count"
  | "more"
  | "whats_coming"
  | "undo_approval"
  | "undo_rejection"
  | "own_registrations"
  | "all_commands"
  | "send_answer"
  | "write_answer"
  | "shorten_answer"
  | "join_line"
  | "leave_line"
  | "leave_now"
  | "leave_request"
  | "keep_request"
  | "keep_line"
  | "keep_offer"
  | "register_again"
  | "take_back"
  | "take_back_request"
  | "handover_now"
  | "step_down_now"
  | "stay_cohost"
  | "take_over"
  | "correct"
  | "correct_name"
  | "add_recording"
  | "see_past"
  | "see_upcoming"
  | "own_answers"
  | `told_by_${ToldBy}`
  | `told_everywhere_${ToldBy}`
  | "join_running"
  | "see_series"
  | "see_waitlist"
  | "whole_series"
  | "show_all"
  | "add_cohost"
  | "choose_channel"
  | "help_title";

type Values = Readonly<Record<string, string | number>>;

/** An act that can be pressed on a notice. A face makes it a button of its own kind, and adds nothing. */
export interface ActOffer {
  readonly act: CardAct;
  readonly say: Label;
  readonly values?: Values;
  /** Whom the act is about, and the sentence with their `name` that says what `say` does. */
  readonly about?: { readonly name: string; readonly say?: "approve_name" | "reject_name" | "ask_title" | "offer_of" };
  /** `primary` is what is wanted most, `danger` what takes something away. */
  readonly tone?: "primary" | "danger";
  /** Whether a press opens a form or a list over the card; otherwise it does something at once. */
  readonly opens: boolean;
  /** It is wanted seldom, and stands behind the card's menu (`⋯`), after all that is in sight. */
  readonly isMinor?: true;
  /** A sentence of the notice names it: it stands beside what is wanted most. */
  readonly isNamed?: true;
  /** A question asked before many are decided, where the product can ask; `say` is on the button that confirms. */
  readonly asksFirst?: { readonly to: "approve" | "reject"; readonly say: "approve_all"; readonly values: Values };
}

/** A page that can be opened from a notice. */
export interface LinkOffer {
  readonly link: string;
  readonly tone?: "primary";
  /** As of an act: it stands behind the card's menu. */
  readonly isMinor?: true;
  readonly say:
    | "landing"
    | "open_meeting"
    | "download"
    | "roster_page"
    | "report_page"
    | "invite_refused"
    | "watch_recording"
    | "page_help_link"
    | "preview_link"
    | "share_page"
    | "see_announcement"
    | "share_open"
    | "register"
    | "my_registration"
    | "my_request"
    | "add_to_calendar";
}

export type NoticeOffer = ActOffer | LinkOffer;

const OPENS = {
  schedule: true,
  again: true,
  edit: true,
  form: true,
  invite: true,
  announce: true,
  announce_shared: false,
  announce_withdraw: false,
  add: true,
  add_person: true,
  cohost: true,
  speaker: true,
  handover: true,
  handover_now: false,
  series_new: true,
  series_edit: true,
  rules: true,
  requests: true,
  register: true,
  password: true,
  change: true,
  reject_reason: true,
  ask: true,
  answer: true,
  answers: true,
  registrant: true,
  roster: true,
  export: false,
  report: false,
  resend_to: false,
  show: false,
  join: false,
  leave: true,
  leave_now: false,
  take_back: false,
  keep: false,
  keep_webinar: false,
  step_down: false,
  step_down_now: false,
  correct: true,
  edit_answers: true,
  decline: false,
  told_by: false,
  tell_by: false,
  resend: false,
  claim: false,
  pass: false,
  cancel: false,
  call_off: false,
  approve: false,
  reject: false,
  undo: false,
  raise: false,
  add_raise: false,
  always: false,
  bulk_approve: false,
  bulk_reject: false,
  bulk_undo: false,
  invite_shared: false,
  invite_refused: false,
  retry: false,
  retry_failed: false,
  log: false,
  message: true,
  nudge: true,
  message_undo: false,
  command: false,
  commands: false,
  page: false,
  page_series: false,
  series_people: false,
  page_choice: false,
  home: false,
  send_answer: false,
} as const satisfies Record<CardAct["act"], boolean>;

export const offer = (
  say: Label,
  act: CardAct,
  more: Pick<ActOffer, "values" | "about" | "tone" | "asksFirst"> = {},
): ActOffer => ({ act, say, opens: OPENS[act.act], ...more });

/** Puts an act behind the card's menu. There it has no tone of its own, and asks nothing first. */
export const minor = ({ tone: _, asksFirst: __, ...rest }: ActOffer): ActOffer => ({ ...rest, isMinor: true });

/** Puts a page there. */
export const minorLink = ({ tone: _, ...rest }: LinkOffer): LinkOffer => ({ ...rest, isMinor: true });

const isMinor = (offered: NoticeOffer): boolean => offered.isMinor === true;

/** What is in sight comes before what stands behind the menu. */
export const minorLast = (offers: readonly NoticeOffer[]): NoticeOffer[] => [
  ...offers.filter((one) => !isMinor(one)),
  ...offers.filter(isMinor),
];

export const codeOffer = (act: CodeAct, code: WebinarCode, tone?: ActOffer["tone"]): ActOffer =>
  // Each of these acts is one among those of cards, of which there are more than the compiler tells apart.
  offer(act, { act, code } as CardAct, defined({ tone }));
