import type { Form, FormId } from "../model/form.ts";
import type { OrganisationId, RegistrationKey } from "../model/ids.ts";
import type { Concerned } from "../model/registration.ts";
import { STATUSES, type Status } from "../model/status.ts";
import type { Webinar } from "../model/webinar.ts";

/**
 * The tabs of the roster: everybody, who has each status, and the invitees without a registration: those who did not
 * answer, and those who declined.
 */
export const ROSTER_TABS = ["everybody", ...STATUSES, "silent", "declined"] as const;
export type RosterTab = (typeof ROSTER_TABS)[number];

/** What the roster shows. All that is given must hold. */
export interface RosterQuery {
  readonly tab: RosterTab;
  /**
   * How a word of the name, the address, or a part of the address begins; as it was typed. An invitee is found by the
   * name that was known when they were invited.
   */
  readonly search?: string;
  /** The whole domain of the address. */
  readonly domain?: string;
  /** Is part of an answer; where it is an option of a question, that option. */
  readonly answer?: string;
  /** The number of the digest whose requests are meant. */
  readonly digest?: number;
}

/** Where a page of the roster begins, as the store made it; it authorises nothing. */
export type RosterPlace = string & { readonly rosterPlace: unique symbol };

/** So many are looked at for one page, where a filter has no index. */
export const LOOKED_AT_MAX = 2_000;

/** A page of the roster: registrations in the order in which they came, then invitees without one, as they were invited. */
export interface RosterSlice {
  readonly some: readonly Concerned[];
  /** Where the next page begins; after a look that ended early, where it goes on. */
  readonly next?: RosterPlace;
  /** Where the page before begins; the empty place is the first page. Absent on the first. */
  readonly previous?: RosterPlace;
  /** How many stand before this page; known where the tab alone decides who is shown. */
  readonly before?: number;
  /** The look ended after `LOOKED_AT_MAX` before the page was full. */
  readonly isPartial: boolean;
}

/** How a message to somebody fared. */
export type Told = "sent" | "waiting" | "failed";

/** How the last news, or the invitation, reached somebody by each way that was tried. */
export interface Reached {
  readonly dm?: Told;
  /** `refused`: the mail server takes nothing for this address. */
  readonly mail?: Told | "refused";
  /** They want no mail that they did not ask for. */
  readonly isUnsubscribed?: true;
}

/** How the messages of a webinar to its people fared. */
export interface ReachedCounts {
  readonly dm: number;
  readonly mail: number;
  readonly failed: number;
  /** People who have not got Usher in Teams, so that no direct message came to them. */
  readonly withoutApp: number;
}

/** What is counted under names, of which some have most: domains, or tags. */
export interface Ranked {
  /** The most frequent first. */
  readonly top: readonly { readonly name: string; readonly count: number }[];
  /** How many names there are. */
  readonly distinct: number;
}

/** The numbers of a webinar's report (P32), all of one instant. */
export interface Reported {
  readonly byStatus: Readonly<Record<Status, number>>;
  readonly invited: number;
  /** Invitees without a registration. */
  readonly silent: number;
  readonly declined: number;
  /** Who was admitted, whatever became of them since; among them those whom nobody knows. */
  readonly attended: number;
  readonly visitors: number;
  /** Who was admitted and is approved; and is registered, with any status. */
  readonly approvedAttended: number;
  readonly registeredAttended: number;
  /** How many registrations came before each instant that was asked for. */
  readonly before: readonly number[];
  readonly domains: Ranked;
  readonly tags: Ranked;
  /** How many were admitted for the first time in each minute (ms of its beginning), as far as that was counted. */
  readonly arrivals: readonly { readonly at: number; readonly count: number }[];
  /** How often people came in once more. */
  readonly again: number;
}

/** Everybody who was invited to a webinar or registered for it, as its hosts look through them. */
export interface Roster {
  /** How many each tab has, exactly. */
  counts(webinar: Webinar): Promise<Readonly<Record<RosterTab, number>>>;
  /** At most `limit` of those meant, from a place on; without a place from the first. */
  page(webinar: Webinar, query: RosterQuery, from: RosterPlace | undefined, limit: number): Promise<RosterSlice>;
  /** A form that somebody answered; undefined when it is not kept. */
  form(organisation: OrganisationId, id: FormId): Promise<Form | undefined>;
  /** How the last news of each reached them, in the order of the keys; of a registration, or of the invitation. */
  reached(webinar: Webinar, of: readonly Concerned[]): Promise<readonly Reached[]>;
  /** How the messages of the webinar to people fared so far; `failed` are those that were given up and not retried. */
  reachedCounts(webinar: Webinar): Promise<ReachedCounts>;
  /**
   * The numbers of the report. `instantsOf` is told when the first and the last registration came, and answers at which
   * instants they are counted.
   */
  report(webinar: Webinar, instantsOf: (first: number, last: number) => readonly number[]): Promise<Reported>;
  /** The keys of those whose last message was given up, at most `limit`. */
  unreached(webinar: Webinar, limit: number): Promise<readonly RegistrationKey[]>;
}
