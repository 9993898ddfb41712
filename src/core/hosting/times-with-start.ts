import { defined } from "../model/defined.ts";
import type { Settings, Webinar, WebinarField } from "../model/webinar.ts";
import type { WebinarProblem } from "./settings.ts";

type Times = Pick<Settings, "opensAt" | "closesAt" | "answersUntil">;

/** The field of each of these times, and what is asked about it. */
const ASKED = {
  opensAt: { field: "opens", reason: "opens_with_start" },
  closesAt: { field: "closes", reason: "closes_with_start" },
  answersUntil: { field: "answersUntil", reason: "answers_with_start" },
} as const satisfies Record<keyof Times, { field: WebinarField; reason: string }>;

/**
 * The times that were chosen for another start: the host moved the start and left them as they were.
 * They are moved by as much; one that would be in the past stays.
 */
const timesWithStart = (before: Webinar, next: Webinar, now: number): Times => {
  const by = next.startsAt - before.startsAt;
  const moved = (was: number | undefined, is: number | undefined): number | undefined =>
    is === undefined || is !== was || is + by <= now ? undefined : is + by;
  const isOpen = before.opensAt === undefined || before.opensAt <= now;
  return defined({
    opensAt: isOpen ? undefined : moved(before.opensAt, next.opensAt),
    closesAt: moved(before.closesAt, next.closesAt),
    answersUntil: moved(before.answersUntil, next.answersUntil),
  });
};

/** Asks whether these times move with the start; `times` is how the form shows them next. */
export const askForTimes = (
  before: Webinar,
  next: Webinar,
  now: number,
): { problems: WebinarProblem[]; times: Times } | undefined => {
  if (!next.registrationRequired || next.startsAt === before.startsAt) return undefined;
  const times = timesWithStart(before, next, now);
  const problems = (Object.keys(ASKED) as (keyof Times)[]).flatMap((setting): WebinarProblem[] => {
    const [from, to] = [next[setting], times[setting]];
    if (from === undefined || to === undefined) return [];
    const { field, reason } = ASKED[setting];
    return [{ field, refusal: { reason, from, to } }];
  });
  return problems.length > 0 ? { problems, times } : undefined;
};
