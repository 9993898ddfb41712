import { defined } from "./defined.ts";
import { type Answered, type Answers, answeredOf, type Form, type FormId, hasOpenAnswers } from "./form.ts";
import type {
  Address,
  ChatId,
  OrganisationId,
  PersonId,
  RegistrationId,
  RegistrationKey,
  RequestId,
  WebinarCode,
} from "./ids.ts";
import { chatParts, FACES } from "./ids.ts";
import type { Status } from "./status.ts";
import type { Tag } from "./tag.ts";
import type { How, Listed } from "./verdict.ts";
import type { Webinar } from "./webinar.ts";

/** A registration: one per webinar and e-mail address. */
export interface Registration {
  readonly key: RegistrationKey;
  readonly status: Status;
  /** For optimistic locking: rises with every change; a decision names the version that its card showed. */
  readonly version: number;
  readonly address: Address;
  readonly firstName: string;
  readonly lastName: string;
  readonly answers: Answers;
  /** The form that was answered. */
  readonly form: FormId;
  readonly person: PersonId;
  /** Where the person registered, and so where they are told first. */
  readonly via: ChatId | "page";
  readonly registeredAt: number;
  /** The host who registered them (P35). */
  readonly addedBy?: PersonId;
  /** By which link or card they first came to register (P24). */
  readonly tag?: Tag;
  /** The webinar's `sequence` when it was made: a change of the time up to then is no news to this person. */
  readonly sequence: number;
  /** Rises when somebody who had cancelled registers again; each round has a card of its own. */
  readonly round: number;
  readonly decidedBy?: PersonId;
  readonly decidedAt?: number;
  /** How it was decided without a host. */
  readonly how?: How;
  /** Why it was rejected, and whether the person is told (P4). */
  readonly reason?: Reason;
  /** Until when a host's decision can be undone; the person is told only after (N10). */
  readonly undoUntil?: number;
  /** The status before that decision. */
  readonly wasBefore?: Status;
  /** It is rejected and keeps its seat while that can be undone. */
  readonly keepsSeat: boolean;
  /** When an offered seat was claimed; for who never waited for one, registering is what counts. */
  readonly claimedAt?: number;
  /** The version of which a chat platform or a mail server accepted the confirmation. */
  readonly confirmedVersion?: number;
  /** The number of the digest card that shows its request (N5); absent when it has a card of its own. */
  readonly digest?: number;
  /** Until when an offered seat can be claimed. */
  readonly offerEndsAt?: number;
  /** How many offers expired unclaimed. */
  readonly expired: number;
  /** What its person, or a host for them, changed since a host decided last, or since it was made (P17). */
  readonly changes?: Changes;
  /** The last 20 changes, the oldest first; `version` counts them all. */
  readonly history: readonly HistoryEntry[];
}

/** What was changed of a registration, and when it was changed last. */
export interface Changes {
  readonly at: number;
  readonly was: readonly ChangedAnswer[];
}

/** What stood there before: under a question's id, or the person's `name` or `address`. */
export interface ChangedAnswer {
  readonly id: string;
  /** The question as it was asked; absent for a standard one, and for a name or an address. */
  readonly label?: string;
  /** Empty where it was not answered. */
  readonly was: readonly string[];
}

export interface Reason {
  readonly text: string;
  readonly told: boolean;
}

/** What tells whether a registration is late. */
type Timed = Pick<Registration, "registeredAt" | "claimedAt" | "how">;

/** Whether somebody asked for their seat at or after this start, by registering or by claiming one. */
export const askedSince = ({ claimedAt, registeredAt }: Omit<Timed, "how">, startsAt: number): boolean =>
  (claimedAt ?? registeredAt) >= startsAt;

/**
 * Whether the gate asks for the confirmation and the webinar's password (S16): they asked for their seat after the
 * start as it is now, and not everybody is approved at once. Who was let in by an automatic policy stays let in (S17).
 */
export const isLate = ({ policy, startsAt }: Pick<Webinar, "policy" | "startsAt">, registration: Timed): boolean =>
  policy !== "automatic" && registration.how?.by !== "policy" && askedSince(registration, startsAt);

/** By what somebody acted; kept in the audit log. */
export const WAYS = [...FACES, "page", "rule", "list", "policy", "line", "timeout", "operator"] as const;
export type Way = (typeof WAYS)[number];

/** The way of somebody who acts in a chat product or on a page. */
export const wayOf = (via: ChatId | "page"): Way => (via === "page" ? "page" : chatParts(via).face);

/** One change of a registration's status, and the version that it made. */
export interface HistoryEntry {
  readonly version: number;
  readonly status: Status;
  readonly at: number;
  readonly by: PersonId;
}

/** So many changes are kept with a registration. */
const HISTORY_KEPT = 20;

/** A history with one more change, as the store keeps it. */
export const withChange = (history: readonly HistoryEntry[], change: HistoryEntry): HistoryEntry[] =>
  [...history, change].slice(-HISTORY_KEPT);

/** Somebody the host invited, registered or not. */
export interface Invitee {
  readonly key: RegistrationKey;
  readonly address: Address;
  readonly person: PersonId;
  readonly invitedAt: number;
  readonly invitedBy: PersonId;
  /** When they said no (P29); absent where they did not, or registered since. */
  readonly declinedAt?: number;
  /** When they were reminded to answer, which comes once by itself (P29). */
  readonly nudgedAt?: number;
}

/** What the store holds about one (webinar, address). */
export interface Entry {
  readonly key: RegistrationKey;
  readonly registration?: Registration;
  readonly invitee?: Invitee;
  readonly registrationId?: RegistrationId;
  /** The form that the registration answered, where it is not the webinar's present one. */
  readonly answeredForm?: Form;
  /** The place on the waiting list, from 1 on. */
  readonly position?: number;
}

/** What every change carries: where, when and by what somebody acted, and the idempotency key. */
export interface Act {
  readonly organisation: OrganisationId;
  readonly code: WebinarCode;
  readonly requestId: RequestId;
  readonly now: number;
  readonly way: Way;
}

/** One webinar with what it holds about one address or key. */
export interface WebinarEntry {
  readonly webinar: Webinar;
  /**
   * Absent when this address was never invited and never registered. Read by its key it is always there, and may hold
   * nothing: a registration that was deleted leaves its key.
   */
  readonly entry?: Entry;
  /** How the operator listed the address, where it was read by it. */
  readonly listed?: Listed;
  /** Whether the act for which it was read changed the registration before; known for a day. */
  readonly isRepeated?: boolean;
}

/** One webinar with what it holds about a pair that is there. */
export type EntryFound = WebinarEntry & { readonly entry: Entry };

/** Somebody a change concerns. */
export interface Concerned {
  readonly key: RegistrationKey;
  readonly person: PersonId;
  readonly address: Address;
  readonly registration?: Registration;
  readonly invitee?: Invitee;
}

/** Somebody's registration as they may see it themselves. */
export interface Mine {
  readonly webinar: Webinar;
  /** In lists: the key that the personal link of this one has. */
  readonly key?: RegistrationKey;
  readonly registration?: Registration;
  readonly registrationId?: RegistrationId;
  /** The place on the waiting list, from 1 on. */
  readonly position?: number;
  /** When they declined the invitation; absent for who has registered. */
  readonly declinedAt?: number;
  /** Whether they were let in, where the webinar is over and that is asked. */
  readonly hasAttended?: boolean;
  /** A host invited them, which may decide what becomes of their request (P36). */
  readonly isInvited?: true;
}

/** What somebody may see of their own registration; the ID only where the webinar gives IDs. */
export const mineOf = ({ webinar, entry }: WebinarEntry): Mine => ({
  webinar,
  ...defined({
    registration: entry?.registration ? entry.registration : undefined,
    registrationId: webinar.registrationIds && entry?.registrationId ? entry.registrationId : undefined,
    position: entry?.position ? entry.position : undefined,
    declinedAt: entry?.registration ? undefined : entry?.invitee?.declinedAt,
    isInvited: entry?.invitee ? (true as const) : undefined,
  }),
});

/** Whether a host who registered this person left a required answer open; nobody comes in before it is given (S3). */
export const isIncomplete = (webinar: Webinar, { registration, answeredForm }: Entry): boolean =>
  registration?.addedBy !== undefined && hasOpenAnswers(answeredForm ?? webinar.form, registration.answers);

/** What somebody answered, under the questions as they were asked (S14). */
export const answersIn = (webinar: Webinar, { registration, answeredForm }: Entry): Answered[] =>
  registration ? answeredOf(answeredForm ?? webinar.form, registration.answers) : [];
