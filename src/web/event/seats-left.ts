import type { Webinar } from "../../core/model/webinar.ts";
import type { Translate } from "../../texts/translate.ts";

/** Fewer free seats than these are worth saying, and so is less than this part of all. */
const FEW = 50;
const FEW_OF = 5;

/** How many seats of a webinar are left; undefined where they are so many that nobody has to hurry. */
export const seatsLeftText = (
  { cap, seatsHeld }: Pick<Webinar, "cap" | "seatsHeld">,
  t: Translate,
): string | undefined => {
  const left = Math.max(0, cap - seatsHeld);
  return left < FEW || left * FEW_OF < cap ? t("page_seats_left", { left, cap }) : undefined;
};
