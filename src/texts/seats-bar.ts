const SEGMENTS = 10;

/** How many of the seats are taken, as a bar of ten: `▰▰▰▱▱▱▱▱▱▱`. It is full with the last seat, and not before. */
export const seatsBar = ({ seatsHeld, cap }: { readonly seatsHeld: number; readonly cap: number }): string => {
  const share = cap > 0 ? Math.min(seatsHeld / cap, 1) : 1;
  const dark = share === 1 ? SEGMENTS : Math.min(Math.round(share * SEGMENTS), SEGMENTS - 1);
  return "▰".repeat(dark) + "▱".repeat(SEGMENTS - dark);
};
