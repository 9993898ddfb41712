import type { Links } from "../core/model/links.ts";
import type { Translate } from "../texts/translate.ts";
import { type Entry, wayIn, wayInText } from "./entry.ts";
import type { MailLink } from "./ways.ts";

/** `20270115T080000Z` */
const compact = (at: number): string => new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, "");

/** `2027-01-15T08:00:00Z` */
const extended = (at: number): string => new Date(at).toISOString().replace(/\.\d+/, "");

interface Added {
  readonly title: string;
  /** UTC instants in ms. */
  readonly startsAt: number;
  readonly endsAt: number;
  readonly location: string;
  readonly details: string;
}

/** Opens an event in Google's and Microsoft's calendars. Nothing is asked of either until somebody follows a link. */
export const linksToAdd = (
  { title, startsAt, endsAt, location, details }: Added,
  t: Translate,
): readonly MailLink[] => {
  const google = new URLSearchParams({
    action: "TEMPLATE",
    text: title,
    dates: `${compact(startsAt)}/${compact(endsAt)}`,
    details,
    location,
  });
  const outlook = new URLSearchParams({
    path: "/calendar/action/compose",
    rru: "addevent",
    subject: title,
    startdt: extended(startsAt),
    enddt: extended(endsAt),
    body: details,
    location,
  });
  // Outlook shows a plus sign where a space was meant.
  const spaced = String(outlook).replaceAll("+", "%20");
  return [
    { label: t("calendar_google"), url: `https://calendar.google.com/calendar/render?${google}` },
    { label: t("calendar_outlook"), url: `https://outlook.office.com/calendar/0/deeplink/compose?${spaced}` },
  ];
};

/**
 * Opens somebody's own entry there, for who reads mail where a calendar file leads nowhere. The description stays in the
 * file, as it would make the links longer than programs take. None for the time of a request that waits: nobody could
 * withdraw what they added by themselves.
 */
export const calendarLinks = (entry: Entry | undefined, links: Links, t: Translate): readonly MailLink[] => {
  if (entry?.method !== "REQUEST" || entry.isTentative) return [];
  const { title, startsAt, endsAt } = entry.webinar;
  const [location, details] = [wayIn(entry, links) ?? "", wayInText(entry, links, t)];
  return linksToAdd({ title, startsAt, endsAt, location, details }, t);
};
