import type { Delivery } from "../deliveries/delivery.ts";
import type { LogEntry } from "../model/audit.ts";
import type { OrganisationId, PersonId, RequestId, WebinarCode } from "../model/ids.ts";
import type { Act, Way } from "../model/registration.ts";
import type { Settings, Webinar } from "../model/webinar.ts";
import type { InvitingChange } from "./inviting/inviting.ts";
import type { Listed, Slice } from "./slice.ts";

/** A change of a webinar. `moved` when it changed since `before` was read. */
interface WebinarEdit {
  readonly act: Act;
  readonly before: Webinar;
  readonly next: Webinar;
  readonly by: PersonId;
  /** The name of the act in the log. */
  readonly as:
    | "edited"
    | "announced"
    | "unannounced"
    | "handed_over"
    | "called_off"
    | "form_changed"
    | "rules_changed"
    | "restored";
  /**
   * How many registrations are deleted: the era ends, and its registrations become an archive (S11, S28). `moved` when
   * there are more or fewer by then.
   */
  readonly deletes?: number;
  readonly deliveries: readonly Delivery[];
}

/** The last that hosts were told of who cancelled (P41): in which hour, and up to which entry of the log. */
export interface HostNewsRead {
  readonly at: number;
  readonly read: string;
}

/**
 * Webinars and their settings. Each change is one atomic step, which also stores the deliveries that tell of it. All
 * verbs throw `StoreAway` when the store cannot be reached; a repeat with the same request id is safe.
 */
export interface Webinars {
  /**
   * Stores a new webinar, and whom its form invites; answers its code, or the code that this request made before.
   * Undefined when the code is taken.
   */
  create(
    webinar: Webinar,
    requestId: RequestId,
    now: number,
    deliveries: readonly Delivery[],
    way: Way,
    inviting?: InvitingChange,
  ): Promise<WebinarCode | undefined>;
  /** The code of the webinar that this request made, if it did. */
  madeBy(organisation: OrganisationId, requestId: RequestId): Promise<WebinarCode | undefined>;
  /** The organisation to which a code belongs. */
  organisationOf(code: WebinarCode): Promise<OrganisationId | undefined>;
  get(organisation: OrganisationId, code: WebinarCode): Promise<Webinar | undefined>;
  /** Webinars that are neither over nor cancelled, the soonest start first. */
  upcoming(organisation: OrganisationId, now: number, slice: Slice): Promise<Listed<Webinar>>;
  /** Those of them that this person neither hosts, speaks at, is invited to, nor registered for. */
  openTo(organisation: OrganisationId, person: PersonId, now: number, slice: Slice): Promise<Listed<Webinar>>;
  /** Webinars of this host or cohost that are neither over nor cancelled, the soonest start first. */
  hostedBy(organisation: OrganisationId, person: PersonId, now: number, slice: Slice): Promise<Listed<Webinar>>;
  /** Webinars that this person hosts or cohosts and that are not cancelled: begun ones first, the latest first. */
  hostedEverBy(organisation: OrganisationId, person: PersonId, now: number, slice: Slice): Promise<Listed<Webinar>>;
  /** The webinars at which this person speaks, whatever has become of them. */
  spokenAtBy(organisation: OrganisationId, person: PersonId): Promise<WebinarCode[]>;
  /** Webinars that this person hosts, cohosts or speaks at and that are neither over nor cancelled, soonest first. */
  ledBy(organisation: OrganisationId, person: PersonId, now: number, slice: Slice): Promise<Listed<Webinar>>;
  /** Changes a webinar; done as well when this request did so before. */
  edit(edit: WebinarEdit): Promise<{ kind: "done" } | { kind: "moved" }>;
  /** Whether the act with this request id was carried out. */
  isDone(organisation: OrganisationId, requestId: RequestId): Promise<boolean>;
  /**
   * The settings at a version, and who changed them last. Undefined: none changed since. `forgotten`: they changed more
   * often than is kept.
   */
  past(
    organisation: OrganisationId,
    code: WebinarCode,
    version: number,
  ): Promise<{ settings: Settings; by: PersonId } | "forgotten" | undefined>;
  /** How far the log was read for the hosts the last time. */
  hostNews(organisation: OrganisationId, code: WebinarCode): Promise<HostNewsRead | undefined>;
  /** The newest entries of the audit log, or the newest before the entry with the id `before`. */
  log(organisation: OrganisationId, code: WebinarCode, limit: number, before?: string): Promise<LogEntry[]>;
}
