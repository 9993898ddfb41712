import type { IAdaptiveCard } from "@microsoft/teams.cards";
import type { SeriesProblem } from "../../../core/hosting/series.ts";
import { SERIES_MAX } from "../../../core/hosting/series.ts";
import { TITLE_MAX } from "../../../core/hosting/settings.ts";
import type { Reader } from "../../../core/model/person.ts";
import type { Series } from "../../../core/model/series.ts";
import type { Webinar } from "../../../core/model/webinar.ts";
import { offer } from "../../../core/notices/offer.ts";
import { translatorFor } from "../../../texts/translate.ts";
import { showSpan, spanWithoutZone } from "../../../texts/when.ts";
import { buttonOf } from "../../notices/button.ts";
import type { Typed } from "../../platform/filled-in.ts";
import { formCard, hint, inputsFor, problemLines, sendButton } from "../../platform/inputs.ts";
import { fitting, shortened } from "../../platform/size.ts";
import { textBlock } from "../../platform/text.ts";

export interface SeriesForm {
  readonly reader: Reader;
  /** Absent: a new one. */
  readonly series?: Series;
  /** The webinars that may be chosen, and those in it. */
  readonly choices: readonly Webinar[];
  readonly nonce: string;
  readonly typed: Typed;
  readonly problems: readonly SeriesProblem[];
}

const SCHEDULE = offer("schedule", { act: "schedule" }, { tone: "primary" });

/** Shows the form of a series: its title and its webinars. */
export const seriesView = ({ reader, series, choices, nonce, typed, problems }: SeriesForm): IAdaptiveCard => {
  const t = translatorFor(reader.locale);
  const under = problemLines(problems, reader);
  // There is nothing to fill in: a webinar comes first. Whoever sent the form all the same reads why it was refused.
  if (!series && choices.length === 0)
    return formCard(
      t("open_series"),
      [...under("none"), ...under("webinars"), textBlock(t("field_series_none"))],
      [buttonOf(SCHEDULE, t, { inDialog: true, isListed: false, now: 0 })],
    );
  const about = series ? { code: series.code, version: String(series.version) } : {};
  return fitting([TITLE_MAX, 60, 30, 15], (max) => {
    const input = inputsFor(typed, true);
    // Where their reader's zone is known, one line says it for all of them.
    const timeOf = ({ startsAt, endsAt, zone }: Webinar): string =>
      reader.zone
        ? spanWithoutZone(startsAt, endsAt, reader.zone, reader.locale).join(", ")
        : showSpan(startsAt, endsAt, zone, reader.locale);
    const offered = choices.map((webinar) => ({
      title: `${shortened(webinar.title, max)} · ${timeOf(webinar)}`,
      value: webinar.code,
    }));
    return formCard(
      t("open_series"),
      [
        ...under("none"),
        input.text("title", t("field_title"), { max: TITLE_MAX, missing: t("no_title_missing") }),
        ...under("title"),
        ...(offered.length > 0
          ? [
              input.choice("webinars", t("field_series_webinars"), offered, { isMultiSelect: true }),
              ...(reader.zone ? [hint(t("field_series_times", { zone: reader.zone }))] : []),
              hint(t("field_series_webinars_hint", { max: SERIES_MAX })),
            ]
          : [textBlock(t("field_series_none"))]),
        ...under("webinars"),
      ],
      [sendButton(t("save_changes"), { form: "series", nonce, ...about })],
    );
  });
};
