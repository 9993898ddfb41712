import type { Form } from "./form.ts";
import type { OrganisationId, PersonId, SeriesCode, WebinarCode } from "./ids.ts";
import type { Announced } from "./told/announced.ts";
import type { Webinar } from "./webinar.ts";

/** Several webinars that share one registration form. */
export interface Series {
  readonly organisation: OrganisationId;
  readonly code: SeriesCode;
  readonly title: string;
  readonly host: PersonId;
  readonly form: Form;
  readonly webinars: readonly WebinarCode[];
  /** Where it was announced to readers (P28); the cards there are kept true. */
  readonly announcedIn: readonly Announced[];
  /** Rises with every change. */
  readonly version: number;
}

/** A series with its webinars, soonest first. */
export interface SeriesWebinars {
  readonly series: Series;
  readonly webinars: readonly Webinar[];
}

/** What webinars hold together (P37). */
export interface SeriesCounts {
  readonly approved: number;
  readonly pending: number;
  readonly held: number;
  readonly seats: number;
}

/** Counts over webinars, of those that take registrations. */
export const countsOver = (webinars: readonly Webinar[]): SeriesCounts => {
  const of = webinars.filter(({ registrationRequired }) => registrationRequired);
  const sum = (count: (webinar: Webinar) => number) => of.reduce((all, webinar) => all + count(webinar), 0);
  return {
    approved: sum(({ counts }) => counts.approved),
    pending: sum(({ counts }) => counts.pending),
    held: sum(({ seatsHeld }) => seatsHeld),
    seats: sum(({ cap }) => cap),
  };
};

/**
 * The code of a webinar or of a series, as people type it and as acts and forms carry it. Both kinds of code look alike
 * and none is given twice, so the core finds out which one it is.
 */
export const codeOf = (
  of: { readonly webinar: Pick<Webinar, "code"> } | { readonly series: Pick<Series, "code"> },
): WebinarCode => ("webinar" in of ? of.webinar.code : (of.series.code as string as WebinarCode));
