import { defined } from "../model/defined.ts";
import { cleanLine, STANDARD_FORM } from "../model/form.ts";
import type { OrganisationId, RequestId, SeriesCode, WebinarCode } from "../model/ids.ts";
import { newCode, seriesCode } from "../model/ids.ts";
import { fullName, type Person } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import type { Way } from "../model/registration.ts";
import { done, type Result, ROUNDS, refuse } from "../model/result.ts";
import type { Series, SeriesWebinars } from "../model/series.ts";
import { isAhead, mayHost, type Site, type Webinar } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { People } from "../ports/people.ts";
import type { SeriesStore } from "../ports/series.ts";
import type { Webinars } from "../ports/webinars.ts";
import { TITLE_MAX } from "./settings.ts";

/** One script changes the form of all of them. */
export const SERIES_MAX = 30;
/** How many series a list shows. */
const LISTED_MAX = 20;

export interface SeriesFields {
  readonly title: string;
  readonly webinars: readonly WebinarCode[];
}

export type SeriesProblem = { field: "title" | "webinars" | "none"; refusal: Refusal };

interface Deps {
  readonly webinars: Webinars;
  readonly series: SeriesStore;
  readonly people: People;
  readonly site: Site;
  readonly clock: Clock;
}

export interface SeriesInput {
  readonly organisation: OrganisationId;
  readonly requestId: RequestId;
  readonly by: Person;
  readonly way: Way;
  readonly fields: SeriesFields;
  /** Absent: a new series. */
  readonly code?: SeriesCode;
  /** The version that the form showed. */
  readonly version?: number;
}

/** Series: made, changed, read. Only their host changes them, with webinars that they host. */
export const makeSeries = ({ webinars, series, people, site, clock }: Deps) => {
  const withWebinars = async (of: Series): Promise<SeriesWebinars> => {
    const found = await Promise.all(of.webinars.map((code) => webinars.get(of.organisation, code)));
    return {
      series: of,
      webinars: found.filter((webinar) => webinar !== undefined).sort((a, b) => a.startsAt - b.startsAt),
    };
  };

  /** A series for its host: refuses an unknown one and everybody else. */
  const forHost = async (
    organisation: OrganisationId,
    code: SeriesCode,
    by: Person,
  ): Promise<Result<Series, Refusal>> => {
    const found = await series.get(organisation, code);
    if (!found) return refuse({ reason: "unknown_series", typed: code });
    if (found.host === by.id) return done(found);
    const host = await people.get(organisation, found.host);
    return refuse({ reason: "not_the_series_host", hostName: host ? fullName(host) : "", title: found.title });
  };

  const problemsOf = async (
    { organisation, by, fields, code }: SeriesInput,
    before: Series | undefined,
  ): Promise<SeriesProblem[]> => {
    const title = cleanLine(fields.title);
    const problems: SeriesProblem[] = [];
    if (title === "") problems.push({ field: "title", refusal: { reason: "title_missing" } });
    if (title.length > TITLE_MAX)
      problems.push({
        field: "title",
        refusal: { reason: "too_long", field: "title", max: TITLE_MAX, length: title.length },
      });
    if (fields.webinars.length > SERIES_MAX)
      return [...problems, { field: "webinars", refusal: { reason: "too_many_in_series", max: SERIES_MAX } }];
    for (const one of fields.webinars) {
      if (before?.webinars.includes(one)) continue;
      const webinar = await webinars.get(organisation, one);
      const refusal: Refusal | undefined = !webinar
        ? { reason: "unknown_webinar", typed: one }
        : // A series' host has its webinars' form: it is for their own host to give it away.
          webinar.host !== by.id
          ? { reason: "not_the_host", hostName: "", title: webinar.title }
          : webinar.series && webinar.series !== code
            ? { reason: "in_another_series", title: webinar.title }
            : undefined;
      if (refusal) problems.push({ field: "webinars", refusal });
    }
    return problems;
  };

  const save = async (input: SeriesInput): Promise<Result<SeriesWebinars, readonly SeriesProblem[]>> => {
    const { organisation, requestId, by, fields } = input;
    const refuseWhole = (refusal: Refusal) => refuse([{ field: "none" as const, refusal }]);
    for (let round = 0; round < ROUNDS; round += 1) {
      const now = clock.now();
      let before: Series | undefined;
      if (input.code) {
        const found = await forHost(organisation, input.code, by);
        if (!found.ok) return refuseWhole(found.refusal);
        before = found.value;
        if (await webinars.isDone(organisation, requestId)) return done(await withWebinars(before));
        if (input.version !== before.version) return refuseWhole({ reason: "series_changed" });
      } else {
        if (!mayHost(site, by)) return refuseWhole({ reason: "may_not_schedule" });
        const made = await webinars.madeBy(organisation, requestId);
        const stored = made && (await series.get(organisation, seriesCode(made)));
        if (stored) return done(await withWebinars(stored));
      }
      const problems = await problemsOf(input, before);
      if (problems.length > 0) return refuse(problems);
      const next: Series = {
        organisation,
        code: before?.code ?? seriesCode(newCode()),
        title: cleanLine(fields.title),
        host: before?.host ?? by.id,
        form: before?.form ?? STANDARD_FORM,
        webinars: [...new Set(fields.webinars)],
        version: (before?.version ?? 0) + 1,
      };
      const act = { organisation, requestId, now, way: input.way };
      const answer = await series.save({ act, by: by.id, next, ...defined({ before }) });
      if (answer.kind !== "done") continue;
      // What is stored is answered: a repeat that ran beside this one may have made it.
      const stored = await series.get(organisation, answer.code);
      if (stored) return done(await withWebinars(stored));
    }
    throw new Error("what was read was changed each time");
  };

  return {
    save,
    forHost,
    get: (organisation: OrganisationId, code: SeriesCode) => series.get(organisation, code),
    store: series,

    withWebinars: async (organisation: OrganisationId, code: SeriesCode): Promise<SeriesWebinars | undefined> => {
      const found = await series.get(organisation, code);
      return found && withWebinars(found);
    },

    list: async (organisation: OrganisationId): Promise<SeriesWebinars[]> =>
      Promise.all((await series.list(organisation, LISTED_MAX)).map(withWebinars)),

    /** The webinars that this person may put into a series: theirs, ahead, and in no other. */
    choices: async (organisation: OrganisationId, by: Person, code?: SeriesCode): Promise<Webinar[]> => {
      const now = clock.now();
      const hosted = await webinars.hostedBy(organisation, by.id, now, 100);
      const own = hosted.filter((webinar) => webinar.host === by.id);
      return own.filter((webinar) => isAhead(webinar, now) && (!webinar.series || webinar.series === code));
    },
  };
};

export type SeriesActs = ReturnType<typeof makeSeries>;
