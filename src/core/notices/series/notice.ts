import type { SeriesRosterPage } from "../../approvals/series-roster.ts";
import type { AnnouncedSeries } from "../../hosting/announcing/channel.ts";
import type { SeriesShown } from "../../hosting/announcing/series-shown.ts";
import type { Repeated } from "../../hosting/repeating/repeat.ts";
import type { SeriesCode } from "../../model/ids.ts";
import type { SeriesCounts, SeriesWebinars } from "../../model/series.ts";
import type { Tag } from "../../model/tag.ts";
import type { SeriesOutcome } from "../../registering/form-steps.ts";
import type { Page } from "../paging.ts";

/** What is told of several webinars as one. */
export type SeriesNotice =
  | { kind: "series"; entries: readonly SeriesWebinars[]; mine: readonly SeriesCode[]; mayHost: boolean; page?: Page }
  /** `counts`: of all its webinars, for who hosts them. */
  | ({ kind: "series_one"; isMine: boolean; counts?: SeriesCounts; page?: Page } & SeriesWebinars)
  /** Its card in a channel of readers (P28): those of its webinars to come that they see, and how many `more`. */
  | ({ kind: "series_announcement"; series: AnnouncedSeries; hostName: string; tag: Tag } & SeriesShown)
  | ({ kind: "series_saved" } & SeriesWebinars)
  | { kind: "series_registered"; title: string; outcomes: readonly SeriesOutcome[] }
  /** Everybody of a series for who hosts it (P37); `link`: the host's page that shows all of them. */
  | ({ kind: "series_people"; link?: string } & SeriesRosterPage)
  /** To a host who scheduled one webinar on several dates (P33). */
  | ({ kind: "repeated" } & Repeated);
