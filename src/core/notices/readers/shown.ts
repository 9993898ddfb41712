import { createHash } from "node:crypto";
import { isOver, type Webinar } from "../../model/webinar.ts";
import { isFull, registrationClosed } from "../../registering/register-refusals.ts";
import type { Notice } from "../notice.ts";
import { itemOffersOf, offersOf } from "../offers.ts";

/** Up to so many free seats are counted; of more it is only said than which of these, so that a card can stay as it is. */
const COUNTED = 10;
const MORE_THAN = [50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, COUNTED];

/** How many seats are free, as readers are told. */
export const seatsLeft = ({
  cap,
  seatsHeld,
}: Pick<Webinar, "cap" | "seatsHeld">): { readonly left: number; readonly isMore: boolean } => {
  const left = Math.max(0, cap - seatsHeld);
  const step = MORE_THAN.find((one) => left > one);
  return step === undefined ? { left, isMore: false } : { left: step, isMore: true };
};

/** What of a webinar stands on an announcement. */
const webinarSeen = (webinar: Webinar, now: number): readonly unknown[] => {
  const { title, startsAt, endsAt, zone, opensAt, closesAt, registrationRequired } = webinar;
  return [
    ...[title, startsAt, endsAt, zone, opensAt, closesAt, registrationRequired],
    ...[isOver(webinar, now)?.reason, registrationClosed(webinar, now)?.reason, isFull(webinar)],
    seatsLeft(webinar),
  ];
};

const seenOf = (notice: Notice, now: number): readonly unknown[] | undefined => {
  switch (notice.kind) {
    case "announcement": {
      const { webinar, hostName, tag } = notice;
      const { description, policy } = webinar;
      return [...webinarSeen(webinar, now), description, policy, hostName, tag, offersOf(notice, now)];
    }
    case "series_announcement": {
      const { series, webinars, more, hostName, tag } = notice;
      const rows = webinars.map((webinar, at) => [...webinarSeen(webinar, now), itemOffersOf(notice, at, now)]);
      return [series.title, rows, more, hostName, tag, offersOf(notice, now)];
    }
    default:
      return undefined;
  }
};

/**
 * Names what readers see of a webinar at the time `now`: a card that shows the same already is not edited, however often
 * seats change. Undefined for notices that are always shown anew.
 */
export const shownBy = (notice: Notice, now: number): string | undefined => {
  const seen = seenOf(notice, now);
  if (!seen) return undefined;
  return createHash("sha256").update(JSON.stringify(seen)).digest("base64url").slice(0, 16);
};
