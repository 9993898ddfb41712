import type { Links } from "../../model/links.ts";
import { isRequest } from "../../model/status.ts";
import { isOver } from "../../model/webinar.ts";
import type { Notice } from "../notice.ts";
import { type LinkOffer, minorLink, type NoticeOffer } from "../offer.ts";

/** What somebody is told about their own registration. */
const OWN: readonly Notice["kind"][] = [
  "registration",
  "reminder",
  "moved",
  "id_given",
  "password_changed",
  "answer_sent",
];

/** Whether a notice tells somebody about their own registration, which has a page of its own. */
export const hasOwnPage = (notice: Notice): boolean =>
  "registration" in notice && notice.registration !== undefined && OWN.includes(notice.kind);

const isLanding = (offered: NoticeOffer): offered is LinkOffer => "link" in offered && offered.say === "landing";
/** Whether it is in sight and gives the whole registration up. */
export const givesUp = (offered: NoticeOffer): boolean =>
  "act" in offered &&
  (offered.act.act === "leave" || offered.act.act === "take_back") &&
  offered.isMinor !== true &&
  offered.isNamed !== true;

const isCalendar = ({ say }: LinkOffer): boolean => say === "add_to_calendar";

/** While the doors are shut *Join* is not what is wanted most. */
const isShut = (offered: NoticeOffer): boolean =>
  "act" in offered && offered.act.act === "join" && offered.tone === undefined;

const isNamed = (offered: NoticeOffer): boolean => "act" in offered && offered.isNamed === true;

/**
 * Own pages come after what can be done, then the host's website; what gives all of it up stands last of what is in
 * sight, and the host's website then behind the menu: three buttons of one weight would look alike. Until the doors open
 * nobody can go in, so that the calendar comes before *Join*.
 */
export const withOwnPages = (offers: readonly NoticeOffer[], pages: readonly LinkOffer[]): NoticeOffer[] => {
  const isLast = (one: NoticeOffer): boolean => pages.length > 0 && givesUp(one);
  const first = offers.filter((one) => !isLanding(one) && !isLast(one));
  // What a sentence names is looked for before the calendar.
  const isCalendarFirst = first.some(isShut) && !first.some(isNamed);
  return [
    ...(isCalendarFirst ? pages.filter(isCalendar) : []),
    ...first,
    ...(isCalendarFirst ? pages.filter((page) => !isCalendar(page)) : pages),
    ...(offers.some(isLast)
      ? [...offers.filter(isLast), ...offers.filter(isLanding).map(minorLink)]
      : offers.filter(isLanding)),
  ];
};

/** Somebody's own page, and their calendar entry, which holds that page and never the meeting's address (P21). */
export const ownPageOffers = (notice: Notice, links: Links, now: number): LinkOffer[] => {
  if (!("registration" in notice) || !notice.registration || !OWN.includes(notice.kind)) return [];
  // The last reminder has the way in as its only button (P14).
  if (notice.kind === "reminder" && notice.isLast) return [];
  const { webinar, registration } = notice;
  if (registration.status === "cancelled" || registration.status === "rejected") return [];
  // Only the recording is left to look at.
  if (notice.kind === "registration" && isOver(webinar, now) && webinar.recording !== undefined) return [];
  const page = links.personal(webinar.code, registration.key);
  const isAhead = registration.status === "approved" && !isOver(webinar, now) && now < webinar.startsAt;
  const own = { link: page, say: isRequest(registration.status) ? "my_request" : "my_registration" } as const;
  return [
    ...(isAhead ? [{ link: `${page}/event.ics`, say: "add_to_calendar" } as const] : []),
    // Who is offered a seat chooses between two things, and looks at nothing else first.
    registration.status === "offered" ? minorLink(own) : own,
  ];
};
