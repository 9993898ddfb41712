import type { Delivery } from "../deliveries/delivery.ts";
import type {
  Address,
  ChatId,
  Face,
  OrganisationId,
  PersonId,
  RegistrationKey,
  RequestId,
  WebinarCode,
} from "../model/ids.ts";
import type { Locale, Person } from "../model/person.ts";
import type { Entry, WebinarEntry } from "../model/registration.ts";
import type { ToldChoice } from "../model/told/choice.ts";
import type { HostChannel, Webinar } from "../model/webinar.ts";
import type { ReferenceName } from "./references.ts";
import type { Listed, ListName, Slice } from "./slice.ts";

/** What a chat product says about one account, or a guest typed. */
export interface Profile {
  readonly chatId?: ChatId;
  /** Proven by the account or confirmed by a mail; an account of another workspace or tenant proves none. */
  readonly address?: Address;
  readonly firstName: string;
  readonly lastName: string;
  readonly locale?: Locale;
  readonly zone?: string;
  readonly fullMember: boolean;
  /** An account of another workspace or tenant: a person of their own, without an address. */
  readonly isOutside?: boolean;
  /** The account was deactivated. */
  readonly isGone?: boolean;
}

/** The webinar that an act is about. */
export interface AboutWebinar {
  readonly code: WebinarCode;
  /** The pair that the act is about; absent: the actor's own. */
  readonly key?: RegistrationKey;
}

/** The list that an act shows. */
export interface AboutList {
  readonly list: ListName;
  readonly slice: Slice;
}

/** What an act is about, so that it is read in one trip with who acts. */
export type About = (AboutWebinar | AboutList) & { readonly requestId: RequestId };

/**
 * What was read in one trip with who acts. Each part serves one read, the first one, which takes it: who reads again
 * wants what is so by then. Host names alone are not used up. Undefined for what was not read, or was taken.
 */
export interface ReadAhead {
  takeWebinar(code: WebinarCode): Webinar | undefined;
  takeEntry(
    code: WebinarCode,
    of: { address: Address | undefined } | { key: RegistrationKey },
    requestId: RequestId | undefined,
  ): WebinarEntry | undefined;
  /** What the actor has there under another key than the entry's; asked for after it. */
  takeBesides(code: WebinarCode): Entry | "none" | undefined;
  /** The webinar's host's name, as often as it is asked for. */
  hostName(id: PersonId): string | undefined;
  /** A part of a list of webinars; with entries in what the actor has. */
  takeList(list: ListName, slice: Slice): Listed<WebinarEntry> | undefined;
}

/** Who acts, with what was read besides. */
export interface Actor extends Person {
  readonly ahead?: ReadAhead;
  /**
   * The webinar that the act is about, where they are invited to it or have registered for it. No mere saving:
   * `access/visible.ts` lets people in by it. Absent unless it was asked for with this code.
   */
  readonly inside?: WebinarCode;
}

/** Who acts by an account, where they are known, and the references that were asked for, in their order. */
export interface Sender {
  readonly actor: Actor | undefined;
  readonly references: readonly (string | undefined)[];
}

/** What somebody chose about how they are told; null takes a choice back. */
export interface Choices {
  readonly noHoldsSince?: number | null;
  readonly feed?: string | null;
  readonly told?: ToldChoice | null;
  readonly toldOf?: { readonly code: WebinarCode; readonly choice: ToldChoice | null };
}

/** People: members of chat products, and guests known by address. */
export interface People {
  get(organisation: OrganisationId, id: PersonId): Promise<Person | undefined>;
  /** In the order of the ids; undefined for those that are not known. */
  getMany(organisation: OrganisationId, ids: readonly PersonId[]): Promise<(Person | undefined)[]>;
  /** Who acts by this account; with what the act is about, read in the same trip. */
  byChat(organisation: OrganisationId, chat: ChatId, about?: About): Promise<Actor | undefined>;
  /** The same with references, read in the same trip: what a face keeps of how to reach the account and where it acts. */
  sender(
    organisation: OrganisationId,
    chat: ChatId,
    about: About | undefined,
    references: readonly ReferenceName[],
  ): Promise<Sender>;
  byAddress(organisation: OrganisationId, address: Address): Promise<Person | undefined>;
  /**
   * Makes or renews the person with this chat identity or address. An account keeps its person, and proves its address:
   * accounts of two products with one address are one person, two accounts of one workspace or tenant are two. What a
   * guest has goes to the account that proves their address. A profile without a chat identity only fills gaps, but
   * it renews the language of somebody who has none: a guest's.
   */
  know(organisation: OrganisationId, profile: Profile): Promise<Person>;
  /** Keeps the language and zone that a product told with an act, or that somebody chose: an empty zone is none. */
  keepSettings(organisation: OrganisationId, id: PersonId, told: { locale?: Locale; zone?: string }): Promise<void>;
  /** Keeps what somebody chose, together with `deliveries`; nothing for who is not known any more. */
  keepChoices(
    organisation: OrganisationId,
    id: PersonId,
    choices: Choices,
    told: { readonly now: number; readonly deliveries: readonly Delivery[] },
  ): Promise<void>;
}

/** Somebody whom a command or a form names, with the name that was written. */
export type NamedPerson =
  | { readonly by: "chat"; readonly chat: ChatId; readonly name: string }
  /** A mention that tells no chat identity: `mention` is what its face needs to find it. */
  | { readonly by: "mention"; readonly face: Face; readonly mention: string; readonly name: string }
  | { readonly by: "address"; readonly address: Address; readonly name?: string; readonly names?: Names };

/** What a list says in columns of their own. */
interface Names {
  readonly firstName: string;
  readonly lastName: string;
}

/**
 * What a chat product says about somebody. `unknown`: it could not be asked, and may be asked again after so long;
 * that is never taken for `nobody`.
 */
export type LookUp =
  | { readonly kind: "found"; readonly profile: Profile }
  /** `name`: of an account that is gone. `isGone`: the product knows it, and says that it is deactivated. */
  | { readonly kind: "nobody"; readonly name?: string; readonly isGone?: true }
  | { readonly kind: "unknown"; readonly afterMs?: number };

/** A channel, or a user group, whose members are meant. */
export interface MemberList {
  readonly face: Face;
  readonly kind: "channel" | "user_group";
  /** Its workspace or tenant. */
  readonly group: string;
  readonly id: string;
  readonly name: string;
  /** What its face needs to read it, once it was asked. */
  readonly via?: string;
}

/** What a chat product says about such a list to somebody who uses it. */
export type ListAccess =
  /** `isShared`: other organisations are in it. `count`: where it is known. */
  | {
      readonly kind: "open";
      readonly name: string;
      readonly isShared: boolean;
      readonly count?: number;
      readonly via?: string;
    }
  /** They are not in it, or the app cannot see it. */
  | { readonly kind: "closed" }
  | { readonly kind: "unknown"; readonly afterMs?: number };

/** Some members; `next` is where to read on. */
export type MembersPage =
  | {
      readonly kind: "found";
      readonly named: readonly NamedPerson[];
      /** What the product told of them at once, so that nobody has to be asked about. */
      readonly profiles: readonly Profile[];
      readonly next?: string;
    }
  | { readonly kind: "gone" }
  | { readonly kind: "unknown"; readonly afterMs?: number };

/** The channels and user groups of one chat product. Never rejects. */
export interface MemberLists {
  readonly face: Face;
  /** Whether this account may have the members invited: it is in the channel itself. */
  access(organisation: OrganisationId, memberList: MemberList, by: ChatId): Promise<ListAccess>;
  members(organisation: OrganisationId, memberList: MemberList, cursor: string | undefined): Promise<MembersPage>;
  /** Where a message in a channel is read, or without one the channel; undefined where the product gives no link. */
  linkTo(channel: HostChannel, messageId: string | undefined): Promise<string | undefined>;
}

/** A chat product's directory. What another product knows is `nobody` to it. Never rejects. */
export interface Directory {
  readonly memberLists?: MemberLists;
  find(organisation: OrganisationId, named: NamedPerson): Promise<LookUp>;
}
