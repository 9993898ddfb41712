import { defined } from "../model/defined.ts";
import type { Settings, Webinar } from "../model/webinar.ts";
import type { WebinarProblem } from "./settings.ts";

type Times = Pick<Settings, "opensAt" | "closesAt">;

/**
 * The opening and closing times that were chosen for another start: the host moved the start and left them as they were.
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
  });
};

/** Asks whether the opening and closing times move with the start; `times` is how the form shows them next. */
export const askForTimes = (
  before: Webinar,
  next: Webinar,
  now: number,
): { problems: WebinarProblem[]; times: Times } | undefined => {
  if (!next.registrationRequired || next.startsAt === before.startsAt) return undefined;
  const times = timesWithStart(before, next, now);
  const problems = (["opensAt", "closesAt"] as const).flatMap((setting): WebinarProblem[] => {
    const [from, to] = [next[setting], times[setting]];
    if (from === undefined || to === undefined) return [];
    return setting === "opensAt"
      ? [{ field: "opens", refusal: { reason: "opens_with_start", from, to } }]
      : [{ field: "closes", refusal: { reason: "closes_with_start", from, to } }];
  });
  return problems.length > 0 ? { problems, times } : undefined;
};
