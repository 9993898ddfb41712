import { createHash } from "node:crypto";
import { isOver, type Webinar } from "../../model/webinar.ts";
import { isFull, registrationClosed } from "../../registering/register-refusals.ts";
import type { Notice } from "../notice.ts";
import { offersOf } from "../offers.ts";

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

/**
 * Names what readers see of a webinar at the time `now`: a card that shows the same already is not edited, however often
 * seats change. Undefined for notices that are always shown anew.
 */
export const shownBy = (notice: Notice, now: number): string | undefined => {
  if (notice.kind !== "announcement") return undefined;
  const { webinar, hostName, tag } = notice;
  const { title, description, startsAt, endsAt, zone, opensAt, closesAt, registrationRequired, policy } = webinar;
  const seen = [
    ...[title, description, startsAt, endsAt, zone, opensAt, closesAt, registrationRequired, policy, hostName, tag],
    ...[isOver(webinar, now)?.reason, registrationClosed(webinar, now)?.reason, isFull(webinar)],
    ...[seatsLeft(webinar), offersOf(notice, now)],
  ];
  return createHash("sha256").update(JSON.stringify(seen)).digest("base64url").slice(0, 16);
};
