import type { Delivery } from "./delivery.ts";
import { cleanLine, cleanText, STANDARD_FORM } from "./form.ts";
import type { OrganisationId, RequestId } from "./ids.ts";
import { newCode } from "./ids.ts";
import type { Person } from "./person.ts";
import type { Refusal } from "./refusal.ts";
import { done, type Result, ROUNDS, refuse } from "./result.ts";
import type { Clock, Webinars } from "./store.ts";
import { capLimit, type HostChannel, type Kind, mayHost, type Site, type Webinar } from "./webinar.ts";

export const TITLE_MAX = 120;
export const DESCRIPTION_MAX = 2_000;
export const LINK_MAX = 1_000;
const MINUTE = 60_000;
export const DURATION_MAX_MINUTES = 1_440;
const FARTHEST_START_MS = 2 * 366 * 24 * 60 * MINUTE;

export interface ScheduleInput {
  readonly organisation: OrganisationId;
  readonly requestId: RequestId;
  readonly by: Person;
  readonly kind: Kind;
  readonly title: string;
  readonly description: string;
  /** UTC instant in ms; undefined when what was typed could not be read. */
  readonly startsAt: number | undefined;
  readonly durationMinutes: number;
  readonly zone: string;
  readonly link: string;
  /** Undefined: the plan's own limit. */
  readonly cap: number | undefined;
  readonly registrationRequired: boolean;
  readonly registrationIds: boolean;
  readonly hostChannels: readonly HostChannel[];
}

export type ScheduleField =
  | "title"
  | "description"
  | "start"
  | "duration"
  | "cap"
  | "link"
  | "ids"
  | "channel"
  | "none";
export type ScheduleProblem = { field: ScheduleField; refusal: Refusal };

interface Deps {
  readonly webinars: Webinars;
  readonly site: Site;
  readonly clock: Clock;
}

const isMeetingLink = (link: string): boolean => {
  const url = URL.parse?.(link) ?? (URL.canParse(link) ? new URL(link) : null);
  return url !== null && url.protocol === "https:" && url.username === "" && url.password === "";
};

/** Everything wrong with what a host filled in, by field, so that a form can show it all at once. */
const scheduleProblems = (site: Site, input: ScheduleInput, now: number): ScheduleProblem[] => {
  const problems: ScheduleProblem[] = [];
  const add = (field: ScheduleField, refusal: Refusal) => problems.push({ field, refusal });
  const title = cleanLine(input.title);
  const description = cleanText(input.description);
  const highest = capLimit(site.plan);
  if (title === "") add("title", { reason: "title_missing" });
  if (title.length > TITLE_MAX)
    add("title", { reason: "too_long", field: "title", max: TITLE_MAX, length: title.length });
  if (description.length > DESCRIPTION_MAX)
    add("description", { reason: "too_long", field: "description", max: DESCRIPTION_MAX, length: description.length });
  if (input.startsAt === undefined || !Number.isSafeInteger(input.startsAt))
    add("start", { reason: "start_unreadable" });
  else if (input.startsAt <= now) add("start", { reason: "start_in_the_past" });
  else if (input.startsAt > now + FARTHEST_START_MS) add("start", { reason: "start_too_far" });
  if (
    !Number.isInteger(input.durationMinutes) ||
    input.durationMinutes < 1 ||
    input.durationMinutes > DURATION_MAX_MINUTES
  )
    add("duration", { reason: "duration_out_of_range", maxMinutes: DURATION_MAX_MINUTES });
  if (input.cap !== undefined && !(Number.isInteger(input.cap) && input.cap >= 1 && input.cap <= highest))
    add("cap", { reason: "cap_out_of_range", max: highest, plan: site.plan });
  if (input.link.length > LINK_MAX)
    add("link", { reason: "too_long", field: "link", max: LINK_MAX, length: input.link.length });
  else if (!isMeetingLink(input.link.trim())) add("link", { reason: "link_invalid" });
  if (input.registrationIds && input.kind === "meeting") add("ids", { reason: "ids_not_for_meetings" });
  if (input.registrationIds && !site.registrationIds) add("ids", { reason: "ids_off" });
  if (input.hostChannels.length === 0) add("channel", { reason: "channel_unknown" });
  return problems;
};

/**
 * A host schedules a webinar: stored under a new code, and announced in its host channels. Refuses people who may not
 * host here and whatever `scheduleProblems` finds. The same request id again answers with the webinar it made.
 */
export const makeSchedule =
  ({ webinars, site, clock }: Deps) =>
  async (input: ScheduleInput): Promise<Result<Webinar, readonly ScheduleProblem[]>> => {
    if (!mayHost(site, input.by)) return refuse([{ field: "none", refusal: { reason: "may_not_schedule" } }]);
    const made = await webinars.madeBy(input.organisation, input.requestId);
    const before = made && (await webinars.get(input.organisation, made));
    if (before) return done(before);

    const now = clock.now();
    const problems = scheduleProblems(site, input, now);
    if (problems.length > 0 || input.startsAt === undefined) return refuse(problems);
    for (let round = 0; round < ROUNDS; round += 1) {
      const webinar: Webinar = {
        organisation: input.organisation,
        code: newCode(),
        kind: input.kind,
        title: cleanLine(input.title),
        description: cleanText(input.description),
        startsAt: input.startsAt,
        endsAt: input.startsAt + input.durationMinutes * MINUTE,
        zone: input.zone,
        link: new URL(input.link.trim()).href,
        host: input.by.id,
        cohosts: [],
        hostChannels: input.hostChannels,
        registrationRequired: input.registrationRequired,
        registrationIds: input.registrationIds,
        policy: "manual",
        cap: input.cap ?? capLimit(site.plan),
        state: "scheduled",
        era: 1,
        form: STANDARD_FORM,
        version: 1,
        counts: { pending: 0, approved: 0, rejected: 0, cancelled: 0, waitlisted: 0, offered: 0 },
        seatsHeld: 0,
      };
      const code = await webinars.create(webinar, input.requestId, now, announcements(webinar));
      const stored = code === webinar.code ? webinar : code && (await webinars.get(input.organisation, code));
      if (stored) return done(stored);
    }
    throw new Error("no free code was found");
  };

const announcements = (webinar: Webinar): Delivery[] =>
  webinar.hostChannels.map((channel) => ({
    id: `${webinar.code}:announcement:${channel.face}:${channel.channelId}`,
    organisation: webinar.organisation,
    to: { kind: "card", channel },
    matter: { kind: "announcement", code: webinar.code },
    host: webinar.host,
  }));
