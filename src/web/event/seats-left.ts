import type { Webinar } from "../../core/model/webinar.ts";
import type { Translate } from "../../texts/translate.ts";

/** Fewer free seats than these are worth saying, and so is less than this part of all. */
const FEW = 50;
const FEW_OF = 5;

type Seats = Pick<Webinar, "cap" | "seatsHeld">;

const leftOf = ({ cap, seatsHeld }: Seats): number => Math.max(0, cap - seatsHeld);

/** Whether so few seats are left that who wants one hurries. */
export const areFewLeft = (seats: Seats): boolean => leftOf(seats) < FEW || leftOf(seats) * FEW_OF < seats.cap;

/** How many seats of a webinar are left. */
export const seatsText = (seats: Seats, t: Translate): string =>
  t("page_seats_left", { left: leftOf(seats), cap: seats.cap });

/** How many seats of a webinar are left; undefined where they are so many that nobody has to hurry. */
export const seatsLeftText = (seats: Seats, t: Translate): string | undefined =>
  areFewLeft(seats) ? seatsText(seats, t) : undefined;
