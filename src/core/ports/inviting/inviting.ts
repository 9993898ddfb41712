import type { Delivery } from "../../deliveries/delivery.ts";
import type {
  Address,
  Face,
  OrganisationId,
  PersonId,
  RegistrationId,
  RegistrationKey,
  RequestId,
  WebinarCode,
} from "../../model/ids.ts";
import type { RefusedRow } from "../../model/refusal.ts";
import type { Act } from "../../model/registration.ts";
import type { Webinar } from "../../model/webinar.ts";
import type { MemberList, NamedPerson } from "../people.ts";

/** Somebody to be invited. */
export interface NewInvitee {
  readonly key: RegistrationKey;
  readonly address: Address;
  readonly person: PersonId;
  /** By which hosts find them. */
  readonly name: string;
  /** Used when the pair has no registration ID yet and the webinar gives them. */
  readonly registrationId?: RegistrationId;
  readonly deliveries: readonly Delivery[];
}

/** A part of what is left of a long invitation, small enough to be worked off at once. */
export type InvitingPart =
  /** `ofGroup`: they are members of a channel or user group, in this workspace or tenant; nobody wrote their names. */
  | { readonly kind: "people"; readonly people: readonly NamedPerson[]; readonly ofGroup?: string }
  /** The members of a channel or user group that are not read yet; from the cursor on. */
  | { readonly kind: "list"; readonly memberList: MemberList; readonly cursor?: string };

/**
 * Whether a channel that other organisations share is among what is invited: its members are looked up first
 * (`counting`); then a host is told how many are invited, and says so once more (`asked`).
 */
export type SharedState = "counting" | "asked" | "agreed";

/** A long invitation, which goes on in the background, since chat products limit how often they may be asked. */
export interface Inviting {
  /** The act that began it. */
  readonly id: RequestId;
  readonly by: PersonId;
  /** The face that the host used. */
  readonly face: Face;
  readonly startedAt: number;
  /** When a chat product last answered. */
  readonly heardAt: number;
  readonly shared?: SharedState;
  /** Neither they nor the host are told of it: another invitation does that. */
  readonly isQuiet?: true;
  /** What is worked off next; absent when nothing is left. */
  readonly next?: InvitingPart;
  /** How many parts are left, the next one included. */
  readonly parts: number;
  /** How many people are left, as far as their names are read. */
  readonly left: number;
  /** How many were named in all, as far as they are read. */
  readonly named: number;
  readonly invited: number;
  /** Those who were invited before. */
  readonly known: number;
  /** Rows that name somebody again. */
  readonly repeated: number;
  /** Bots, and people who left: no list of members says so. */
  readonly leftOut: number;
  /** People of other organisations. */
  readonly outside: number;
  readonly refused: number;
  /** The first of them. */
  readonly refusedFirst: readonly RefusedRow[];
  /** Rises with every piece. */
  readonly step: number;
}

type Counted = "left" | "named" | "repeated" | "leftOut" | "outside";

/** What a piece of a long invitation changes, stored in one step with those it invites. */
export interface InvitingChange {
  readonly id: RequestId;
  /** As it was read; absent when it begins. */
  readonly step?: number;
  readonly set?: Partial<Pick<Inviting, "by" | "face" | "startedAt" | "heardAt" | "shared" | "isQuiet">>;
  readonly add?: Partial<Pick<Inviting, Counted>>;
  /** The next part is worked off. */
  readonly isTaken?: boolean;
  /** Parts that come next, and last. */
  readonly first?: readonly InvitingPart[];
  readonly last?: readonly InvitingPart[];
  /** Parts that wait until a host agrees, and whether one did. */
  readonly held?: readonly InvitingPart[];
  readonly isAgreed?: boolean;
  readonly refused?: readonly RefusedRow[];
  /** What goes on with it, and tells how far it is. */
  readonly deliveries: readonly Delivery[];
}

/** Invitees of a webinar, and invitations that go on in the background. */
export interface Invitations {
  /** The keys of these addresses, in order; a new key for an unknown address. Stores nothing. */
  keysFor(organisation: OrganisationId, code: WebinarCode, addresses: readonly Address[]): Promise<RegistrationKey[]>;
  /**
   * Invites those who are not invited yet, and stores what becomes of a long invitation. `moved`: the webinar or the
   * invitation changed, or an address got another key.
   */
  invite(
    act: Act,
    webinar: Webinar,
    by: PersonId,
    invitees: readonly NewInvitee[],
    inviting?: InvitingChange,
  ): Promise<{ kind: "done"; invited: number; known: number } | { kind: "moved" }>;
  /** How far a long invitation is; kept for some days. */
  inviting(organisation: OrganisationId, code: WebinarCode, id: RequestId): Promise<Inviting | undefined>;
  /** All whom it did not invite. */
  refusedOf(organisation: OrganisationId, code: WebinarCode, id: RequestId): Promise<readonly RefusedRow[]>;
  /**
   * Stores that an invitee declined; answers when they did, also where they had before. `moved`: they are no invitee, or
   * have a registration since they were read.
   */
  decline(
    act: Act,
    webinar: Webinar,
    key: RegistrationKey,
    by: PersonId,
    deliveries: readonly Delivery[],
  ): Promise<{ kind: "done"; at: number } | { kind: "moved" }>;
}
