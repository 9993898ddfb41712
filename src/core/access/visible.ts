import type { OrganisationId, PersonId, WebinarCode } from "../model/ids.ts";
import type { WebinarEntry } from "../model/registration.ts";
import type { Series } from "../model/series.ts";
import { needsNoSeat, type Webinar } from "../model/webinar.ts";
import type { Actor } from "../ports/people.ts";
import type { Registrations } from "../ports/registrations.ts";
import type { Webinars } from "../ports/webinars.ts";

/** Somebody who looks, with what was read of them. */
export type Known = Pick<Actor, "id" | "inside">;

/** Who looks: somebody who acts in a chat product, or whoever opens a page. */
export type Viewer = Known | "anybody";

/** Whether somebody has to do with a webinar: hosts it, speaks at it, is invited to it, or has registered for it. */
const isInside = (webinar: Webinar, viewer: Known): boolean =>
  needsNoSeat(webinar, viewer.id) || viewer.inside === webinar.code;

/**
 * Whether somebody may know that a webinar exists (P43). Whoever may not is answered as about an unknown code, after the
 * same reads: what was read ahead is read once more by who reads on, as nothing was read ahead of an unknown code.
 */
const sees = (viewer: Viewer, webinar: Webinar): boolean =>
  webinar.visibility !== "invited_only" || (viewer !== "anybody" && isInside(webinar, viewer));

const isOwner = ({ entry }: WebinarEntry, id: PersonId): boolean =>
  (entry?.registration?.person ?? entry?.invitee?.person) === id;

/** A webinar, where this viewer may know of it. */
export const seen = (viewer: Viewer, webinar: Webinar | undefined): Webinar | undefined =>
  webinar && sees(viewer, webinar) ? webinar : undefined;

/** A webinar with what it holds about a pair, where this viewer may know of it: always, where the pair is their own. */
export const seenEntry = <Found extends WebinarEntry>(viewer: Viewer, found: Found | undefined): Found | undefined => {
  if (!found || sees(viewer, found.webinar)) return found;
  return viewer !== "anybody" && isOwner(found, viewer.id) ? found : undefined;
};

/**
 * The same, of what was read ahead, or else read now. What is hidden is read once more, so that it takes as long as an
 * unknown code does, of which nothing was read ahead.
 */
export const takeOrReadSeen = async <Found extends WebinarEntry>(
  viewer: Viewer,
  taken: Found | undefined,
  read: () => Promise<Found | undefined>,
): Promise<Found | undefined> => seenEntry(viewer, taken) ?? seenEntry(viewer, await read());

/** Reads a webinar for somebody who acts. Undefined for an unknown one, and for one that they may not know of. */
export const readSeen = async (
  webinars: Pick<Webinars, "get">,
  organisation: OrganisationId,
  code: WebinarCode,
  by: Actor,
): Promise<Webinar | undefined> =>
  seen(by, by.ahead?.takeWebinar(code)) ?? seen(by, await webinars.get(organisation, code));

/** The webinars of a series that everybody sees who has its code: those that are listed, else those by link. */
export const openInSeries = (webinars: readonly Webinar[]): readonly Webinar[] => {
  const isUnlisted = webinars.every(({ visibility }) => visibility !== "listed");
  return webinars.filter(({ visibility }) => visibility === "listed" || (isUnlisted && visibility === "by_link"));
};

/**
 * The webinars of a series that somebody sees: its host all of them, who has to do with one that one, and everybody those
 * that are listed. Where none is listed, who has the series' code sees those by link. Undefined where all are hidden: then
 * the series is as well.
 */
export const seenInSeries = async (
  registrations: Pick<Registrations, "keyOf">,
  { organisation, host }: Pick<Series, "organisation" | "host">,
  webinars: readonly Webinar[],
  viewer: Viewer,
): Promise<readonly Webinar[] | undefined> => {
  if (viewer !== "anybody" && viewer.id === host) return webinars;
  const open = openInSeries(webinars);
  const hidden = webinars.filter((webinar) => !open.includes(webinar));
  const own = await ownAmong(registrations, organisation, hidden, viewer);
  const found = webinars.filter((webinar) => open.includes(webinar) || own.includes(webinar));
  return found.length === 0 && webinars.length > 0 ? undefined : found;
};

const ownAmong = async (
  registrations: Pick<Registrations, "keyOf">,
  organisation: OrganisationId,
  webinars: readonly Webinar[],
  viewer: Viewer,
): Promise<Webinar[]> => {
  if (viewer === "anybody") return [];
  const keys = await Promise.all(webinars.map(({ code }) => registrations.keyOf(organisation, code, viewer.id)));
  return webinars.filter((webinar, i) => keys[i] !== undefined || needsNoSeat(webinar, viewer.id));
};
