import type { Delivery } from "../deliveries/delivery.ts";
import type { OrganisationId, PersonId, SeriesCode, WebinarCode } from "../model/ids.ts";
import type { Act } from "../model/registration.ts";
import type { Series } from "../model/series.ts";
import type { Listed, Slice } from "./slice.ts";

/** A series to be stored, with what its caller read. */
interface SeriesChange {
  readonly act: Omit<Act, "code">;
  readonly by: PersonId;
  /** As it was read: `moved` when it changed since. Absent for a new one. */
  readonly before?: Series;
  readonly next: Series;
  /** The name of the act in the logs of its webinars. */
  readonly as: "series_changed" | "series_announced" | "series_unannounced";
  readonly deliveries: readonly Delivery[];
}

/** Series. Each change is one atomic step over the series and its webinars. */
export interface SeriesStore {
  get(organisation: OrganisationId, code: SeriesCode): Promise<Series | undefined>;
  /** An organisation's series, the newest first: those that this person may see, or all. */
  list(organisation: OrganisationId, slice: Slice, person?: PersonId): Promise<Listed<Series>>;
  /**
   * Stores a series and gives its form to its webinars, with whether it is announced; one that leaves keeps the form as
   * its own. `moved`: the series changed since it was read, or its code is taken. `taken`: this webinar is in another
   * series, or gone.
   */
  save(
    change: SeriesChange,
  ): Promise<{ kind: "done"; code: SeriesCode } | { kind: "moved" } | { kind: "taken"; code: WebinarCode }>;
}
