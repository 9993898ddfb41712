import type { WaitMinutes, Webinar } from "../model/webinar.ts";
import type { Delivery, Watch } from "./delivery.ts";
import { fanOut } from "./fan-outs.ts";

const MINUTE = 60_000;

/** Hosts are reminded of those who came within a fourth of the waiting time together. */
const SPANS = 4;

/** From so long before the start on, hosts are reminded of everything that waits, within minutes. */
const CLOSE_MS = 30 * MINUTE;
const CLOSE_SPAN_MS = 2 * MINUTE;
const CLOSE_EVERY_MS = 3 * MINUTE;

/** What reminders read of a webinar. */
export type Waits = Pick<Webinar, "organisation" | "code" | "era" | "host" | "cohosts" | "startsAt" | "waitMinutes">;

const turnsOf = ({ cohosts }: Pick<Webinar, "cohosts">): number => cohosts.length + 1;

/** A reminder that is due at `at`. Its name is made of its span and its turn, so that it comes once. */
export const watch = (webinar: Waits, what: Watch, at: number): Delivery =>
  fanOut(webinar, what, `${webinar.era}:${what.waitMinutes}:${what.name}:${what.turn}`, webinar.host, at);

const closeEveryMs = (webinar: Pick<Webinar, "cohosts">): number => Math.floor(CLOSE_MS / (turnsOf(webinar) + 1));

/**
 * Until when a host can decide what one of them is reminded of now, before the default does: each of `left` has a turn,
 * this one included. `all`: as many hosts as are there. Undefined where the webinar is over by then.
 */
export const decidesAt = (
  webinar: Waits & Pick<Webinar, "endsAt">,
  { everyMs, upTo, startsAt }: Pick<Watch, "everyMs" | "upTo" | "startsAt">,
  { left, all }: { readonly left: number; readonly all: number },
  now: number,
): number | undefined => {
  const close = webinar.startsAt - CLOSE_MS;
  // The reminder shortly before the start is about all that came until then, too.
  const isSooner = startsAt === undefined && upTo <= close;
  const turns = now + left * everyMs;
  const at = isSooner ? Math.min(turns, close + all * closeEveryMs(webinar)) : turns;
  return at < webinar.endsAt ? at : undefined;
};

/** Reminds of all that waits shortly before the start. Its name has the start: a moved start gets another. */
const watchClose = (webinar: Waits, waitMinutes: WaitMinutes, now: number): Delivery => {
  const { era, startsAt } = webinar;
  const close = startsAt - CLOSE_MS;
  const everyMs = closeEveryMs(webinar);
  const what = {
    name: `close${startsAt}`,
    era,
    after: 0,
    upTo: Math.max(close, now),
    turn: 0,
    everyMs,
    waitMinutes,
    startsAt,
  };
  return watch(webinar, { kind: "waits", ...what }, close);
};

/**
 * Reminds of a request that came at `at` and waits from `now` on, until it is decided (N6): when it has waited as long
 * as the host chose, and again shortly before the start; close to the start and later, within minutes. The name is the
 * span in which it came, so that a crowd costs one reminder.
 */
export const watches = (webinar: Waits, at: number, now: number): Delivery[] => {
  const { waitMinutes, startsAt, era } = webinar;
  if (waitMinutes === undefined) return [];
  const close = startsAt - CLOSE_MS;
  const isClose = now >= close;
  const waitMs = waitMinutes * MINUTE;
  const spanMs = isClose ? CLOSE_SPAN_MS : waitMs / SPANS;
  const everyMs = isClose ? Math.min(CLOSE_EVERY_MS, waitMs) : waitMs;
  const [from, since] = [at, now].map((instant) => Math.floor(instant / spanMs) * spanMs) as [number, number];
  const what = { name: from === since ? `${from}` : `${from}-${since}`, era, after: from - 1, upTo: from + spanMs - 1 };
  return [
    watch(webinar, { kind: "waits", ...what, turn: 0, everyMs, waitMinutes }, since + spanMs + everyMs),
    ...(isClose ? [] : [watchClose(webinar, waitMinutes, now)]),
  ];
};

/** Reminds anew of all that wait already, when a host moved the start or chose another waiting time. */
export const watchesAnew = (before: Waits, next: Waits & Pick<Webinar, "version">, now: number): Delivery[] => {
  const { waitMinutes, version, era } = next;
  if (waitMinutes === undefined) return [];
  const everyMs = waitMinutes * MINUTE;
  const what = { name: `all${version}`, era, after: 0, upTo: now, turn: 0, everyMs, waitMinutes };
  const isChosenAnew = waitMinutes !== before.waitMinutes;
  return [
    ...(isChosenAnew ? [watch(next, { kind: "waits", ...what }, now + everyMs)] : []),
    ...(isChosenAnew || next.startsAt !== before.startsAt ? [watchClose(next, waitMinutes, now)] : []),
  ];
};
