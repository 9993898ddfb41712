import { hosted } from "../access/host-access.ts";
import { type Form, formOf } from "../model/form.ts";
import { type OrganisationId, type RequestId, type SeriesCode, seriesCode, type WebinarCode } from "../model/ids.ts";
import { CHANGED, untilStored } from "../model/optimistic.ts";
import type { Person } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import type { Way } from "../model/registration.ts";
import { done, type Result, refuse } from "../model/result.ts";
import type { Series } from "../model/series.ts";
import { isOver, type Webinar } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { People } from "../ports/people.ts";
import type { Webinars } from "../ports/webinars.ts";
import { changeForm, type FormAct, type QuestionProblem } from "./form-changes.ts";
import type { SeriesActs } from "./series.ts";

/** The owner of a form: a webinar, or a series, whose form all its webinars use. */
export type FormOwner =
  | { readonly kind: "webinar"; readonly webinar: Webinar; readonly form: Form }
  | { readonly kind: "series"; readonly series: Series; readonly form: Form };

export interface FormChangeInput {
  readonly organisation: OrganisationId;
  /** A webinar's code, or a series'. */
  readonly code: WebinarCode;
  readonly requestId: RequestId;
  readonly by: Person;
  readonly way: Way;
  readonly act: FormAct;
}

interface Deps {
  readonly webinars: Webinars;
  readonly series: SeriesActs;
  readonly people: People;
  readonly clock: Clock;
}

/**
 * Reads and changes, for a host, a webinar's form or that of the series it is in. Earlier answers keep the form they
 * answered. Refuses who hosts neither, a webinar that is over, and whatever `changeForm` finds.
 */
export const makeFormBuilder = (deps: Deps) => {
  const { webinars, series, clock } = deps;

  const ofSeries = async (
    organisation: OrganisationId,
    code: SeriesCode,
    by: Person,
  ): Promise<Result<FormOwner, Refusal>> => {
    const found = await series.forHost(organisation, code, by);
    return found.ok ? done({ kind: "series", series: found.value, form: found.value.form }) : found;
  };

  const ownerOf = async (
    organisation: OrganisationId,
    code: WebinarCode,
    by: Person,
  ): Promise<Result<FormOwner, Refusal>> => {
    const found = await hosted(deps, organisation, code, by);
    if (!found.ok) {
      if (found.refusal.reason !== "unknown_webinar") return found;
      const direct = await ofSeries(organisation, seriesCode(code), by);
      return !direct.ok && direct.refusal.reason === "unknown_series" ? found : direct;
    }
    const webinar = found.value;
    const over = isOver(webinar, clock.now());
    if (over) return refuse(over);
    if (!webinar.registrationRequired) return refuse({ reason: "registration_not_required", title: webinar.title });
    if (webinar.series) return ofSeries(organisation, webinar.series, by);
    return done({ kind: "webinar", webinar, form: webinar.form });
  };

  const store = async (
    owner: FormOwner,
    form: Form,
    { organisation, requestId, by, way }: FormChangeInput,
    now: number,
  ): Promise<FormOwner | undefined> => {
    if (owner.kind === "series") {
      const next: Series = { ...owner.series, form, version: owner.series.version + 1 };
      const act = { organisation, requestId, now, way };
      const answer = await series.store.save({
        ...{ act, by: by.id, before: owner.series, next, as: "series_changed", deliveries: [] },
      });
      return answer.kind === "done" ? { kind: "series", series: next, form } : undefined;
    }
    const { webinar } = owner;
    const next: Webinar = { ...webinar, form, version: webinar.version + 1 };
    const answer = await webinars.edit({
      act: { organisation, code: webinar.code, requestId, now, way },
      before: webinar,
      next,
      by: by.id,
      as: "form_changed",
      deliveries: [],
    });
    return answer.kind === "done" ? { kind: "webinar", webinar: next, form } : undefined;
  };

  return {
    open: ownerOf,

    change: (input: FormChangeInput): Promise<Result<FormOwner, readonly QuestionProblem[]>> =>
      untilStored(async () => {
        const { organisation, code, requestId, by, act } = input;
        const now = clock.now();
        const found = await ownerOf(organisation, code, by);
        if (!found.ok) return refuse([{ field: "none", refusal: found.refusal }]);
        if (await webinars.isDone(organisation, requestId)) return done(found.value);
        const changed = changeForm(found.value.form, act);
        if (!changed.ok) return refuse(changed.refusal);
        if (changed.value.id === formOf(found.value.form).id) return done(found.value);
        const stored = await store(found.value, changed.value, input, now);
        return stored ? done(stored) : CHANGED;
      }),
  };
};
