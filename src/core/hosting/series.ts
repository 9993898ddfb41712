import { personName } from "../access/names.ts";
import { readWebinarsOf } from "../access/series-access.ts";
import { seen, seenInSeries, type Viewer } from "../access/visible.ts";
import { seriesChanged } from "../deliveries/announcements.ts";
import { defined } from "../model/defined.ts";
import { cleanLine, type Form, lengthOf, STANDARD_FORM } from "../model/form.ts";
import type { OrganisationId, RequestId, SeriesCode, WebinarCode } from "../model/ids.ts";
import { newCode, seriesCode } from "../model/ids.ts";
import { CHANGED, untilStored } from "../model/optimistic.ts";
import type { Person } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import type { Way } from "../model/registration.ts";
import { done, type Result, refuse } from "../model/result.ts";
import { codeOf, type Series, type SeriesWebinars } from "../model/series.ts";
import { mayHost, type Site, type Webinar } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { People } from "../ports/people.ts";
import type { Registrations } from "../ports/registrations.ts";
import type { SeriesStore } from "../ports/series.ts";
import type { Listed, Slice } from "../ports/slice.ts";
import type { Webinars } from "../ports/webinars.ts";
import { TITLE_MAX } from "./settings.ts";

/** Kept small, since one script changes the form of all its webinars. */
export const SERIES_MAX = 60;
/** How many webinars the form of a series offers. */
const CHOICES_MAX = 100;

export interface SeriesFields {
  readonly title: string;
  readonly webinars: readonly WebinarCode[];
}

export type SeriesProblem = { field: "title" | "webinars" | "none"; refusal: Refusal };

interface Deps {
  readonly webinars: Webinars;
  readonly series: SeriesStore;
  readonly registrations: Pick<Registrations, "keyOf">;
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
  /** What a new series asks; absent: name and address. */
  readonly form?: Form;
}

const titleProblems = (fields: SeriesFields): SeriesProblem[] => {
  const title = cleanLine(fields.title);
  if (title === "") return [{ field: "title", refusal: { reason: "title_missing" } }];
  if (title.length <= TITLE_MAX) return [];
  const length = lengthOf(title);
  return [{ field: "title", refusal: { reason: "too_long", field: "title", max: TITLE_MAX, length } }];
};

/** Series: made, changed and read. Only their host changes them, and only with webinars that they host. */
export const makeSeries = ({ webinars, series, registrations, people, site, clock }: Deps) => {
  const readAll = (organisation: OrganisationId, codes: readonly WebinarCode[]) =>
    readWebinarsOf(webinars, { organisation, webinars: codes });

  const withWebinars = async (of: Series): Promise<SeriesWebinars> => ({
    series: of,
    webinars: await readAll(of.organisation, of.webinars),
  });

  /** A series as this viewer sees it; undefined where they see none of its webinars (P43). */
  const seenBy = async (of: Series, viewer: Viewer): Promise<SeriesWebinars | undefined> => {
    const found = await seenInSeries(registrations, of, await readAll(of.organisation, of.webinars), viewer);
    return found && { series: of, webinars: found };
  };

  /** Reads as much as of a series that is hidden, so that an unknown code takes as long. */
  const lookInVain = async (organisation: OrganisationId, code: SeriesCode, viewer: Viewer): Promise<undefined> => {
    const asWebinar = codeOf({ series: { code } });
    await readAll(organisation, [asWebinar]);
    if (viewer !== "anybody") await registrations.keyOf(organisation, asWebinar, viewer.id);
    return undefined;
  };

  /** Reads a series for its host. Refuses an unknown one, and everybody else. */
  const forHost = async (
    organisation: OrganisationId,
    code: SeriesCode,
    by: Person,
  ): Promise<Result<Series, Refusal>> => {
    const found = await series.get(organisation, code);
    if (found?.host === by.id) return done(found);
    const shown = found ? await seenBy(found, by) : await lookInVain(organisation, code, by);
    if (!shown) return refuse({ reason: "unknown_series", typed: code });
    const hostName = await personName(people, organisation, shown.series.host);
    return refuse({ reason: "not_the_series_host", hostName, title: shown.series.title });
  };

  /** Why this webinar cannot be put into the series. */
  const webinarRefusal = async (
    { organisation, by, code }: SeriesInput,
    one: WebinarCode,
  ): Promise<Refusal | undefined> => {
    const webinar = seen(by, await webinars.get(organisation, one));
    if (!webinar) return { reason: "unknown_webinar", typed: one };
    const { title } = webinar;
    // A series replaces the forms of its webinars: only a webinar's own host may agree to that.
    if (webinar.host !== by.id) return { reason: "not_the_host", hostName: "", title };
    return webinar.series && webinar.series !== code ? { reason: "in_another_series", title } : undefined;
  };

  const webinarProblems = async (input: SeriesInput, before: Series | undefined): Promise<SeriesProblem[]> => {
    const chosen = input.fields.webinars;
    if (chosen.length > SERIES_MAX)
      return [{ field: "webinars", refusal: { reason: "too_many_in_series", max: SERIES_MAX } }];
    const problems: SeriesProblem[] = [];
    for (const one of chosen.filter((code) => !before?.webinars.includes(code))) {
      const refusal = await webinarRefusal(input, one);
      if (refusal) problems.push({ field: "webinars", refusal });
    }
    return problems;
  };

  /** The series that a host changes; undefined for a new one; `isDone` where this act was carried out before. */
  const beforeOf = async (
    input: SeriesInput,
  ): Promise<Result<{ readonly before: Series | undefined; readonly isDone: boolean }, Refusal>> => {
    const { organisation, requestId, by, code } = input;
    if (!code) {
      if (!mayHost(site, by)) return refuse({ reason: "may_not_schedule" });
      const made = await webinars.madeBy(organisation, requestId);
      const before = made && (await series.get(organisation, seriesCode(made)));
      return done({ before, isDone: before !== undefined });
    }
    const found = await forHost(organisation, code, by);
    if (!found.ok) return found;
    const before = found.value;
    if (await webinars.isDone(organisation, requestId)) return done({ before, isDone: true });
    return input.version === before.version ? done({ before, isDone: false }) : refuse({ reason: "series_changed" });
  };

  const store = (
    { organisation, requestId, by, fields, way, form = STANDARD_FORM }: SeriesInput,
    before: Series | undefined,
    now: number,
  ) => {
    const next: Series = {
      organisation,
      code: before?.code ?? seriesCode(newCode()),
      title: cleanLine(fields.title),
      host: before?.host ?? by.id,
      form: before?.form ?? form,
      webinars: [...new Set(fields.webinars)],
      announcedIn: before?.announcedIn ?? [],
      version: (before?.version ?? 0) + 1,
    };
    return series.save({
      ...{ act: { organisation, requestId, now, way }, by: by.id, next, as: "series_changed" },
      deliveries: seriesChanged(next, now),
      ...defined({ before }),
    });
  };

  /**
   * Makes a series, or changes one. Refuses who may not host here, who does not host the series, a series that changed
   * since its form was opened, and what is wrong with the form, by field. A repeat is answered as the first was.
   */
  const save = (input: SeriesInput): Promise<Result<SeriesWebinars, readonly SeriesProblem[]>> =>
    untilStored(async () => {
      const now = clock.now();
      const read = await beforeOf(input);
      if (!read.ok) return refuse([{ field: "none", refusal: read.refusal }]);
      const { before, isDone } = read.value;
      if (before && isDone) return done(await withWebinars(before));
      const problems = [...titleProblems(input.fields), ...(await webinarProblems(input, before))];
      if (problems.length > 0) return refuse(problems);
      const answer = await store(input, before, now);
      if (answer.kind !== "done") return CHANGED;
      // Read back: a repeat that ran at the same time may have stored it.
      const stored = await series.get(input.organisation, answer.code);
      return stored ? done(await withWebinars(stored)) : CHANGED;
    });

  return {
    save,
    forHost,
    get: (organisation: OrganisationId, code: SeriesCode) => series.get(organisation, code),
    store: series,

    /** A series with those of its webinars that this viewer sees; undefined for none, and for one that is hidden. */
    withWebinars: async (
      organisation: OrganisationId,
      code: SeriesCode,
      viewer: Viewer,
    ): Promise<SeriesWebinars | undefined> => {
      const found = await series.get(organisation, code);
      return found ? seenBy(found, viewer) : lookInVain(organisation, code, viewer);
    },

    /** The same for who opens its page, with its host's name, read in the same trip. */
    shownToAll: async (
      organisation: OrganisationId,
      code: SeriesCode,
    ): Promise<(SeriesWebinars & { readonly hostName: string }) | undefined> => {
      const found = await series.get(organisation, code);
      if (!found) return lookInVain(organisation, code, "anybody");
      const [shown, hostName] = await Promise.all([
        seenBy(found, "anybody"),
        personName(people, organisation, found.host),
      ]);
      return shown && { ...shown, hostName };
    },

    /** The series that somebody sees, with what they see of each. */
    list: async (organisation: OrganisationId, slice: Slice, by: Person): Promise<Listed<SeriesWebinars>> => {
      const { some, total } = await series.list(organisation, slice, by.id);
      const all = await Promise.all(some.map((one) => seenBy(one, by)));
      return { some: all.filter((one) => one !== undefined), total };
    },

    /** The webinars that this person may put into a series: theirs, ahead, and in no other. */
    choices: async (organisation: OrganisationId, by: Person, code?: SeriesCode): Promise<Webinar[]> => {
      const now = clock.now();
      const hosted = await webinars.hostedBy(organisation, by.id, now, { from: 0, limit: CHOICES_MAX });
      const own = hosted.some.filter((webinar) => webinar.host === by.id);
      return own.filter((webinar) => !webinar.series || webinar.series === code);
    },
  };
};

export type SeriesActs = ReturnType<typeof makeSeries>;
