import { NOBODY } from "../model/audit.ts";
import type { Person } from "../model/person.ts";
import type { Registration } from "../model/registration.ts";
import { reachOf } from "../model/told/reach.ts";
import type { Webinar } from "../model/webinar.ts";
import type { Delivery, FanOut } from "./delivery.ts";
import { fanOut } from "./fan-outs.ts";
import { tellPerson } from "./telling.ts";

const MINUTE = 60_000;

export type Reminders = Extract<FanOut, { kind: "reminders" }>;

type Timed = Pick<Webinar, "organisation" | "code" | "startsAt" | "reminders">;

/**
 * The reminders that are still ahead (P14): one fan-out for each of the host's offsets, whoever is approved by then. The
 * name is the start and the offset, so that it comes once, whatever was changed and changed back.
 */
export const remindersAhead = (webinar: Timed, now: number): Delivery[] =>
  webinar.reminders.flatMap((minutes) => {
    const { startsAt } = webinar;
    const at = startsAt - minutes * MINUTE;
    return at > now
      ? [fanOut(webinar, { kind: "reminders", minutes, startsAt }, `${startsAt}:${minutes}`, NOBODY, at)]
      : [];
  });

/** The same for a webinar that was changed: those that are new by it. What the former start had says nothing any more. */
export const remindersAnew = (before: Timed, next: Timed, now: number): Delivery[] =>
  remindersAhead(
    before.startsAt === next.startsAt
      ? { ...next, reminders: next.reminders.filter((minutes) => !before.reminders.includes(minutes)) }
      : next,
    now,
  );

/**
 * Whether a reminder is told no more: the start moved, the host chose others, the webinar was called off, or so much
 * time went by that the next one is due, or the start itself.
 */
export const isReminderOff = (webinar: Webinar, { minutes, startsAt }: Reminders, now: number): boolean => {
  const { state, reminders } = webinar;
  if (state === "cancelled" || startsAt !== webinar.startsAt || !reminders.includes(minutes as never)) return true;
  const next = Math.max(0, ...reminders.filter((one) => one < minutes));
  return startsAt - next * MINUTE <= now;
};

/** Reminds one who is approved, by message and mail. */
export const remind = (
  { organisation, code, host }: Webinar,
  { key, via, address }: Registration,
  person: Person | undefined,
  { minutes, startsAt }: Reminders,
): Delivery[] =>
  tellPerson(
    {
      organisation,
      host,
      id: `${code}:${key}:reminder:${startsAt}:${minutes}`,
      matter: { kind: "reminder", code, key, minutes, startsAt },
    },
    reachOf(person, { code }, { via, address }),
  );
