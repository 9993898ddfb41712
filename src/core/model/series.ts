import type { Form } from "./form.ts";
import type { OrganisationId, PersonId, SeriesCode, WebinarCode } from "./ids.ts";
import type { Webinar } from "./webinar.ts";

/** Several webinars that share one registration form. */
export interface Series {
  readonly organisation: OrganisationId;
  readonly code: SeriesCode;
  readonly title: string;
  readonly host: PersonId;
  readonly form: Form;
  readonly webinars: readonly WebinarCode[];
  /** Rises with every change. */
  readonly version: number;
}

/** A series with its webinars, soonest first. */
export interface SeriesWebinars {
  readonly series: Series;
  readonly webinars: readonly Webinar[];
}
