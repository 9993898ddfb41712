import { defined } from "../../model/defined.ts";
import { cleanLine } from "../../model/form.ts";
import { type RequestId, requestId, type WebinarCode } from "../../model/ids.ts";
import type { Refusal } from "../../model/refusal.ts";
import { done, type Result, refuse } from "../../model/result.ts";
import type { Series } from "../../model/series.ts";
import type { Settings, Site, Webinar } from "../../model/webinar.ts";
import type { Clock } from "../../ports/clock.ts";
import type { People } from "../../ports/people.ts";
import type { Webinars } from "../../ports/webinars.ts";
import type { Create } from "../create.ts";
import type { FindNamedPeople } from "../named-people.ts";
import { readSettings } from "../read-settings.ts";
import { invitingWith, makePrepare, type Prepared, type ScheduleInput } from "../schedule.ts";
import type { SeriesActs } from "../series.ts";
import type { WebinarFields, WebinarProblem, Zones } from "../settings.ts";
import { fieldsOn, type Missed, type Occurrence, planOf, type RepeatFields, type RepeatPlan } from "./plan.ts";

export interface RepeatInput extends ScheduleInput {
  readonly repeat: RepeatFields;
  /** The plan that the host was shown; absent: none yet. */
  readonly shown?: string | undefined;
}

/** What came of it. */
export interface Repeated {
  readonly title: string;
  readonly webinars: readonly Webinar[];
  readonly missed: readonly Missed[];
  readonly series?: Series;
  /** Why they are in none, though that was wanted. */
  readonly seriesRefusal?: Refusal;
}

/** Why nothing is scheduled yet. `plan`: the dates, which are to be looked at first. */
export interface RepeatRefused {
  readonly problems: readonly WebinarProblem[];
  readonly plan?: RepeatPlan;
}

interface Deps {
  readonly webinars: Webinars;
  readonly people: People;
  readonly findNamedPeople: FindNamedPeople;
  readonly create: Create;
  readonly series: SeriesActs;
  readonly zones: Zones;
  readonly site: Site;
  readonly clock: Clock;
}

/** So many webinars of the host are looked through for one that is there already. */
const LOOKED_THROUGH_MAX = 300;

/** What is wrong with one date alone, and not with the form: that date is left out. */
const OF_DATE: readonly WebinarProblem["field"][] = ["start", "duration", "opens", "closes", "answersUntil"];

const datesIn = ({ occurrences, missed }: Pick<RepeatPlan, "occurrences" | "missed">): string[] =>
  [...occurrences, ...missed].map(({ date }) => date).toSorted();

/** The request id of the webinar of one date. */
const ofDate = (act: RequestId, date: string): RequestId => requestId(act, date);

const nameOf = ({ title, startsAt }: Pick<Webinar, "title" | "startsAt">): string => `${startsAt} ${title}`;

/** A date with the settings of its webinar. */
interface Planned extends Occurrence {
  readonly settings: Settings;
}

interface Ready extends Prepared {
  readonly plan: RepeatPlan;
  readonly planned: readonly Planned[];
  /** What this act made before, by date: it was carried out in part. */
  readonly before: ReadonlyMap<string, Webinar>;
}

/**
 * Schedules a webinar on several dates (P33): each a webinar of its own, and all in one series where the host wants that.
 * Nothing is stored before the host has seen the dates. Each webinar is stored by a script of its own, whose request id is
 * made from the act's and the date: the same act again goes on where a process was killed, and makes none twice. Refuses
 * what `schedule` refuses, and names the dates that brought none.
 */
export const makeRepeat = (deps: Deps) => {
  const { webinars, create, series, zones, site, clock } = deps;
  const prepare = makePrepare(deps);

  /** What the host has at these times already: made by another act. */
  const standing = async ({ organisation, by }: RepeatInput): Promise<ReadonlySet<string>> => {
    const slice = { from: 0, limit: LOOKED_THROUGH_MAX };
    const { some } = await webinars.hostedBy(organisation, by.id, clock.now(), slice);
    return new Set(some.filter(({ host }) => host === by.id).map(nameOf));
  };

  /** The webinars that this act made before, of these dates. */
  const madeBefore = async (
    { organisation, requestId: act }: RepeatInput,
    dates: readonly string[],
  ): Promise<ReadonlyMap<string, Webinar>> => {
    const found = await Promise.all(
      dates.map(async (date): Promise<[string, Webinar][]> => {
        const code = await webinars.madeBy(organisation, ofDate(act, date));
        const webinar = code && (await webinars.get(organisation, code));
        return webinar ? [[date, webinar]] : [];
      }),
    );
    return new Map(found.flat());
  };

  /** The dates with their settings, or what is wrong with the form. */
  const ready = async (input: RepeatInput): Promise<Result<Ready, readonly WebinarProblem[]>> => {
    const prepared = await prepare(input);
    if (!prepared.ok) return refuse([{ field: "none", refusal: prepared.refusal }]);
    const { fields, named } = prepared.value;
    const now = clock.now();
    const planned = planOf(fields, input.repeat, { zones, now });
    const plan = planned.ok ? planned.value : undefined;
    const dates = plan ? datesIn(plan) : [];
    // Read before what this act made: what it makes meanwhile is then known as its own.
    const taken = await standing(input);
    const before = await madeBefore(input, dates);
    const read = (of: WebinarFields) => readSettings(of, named, { site, zones, now });
    // An act that goes on may find that its first date is over by now.
    const first = before.size > 0 ? plan?.occurrences[0]?.date : dates[0];
    const { problems } = read(first ? fieldsOn(first, fields, zones) : fields);
    const all = [...problems, ...(planned.ok ? [] : planned.refusal), ...prepared.value.problems];
    if (!plan || all.length > 0) return refuse(all);

    const missed: Missed[] = [...plan.missed];
    const occurrences = plan.occurrences.flatMap((one): Planned[] => {
      const { settings, problems: wrong } = read(fieldsOn(one.date, fields, zones));
      const isWrong = wrong.some(({ field }) => OF_DATE.includes(field));
      if (!isWrong && !taken.has(nameOf(settings))) return [{ ...one, settings }];
      missed.push({ date: one.date, why: isWrong ? "times" : "same" });
      return [];
    });
    missed.sort((a, b) => a.date.localeCompare(b.date));
    return done({ ...prepared.value, plan: { ...plan, occurrences, missed }, planned: occurrences, before });
  };

  /** Puts them into the series of the webinar that is scheduled again, where the host has one, else into a new one. */
  const intoSeries = async (
    { organisation, requestId: act, by, fields, named }: RepeatInput,
    like: Webinar | undefined,
    made: readonly Webinar[],
  ): Promise<Pick<Repeated, "series" | "seriesRefusal">> => {
    const standing = like?.series && (await series.get(organisation, like.series));
    const joined = standing && standing.host === by.id ? standing : undefined;
    const codes = made.map(({ code }): WebinarCode => code);
    const saved = await series.save({
      organisation,
      by,
      way: named.face,
      requestId: requestId(act, "series"),
      fields: {
        title: joined?.title ?? cleanLine(fields.title),
        webinars: [...new Set([...(joined?.webinars ?? []), ...codes])],
      },
      ...(joined ? { code: joined.code, version: joined.version } : defined({ form: like?.form })),
    });
    if (saved.ok) return { series: saved.value.series };
    const [problem] = saved.refusal;
    return problem ? { seriesRefusal: problem.refusal } : {};
  };

  /** Schedules what is not there yet, date by date. */
  const makeAll = async (
    input: RepeatInput,
    { plan, planned, before, fields: { zone }, like }: Ready,
  ): Promise<Webinar[]> => {
    const { organisation, requestId: act, by, named } = input;
    const now = clock.now();
    const made: Webinar[] = [];
    for (const date of datesIn(plan)) {
      const found = before.get(date);
      const settings = planned.find((one) => one.date === date)?.settings;
      if (found) made.push(found);
      else if (settings) {
        const isLater = made.length > 0;
        const whose = { organisation, requestId: ofDate(act, date), host: by.id, face: named.face, now };
        const inviting = isLater ? () => undefined : invitingWith(input, now);
        made.push(await create({ ...whose, zone, settings, like, isLater, inviting }));
      }
    }
    return made;
  };

  return async (input: RepeatInput): Promise<Result<Repeated, RepeatRefused>> => {
    const found = await ready(input);
    if (!found.ok) return refuse({ problems: found.refusal });
    const { plan, planned, before, like } = found.value;
    const count = planned.length;
    if (before.size + count === 0)
      return refuse({ problems: [{ field: "repeat", refusal: { reason: "repeat_nothing_left" } }], plan });
    if (before.size === 0 && input.shown !== plan.id)
      return refuse({ problems: [{ field: "repeat", refusal: { reason: "repeat_to_check", count } }], plan });
    const made = await makeAll(input, found.value);
    return done({
      title: cleanLine(input.fields.title),
      webinars: made,
      missed: plan.missed.filter(({ date }) => !before.has(date)),
      ...(input.repeat.inSeries ? await intoSeries(input, like, made) : {}),
    });
  };
};
