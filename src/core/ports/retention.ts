import type { OrganisationId, WebinarCode } from "../model/ids.ts";
import type { Webinar } from "../model/webinar.ts";

/** What is kept about people only for so long after a webinar (P22). */
export interface Retention {
  /**
   * Purges some of what a webinar holds about people, at most `limit` of them; false when nothing is left. The webinar
   * and its counts stay, and what was done stays in its log, without who it was done to.
   */
  forget(webinar: Webinar, now: number, limit: number): Promise<boolean>;
  /**
   * Purges people who were seen at `seenUntil` at the latest, a day more or less, and whom no webinar keeps. Looks at
   * everybody once a day, at about `limit` of them with each call. `isMore`: more are to be looked at now. `nextSeen`:
   * when the one of the others was seen who was not for longest.
   */
  forgetPeople(
    organisation: OrganisationId,
    now: number,
    seenUntil: number,
    limit: number,
  ): Promise<{ readonly isMore: boolean; readonly nextSeen?: number }>;
  /** The number of days for which each webinar has got its time; undefined until they have. */
  days(): Promise<number | undefined>;
  keepDays(days: number): Promise<void>;
  /** Every organisation that has people. */
  organisations(): Promise<OrganisationId[]>;
  /** The webinars whose data about people are still kept. */
  kept(organisation: OrganisationId): Promise<WebinarCode[]>;
}
