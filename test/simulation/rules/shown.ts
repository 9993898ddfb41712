import { announcementName } from "../../../src/core/deliveries/announcements.ts";
import { withoutAnew } from "../../../src/core/deliveries/late-edits.ts";
import type { Webinar } from "../../../src/core/model/webinar.ts";
import type { CardAct } from "../../../src/core/notices/card-acts.ts";
import type { Notice } from "../../../src/core/notices/notice.ts";
import { seatsLeft } from "../../../src/core/notices/readers/shown.ts";
import { isFull } from "../../../src/core/registering/register-refusals.ts";
import type { Held, HeldWebinar, State } from "../ledger.ts";
import type { Sending } from "../platforms/weather.ts";
import { broken } from "../simulation.ts";

/** A card as it stands in a channel: the last that a platform took of it. */
interface Shown {
  readonly message: string;
  /** Its name says which round of a registration it shows. */
  readonly delivery: string;
  readonly notice: Notice;
}

const RULE = "a card shows what is so now";
const COUNTED = ["pending", "approved", "waitlisted", "offered"] as const;

/** What a request's card says of it: who registered again has another card. */
const requestWrong = (delivery: string, notice: Notice & { kind: "request" }, held: Held): string | undefined => {
  const { status, version } = notice.registration;
  const round = Number(delivery.split(":")[3]?.split(".")[1]);
  if (round < held.round) return status === "cancelled" ? undefined : `${status} in a round that is over`;
  return status === held.status && version === held.version
    ? undefined
    : `${status} at ${version}, which is ${held.status} at ${held.version}`;
};

const digestWrong = (notice: Notice & { kind: "digest" }, webinar: HeldWebinar): string | undefined => {
  const those = [...webinar.registrations.values()].filter(({ digest }) => digest === String(notice.digest));
  const wrong = COUNTED.find(
    (status) => notice.gathered.counts[status] !== those.filter((one) => one.status === status).length,
  );
  return wrong && `${notice.gathered.counts[wrong]} ${wrong} in digest ${notice.digest}`;
};

const overviewWrong = (notice: Notice & { kind: "overview" }, webinar: HeldWebinar): string | undefined => {
  const wrong = COUNTED.find((status) => notice.webinar.counts[status] !== (webinar.counts[status] ?? 0));
  if (wrong) return `${notice.webinar.counts[wrong]} ${wrong}, who are ${webinar.counts[wrong]}`;
  return notice.webinar.seatsHeld === webinar.seatsHeld
    ? undefined
    : `${notice.webinar.seatsHeld} seats held, of which there are ${webinar.seatsHeld}`;
};

/** Whether a delivery of this name shows the announcement of this code in one of these places. */
const isAmong = (delivery: string, code: string, places: readonly string[]): boolean =>
  places.some((place) => announcementName(withoutAnew(delivery)) === `announced:${code}:${place}`);

/** What readers are told of the seats, which changes less often than the seats do. */
const announcementWrong = (notice: { readonly webinar: Webinar }, webinar: HeldWebinar): string | undefined => {
  const present = {
    ...notice.webinar,
    cap: webinar.cap,
    seatsHeld: webinar.seatsHeld,
    counts: { ...notice.webinar.counts, waitlisted: webinar.counts.waitlisted ?? 0 },
  };
  const [said, now] = [notice.webinar, present].map(seatsLeft);
  if (said?.left !== now?.left || said?.isMore !== now?.isMore)
    return `${said?.left} left, of which there are ${now?.left}`;
  // Where no seat is free, it looks the same to readers whether somebody is in line.
  return isFull(notice.webinar) === isFull(present)
    ? undefined
    : `${notice.webinar.counts.waitlisted} in line, which is ${webinar.counts.waitlisted}`;
};

/** So long after a webinar's end no card shows it as one to come. */
const OVER_BY_MS = 2 * 3_600_000;

/** What everybody sees of a series who has its code (P43): what is listed, or else what is by link. */
const openOf = (its: readonly HeldWebinar[]): readonly HeldWebinar[] => {
  const listed = its.filter(({ visibility }) => visibility === "listed");
  return listed.length > 0 ? listed : its.filter(({ visibility }) => visibility === "by_link");
};

/** What one row of a series' card says, or that it should not be there. */
const rowWrong = (row: Webinar, its: readonly HeldWebinar[], at: number): string | undefined => {
  const held = its.find(({ code }) => code === row.code);
  if (!held) return `${row.code}, which is none of it`;
  if (!openOf(its).includes(held)) return `${row.code}, which not everybody sees`;
  if (row.title !== held.title || row.startsAt !== held.startsAt) return `another title or time of ${row.code}`;
  if (row.state !== held.state) return `${row.code} is ${row.state}, which is ${held.state}`;
  if (held.endsAt < at - OVER_BY_MS) return `${row.code}, which is over`;
  if (held.endsAt < at || held.state === "cancelled" || held.era !== row.era) return undefined;
  const wrong = announcementWrong({ webinar: row }, held);
  return wrong && `${row.code}: ${wrong}`;
};

/** A series' card shows its webinars to come, each as it is, and no others. */
const seriesWrong = (
  { delivery, notice: { series, webinars, more } }: Shown & { readonly notice: SeriesCard },
  state: State,
  at: number,
): string | undefined => {
  const its = [...state.values()].filter((one) => one.series === series.code);
  const isThere = its.some(({ seriesIn }) => isAmong(delivery, series.code, seriesIn));
  if (its.length > 0 && !isThere) return "what was withdrawn";
  const [wrong] = webinars.flatMap((row) => rowWrong(row, its, at) ?? []);
  if (wrong) return wrong;
  const missing = openOf(its).find(
    ({ code, endsAt, state: is }) =>
      endsAt > at && is !== "cancelled" && more === 0 && !webinars.some((row) => row.code === code),
  );
  return missing && `nothing of ${missing.code}`;
};

/** What comes at its time, as the start does, makes no card true that is wrong before. */
const AT_ITS_TIME = /:fan:(series_)?announcements:\d+$/;

/** A look that edits all overviews of a webinar, and the edit of one. */
const LOOKS_AGAIN = /:fan:overviews:.*/;
const OVERVIEW = ":announcement";

type SeriesCard = Notice & { kind: "series_announcement" };
type Checked = Extract<Notice, { kind: "request" | "digest" | "overview" | "announcement" }> | SeriesCard;
const isChecked = (notice: Notice): notice is Checked =>
  ["request", "digest", "overview", "announcement", "series_announcement"].includes(notice.kind);

/** What is wrong about a card; its parts name what of it may still be on its way. */
const wrongOf = (
  card: Shown,
  state: State,
  at: number,
): { parts: readonly string[]; wrong: string | undefined } | undefined => {
  const { delivery, notice } = card;
  if (!isChecked(notice)) return undefined;
  if (notice.kind === "series_announcement")
    return { parts: ["announce", notice.series.code], wrong: seriesWrong({ ...card, notice }, state, at) };
  const webinar = state.get(notice.webinar.code);
  if (!webinar || webinar.state === "cancelled" || webinar.era !== notice.webinar.era) return undefined;
  const { code } = webinar;
  if (notice.kind === "announcement") {
    const wrong = isAmong(delivery, code, webinar.announcedIn)
      ? webinar.endsAt < at
        ? undefined
        : announcementWrong(notice, webinar)
      : "what was withdrawn";
    return { parts: ["announce", code], wrong };
  }
  if (notice.kind === "overview") return { parts: [`${code}${OVERVIEW}`], wrong: overviewWrong(notice, webinar) };
  // What is over keeps its counts, whoever is erased of it.
  if (notice.kind === "digest" && webinar.endsAt < at) return undefined;
  if (notice.kind === "digest") return { parts: [`digest:${code}`], wrong: digestWrong(notice, webinar) };
  const held = webinar.registrations.get(notice.registration.key);
  return held && { parts: [`card:${code}`, held.key], wrong: requestWrong(delivery, notice, held) };
};

/** What stands in channels and chats, as platforms took it from deliveries. */
export const makeShown = () => {
  const cards = new Map<string, Shown>();
  const kept = new Set<string>();
  /** Messages that answer, and what. */
  const answers = new Map<string, Notice["kind"]>();
  /** Somebody's own chats in Teams, and what stands there for a delivery as the last that was stored. */
  const inChats = new Set<string>();
  const lastOf = new Map<string, string>();
  /** Of a direct message that came twice, which a worker's end of a lease excuses, only the last is known. */
  const keepLast = (delivery: string, message: string): void => {
    kept.add(message);
    if (!inChats.has(message)) return;
    const before = lastOf.get(delivery);
    if (before !== undefined && before !== message) kept.delete(before);
    lastOf.set(delivery, message);
  };
  /** What was posted for a delivery, and at which attempt, until that is stored. */
  const posted = new Map<string, { readonly message: string; readonly attempt: string }[]>();

  return {
    /** A platform took a message, or its edit. */
    taken: (message: string, { attempt, delivery, notice, isCard }: Sending): void => {
      const known = posted.get(delivery) ?? [];
      if (delivery.startsWith("answer:")) answers.set(message, notice.kind);
      if (!kept.has(message)) posted.set(delivery, [...known, { message, attempt }]);
      if (isCard) cards.set(message, { message, delivery, notice });
      else if (!/^D/.test(message)) inChats.add(message);
    },

    /**
     * It was stored that an attempt sent something: the message is kept true from now on. Of what another attempt
     * posted Usher knows where it can look: in somebody's own chat in Slack. A process whose lease ended may send
     * beside its own next attempt: of two that it posted so, one may never be stored.
     */
    settled: (attempt: string, delivery: string): void => {
      const known = posted.get(delivery) ?? [];
      const own = new Set(known.flatMap((one) => (one.attempt === attempt ? [one.message] : [])));
      for (const { message } of known)
        if (/^D/.test(message) || (own.size === 1 && own.has(message))) keepLast(delivery, message);
      posted.set(
        delivery,
        known.filter((one) => one.attempt !== attempt && !kept.has(one.message)),
      );
    },

    /** Whether an act in a message is kept true: a delivery brought it, and of an answer a seat that it offers. */
    isKept: (message: string, act: CardAct["act"]): boolean => {
      const answered = answers.get(message);
      return kept.has(message) && (answered === undefined || (answered === "registration" && act === "claim"));
    },

    /** While nothing is under way: each card is true, unless its edit waits or was given up. */
    check: (state: State, at: number, onTheirWay: readonly string[], stands: (message: string) => boolean): void => {
      for (const card of cards.values()) {
        const { message, notice } = card;
        const found = wrongOf(card, state, at);
        if (!found?.wrong || !kept.has(message) || !stands(message)) continue;
        const { parts } = found;
        const isOnItsWay = (id: string) => parts.every((part) => id.replace(LOOKS_AGAIN, OVERVIEW).includes(part));
        if (onTheirWay.some((id) => !AT_ITS_TIME.test(id) && isOnItsWay(id))) continue;
        broken(RULE, `${notice.kind} ${found.parts.join(" ")} in ${message} says ${found.wrong}`);
      }
    },
  };
};
