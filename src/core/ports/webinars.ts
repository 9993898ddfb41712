import type { Delivery } from "../deliveries/delivery.ts";
import type { LogEntry } from "../model/audit.ts";
import type { OrganisationId, PersonId, RequestId, WebinarCode } from "../model/ids.ts";
import type { Act, Way } from "../model/registration.ts";
import type { Settings, Webinar } from "../model/webinar.ts";

/** A webinar becomes another: refused as `moved` when it changed since it was read. */
interface WebinarEdit {
  readonly act: Act;
  readonly before: Webinar;
  readonly next: Webinar;
  readonly by: PersonId;
  /** What the log calls it. */
  readonly as: "edited" | "called_off" | "form_changed" | "rules_changed" | "restored";
  /**
   * How many registrations go: the era ends, and what it held becomes the archive (S11, S28). Refused as `moved` when
   * there are more or fewer by then.
   */
  readonly deletes?: number;
  readonly deliveries: readonly Delivery[];
}

/**
 * Webinars and their settings. Every change is one atomic step that also stores the deliveries which tell about it. All
 * throw `StoreAway` when the store cannot be reached; a repeat with the same request id is then safe.
 */
export interface Webinars {
  /** The code of the webinar: another than the given one when this request made one before. Undefined when it is taken. */
  create(
    webinar: Webinar,
    requestId: RequestId,
    now: number,
    deliveries: readonly Delivery[],
    way: Way,
  ): Promise<WebinarCode | undefined>;
  /** The code of the webinar that this request id made, if it was carried out before. */
  madeBy(organisation: OrganisationId, requestId: RequestId): Promise<WebinarCode | undefined>;
  organisationOf(code: WebinarCode): Promise<OrganisationId | undefined>;
  get(organisation: OrganisationId, code: WebinarCode): Promise<Webinar | undefined>;
  /** Not ended and not cancelled at `now`, soonest first. */
  upcoming(organisation: OrganisationId, now: number, limit: number): Promise<Webinar[]>;
  /** Webinars of this host or cohost that did not end before a day ago, soonest first. */
  hostedBy(organisation: OrganisationId, person: PersonId, now: number, limit: number): Promise<Webinar[]>;
  edit(edit: WebinarEdit): Promise<{ kind: "done" } | { kind: "moved" }>;
  /** Whether this act was carried out before. */
  isDone(organisation: OrganisationId, requestId: RequestId): Promise<boolean>;
  /**
   * The settings as they stood at a version, and who changed the webinar last; undefined when no setting changed since,
   * `forgotten` when too much did.
   */
  past(
    organisation: OrganisationId,
    code: WebinarCode,
    version: number,
  ): Promise<{ settings: Settings; by: PersonId } | "forgotten" | undefined>;
  /** The newest acts, or those before one of them. */
  log(organisation: OrganisationId, code: WebinarCode, limit: number, before?: string): Promise<LogEntry[]>;
}
