/** The wall clock of an instant in a zone, `YYYY-MM-DD` and `HH:mm`. */
export function wallClock(at: number, zone: string): { date: string; time: string } {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return { date: `${parts.year}-${parts.month}-${parts.day}`, time: `${parts.hour}:${parts.minute}` };
}

/** The instant (epoch ms) at which a zone's clocks show this; undefined when they never do, or it cannot be read. */
export function instantOf(date: string, time: string, zone: string): number | undefined {
  const asUtc = Date.parse(`${date}T${time}Z`);
  if (Number.isNaN(asUtc)) return undefined;
  // Every offset is within 15 h, and quarter hours are the finest: the earlier of two instants is found first.
  for (let offset = 60; offset >= -60; offset -= 1) {
    const at = asUtc - offset * 15 * 60_000;
    const shown = wallClock(at, zone);
    if (shown.date === date && shown.time === time) return at;
  }
  return undefined;
}

/** A time of day, e.g. 14:05. */
export const showTime = (at: number, zone?: string): string =>
  new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", ...(zone && { timeZone: zone }) }).format(at);

/** A day, e.g. Friday 15 January. */
export const showDay = (at: number, zone?: string): string =>
  new Intl.DateTimeFormat("en-GB", {
    weekday: "long",
    day: "numeric",
    month: "long",
    ...(zone && { timeZone: zone }),
  }).format(at);
