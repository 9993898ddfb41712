import { codeOf, type SeriesWebinars } from "../model/series.ts";
import { isAhead } from "../model/webinar.ts";
import { type ActOffer, codeOffer } from "./offer.ts";

/** Registering for a series, as long as it has webinars ahead. */
export const seriesRegisterOffers = (of: SeriesWebinars, now: number): ActOffer[] =>
  of.webinars.some((webinar) => isAhead(webinar, now)) ? [codeOffer("register", codeOf(of), "primary")] : [];

export const seriesHostOffers = (of: SeriesWebinars): ActOffer[] => [
  codeOffer("series_edit", codeOf(of)),
  codeOffer("form", codeOf(of)),
];

export const listedSeriesOffers = (of: SeriesWebinars, now: number, isMine: boolean): ActOffer[] => [
  ...seriesRegisterOffers(of, now),
  codeOffer("show", codeOf(of)),
  ...(isMine ? seriesHostOffers(of) : []),
];
