import type {
  Address,
  ChatId,
  InquiryId,
  OrganisationId,
  PersonId,
  RegistrationKey,
  RequestId,
  WebinarCode,
} from "../model/ids.ts";
import type { HostChannel } from "../model/webinar.ts";

/** The matter of a delivery, by ids: the worker loads the present state and renders that. */
export type Matter =
  | { kind: "invitation"; code: WebinarCode; key: RegistrationKey }
  /** What became of a registration at `version`; left unsaid when a later version is already there to be told. */
  | {
      kind: "registration";
      code: WebinarCode;
      key: RegistrationKey;
      era: number;
      version: number;
      /** Decided with many: left unsaid when that is taken back, even before each of them is. */
      bulk?: RequestId;
    }
  /** The host's card of one request: posted once, edited ever after; who registers again gets another. */
  | { kind: "request"; code: WebinarCode; key: RegistrationKey; era: number; round: number }
  /** The webinar in its host channels: posted once, edited ever after. */
  | { kind: "announcement"; code: WebinarCode }
  /** The time changed, from these instants; left unsaid when a later change of the time is there to be told. */
  | { kind: "moved"; code: WebinarCode; key: RegistrationKey; startsAt: number; endsAt: number; sequence: number }
  | { kind: "called_off"; code: WebinarCode; key: RegistrationKey }
  /** The registrations of an era were deleted, with this person's; `hadEntry` is its version, where a calendar has it. */
  | { kind: "let_go"; code: WebinarCode; key: RegistrationKey; era: number; hadEntry?: number }
  /** Somebody waited in line until the webinar was over. */
  | { kind: "line_over"; code: WebinarCode; key: RegistrationKey }
  /** It was full when somebody asked for a seat: the host's further information (S26). */
  | { kind: "full"; code: WebinarCode }
  | { kind: "cohosting"; code: WebinarCode }
  /** Requests that came in a crowd, in one card (N5). */
  | { kind: "digest"; code: WebinarCode; era: number; digest: number }
  /** A bulk decision came to its end. */
  | { kind: "bulk_done"; code: WebinarCode; id: RequestId }
  /** Requests of this span wait (N6); left unsaid when they are decided by then. */
  | { kind: "waiting"; code: WebinarCode; era: number; after: number; upTo: number }
  /** A host's question to somebody who registered (N9), and both sides of it in the thread of the request's card. */
  | { kind: "asked"; code: WebinarCode; key: RegistrationKey; era: number; inquiry: InquiryId }
  | { kind: "thread"; code: WebinarCode; key: RegistrationKey; era: number; inquiry: InquiryId; part: ThreadPart }
  /** A change that concerns everybody, expanded piece by piece into what each is told. */
  | { kind: "fan_out"; code: WebinarCode; what: FanOut; by: PersonId }
  /** A guest's registration made on the page, to be confirmed by the mail's link. */
  | { kind: "draft"; code: WebinarCode; draft: string }
  /** Tells a host which delivery finally failed. */
  | {
      kind: "undelivered";
      code: WebinarCode;
      key?: RegistrationKey;
      failed: string;
      what: Matter["kind"];
      to: DeliveryTarget["kind"];
    };

export type ThreadPart = "question" | "answer";

/** Requests that wait, followed until they are decided (N6); see wait.ts. */
export interface Watch {
  readonly kind: "waits";
  readonly name: string;
  readonly era: number;
  /** Registered after the first and until the second instant. */
  readonly after: number;
  readonly upTo: number;
  /** Whose turn it is, from 0 on; after the last comes the default. */
  readonly turn: number;
  readonly everyMs: number;
  /** Only while the host has this set: a change has others follow. */
  readonly waitMinutes: number;
  /** Only while the start stands there. */
  readonly startsAt?: number;
}

/** What concerns everybody who has to do with a webinar. */
export type FanOut =
  /** `startsAt` and `endsAt` are those before. */
  | { kind: "moved"; startsAt: number; endsAt: number; sequence: number }
  | { kind: "called_off" }
  /** The registrations of `era` were deleted (S11, S28). */
  | { kind: "let_go"; era: number }
  /** A host decided everything that waits at once; undone as one. */
  | { kind: "bulk"; id: RequestId }
  | { kind: "bulk_undo"; id: RequestId }
  /** A bulk decision can be undone no more. */
  | { kind: "bulk_settle"; id: RequestId }
  | Watch
  /** Seats became free for those in line. */
  | { kind: "seats" }
  /** A decision can be undone no more: a seat that it kept is free, and its cards lose a button. */
  | { kind: "settle"; key: RegistrationKey; version: number; era: number }
  /** An offered seat was not claimed in time. */
  | { kind: "offer_ends"; key: RegistrationKey; version: number }
  /** The webinar is over: nobody waits any more. */
  | { kind: "over" }
  /** The archive of `era` has been kept long enough (S12). */
  | { kind: "purge"; era: number };

type DeliveryTarget =
  | { kind: "dm"; chat: ChatId }
  | { kind: "card"; channel: HostChannel }
  | { kind: "mail"; address: Address }
  /** Nobody yet: to be expanded. */
  | { kind: "everybody" };

/** One message to one recipient over one channel, as it is stored with the change that caused it. */
export interface Delivery {
  /** Deterministic: the same change makes the same id, so that twice is once. `%v` stands for the new version. */
  readonly id: string;
  readonly organisation: OrganisationId;
  readonly to: DeliveryTarget;
  readonly matter: Matter;
  /** Sent by mail when the direct message cannot be delivered. */
  readonly orMail?: Address;
  /** Its acceptance by the platform or the mail server lets the person in (S16). */
  readonly awaited?: boolean;
  /** Told when it finally fails. */
  readonly host?: PersonId;
  /** A card shows the present state: a newer intent replaces one that waits, and may come again after one was sent. */
  readonly level?: boolean;
  /** Goes before what else waits in its lane, behind others that do so: new cards before those that are only kept true. */
  readonly urgent?: boolean;
  /** Only a card that stands already is brought up to date: none is posted. */
  readonly editOnly?: boolean;
  /** The delivery whose message in the same channel this one answers. */
  readonly thread?: string;
  /** Not before this instant, in ms. */
  readonly notBefore?: number;
}
