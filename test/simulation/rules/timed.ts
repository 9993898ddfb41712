import { type HeldWebinar, type IsExcused, isSilent, type State } from "../ledger.ts";
import { broken } from "../simulation.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** What runs over its time is not thanked for while it runs. */
const FOLLOW_UP_AFTER_MS = 15 * MINUTE;
/** So long after it is due a message comes at the latest, while nothing fails. */
const LATE_MS = 10 * MINUTE;
/** Two clocks are less than so much apart. */
const APART_MS = 2 * MINUTE;

/** What Usher says by itself at some time, to whom, and what the delivery is called. */
interface Due {
  readonly at: number;
  readonly what: string;
  readonly name: string;
  readonly who: readonly string[];
}

const approved = ({ registrations }: HeldWebinar): string[] =>
  [...registrations.values()].flatMap(({ key, status, undoUntil }) =>
    status === "approved" && undoUntil === 0 ? [key] : [],
  );

/** When those who did not answer are reminded to (P29), and whom that concerns. */
export const nudgeDueOf = (webinar: HeldWebinar): Due[] => {
  const { startsAt, nudgeMinutes, isRequired, closesAt = startsAt } = webinar;
  if (nudgeMinutes === undefined || !isRequired) return [];
  const at = startsAt - nudgeMinutes * MINUTE;
  const silent = webinar.invitees.filter((one) => isSilent(webinar, one) && !one.wasNudged);
  const who = silent.filter(({ invitedAt }) => invitedAt <= at - DAY - APART_MS).map(({ key }) => key);
  return who.length > 0 && closesAt > at + LATE_MS ? [{ at, what: "nudge", name: "nudge", who }] : [];
};

const COMING_AHEAD_MS = DAY;

/** When hosts get the list of who comes (P41): where somebody is registered, a day before the start. */
export const comingDueAt = ({ state, isRequired, startsAt, registrations }: HeldWebinar): number | undefined =>
  state !== "cancelled" && isRequired && registrations.size > 0 ? startsAt - COMING_AHEAD_MS : undefined;

const duesOf = (webinar: HeldWebinar): Due[] => {
  const { startsAt, endsAt, reminders, hasFollowUp } = webinar;
  const who = approved(webinar);
  return [
    ...reminders.map((minutes) => ({
      ...{ at: startsAt - minutes * MINUTE, what: "reminder", name: `reminder:${startsAt}:${minutes}`, who },
    })),
    ...nudgeDueOf(webinar),
    ...(hasFollowUp ? [{ at: endsAt + FOLLOW_UP_AFTER_MS, what: "follow-up", name: `follow_up:${endsAt}`, who }] : []),
  ];
};

/** Throws where a message that was due did not come to somebody, or not on time. */
const checkOne = (
  { at, what, name }: Omit<Due, "who">,
  key: string,
  taken: readonly number[],
  lateMs: number,
): void => {
  const [first] = taken.toSorted((a, b) => a - b);
  if (first === undefined) broken("what is due comes", `${key} got no ${what} ${name}`);
  else if (first < at - APART_MS || first > at + lateMs)
    broken("what is due comes on time", `${key} got the ${what} ${name} ${first - at} ms after it was due`);
};

/**
 * What comes by the clock alone comes to everybody for whom it is, on time and once, while nothing fails and nobody does
 * anything: `before` is how all stood from `since` on, `now` how it stands at `until`; `sleptMs`: how long a process slept.
 */
export const checkTimed = (
  { before, now, since, until, sleptMs }: { before: State; now: State; since: number; until: number; sleptMs: number },
  takenAt: (delivery: string) => readonly number[],
  isExcused: IsExcused,
  isHostExcused: (webinar: HeldWebinar) => boolean,
): void => {
  // What a process planned for in so many ms, it may have stored after it slept: so much later it is due.
  const lateMs = LATE_MS + sleptMs;
  for (const webinar of before.values()) {
    const { code, era, state, registrations } = webinar;
    const later = now.get(code);
    if (state === "cancelled" || later?.state === "cancelled" || later?.era !== era) continue;
    const comingAt = comingDueAt(webinar);
    if (comingAt !== undefined && comingAt > since + APART_MS && comingAt < until - lateMs && !isHostExcused(webinar)) {
      const name = `${code}:coming:${webinar.startsAt}`;
      const due = { at: comingAt, what: "list of who comes", name: "coming" };
      checkOne(due, `the host of ${code}`, [...takenAt(name), ...takenAt(`${name}:mail`)], lateMs);
    }
    const isAsBefore = (key: string) => later.registrations.get(key)?.version === registrations.get(key)?.version;
    for (const due of duesOf(webinar).filter(({ at }) => at > since + APART_MS && at < until - lateMs))
      for (const key of due.who.filter((one) => isAsBefore(one) && !isExcused(webinar, one, due.what !== "reminder")))
        checkOne(
          due,
          key,
          ["dm", "mail"].flatMap((way) => takenAt(`${code}:${key}:${due.name}:${way}`)),
          lateMs,
        );
  }
};
