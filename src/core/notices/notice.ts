import type { BulkTold } from "../approvals/bulk.ts";
import type { InquiryFound } from "../approvals/inquiry.ts";
import type { Registrant } from "../approvals/registrant.ts";
import type { RevisedFrom, ThreadPart } from "../deliveries/delivery.ts";
import type { Announcing } from "../hosting/announcing/channel.ts";
import type { LogLine } from "../hosting/audit-log.ts";
import type { Cohosted } from "../hosting/cohosts.ts";
import type { Edited } from "../hosting/edit.ts";
import type { Invited } from "../hosting/inviting/invite.ts";
import type { MessageTold, Previewed } from "../hosting/messages/messages.ts";
import type { Correctable } from "../hosting/people/correct-address.ts";
import type { HandedOver } from "../hosting/people/handover.ts";
import type { SpeakersChanged } from "../hosting/people/speakers.ts";
import type { Report } from "../hosting/report.ts";
import type { Digest } from "../model/bulk.ts";
import type { Answered } from "../model/form.ts";
import type { Address, Face, PersonId, RegistrationId, RegistrationKey, RequestId, WebinarCode } from "../model/ids.ts";
import type { Refusal } from "../model/refusal.ts";
import type { Mine, Registration } from "../model/registration.ts";
import type { Result } from "../model/result.ts";
import type { Tag } from "../model/tag.ts";
import type { ToldBy } from "../model/told/choice.ts";
import type { Verdict } from "../model/verdict.ts";
import type { Role, Webinar } from "../model/webinar.ts";
import type { ReachedCounts } from "../ports/roster.ts";
import type { NoSeatToAdd } from "../registering/form-steps.ts";
import type { CardAct } from "./card-acts.ts";
import type { Choosing, CommandName } from "./commands.ts";
import type { OpenForm } from "./forms/open-form.ts";
import type { Page, Shown } from "./paging.ts";
import type { SeriesNotice } from "./series/notice.ts";

/** What only the hosts of a webinar see of it. */
export interface Hosting {
  readonly cohostNames: readonly string[];
  readonly plan: number;
}

/** What somebody asked for: what they pressed, or typed, with the act that does it once more where a press can. */
export interface Asked {
  readonly act?: CardAct;
  readonly typed?: string;
}

/** A form that opens; the last shows what a host writes to many as they will read it, and to how many. */
export type Opened = OpenForm | ({ kind: "open_form"; form: "message_preview"; shown: Notice } & Previewed);

/** Facts to be told. Each face, the mail and the pages render those that can reach them, each in its own way. */
export type Notice =
  /** `isWhole`: with every command, of hosts' or `isForAll`. `guide`: a page that leads hosts through all of it. */
  | { kind: "help"; mayHost: boolean; isWhole?: true; isForAll?: true; guide?: string }
  /** `isId`: what was typed looks like a registration ID. */
  | { kind: "unknown_command"; typed: string; nearest?: CommandName; code?: WebinarCode; isId?: true }
  | { kind: "refused"; refusal: Refusal }
  | { kind: "failed"; reference: string; asked?: Asked }
  | { kind: "working" }
  | { kind: "not_saved"; asked?: Asked }
  /** A form that took long to open is open now: which one, where that is known. */
  | { kind: "form_open"; of?: Opened }
  /** What a form changed is stored, said where the form can no longer be shown. */
  | { kind: "saved"; title?: string }
  | Opened
  /** `own`: what its reader has of each, where that matters. */
  | { kind: "choose"; command: Choosing; webinars: readonly Webinar[]; own?: readonly Mine[]; page?: Page }
  /** `preview`: its host's own page that shows it as an invitee will see it; `page`: the one that gives links of it. */
  | { kind: "scheduled"; webinar: Webinar; plan: number; preview?: string; page?: string }
  | ({ kind: "edited"; plan: number } & Edited)
  /** `silent`: how many are invited and did not answer, who are told too. */
  | { kind: "confirm_cancel"; webinar: Webinar; silent: number }
  | { kind: "cancelled"; webinar: Webinar }
  | ({ kind: "cohosts" } & Cohosted)
  | { kind: "cohosting"; webinar: Webinar; hostName: string }
  /** Asks once more before it is in the hands of who was named, who may be the reader. */
  | { kind: "confirm_handover"; webinar: Webinar; to: PersonId; toName: string; isYours: boolean }
  /** Asks a cohost once more before they are none any more; and says so. */
  | { kind: "step_down"; webinar: Webinar; isDone?: true }
  /** To who put it into other hands; and to all others who host it. */
  | ({ kind: "handover"; isYours: boolean } & HandedOver)
  | { kind: "handed_over"; webinar: Webinar; hostName: string; isYours: boolean }
  /** To a host who changed the speakers; and to a speaker. */
  | ({ kind: "speakers" } & SpeakersChanged)
  | { kind: "speaking"; webinar: Webinar; hostName: string; isGuest?: true }
  | SeriesNotice
  | ({ kind: "registrant" } & Registrant)
  /** Where a host finds everybody of a webinar: as a file, and as a page. */
  | { kind: "exported"; webinar: Webinar; file: string; page: string; refusedOf?: RequestId }
  /** A webinar in numbers (P32). `page`: where its reader, a host, finds all of them; absent in a channel. */
  | ({ kind: "report"; page?: string } & Report)
  | { kind: "resent_to"; webinar: Webinar; key: RegistrationKey; name: string; isInvitation: boolean }
  /** All answers of one registration; `isOwn`: to whose they are. */
  | { kind: "answers"; webinar: Webinar; registration: Registration; answers: readonly Answered[]; isOwn?: true }
  /** The webinar's card in its host channels, which counts (N12). */
  | { kind: "overview"; webinar: Webinar; hostName: string; attended: number; reached: ReachedCounts }
  /** The webinar's card in a channel of its readers (P28); and what stands there once it is shown no more. */
  | { kind: "announcement"; webinar: Webinar; hostName: string; tag: Tag }
  | { kind: "announcement_closed"; isWithdrawn?: true; isSeries?: true }
  /** To a host who announced it; or who is asked first, as other organisations are in the channel. `link`: to the card. */
  | ({ kind: "announced"; link?: string } & Announcing)
  /** `file`: those whom it does not reach, in an answer to the host. */
  | ({ kind: "invited"; file?: string } & Invited)
  /** In the place of a link to its page (N19). `page`: where one registers whom no press registers there. */
  | { kind: "link_preview"; webinar: Webinar; hostName: string; page?: string }
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
  /** `isAsked`: its reader asked for it. `isNudge`: told again to who did not answer (P29). */
  | ({ kind: "invitation"; hostName: string; key: RegistrationKey; isAsked?: true; isNudge?: true } & Mine)
  /** In the place of an invitation that was declined, and where one is asked for again. */
  | ({ kind: "declined"; key: RegistrationKey } & Mine)
  /** `addedByName`: the host who registered them (P35). `isEdited`: they changed what they had said to `answers`. */
  | ({
      kind: "registration";
      registration: Registration;
      again: boolean;
      addedByName?: string;
      /** Whom who was not accepted may ask. */
      hostName?: string;
      isEdited?: true;
      answers?: readonly Answered[];
      /** It answers what a direct message tells in full: the answer is brief. */
      isToldBesides?: true;
      /** By one press, without a form: it can be taken back (N17). */
      isAtOnce?: true;
    } & Mine)
  /** The same question as the form `leave`, on a card. */
  | ({ kind: "confirm_leave"; registration: Registration } & Mine)
  /** To a host: whom they registered, and that none could be registered without another seat. */
  | { kind: "added"; webinar: Webinar; registration: Registration }
  | ({ kind: "no_seat_to_add" } & NoSeatToAdd)
  /** By what its reader is told of a webinar (S5); `isOwn`: chosen for this one. */
  | { kind: "told_by"; webinar: Webinar; by: ToldBy; isOwn: boolean }
  | { kind: "resent"; webinar: Webinar }
  | { kind: "retried"; webinar: Webinar }
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
      isInvited?: true;
      /** Whether they are known by their address only. */
      isGuest?: true;
      /** The domain for which the card offers *Always approve* (N7). */
      domain?: string;
    }
  /** A decision that needs a seat when none is free. */
  | { kind: "no_free_seat"; webinar: Webinar; registration: Registration; mayRaise: boolean }
  | ({ kind: "bulk" } & BulkTold)
  /** The card of requests that came in a crowd (N5). */
  | { kind: "digest"; webinar: Webinar; digest: number; gathered: Digest }
  /** To a host whose turn it is (N6). `until`: when the default decides the oldest. */
  | { kind: "waiting"; webinar: Webinar; person?: PersonId; count: number; oldestAt: number; until?: number }
  /** To a host (P41): how many cancelled within an hour, and some of their names. */
  | { kind: "cancellations"; webinar: Webinar; person: PersonId; count: number; names: readonly string[] }
  /** Who comes, a day before the start: in numbers, with the way to the roster. */
  | { kind: "coming"; webinar: Webinar; person: PersonId }
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
  /** To who is approved (P14). `inMinutes`: until the start, from when it is told; 0 once that has come. */
  | ({ kind: "reminder"; registration: Registration; inMinutes: number; isLast: boolean } & Mine)
  /** What a host wrote (P31). `seriesTitle`: to the people of a series, of which this is a webinar of theirs. */
  | ({ kind: "host_message"; text: string; byName: string; key: RegistrationKey; seriesTitle?: string } & Mine)
  /** To the host who wrote it. `isToldBesides`: it answers what a message of its own tells in full. */
  | ({ kind: "message_sent"; isToldBesides?: true } & MessageTold)
  /** After the end (P30); `isLater`: it brings the recording alone. */
  | ({ kind: "follow_up"; registration: Registration; hasAttended: boolean; isLater?: true } & Mine)
  /** The title or description changed: the calendar entry is renewed. */
  | ({ kind: "revised"; registration: Registration; from?: RevisedFrom } & Mine)
  | ({ kind: "called_off"; key: RegistrationKey } & Mine)
  /** In the place of a message about a webinar that is over, or was cancelled. */
  | { kind: "over"; webinar: Webinar }
  | ({ kind: "id_given"; key: RegistrationKey; registrationId: RegistrationId } & Mine)
  | ({ kind: "password_changed"; key: RegistrationKey } & Mine)
  /**
   * To a host, cohost or speaker, or to who `was` one: their own calendar entry (P34). `hasLink`: a speaker comes in by a
   * personal link.
   */
  | {
      kind: "hosting";
      webinar: Webinar;
      person: PersonId;
      role: Role;
      /** Who hosts it, for all others who have a part in it. */
      hostName?: string;
      hasLink?: true;
      was?: Exclude<Role, "none">;
    }
  /** `entry` identifies the calendar entry to remove. */
  /** Registration was switched off. `isOld`: said in place of an earlier message, which does not tell the news. */
  | {
      kind: "let_go";
      webinar: Webinar;
      isOld?: true;
      entry?: { key: RegistrationKey; era: number; version: number };
    }
  /** To an address that was a mistake, or whose calendar holds no requests that wait: `entry` is the one to remove. */
  | {
      kind: "withdrawn";
      webinar: Webinar;
      isHold?: true;
      entry: { key: RegistrationKey; era: number; version: number };
    }
  /** To a host: whose address they corrected. */
  | ({ kind: "corrected" } & Correctable)
  | { kind: "line_over"; webinar: Webinar; key: RegistrationKey }
  /** In the place of a message that offered a seat which a newer one offers. */
  | { kind: "offer_replaced"; webinar: Webinar }
  | { kind: "full"; webinar: Webinar; hostName: string }
  | { kind: "admitted"; webinar: Webinar; link: string }
  | { kind: "draft"; webinar: Webinar; draft: string }
  | {
      kind: "undelivered";
      webinar: Webinar;
      /** It is about the whole series, of which this is a webinar. */
      seriesTitle?: string;
      name: string;
      /** Of the channel that `name` is. */
      face?: Face;
      what: "invitation" | "registration" | "card" | "announcement" | "many" | "address" | "profile";
      failed: string;
      /** Who reads it as a mail, where they host the webinar: the way to their pages. */
      person?: PersonId;
      /** The one that a mail server refuses for good. */
      address?: Address;
      /** Whose that is, where it can be corrected: a guest. */
      key?: RegistrationKey;
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
      | "declined"
      | "registration"
      | "draft"
      | "undelivered"
      | "moved"
      | "reminder"
      | "follow_up"
      | "host_message"
      | "revised"
      | "called_off"
      | "id_given"
      | "password_changed"
      | "hosting"
      | "let_go"
      | "withdrawn"
      | "line_over"
      | "waiting"
      | "cancellations"
      | "coming"
      | "asked"
      | "full";
  }
>;
