import type { Translate } from "./translate.ts";

const SEGMENTS = 10;

/** How many of the seats are taken, as a bar of ten: `▰▰▰▱▱▱▱▱▱▱`. It is full with the last seat, and not before. */
export const seatsBar = ({ seatsHeld, cap }: { readonly seatsHeld: number; readonly cap: number }): string => {
  const share = cap > 0 ? Math.min(seatsHeld / cap, 1) : 1;
  const dark = share === 1 ? SEGMENTS : Math.min(Math.round(share * SEGMENTS), SEGMENTS - 1);
  return "▰".repeat(dark) + "▱".repeat(SEGMENTS - dark);
};

/** The same with its numbers in words, and the seats that are free. */
export const seatsLine = (seats: { readonly seatsHeld: number; readonly cap: number }, t: Translate): string => {
  const { seatsHeld: held, cap } = seats;
  const said = t("seats_bar", { held, cap, free: Math.max(0, cap - held) });
  // An empty bar says nothing.
  return held > 0 ? `${seatsBar(seats)} ${said}` : said;
};
