import { defined } from "./defined.ts";
import { type Answered, type Answers, answeredOf, type Form, type FormId } from "./form.ts";
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
import { chatParts } from "./ids.ts";
import type { Status } from "./status.ts";
import type { How } from "./verdict.ts";
import type { Webinar } from "./webinar.ts";

/** One per (webinar, address). */
export interface Registration {
  readonly key: RegistrationKey;
  readonly status: Status;
  /** Rises with every change; a decision names the version its card showed. */
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
  /** How often the webinar had been moved by then: who knows the new time is not told of it. */
  readonly sequence: number;
  /** Rises when somebody who had cancelled registers again: each request has a card of its own. */
  readonly round: number;
  /** The request that made it: its repeat is answered as the first was. */
  readonly requestId: RequestId;
  /** The request that moved it last. */
  readonly movedBy?: RequestId;
  readonly decidedBy?: PersonId;
  readonly decidedAt?: number;
  /** How it was decided, where no host did. */
  readonly how?: How;
  /** Why it was rejected, and whether the person is told (P4). */
  readonly reason?: Reason;
  /** A host's decision can be taken back until then, and the person is told only after (N10). */
  readonly undoUntil?: number;
  /** What it was before that decision. */
  readonly wasBefore?: Status;
  /** A rejection that can be undone keeps its seat. */
  readonly keepsSeat: boolean;
  /** Made or claimed after the start, where not everybody is approved at once: asked for the password (S16). */
  readonly isLate: boolean;
  /** The version whose confirmation was accepted by a chat platform or a mail server. */
  readonly confirmedVersion?: number;
  /** The digest card in which its request was gathered with others (N5); absent when it has a card of its own. */
  readonly digest?: number;
  /** Until when an offered seat can be claimed. */
  readonly offerEndsAt?: number;
  /** How many offers went by unclaimed. */
  readonly expired: number;
  readonly history: readonly HistoryEntry[];
}

export interface Reason {
  readonly text: string;
  readonly told: boolean;
}

/** By which way somebody acted; kept in the audit log. */
export const WAYS = ["slack", "teams", "page", "rule", "list", "policy", "line", "timeout", "operator"] as const;
export type Way = (typeof WAYS)[number];

/** The way of who acts in a chat product or on a page. */
export const wayOf = (via: ChatId | "page"): Way => (via === "page" ? "page" : chatParts(via).face);

/** One change of a registration: which version it made, to what, when and by whom. */
export interface HistoryEntry {
  readonly version: number;
  readonly status: Status;
  readonly at: number;
  readonly by: PersonId;
}

/** Somebody the host invited, registered or not. */
export interface Invitee {
  readonly key: RegistrationKey;
  readonly address?: Address;
  readonly person: PersonId;
  readonly invitedAt: number;
  readonly invitedBy: PersonId;
}

/** What the store holds about one (webinar, address). */
export interface Entry {
  readonly key: RegistrationKey;
  readonly registration?: Registration;
  readonly invitee?: Invitee;
  readonly registrationId?: RegistrationId;
  /** The form that the registration answered, where it is not the webinar's present one. */
  readonly answeredForm?: Form;
  /** The place in line, from 1 on. */
  readonly position?: number;
}

/** What every change carries: whose act it is, when, and its name, so that a repeat answers as the first did. */
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
  /** Absent when this address or key was never invited and never registered. */
  readonly entry?: Entry;
}

/** Somebody a change concerns. */
export interface Concerned {
  readonly key: RegistrationKey;
  readonly person: PersonId;
  readonly registration?: Registration;
  readonly invitee?: Invitee;
}

/** Somebody's registration as they may see it themselves. */
export interface Mine {
  readonly webinar: Webinar;
  readonly registration?: Registration;
  readonly registrationId?: RegistrationId;
  /** The place in line, from 1 on. */
  readonly position?: number;
}

/** A webinar with what its reader has in it, the ID only where the option is on. */
export const mineOf = ({ webinar, entry }: WebinarEntry): Mine => ({
  webinar,
  ...defined({
    registration: entry?.registration ? entry.registration : undefined,
    registrationId: webinar.registrationIds && entry?.registrationId ? entry.registrationId : undefined,
    position: entry?.position ? entry.position : undefined,
  }),
});

/** What somebody answered, under the questions as they were asked (S14). */
export const answersIn = (webinar: Webinar, { registration, answeredForm }: Entry): Answered[] =>
  registration ? answeredOf(answeredForm ?? webinar.form, registration.answers) : [];
