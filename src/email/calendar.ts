import { ICalAttendeeStatus, ICalCalendar, ICalCalendarMethod, ICalEventStatus } from "ical-generator";
import type { RegistrationKey } from "../core/ids.ts";
import type { Links } from "../core/links.ts";
import type { MailNotice } from "../core/notice.ts";
import { fullName } from "../core/person.ts";
import type { Registration } from "../core/registration.ts";
import { unreachable } from "../core/result.ts";
import type { Webinar } from "../core/webinar.ts";
import type { Reader } from "../delivery/outcome.ts";
import { sayIn } from "../texts/say.ts";

/** Who sends mail, and so who organises what stands in calendars. */
export interface Sender {
  readonly name: string;
  readonly address: string;
}

/** The calendar part of a mail (iCalendar, RFC 5545): it puts the entry in, renews it, or takes it out. */
export interface Calendar {
  readonly method: "REQUEST" | "CANCEL";
  readonly content: string;
}

interface Made {
  readonly reader: Reader;
  readonly links: Links;
  readonly sender: Sender;
  /** UTC, in ms. */
  readonly now: number;
}

/** Versions of registrations start anew in each era; no registration changes so often in one. */
const CHANGES_IN_AN_ERA = 1_000;

/** Rises with every change of the time and of the status: calendars pass over what is older than they know. */
const sequenceOf = ({ era, sequence }: Webinar, { version }: Registration): number =>
  (era - 1) * CHANGES_IN_AN_ERA + sequence + version;

/** A double quote cannot stand in a name there, however it is escaped (RFC 5545, 3.2). */
const plainName = (name: string): string => name.replaceAll('"', "'").replaceAll(/\s+/gu, " ").trim();

/** Nothing for who never had the entry: it comes with the approval, and goes with it. */
const methodOf = ({ state }: Webinar, { status, history }: Registration): Calendar["method"] | undefined => {
  if (status === "approved") return state === "scheduled" ? "REQUEST" : "CANCEL";
  return history.some((entry) => entry.status === "approved") ? "CANCEL" : undefined;
};

const entryFor = (
  webinar: Webinar,
  registration: Registration,
  key: RegistrationKey,
  { reader, links, sender, now }: Made,
): Calendar | undefined => {
  const method = methodOf(webinar, registration);
  if (!method) return undefined;
  const { code, title, description, startsAt, endsAt } = webinar;
  // P21: the personal link, never the meeting's own address.
  const link = links.personal(code, key);
  const isOn = method === "REQUEST";
  const calendar = new ICalCalendar({ prodId: "//Usher//Usher//EN", method: ICalCalendarMethod[method] });
  const event = calendar.createEvent({
    id: `${code}.${key}@${sender.address.split("@")[1] ?? "usher"}`,
    sequence: sequenceOf(webinar, registration),
    stamp: new Date(now),
    start: new Date(startsAt),
    end: new Date(endsAt),
    summary: title,
    description: [description, `${sayIn(reader.locale)("mail_way_in")}\n${link}`]
      .filter((part) => part !== "")
      .join("\n\n"),
    url: link,
    status: isOn ? ICalEventStatus.CONFIRMED : ICalEventStatus.CANCELLED,
    organizer: { name: plainName(sender.name) || "Usher", email: sender.address },
  });
  event.createAttendee({
    name: plainName(fullName(registration)),
    email: registration.address,
    status: ICalAttendeeStatus.ACCEPTED,
    rsvp: false,
  });
  return { method, content: calendar.toString() };
};

/**
 * The calendar entry that goes with a mail, or its withdrawal (P15); undefined where there is none. Who is let go keeps
 * the entry: they may still come, without a registration.
 */
export const calendarOf = (notice: MailNotice, made: Made): Calendar | undefined => {
  switch (notice.kind) {
    case "registration":
      return entryFor(notice.webinar, notice.registration, notice.registration.key, made);
    case "moved":
    case "called_off":
      return notice.registration && entryFor(notice.webinar, notice.registration, notice.key, made);
    case "invitation":
    case "draft":
    case "undelivered":
    case "let_go":
    case "line_over":
    case "full":
      return undefined;
    default:
      return unreachable(notice);
  }
};
