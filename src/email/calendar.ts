import {
  ICalAttendeeStatus,
  ICalCalendar,
  ICalCalendarMethod,
  ICalEventBusyStatus,
  type ICalEventData,
  ICalEventStatus,
} from "ical-generator";
import { defined } from "../core/model/defined.ts";
import type { Address } from "../core/model/ids.ts";
import type { Links } from "../core/model/links.ts";
import type { Reader } from "../core/model/person.ts";
import type { Webinar } from "../core/model/webinar.ts";
import { translatorFor } from "../texts/translate.ts";
import { type Entry, wayIn, wayInText } from "./entry.ts";

/** Who sends mail, and so the organiser of calendar entries. */
export interface Sender {
  readonly name: string;
  readonly address: string;
}

/** The calendar part of a mail (iCalendar, RFC 5545): it adds the entry, updates it, or removes it. */
export interface Calendar {
  readonly method: Entry["method"];
  readonly content: string;
}

interface CalendarContext {
  readonly reader: Reader;
  readonly links: Links;
  readonly sender: Sender;
  /** Stands with the sender's address as the organiser; empty where it is not known. */
  readonly hostName: string;
  /** The recipient's address. */
  readonly address: Address;
  /** UTC, in ms. */
  readonly now: number;
}

/** Versions of a registration start again in each era. None changes so often within one. */
const CHANGES_IN_AN_ERA = 1_000;

/**
 * Rises with every change of what an entry shows: calendars ignore one with a lower number than they have. Withdrawn
 * without any other change, it has a number of its own in between.
 */
export const sequenceOf = ({
  era,
  version,
  method,
  webinar: { sequence, revision },
}: Pick<Entry, "era" | "version" | "method" | "webinar">): number =>
  2 * ((era - 1) * CHANGES_IN_AN_ERA + sequence + revision + version) + (method === "CANCEL" ? 1 : 0);

const statusOf = ({ method, isTentative }: Entry): ICalEventStatus => {
  if (method === "CANCEL") return ICalEventStatus.CANCELLED;
  return isTentative ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED;
};

/** The name under which a calendar finds the entry again, whatever else changes. */
const uidOf = ({ code, entryNames }: Webinar, key: Entry["key"], domain: string): string =>
  `${code}.${key}@${entryNames === "ids" ? "usher" : domain}`;

/** A name without double quotes, which no escaping allows there (RFC 5545, 3.2). */
const plainName = (name: string): string => name.replaceAll('"', "'").replaceAll(/\s+/gu, " ").trim();

interface EventContext {
  readonly reader: Reader;
  readonly links: Links;
  readonly now: number;
  /** By which older entries are named too. */
  readonly domain: string;
}

/** What a calendar shows of an entry, whoever is asked to it. */
export const eventOf = (entry: Entry, { reader, links, now, domain }: EventContext): ICalEventData => {
  const { webinar, key } = entry;
  const { code, title, description, startsAt, endsAt } = webinar;
  const link = wayIn(entry, links);
  return {
    id: uidOf(webinar, key, domain),
    sequence: sequenceOf(entry),
    stamp: new Date(now),
    start: new Date(startsAt),
    end: new Date(endsAt),
    summary: title,
    description: [description, wayInText(entry, links, translatorFor(reader.locale))]
      .filter((part) => part !== "")
      .join("\n\n"),
    // Beside the URL, which some calendars leave out. Without one, what a host types in chat.
    location: link ?? `join ${code}`,
    url: link ?? null,
    status: statusOf(entry),
    // Outlook shows the time of an entry by it.
    busystatus: entry.isTentative ? ICalEventBusyStatus.TENTATIVE : null,
  };
};

/** Writes the calendar part of a mail about this entry. */
export const calendarOf = (
  entry: Entry,
  { reader, links, sender, hostName, address, now }: CalendarContext,
): Calendar => {
  const { method, name } = entry;
  const calendar = new ICalCalendar({ prodId: "//Usher//Usher//EN", method: ICalCalendarMethod[method] });
  const domain = sender.address.split("@")[1] ?? "usher";
  const event = calendar.createEvent({
    ...eventOf(entry, { reader, links, now, domain }),
    organizer: { name: plainName(hostName) || plainName(sender.name) || "Usher", email: sender.address },
  });
  event.createAttendee({
    ...defined({ name: name === "" ? undefined : plainName(name) }),
    email: address,
    status: entry.isTentative ? ICalAttendeeStatus.TENTATIVE : ICalAttendeeStatus.ACCEPTED,
    rsvp: false,
  });
  return { method, content: `${calendar.toString().trimEnd()}\r\n` };
};
