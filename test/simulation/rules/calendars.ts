import { parseKey } from "../../../src/core/model/ids.ts";
import type { Status } from "../../../src/core/model/status.ts";
import type { Held, HeldWebinar, State } from "../ledger.ts";
import type { Mail } from "../platforms/mail.ts";
import { broken } from "../simulation.ts";

/** An entry as a mail brings it. */
interface Brought {
  readonly uid: string;
  readonly sequence: number;
  readonly status: string;
  readonly startsAt: string;
}

/** The entry that a calendar has, or the first of them. */
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

/** What a calendar should show of a status: nothing of what does not take place or was not accepted. */
const wantedOf = ({ state, startsAt }: HeldWebinar, status: Status | undefined): string => {
  if (state === "cancelled") return "nothing";
  if (status === "approved") return `CONFIRMED at ${utc(startsAt)}`;
  return status === "pending" ? `TENTATIVE at ${utc(startsAt)}` : "nothing";
};

/** What a calendar should show of one registration. */
const wanted = (webinar: HeldWebinar, key: string, address: string): string => {
  const registration = webinar.registrations.get(key);
  return registration?.address === address ? wantedOf(webinar, registration.status) : "nothing";
};

/** By then a decision is told, by whatever clock, or may be. */
const UNDO_APART_MS = 50_000;

/** What somebody's feed may show of a registration: as they know it, where a decision can still be undone (N10). */
const mayShow = (webinar: HeldWebinar, held: Held, holdsNone: boolean, at: number): string[] => {
  const known = held.wasBefore as Status | undefined;
  const isKnown = held.undoUntil > at - UNDO_APART_MS && known !== undefined;
  const statuses = isKnown ? [held.status, known] : [held.status];
  // While it can be undone by every clock, only what was before.
  const shown = isKnown && held.undoUntil > at + UNDO_APART_MS ? [known] : statuses;
  return shown.map((status) => (status === "pending" && holdsNone ? "nothing" : wantedOf(webinar, status)));
};

/** The feed of a person shows all that they are registered for (P40), and nothing else. */
export const checkFeed = (
  feed: string,
  person: string,
  holdsNone: boolean,
  state: State,
  at: number,
): string | undefined => {
  const shown = new Map(
    feed
      .split("BEGIN:VEVENT")
      .slice(1)
      .map(readEntry)
      .map((entry) => [entry.uid, `${entry.status} at ${entry.startsAt}`]),
  );
  for (const webinar of state.values())
    for (const held of webinar.registrations.values()) {
      if (held.person !== person) continue;
      const uid = `${webinar.code}.${held.key}@usher`;
      const is = shown.get(uid) ?? "nothing";
      const may = mayShow(webinar, held, holdsNone, at);
      if (!may.includes(is)) return `${uid} is shown as ${is} in place of ${may.join(" or ")}`;
      shown.delete(uid);
    }
  const [stray] = shown.keys();
  return stray && `${stray} is shown, which is nothing of theirs`;
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
