import type { Answers, Form, FormId } from "./form.ts";
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
import type { Status } from "./status.ts";

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
  /** Until when an offered seat can be claimed. */
  readonly offerEndsAt?: number;
  /** How many offers went by unclaimed. */
  readonly expired: number;
  readonly history: readonly HistoryEntry[];
}

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
}
