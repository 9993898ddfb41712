import type {
  Address,
  ChatId,
  InquiryId,
  OrganisationId,
  PersonId,
  RegistrationKey,
  RequestId,
  SeriesCode,
  WebinarCode,
} from "../model/ids.ts";
import type { Locale } from "../model/person.ts";
import type { HostChannel, Role } from "../model/webinar.ts";

/** What a delivery is about, by ids: the worker loads the present state and renders that. */
export type Matter =
  /** `again`: it was asked for; `byOwner`: by the invitee. */
  | { kind: "invitation"; code: WebinarCode; key: RegistrationKey; again?: true; byOwner?: true }
  /** What became of a registration at `version`; not told once its status changed, which has its own delivery. */
  | {
      kind: "registration";
      code: WebinarCode;
      key: RegistrationKey;
      era: number;
      version: number;
      /** The bulk decision it was part of: not told once the bulk is marked as undone. */
      bulk?: RequestId;
      /** Its person changed what they had said; not told once it changed again. */
      isEdited?: true;
      /** A decision that can be undone until then: not told where it was taken back, or changed, before. */
      undoableUntil?: number;
    }
  /** The card of one request: posted once, edited from then on. Somebody who registers again gets another card. */
  | { kind: "request"; code: WebinarCode; key: RegistrationKey; era: number; round: number }
  /** The webinar's own card in its host channels: posted once, edited from then on. `isLater`: where it is ahead still. */
  | { kind: "overview"; code: WebinarCode; isLater?: true }
  /** Its numbers, in the overview's thread, once it is over (P32). */
  | { kind: "report"; code: WebinarCode }
  /**
   * The webinar's card in a channel of its readers (P28): posted once, edited from then on. With `isWithdrawn` it says
   * so once it stands there no more; without, the edit is left to the one that does.
   */
  | { kind: "announced"; code: WebinarCode; channel: string; isWithdrawn?: true }
  /** The same of a series: `code` is the series'. Its message is remembered with the series, not with a webinar of it. */
  | { kind: "series_announced"; code: WebinarCode; channel: string; isWithdrawn?: true }
  /** The start or end changed, from these instants; not told once they changed again. */
  | { kind: "moved"; code: WebinarCode; key: RegistrationKey; startsAt: number; endsAt: number; sequence: number }
  /** The title or description changed, which the calendar entry shows; not told once they changed again. */
  | { kind: "revised"; code: WebinarCode; key: RegistrationKey; revision: number; from?: RevisedFrom }
  | { kind: "called_off"; code: WebinarCode; key: RegistrationKey }
  /** The last direct message of this kind to somebody: says what is true now that its matter has ended. */
  | {
      kind: "outdated";
      code: WebinarCode;
      key: RegistrationKey;
      was: PersonalMessage;
      /** A newer message offers the seat: this one points to it. */
      isReplaced?: true;
    }
  /** A registration ID for somebody who was invited or registered while the webinar gave none (S6). */
  | { kind: "id_given"; code: WebinarCode; key: RegistrationKey }
  /** Another password, for somebody whom the gate asks for it (S16). */
  | { kind: "password_changed"; code: WebinarCode; key: RegistrationKey }
  /** All registrations of an era were deleted. `hadEntry`: the version that this person's calendar has, if any. */
  | { kind: "let_go"; code: WebinarCode; key: RegistrationKey; era: number; hadEntry?: number }
  /**
   * Somebody's mistyped address was corrected: the one that it was mailed to holds no calendar entry any more. `isHold`:
   * they hold no time for requests that wait (N18).
   */
  | { kind: "withdrawn"; code: WebinarCode; key: RegistrationKey; era: number; version: number; isHold?: true }
  /** Somebody was in the waiting list until the webinar was over. */
  | { kind: "line_over"; code: WebinarCode; key: RegistrationKey }
  /** So many minutes before this start (P14); not told once the start moved, or to who is not approved any more. */
  | { kind: "reminder"; code: WebinarCode; key: RegistrationKey; minutes: number; startsAt: number }
  /** To who is invited and did not answer (P29); not told once they did. */
  | { kind: "nudge"; code: WebinarCode; key: RegistrationKey }
  /** After the end, to who was approved (P30): whether they came, and where the recording is, which `isLater` brings. */
  | { kind: "follow_up"; code: WebinarCode; key: RegistrationKey; isLater?: true }
  /** What a host wrote to many, among them this person (P31). */
  /** `of`: the webinar with which one for a series is kept. */
  | { kind: "host_message"; code: WebinarCode; key: RegistrationKey; id: RequestId; of?: WebinarCode }
  /** How far that is, for the host who wrote it. */
  | { kind: "message_sent"; code: WebinarCode; id: RequestId }
  /**
   * To the host (P41): who cancelled since the last such message, which read the log up to the entry `since`, and until
   * `until`; without these, from one instant to another. And who comes, a day before this start.
   */
  | {
      kind: "cancellations";
      code: WebinarCode;
      person: PersonId;
      after: number;
      upTo: number;
      since?: string;
      until?: string;
    }
  | { kind: "coming"; code: WebinarCode; person: PersonId; startsAt: number }
  /** The host's further information for somebody who found the webinar full (S26). */
  | { kind: "full"; code: WebinarCode }
  | { kind: "cohosting"; code: WebinarCode }
  /** To a speaker by direct message (P34); not told to who is none any more. */
  | { kind: "speaking"; code: WebinarCode; person: PersonId }
  /** To one of the hosts of a webinar: it is in other hands (P44). */
  | { kind: "handed_over"; code: WebinarCode; person: PersonId }
  /** A long invitation is through, for the host who began it. */
  | { kind: "inviting"; code: WebinarCode; id: RequestId }
  /**
   * The calendar entry of a host, cohost or speaker (P34); `was`: what somebody is not any more. `isLater`: not told
   * where the entry came meanwhile, or went.
   */
  | { kind: "hosting"; code: WebinarCode; person: PersonId; was?: Exclude<Role, "none">; isLater?: true }
  /** The one card of requests that came in a crowd (N5). */
  | { kind: "digest"; code: WebinarCode; era: number; digest: number }
  /** A bulk decision has reached all its requests. */
  | { kind: "bulk_done"; code: WebinarCode; id: RequestId }
  /** Requests of this span wait (N6), until the default decides; not told once they are decided. */
  | {
      kind: "waiting";
      code: WebinarCode;
      era: number;
      after: number;
      upTo: number;
      person?: PersonId;
      until?: number;
    }
  /** A host's question to somebody who registered (N9). */
  | { kind: "asked"; code: WebinarCode; key: RegistrationKey; era: number; inquiry: InquiryId }
  /** The question, or its answer, in the thread of the request's card. */
  | { kind: "thread"; code: WebinarCode; key: RegistrationKey; era: number; inquiry: InquiryId; part: ThreadPart }
  /** A change that concerns many, expanded piece by piece into what each of them is told. */
  | { kind: "fan_out"; code: WebinarCode; what: FanOut; by: PersonId }
  /** A guest's registration on the page, which the mail's link confirms. */
  | { kind: "draft"; code: WebinarCode; draft: string }
  /** An answer that could not be said at once, as core/chat keeps it. It may concern no webinar. */
  | { kind: "answer"; code?: undefined; kept: string }
  /** A delivery was given up, for the host. */
  | {
      kind: "undelivered";
      code: WebinarCode;
      key?: RegistrationKey;
      failed: string;
      what: Matter["kind"];
      to: DeliveryTarget["kind"];
      /** The mail server takes nothing for this address. */
      isRefused?: true;
    };

/** Direct messages with buttons, of which the last to each person is remembered. */
export type PersonalMessage = "invitation" | "registration";

export type ThreadPart = "question" | "answer";

/** A reminder about the requests of one span, repeated until they are decided (N6); see watches.ts. */
export interface Watch {
  readonly kind: "waits";
  readonly name: string;
  readonly era: number;
  /** The span: registered later than `after`, and until `upTo`. */
  readonly after: number;
  readonly upTo: number;
  /** Which host is reminded, from 0 on; after the last the webinar's default decides. */
  readonly turn: number;
  readonly everyMs: number;
  /** The setting it was made under: it says nothing once that changed. */
  readonly waitMinutes: number;
  /** The start it was made for: it says nothing once that moved. */
  readonly startsAt?: number;
}

/** What of a webinar's title and description changed, which older deliveries do not say. */
export interface RevisedFrom {
  /** As it was called before. */
  readonly title?: string;
  readonly isDescription?: true;
}

/** A change that concerns many, or that is due at a later instant. */
export type FanOut =
  /** `startsAt` and `endsAt` are those before; `at` is when a host changed them, which older ones do not say. */
  | { kind: "moved"; startsAt: number; endsAt: number; sequence: number; at?: number }
  /** What calendar entries show changed at `at`, besides the time: those who had one by then get it anew. */
  | { kind: "revised"; revision: number; at: number; from?: RevisedFrom }
  | { kind: "called_off" }
  /** Registration IDs were switched on at `at`: everybody who was there by then gets one (S6). */
  | { kind: "ids"; at: number }
  /** The gate asks late people for another password than before, or for one at all (S16). */
  | { kind: "password" }
  /** The registrations of `era` were deleted (S11, S28). */
  | { kind: "let_go"; era: number }
  /** A host decided many requests as one, which can be undone as one. */
  | { kind: "bulk"; id: RequestId }
  | { kind: "bulk_undo"; id: RequestId }
  /** A bulk decision can no longer be undone. */
  | { kind: "bulk_settle"; id: RequestId }
  /** People who were named are looked up and invited. */
  | { kind: "invite"; id: RequestId }
  | Watch
  /** Those who are invited and did not answer are reminded to, so many minutes before this start (P29). */
  | { kind: "nudges"; minutes: number; startsAt: number }
  /** The webinar is over since `endsAt`: who was approved gets the follow-up (P30). */
  | { kind: "follow_ups"; endsAt: number }
  /** The host said after the end where the recording is. */
  | { kind: "recording"; recording: string }
  /** A host writes to many (P31). `of`: the webinar with which one for a series is kept. */
  | { kind: "message"; id: RequestId; of?: WebinarCode }
  /** The host hears who cancelled, first from this instant on, and who comes, a day before this start (P41). */
  | { kind: "cancellations"; after: number }
  | { kind: "coming"; startsAt: number }
  /** Those who are approved are reminded of this start, so many minutes before it (P14). */
  | { kind: "reminders"; minutes: number; startsAt: number }
  /** What announcements say may have changed: those that stand are edited. */
  | { kind: "announcements" }
  /** The same for a series, of which something became; `byHost`: what was given up is tried again. */
  | { kind: "series_announcements"; series: SeriesCode; byHost?: true }
  /** The overviews may have been counted before what is so now: they are edited once more. */
  | { kind: "overviews" }
  /** Seats became free for the waiting list. */
  | { kind: "seats" }
  /** A decision can no longer be undone: a seat that it kept becomes free, and its cards lose a button. */
  | { kind: "settle"; key: RegistrationKey; version: number; era: number }
  /** A seat was offered to whoever was first in the waiting list: tells them. */
  | { kind: "offered"; key: RegistrationKey; version: number; era: number }
  /** An offered seat was not claimed in time. */
  | { kind: "offer_ends"; key: RegistrationKey; version: number }
  /** The webinar is over, and its waiting list with it. */
  | { kind: "over" }
  /** The archive of `era` has been kept long enough (S12). */
  | { kind: "purge"; era: number }
  /** The webinar is over since `since`: what it holds about people is purged (P22). */
  | { kind: "forget"; since: number }
  /** People are purged who were not seen for a long time, and of whom nothing else is left. */
  | { kind: "forget_people" };

type DeliveryTarget =
  | { kind: "dm"; chat: ChatId }
  | { kind: "card"; channel: HostChannel }
  | { kind: "mail"; address: Address }
  /** Nobody yet: a fan-out, to be expanded. */
  | { kind: "everybody" };

/** One message to one recipient over one channel, as it is stored with the change that caused it. */
export interface Delivery {
  /**
   * Its idempotency key: the same change makes the same id. `%v` stands for the version that the script makes; such an
   * id is new, so that it is looked for nowhere.
   */
  readonly id: string;
  readonly organisation: OrganisationId;
  readonly to: DeliveryTarget;
  readonly matter: Matter;
  /** Sent by mail when the direct message cannot be delivered. */
  readonly orMail?: Address;
  /** Something begins once the platform or the mail server has accepted it: the way in (S16), or a draft's term. */
  readonly awaited?: boolean;
  /** The language of the page on which it was asked for. */
  readonly locale?: Locale;
  /** Who is told when it is given up. */
  readonly host?: PersonId;
  /** Level-triggered, as cards are: it shows the present state, so one that waits stands for all newer ones. */
  readonly level?: boolean;
  /** Goes to the front of its lane, behind other urgent ones: a new card goes before edits of cards that stand. */
  readonly urgent?: boolean;
  /** Edits a message that stands already, and posts none. */
  readonly editOnly?: boolean;
  /** The direct message that it edits, in the place of those that are remembered. */
  readonly message?: string;
  /** One of this name that was given up stays so. */
  readonly staysDead?: boolean;
  /** The delivery in the same channel whose message this one answers. */
  readonly thread?: string;
  /** The instant (ms) from which it is due. */
  readonly notBefore?: number;
  /** For so long the recipient's platform takes nothing more: its lane rests. */
  readonly restMs?: number;
}
