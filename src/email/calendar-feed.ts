import { ICalCalendar, ICalCalendarMethod } from "ical-generator";
import type { Links } from "../core/model/links.ts";
import type { Locale } from "../core/model/person.ts";
import type { Feed } from "../core/registering/choices/feed.ts";
import { translatorFor } from "../texts/translate.ts";
import { eventOf } from "./calendar.ts";
import { registrationEntry } from "./entry.ts";

interface FeedContext {
  readonly links: Links;
  /** Of who has chosen none. */
  readonly locale: Locale;
  /** The site's name. */
  readonly site: string;
  readonly now: number;
}

/** Programs that subscribe are asked to look again after so long. */
const LOOK_AGAIN_S = 3_600;

/**
 * Somebody's calendar feed (iCalendar, PUBLISH): what they are registered for, under the names that mailed entries have.
 * What was called off, cancelled or not accepted is not in it.
 */
export const feedOf = ({ person, entries }: Feed, { links, locale, site, now }: FeedContext): string => {
  const reader = { locale: person.locale ?? locale };
  const calendar = new ICalCalendar({
    prodId: "//Usher//Usher//EN",
    method: ICalCalendarMethod.PUBLISH,
    name: translatorFor(reader.locale)("feed_name", { site }),
    ttl: LOOK_AGAIN_S,
  });
  for (const { webinar, entry } of entries) {
    const shown = registrationEntry(webinar, entry.registration, person);
    if (shown?.method === "REQUEST") calendar.createEvent(eventOf(shown, { reader, links, now, domain: "usher" }));
  }
  return `${calendar.toString().trimEnd()}\r\n`;
};
