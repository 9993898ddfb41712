import { ICalCalendar, ICalCalendarMethod, ICalEventStatus } from "ical-generator";
import type { Registration } from "../core/model/registration.ts";
import type { Webinar } from "../core/model/webinar.ts";
import { sequenceOf } from "./calendar.ts";

/** What somebody who adds a webinar to a calendar by themselves takes with them. */
interface Published {
  readonly webinar: Webinar;
  /** Whose it is: the calendar then takes it for the entry that was mailed. */
  readonly registration?: Pick<Registration, "key" | "version">;
  /** Where they find it again. */
  readonly link: string;
  /** UTC, in ms. */
  readonly now: number;
}

/**
 * A calendar file of a webinar's page (iCalendar, PUBLISH): the event as it is now. Nobody is named in it, and no later
 * change reaches it; who registers gets an entry of their own by mail, under the name that this has for them.
 */
export const publishedEntry = ({ webinar, registration, link, now }: Published): string => {
  const { code, title, description, startsAt, endsAt, era } = webinar;
  const calendar = new ICalCalendar({ prodId: "//Usher//Usher//EN", method: ICalCalendarMethod.PUBLISH });
  calendar.createEvent({
    id: registration ? `${code}.${registration.key}@usher` : `${code}@usher`,
    sequence: sequenceOf({ webinar, era, version: registration?.version ?? 0, method: "REQUEST" }),
    stamp: new Date(now),
    start: new Date(startsAt),
    end: new Date(endsAt),
    summary: title,
    description: [description, link].filter((part) => part !== "").join("\n\n"),
    location: link,
    url: link,
    status: ICalEventStatus.CONFIRMED,
  });
  return `${calendar.toString().trimEnd()}\r\n`;
};
