import { ICalAttendeeStatus, ICalCalendar, ICalCalendarMethod, ICalEventStatus } from "ical-generator";
import { defined } from "../core/model/defined.ts";
import type { Address, PersonId, RegistrationKey } from "../core/model/ids.ts";
import type { Links } from "../core/model/links.ts";
import { fullName, type Reader } from "../core/model/person.ts";
import type { Registration } from "../core/model/registration.ts";
import { unreachable } from "../core/model/result.ts";
import type { Webinar } from "../core/model/webinar.ts";
import type { MailNotice } from "../core/notices/notice.ts";
import { translatorFor } from "../texts/translate.ts";

/** Who sends mail, and so the organiser of calendar entries. */
export interface Sender {
  readonly name: string;
  readonly address: string;
}

/** The calendar part of a mail (iCalendar, RFC 5545): it adds the entry, updates it, or removes it. */
export interface Calendar {
  readonly method: "REQUEST" | "CANCEL";
  readonly content: string;
}

interface CalendarContext {
  readonly reader: Reader;
  readonly links: Links;
  readonly sender: Sender;
  /** The recipient's address. */
  readonly address: Address;
  /** UTC, in ms. */
  readonly now: number;
}

/** Versions of a registration start again in each era. None changes so often within one. */
const CHANGES_IN_AN_ERA = 1_000;

/** Rises with every change of what an entry shows: calendars ignore one with a lower number than they have. */
const sequenceOf = (era: number, { sequence, revision }: Webinar, version: number): number =>
  (era - 1) * CHANGES_IN_AN_ERA + sequence + revision + version;

/** The name under which a calendar finds the entry again, whatever else changes. */
const uidOf = ({ code, entryNames }: Webinar, key: Entry["key"], { address }: Sender): string =>
  `${code}.${key}@${entryNames === "ids" ? "usher" : (address.split("@")[1] ?? "usher")}`;

/** A name without double quotes, which no escaping allows there (RFC 5545, 3.2). */
const plainName = (name: string): string => name.replaceAll('"', "'").replaceAll(/\s+/gu, " ").trim();

/** The entry comes with the approval and goes with it; undefined for somebody who never had it. */
const methodOf = ({ state }: Webinar, { status, history }: Registration): Calendar["method"] | undefined => {
  if (status === "approved") return state === "scheduled" ? "REQUEST" : "CANCEL";
  return history.some((entry) => entry.status === "approved") ? "CANCEL" : undefined;
};

interface Entry {
  /** Whose entry it is: a registration's, or a host's. */
  readonly key: RegistrationKey | PersonId;
  readonly isHost?: boolean;
  /** A speaker who comes in by a link of their own. */
  readonly isGuest?: boolean;
  readonly era: number;
  readonly version: number;
  readonly method: Calendar["method"];
  readonly name: string;
}

/** Where whoever has the entry comes in. */
const linkOf = (
  { code, visibility }: Webinar,
  { key, isHost, isGuest }: Pick<Entry, "key" | "isHost" | "isGuest">,
  links: Links,
) => {
  if (isGuest) return links.speaking(code, key as PersonId);
  if (!isHost) return links.personal(code, key as RegistrationKey);
  // The gate's page opens to nobody where only those invited see the webinar; hosts come in by chat anyway.
  return visibility === "invited_only" ? null : links.gate(code);
};

const makeEntry = (
  webinar: Webinar,
  { key, isHost = false, isGuest = false, era, version, method, name }: Entry,
  { reader, links, sender, address, now }: CalendarContext,
): Calendar => {
  const { code, title, description, startsAt, endsAt } = webinar;
  // P21: the personal link, never the meeting's own address.
  const t = translatorFor(reader.locale);
  const link = linkOf(webinar, { key, isHost, isGuest }, links);
  const hostsLines = isGuest ? [`${t("speaking_link")}\n${link}`] : [t("hosting_way_in", { code })];
  const isOn = method === "REQUEST";
  const calendar = new ICalCalendar({ prodId: "//Usher//Usher//EN", method: ICalCalendarMethod[method] });
  const event = calendar.createEvent({
    id: uidOf(webinar, key, sender),
    sequence: sequenceOf(era, webinar, version),
    stamp: new Date(now),
    start: new Date(startsAt),
    end: new Date(endsAt),
    summary: title,
    description: [description, ...(isHost ? hostsLines : [`${t("mail_way_in")}\n${link}`, t("mail_entry_answer")])]
      .filter((part) => part !== "")
      .join("\n\n"),
    // Beside the URL, which some calendars leave out. Without one, what a host types in chat.
    location: link ?? `join ${code}`,
    url: link,
    status: isOn ? ICalEventStatus.CONFIRMED : ICalEventStatus.CANCELLED,
    organizer: { name: plainName(sender.name) || "Usher", email: sender.address },
  });
  event.createAttendee({
    ...defined({ name: name === "" ? undefined : plainName(name) }),
    email: address,
    status: ICalAttendeeStatus.ACCEPTED,
    rsvp: false,
  });
  return { method, content: `${calendar.toString().trimEnd()}\r\n` };
};

const registrationEntry = (
  webinar: Webinar,
  registration: Registration,
  context: CalendarContext,
): Calendar | undefined => {
  const method = methodOf(webinar, registration);
  const { key, version } = registration;
  return (
    method && makeEntry(webinar, { key, era: webinar.era, version, method, name: fullName(registration) }, context)
  );
};

/**
 * The calendar entry that goes with a mail, or its withdrawal (P15); undefined where there is none. Somebody who is let
 * go loses the entry too, since they are told of no further change.
 */
export const calendarOf = (notice: MailNotice, context: CalendarContext): Calendar | undefined => {
  switch (notice.kind) {
    case "registration":
    case "revised":
      return registrationEntry(notice.webinar, notice.registration, context);
    case "moved":
    case "called_off":
      return notice.registration && registrationEntry(notice.webinar, notice.registration, context);
    case "withdrawn": {
      const { entry, webinar } = notice;
      return makeEntry(webinar, { ...entry, version: entry.version + 1, method: "CANCEL", name: "" }, context);
    }
    case "let_go": {
      const { entry, webinar } = notice;
      if (!entry) return undefined;
      // Higher than the number of the entry that is withdrawn.
      return makeEntry(webinar, { ...entry, version: entry.version + 1, method: "CANCEL", name: "" }, context);
    }
    case "hosting": {
      const { webinar, person, role, isGuest = false } = notice;
      const method = role === "none" || webinar.state === "cancelled" ? "CANCEL" : "REQUEST";
      // The webinar's version rises with every change that such an entry shows.
      return makeEntry(
        webinar,
        { key: person, isHost: true, isGuest, era: 1, version: webinar.version, method, name: "" },
        context,
      );
    }
    case "invitation":
    case "id_given":
    case "password_changed":
    case "waiting":
    case "asked":
    case "draft":
    case "undelivered":
    case "line_over":
    case "full":
      return undefined;
    default:
      return unreachable(notice);
  }
};
