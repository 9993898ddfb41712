import { parseKey } from "../../../src/core/model/ids.ts";
import type { HeldWebinar, State } from "../ledger.ts";
import type { Mail } from "../platforms/mail.ts";
import { broken } from "../simulation.ts";

/** An entry as a mail brings it. */
interface Brought {
  readonly uid: string;
  readonly sequence: number;
  readonly status: string;
  readonly startsAt: string;
}

const readEntry = (calendar: string): Brought => {
  const lines = calendar.replaceAll("\r\n ", "").split("\r\n");
  const of = (name: string) => lines.find((line) => line.startsWith(`${name}:`))?.slice(name.length + 1) ?? "";
  return { uid: of("UID"), sequence: Number(of("SEQUENCE")), status: of("STATUS"), startsAt: of("DTSTART") };
};

const utc = (at: number): string => new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, "");

/**
 * What each address' calendar shows by the mails that came, in their order: programs ignore an entry with a lower number
 * than the one they have. The same number never brings two different entries.
 */
const calendarsBy = (mails: readonly Mail[]): Map<string, Brought> => {
  const shown = new Map<string, Brought>();
  for (const { to, calendar } of mails) {
    if (calendar === undefined) continue;
    const entry = readEntry(calendar);
    const place = `${to} ${entry.uid}`;
    const before = shown.get(place);
    if (before?.sequence === entry.sequence && (before.status !== entry.status || before.startsAt !== entry.startsAt))
      broken("calendar numbers", `${place} has number ${entry.sequence} as ${before.status} and as ${entry.status}`);
    if (!before || entry.sequence >= before.sequence) shown.set(place, entry);
  }
  return shown;
};

const isKnown = ({ addresses }: HeldWebinar, key: string): boolean =>
  [...addresses.values()].some((one) => one.key === key);

/** What a calendar should show of one registration: nothing of what does not take place or was not accepted. */
const wanted = (webinar: HeldWebinar, key: string, address: string): string => {
  const registration = webinar.registrations.get(key);
  if (webinar.state === "cancelled" || registration?.address !== address) return "nothing";
  const at = utc(webinar.startsAt);
  if (registration.status === "approved") return `CONFIRMED at ${at}`;
  return registration.status === "pending" ? `TENTATIVE at ${at}` : "nothing";
};

/**
 * Calendars show what is so (N18, P15): who is approved has the entry, who waits the time, nobody else anything, once
 * all is told. `isExcused` says of whom mails are not to be believed: erased, or given up on the way.
 */
export const checkCalendars = (
  mails: readonly Mail[],
  state: State,
  isExcused: (address: string, key: string) => boolean,
): void => {
  const calendars = calendarsBy(mails);
  const places = new Set(calendars.keys());
  for (const { code, registrations } of state.values())
    for (const { key, address } of registrations.values()) places.add(`${address} ${code}.${key}@usher`);
  for (const place of places) {
    const [address = "", uid = ""] = place.split(" ");
    const [code = "", key = ""] = uid.replace(/@.*/, "").split(".");
    const webinar = state.get(code);
    // The entries of hosts are named by a person. Who was erased is told nothing.
    if (!webinar || !parseKey(key) || !isKnown(webinar, key) || isExcused(address, key)) continue;
    const has = calendars.get(place);
    const shows = !has || has.status === "CANCELLED" ? "nothing" : `${has.status} at ${has.startsAt}`;
    const should = wanted(webinar, key, address);
    if (shows !== should) broken("calendars show what is so", `${uid} of ${address}: ${shows} in place of ${should}`);
  }
};
