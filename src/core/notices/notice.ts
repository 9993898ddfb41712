import type { BulkTold } from "../approvals/bulk.ts";
import type { InquiryFound } from "../approvals/inquiry.ts";
import type { Registrant } from "../approvals/registrant.ts";
import type { RosterPage } from "../approvals/roster-list.ts";
import type { RuleCounts } from "../approvals/rules-editor.ts";
import type { ThreadPart } from "../deliveries/delivery.ts";
import type { LogLine } from "../hosting/audit-log.ts";
import type { Cohosted } from "../hosting/cohosts.ts";
import type { Edited } from "../hosting/edit.ts";
import type { FormOwner } from "../hosting/form-builder.ts";
import type { Invited } from "../hosting/inviting/invite.ts";
import type { Correctable } from "../hosting/people/correct-address.ts";
import type { HandedOver } from "../hosting/people/handover.ts";
import type { SpeakersChanged } from "../hosting/people/speakers.ts";
import type { Digest } from "../model/bulk.ts";
import type { Answered } from "../model/form.ts";
import type { PersonId, RegistrationId, RegistrationKey, RequestId, SeriesCode, WebinarCode } from "../model/ids.ts";
import type { Person } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import type { Mine, Registration } from "../model/registration.ts";
import type { Result } from "../model/result.ts";
import type { SeriesWebinars } from "../model/series.ts";
import type { Verdict } from "../model/verdict.ts";
import type { Role, Webinar } from "../model/webinar.ts";
import type { ReachedCounts } from "../ports/roster.ts";
import type { NoSeatToAdd, SeriesOutcome } from "../registering/form-steps.ts";
import type { Target } from "../registering/sent-step.ts";
import type { CommandName } from "./commands.ts";
import type { Page, Shown } from "./paging.ts";

/** What only the hosts of a webinar see of it. */
export interface Hosting {
  readonly cohostNames: readonly string[];
  readonly plan: number;
}

/** Facts to be told. Each face, the mail and the pages render those that can reach them, each in its own way. */
export type Notice =
  | { kind: "help"; mayHost: boolean }
  | { kind: "unknown_command"; typed: string; nearest?: CommandName; code?: WebinarCode }
  | { kind: "refused"; refusal: Refusal }
  | { kind: "failed"; reference: string }
  | { kind: "working" }
  | { kind: "not_saved" }
  /** A form that took long to open is open now. */
  | { kind: "form_open" }
  /** What a form changed is stored, said where the form can no longer be shown. */
  | { kind: "saved" }
  | { kind: "open_form"; form: "schedule" }
  | { kind: "open_form"; form: "edit"; webinar: Webinar }
  /** `adds`: whom a host registers (P35). */
  | { kind: "open_form"; form: "register"; target: Target; adds?: Person }
  | { kind: "open_form"; form: "questions"; owner: FormOwner }
  | { kind: "open_form"; form: "series"; series?: SeriesWebinars }
  | { kind: "open_form"; form: "rules"; webinar: Webinar; counts: RuleCounts }
  | { kind: "open_form"; form: "decide"; webinar: Webinar; registration: Registration }
  | { kind: "open_form"; form: "roster"; roster: RosterPage }
  | { kind: "open_form"; form: "ask"; webinar: Webinar; registration: Registration }
  /** Asks a late person for the webinar's password (S16); with what was wrong about the one that was typed. */
  | { kind: "open_form"; form: "password"; webinar: Webinar; refusal?: Refusal }
  | ({ kind: "open_form"; form: "answer" } & InquiryFound)
  /** Asks for the right address of a guest (P39). */
  | ({ kind: "open_form"; form: "correct" } & Correctable)
  /** Asks before a registration is cancelled, and says what is lost. */
  | ({ kind: "open_form"; form: "leave"; registration: Registration } & Mine)
  /** `add`: chooses whom a host registers. */
  /** `page`: where the host can import a list. */
  | { kind: "open_form"; form: "invite"; webinar: Webinar; page: string }
  | { kind: "open_form"; form: "add"; webinar: Webinar }
  /** `names`: who are cohosts, or speakers, already. */
  | { kind: "open_form"; form: "cohost" | "speaker"; webinar: Webinar; names: readonly string[] }
  | { kind: "choose"; command: CommandName; webinars: readonly Webinar[]; page?: Page }
  | { kind: "scheduled"; webinar: Webinar; plan: number }
  | ({ kind: "edited"; plan: number } & Edited)
  /** `silent`: how many are invited and did not answer, who are told too. */
  | { kind: "confirm_cancel"; webinar: Webinar; silent: number }
  | { kind: "cancelled"; webinar: Webinar }
  | ({ kind: "cohosts" } & Cohosted)
  | { kind: "cohosting"; webinar: Webinar; hostName: string }
  /** Asks its host to which cohost they hand it over (P44). */
  | { kind: "open_form"; form: "handover"; webinar: Webinar; cohosts: readonly Person[] }
  /** Asks once more before it is in the hands of who was named, who may be the reader. */
  | { kind: "confirm_handover"; webinar: Webinar; to: PersonId; toName: string; isYours: boolean }
  /** To who put it into other hands; and to all others who host it. */
  | ({ kind: "handover"; isYours: boolean } & HandedOver)
  | { kind: "handed_over"; webinar: Webinar; hostName: string; isYours: boolean }
  /** To a host who changed the speakers; and to a speaker. */
  | ({ kind: "speakers" } & SpeakersChanged)
  | { kind: "speaking"; webinar: Webinar; hostName: string; isGuest?: true }
  | { kind: "series"; entries: readonly SeriesWebinars[]; mine: readonly SeriesCode[]; mayHost: boolean; page?: Page }
  | ({ kind: "series_one"; isMine: boolean; page?: Page } & SeriesWebinars)
  | ({ kind: "series_saved" } & SeriesWebinars)
  | { kind: "series_registered"; title: string; outcomes: readonly SeriesOutcome[] }
  | ({ kind: "registrant" } & Registrant)
  /** Where a host finds everybody of a webinar: as a file, and as a page. */
  | { kind: "exported"; webinar: Webinar; file: string; page: string; refusedOf?: RequestId }
  | { kind: "resent_to"; webinar: Webinar; key: RegistrationKey; name: string; isInvitation: boolean }
  | { kind: "answers"; webinar: Webinar; registration: Registration; answers: readonly Answered[] }
  /** The webinar's card in its host channels, which counts (N12). */
  | { kind: "announcement"; webinar: Webinar; hostName: string; attended: number; reached: ReachedCounts }
  /** `file`: those whom it does not reach, in an answer to the host. */
  | ({ kind: "invited"; file?: string } & Invited)
  | { kind: "webinars"; webinars: readonly Webinar[]; page?: Page }
  /** `isSpeaker`: who asks speaks at it, and comes in without a registration (P34). */
  | ({
      kind: "webinar";
      hostName: string;
      seriesTitle?: string;
      speakerNames?: readonly string[];
      isSpeaker?: true;
      hosting?: Hosting;
    } & Mine)
  | { kind: "mine"; entries: readonly Mine[]; page?: Page; isPast?: true }
  /** Everybody's own dashboard: what they host, what they have, and what is coming up. */
  | {
      kind: "home";
      /** Whose it is. */
      person: PersonId;
      /** What they host or speak at. */
      hosted: Shown<Webinar>;
      mine: Shown<Mine>;
      upcoming: Shown<Webinar>;
      mayHost: boolean;
    }
  | ({ kind: "invitation"; hostName: string; key: RegistrationKey } & Mine)
  /** In the place of an invitation that was declined. */
  | ({ kind: "declined"; key: RegistrationKey } & Mine)
  /** `addedByName`: the host who registered them (P35). `isEdited`: after its person changed what they had said. */
  | ({
      kind: "registration";
      registration: Registration;
      again: boolean;
      addedByName?: string;
      isEdited?: true;
    } & Mine)
  /** The same question as the form `leave`, on a card. */
  | ({ kind: "confirm_leave"; registration: Registration } & Mine)
  /** To a host: whom they registered, and that none could be registered without another seat. */
  | { kind: "added"; webinar: Webinar; registration: Registration }
  | ({ kind: "no_seat_to_add" } & NoSeatToAdd)
  | { kind: "resent"; webinar: Webinar }
  | { kind: "retried" }
  | {
      kind: "request";
      webinar: Webinar;
      registration: Registration;
      answers: readonly Answered[];
      /** Whether the decision can still be undone (N10). */
      isUndoable: boolean;
      decidedByName?: string;
      /** The host who registered them (P35). */
      addedByName?: string;
      /** The domain for which the card offers *Always approve* (N7). */
      domain?: string;
    }
  /** A decision that needs a seat when none is free. */
  | { kind: "no_free_seat"; webinar: Webinar; registration: Registration; mayRaise: boolean }
  | ({ kind: "bulk" } & BulkTold)
  /** The card of requests that came in a crowd (N5). */
  | { kind: "digest"; webinar: Webinar; digest: number; gathered: Digest }
  /** To a host whose turn it is (N6). */
  | { kind: "waiting"; webinar: Webinar; count: number; oldestAt: number }
  /** A host's question, for whom it is asked (N9). */
  | ({ kind: "asked"; byName: string } & InquiryFound)
  | ({ kind: "ask_sent" } & InquiryFound)
  /** The question or its answer, under the request's card. */
  | ({ kind: "thread"; part: ThreadPart; byName: string } & InquiryFound)
  | ({ kind: "answer_sent" } & InquiryFound)
  /** Words that look like the answer to a question that is open: `text` is what was typed. */
  | ({ kind: "answer_found"; text: string } & InquiryFound)
  | { kind: "always"; webinar: Webinar; domain: string }
  | { kind: "rule_test"; webinar: Webinar; address: string; verdict: Verdict }
  | { kind: "log"; webinar: Webinar; lines: readonly LogLine[] }
  /** A request's card, after all registrations of its webinar were deleted. */
  | { kind: "request_gone"; webinar: Webinar }
  | ({ kind: "moved"; registration?: Registration; startsAt: number; endsAt: number; key: RegistrationKey } & Mine)
  /** The title or description changed: the calendar entry is renewed. */
  | ({ kind: "revised"; registration: Registration } & Mine)
  | ({ kind: "called_off"; key: RegistrationKey } & Mine)
  /** In the place of a message about a webinar that is over, or was cancelled. */
  | { kind: "over"; webinar: Webinar }
  | ({ kind: "id_given"; key: RegistrationKey; registrationId: RegistrationId } & Mine)
  | ({ kind: "password_changed"; key: RegistrationKey } & Mine)
  /**
   * To a host, cohost or speaker, or to who was one: their own calendar entry (P34). `isGuest`: a speaker who is in no
   * chat product comes in by a personal link.
   */
  | {
      kind: "hosting";
      webinar: Webinar;
      person: PersonId;
      role: Role;
      isGuest?: true;
    }
  /** `entry` identifies the calendar entry to remove. */
  /** Registration was switched off. `isOld`: said in place of an earlier message, which does not tell the news. */
  | {
      kind: "let_go";
      webinar: Webinar;
      isOld?: true;
      entry?: { key: RegistrationKey; era: number; version: number };
    }
  /** To an address that was a mistake: `entry` identifies the calendar entry to remove. */
  | { kind: "withdrawn"; webinar: Webinar; entry: { key: RegistrationKey; era: number; version: number } }
  /** To a host: whose address they corrected. */
  | ({ kind: "corrected" } & Correctable)
  | { kind: "line_over"; webinar: Webinar }
  | { kind: "full"; webinar: Webinar; hostName: string }
  | { kind: "admitted"; webinar: Webinar; link: string }
  | { kind: "draft"; webinar: Webinar; draft: string }
  | {
      kind: "undelivered";
      webinar: Webinar;
      name: string;
      what: "invitation" | "registration" | "card" | "many";
      failed: string;
    };

export const refused = (refusal: Refusal): Notice => ({ kind: "refused", refusal });

/** Makes the notice of what a use case answered: its value in the words of `say`, or its refusal. */
export const either = <Value>(result: Result<Value, Refusal>, say: (value: Value) => Notice): Notice =>
  result.ok ? say(result.value) : refused(result.refusal);

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
      | "revised"
      | "called_off"
      | "id_given"
      | "password_changed"
      | "hosting"
      | "let_go"
      | "withdrawn"
      | "line_over"
      | "waiting"
      | "asked"
      | "full";
  }
>;
