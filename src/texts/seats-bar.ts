import type { Translate } from "./translate.ts";

const SEGMENTS = 10;

/** How many of the seats are taken, as a bar of ten: `▰▰▰▱▱▱▱▱▱▱`. It is full with the last seat, and not before. */
export const seatsBar = ({ seatsHeld, cap }: { readonly seatsHeld: number; readonly cap: number }): string => {
  const share = cap > 0 ? Math.min(seatsHeld / cap, 1) : 1;
  const dark = share === 1 ? SEGMENTS : Math.min(Math.round(share * SEGMENTS), SEGMENTS - 1);
  return "▰".repeat(dark) + "▱".repeat(SEGMENTS - dark);
};

type Seats = { readonly seatsHeld: number; readonly cap: number };

/** How many seats are taken and free, in words. */
export const seatsSaid = ({ seatsHeld: held, cap }: Seats, t: Translate): string =>
  t("seats_bar", { held, cap, free: Math.max(0, cap - held) });

/** Whether the overview's title says that all of them are taken. */
export const saysFull = ({ startsAt, seatsHeld, cap }: Seats & { readonly startsAt: number }, now: number): boolean =>
  now < startsAt && seatsHeld >= cap;
