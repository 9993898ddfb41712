import type { Delivery } from "../deliveries/delivery.ts";
import type { Offer } from "../deliveries/seat-offers.ts";
import type { Answers, FormId } from "../model/form.ts";
import type {
  Address,
  ChatId,
  OrganisationId,
  PersonId,
  RegistrationId,
  RegistrationKey,
  RequestId,
  WebinarCode,
} from "../model/ids.ts";
import type { Act, Concerned, Registration, WebinarEntry } from "../model/registration.ts";
import type { Status } from "../model/status.ts";
import type { Tag } from "../model/tag.ts";
import type { How, Listed } from "../model/verdict.ts";
import type { Webinar } from "../model/webinar.ts";
import type { Invitations } from "./inviting/inviting.ts";
import type { Listed as ListedSlice, Slice } from "./slice.ts";

/** Where a walk through all registrations, then all invitees, stands. */
export interface Cursor {
  readonly over: "registrations" | "invitees";
  /** The last one seen; absent at the beginning. */
  readonly after?: { readonly at: number; readonly key: RegistrationKey };
  /** How many were told so far, where that is counted. */
  readonly told?: number;
}

/** A registration to be made, with what its caller read. */
interface NewRegistration {
  readonly act: Act;
  /** As it was read: `moved` when it changed since. */
  readonly webinar: Webinar;
  /** The version of the pair's registration, 0 for none: `moved` when it changed since. */
  readonly fromVersion: number;
  readonly key: RegistrationKey;
  readonly status: Status;
  readonly how?: How;
  readonly round: number;
  readonly address: Address;
  /** How the operator listed the address, as the caller read it. */
  readonly listed?: Listed;
  readonly firstName: string;
  readonly lastName: string;
  readonly answers: Answers;
  readonly form: FormId;
  readonly person: PersonId;
  readonly via: ChatId | "page";
  /** The host who registers them (P35): a free seat is theirs, whoever waits. */
  readonly addedBy?: PersonId;
  readonly tag?: Tag;
  /** When no seat is free, the cap may be raised by one, up to this. */
  readonly raiseTo?: number;
  readonly registrationId?: RegistrationId;
  readonly deliveries: readonly Delivery[];
  /**
   * The request's own card, and that of the crowd it may come in (N5): one of them is stored. Absent in the waiting
   * list.
   */
  readonly cards?: { readonly own: readonly Delivery[]; readonly crowd: readonly Delivery[] };
}

/** A change of a registration's status, with what its caller read. */
interface Move {
  readonly act: Act;
  readonly webinar: Webinar;
  /** As it was read: `moved` when its version is another now, or its status none of `from`. */
  readonly registration: Registration;
  readonly from: readonly Status[];
  readonly to: Status;
  readonly by: PersonId;
  /** Whether this is a host's decision; the registration says who made it. */
  readonly decision: boolean;
  /** The address's domain, whose approvals by hosts are counted (N7); empty where they do not change. */
  readonly domain: string;
  /** For a rejection that can be undone: it keeps its seat until then. */
  readonly keepsSeat?: boolean;
  /** When no seat is free, the cap may be raised by one, up to this (section 1). */
  readonly raiseTo?: number;
  /** What the registration says from then on; a fact that is absent is deleted. */
  readonly facts?: Pick<
    Registration,
    "how" | "reason" | "undoUntil" | "wasBefore" | "decidedBy" | "decidedAt" | "claimedAt"
  >;
  /** The offer of a seat that becomes free. `none`, or absent: it is offered to nobody. */
  readonly offer?: Offer | "none";
  /** The bulk decision that it is part of, where it is counted in the same step. */
  readonly bulk?: { readonly id: RequestId; readonly as: "done" | "undone" };
  readonly deliveries: readonly Delivery[];
}

/** Other answers, or another name, with what its caller read. */
interface AnswersEdit {
  readonly act: Act;
  readonly webinar: Webinar;
  /** As it was read: `moved` when its version is another now. */
  readonly before: Registration;
  /** With the status that it has from then on: the same, or pending. */
  readonly next: Registration;
  readonly by: PersonId;
  readonly deliveries: readonly Delivery[];
}

/** Another address for somebody's mistyped one, with what its caller read. */
interface AddressCorrection {
  readonly act: Act;
  readonly webinar: Webinar;
  readonly before: Concerned;
  readonly after: { readonly key: RegistrationKey; readonly address: Address; readonly person: PersonId };
  /** By which hosts find them. */
  readonly name: string;
  readonly registrationId?: RegistrationId;
  readonly by: PersonId;
  /** The ids of the cards under the former key, each with the one under the new key. */
  readonly cards: readonly (readonly [former: string, next: string])[];
  readonly deliveries: readonly Delivery[];
}

/** What a registration became, beside what its caller said, with the webinar as it is then. */
export interface Stored {
  readonly kind: "registered";
  readonly version: number;
  readonly webinar: Webinar;
  /** The pair's own, which may be older. */
  readonly registrationId?: RegistrationId;
  readonly position?: number;
  readonly digest?: number;
}

/**
 * `moved`: what the caller read has changed since; it reads again and tries again (an optimistic retry). `repeated`: this
 * request was answered before; what it made is read.
 */
type RegisterAnswer =
  | Stored
  | { kind: "repeated" }
  | { kind: "full" }
  | { kind: "moved" }
  /** The address is listed otherwise. */
  | { kind: "listed"; listed?: Listed }
  /** The person was erased since they were read. */
  | { kind: "gone" };

type MoveAnswer =
  | { kind: "done"; version: number; webinar: Webinar }
  | { kind: "repeated" }
  | { kind: "moved" }
  | { kind: "full" };

/**
 * Registrations and invitees of a webinar. Each change is one atomic step, which also stores the deliveries that tell
 * of it. A repeat with the same request id changes nothing and answers as the first did. All verbs throw `StoreAway`
 * when the store cannot be reached; then a repeat is safe.
 */
export interface Registrations extends Invitations {
  /**
   * A webinar with what it holds about one address or key, in one trip; undefined when there is no such webinar. It says
   * whether this act changed the registration before.
   */
  entry(
    organisation: OrganisationId,
    code: WebinarCode,
    of: { address: Address } | { key: RegistrationKey },
    requestId?: RequestId,
  ): Promise<WebinarEntry | undefined>;
  /** The key under which this person registered for the webinar or was invited to it. */
  keyOf(organisation: OrganisationId, code: WebinarCode, person: PersonId): Promise<RegistrationKey | undefined>;
  /**
   * What this person registered for or was invited to: `mine` is not over, the soonest start first; `past` is; `coming`
   * has others' webinars too, and `concerning` those that they host or speak at, which come without an entry.
   */
  entriesOf(
    organisation: OrganisationId,
    person: PersonId,
    list: "mine" | "past" | "coming" | "concerning",
    now: number,
    slice: Slice,
  ): Promise<ListedSlice<WebinarEntry>>;
  /** Registers somebody. `full`: the status needs a seat, and none is free or others wait for one. */
  register(registration: NewRegistration): Promise<RegisterAnswer>;
  /**
   * Changes a registration's status. `moved`: the registration changed since it was read. `full`: a seat is needed and
   * none is free. A seat that becomes free is offered to whoever is first in the waiting list then.
   */
  move(move: Move): Promise<MoveAnswer>;
  /** Changes what somebody said of themselves. `moved`: the registration changed since it was read. */
  editAnswers(edit: AnswersEdit): Promise<Exclude<MoveAnswer, { kind: "full" }>>;
  /**
   * Gives what a webinar holds for one address to another (P39). `moved`: what was read has changed, or the new address
   * has a registration. `gone`: the new person was erased since they were read.
   */
  correctAddress(correction: AddressCorrection): Promise<"done" | "moved" | "gone">;
  /**
   * Settles a decision that can no longer be undone: a seat that it kept becomes free, and is offered to whoever is
   * first in the waiting list. Does nothing when the version is another by now.
   */
  settle(
    of: Pick<Act, "organisation" | "code" | "now">,
    webinar: Webinar,
    key: RegistrationKey,
    version: number,
    offer: Offer | "none",
    deliveries: readonly Delivery[],
  ): Promise<void>;
  /** Stores that a platform or mail server accepted the delivery about this version (S16). */
  confirm(webinar: Webinar, key: RegistrationKey, version: number): Promise<void>;
  /** Gives this pair its registration ID, unless it has one, and stores the deliveries that tell them. */
  giveId(
    webinar: Webinar,
    pair: { readonly key: RegistrationKey; readonly address: Address },
    registrationId: RegistrationId,
    now: number,
    deliveries: readonly Delivery[],
  ): Promise<void>;
  /** Reads the next registrations or invitees after a cursor; `next` is absent at the end. */
  walk(
    webinar: Webinar,
    era: number,
    cursor: Cursor,
    limit: number,
  ): Promise<{ some: readonly Concerned[]; next?: Cursor }>;
  /** Offers at most `limit` free seats in the order of the waiting list; answers for how many that wait one is left. */
  offer(webinar: Webinar, now: number, offer: Offer, limit: number): Promise<number>;
}
