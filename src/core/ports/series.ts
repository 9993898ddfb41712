import type { OrganisationId, PersonId, SeriesCode, WebinarCode } from "../model/ids.ts";
import type { Act } from "../model/registration.ts";
import type { Series } from "../model/series.ts";

interface SeriesChange {
  readonly act: Omit<Act, "code">;
  readonly by: PersonId;
  /** As it was read; refused as `moved` when it changed since. Absent: a new one. */
  readonly before?: Series;
  readonly next: Series;
}

/** The store of series. Every change is one atomic step over the series and all webinars it concerns. */
export interface SeriesStore {
  get(organisation: OrganisationId, code: SeriesCode): Promise<Series | undefined>;
  /** The newest first. */
  list(organisation: OrganisationId, limit: number): Promise<Series[]>;
  /**
   * Stores a series; its webinars have its form from then on, and one that leaves keeps that form as its own. `moved` when
   * the series changed meanwhile; `taken` when one of the webinars is in another series, or gone.
   */
  save(
    change: SeriesChange,
  ): Promise<{ kind: "done"; code: SeriesCode } | { kind: "moved" } | { kind: "taken"; code: WebinarCode }>;
}
