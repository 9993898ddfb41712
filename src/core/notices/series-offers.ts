import { codeOf, type SeriesWebinars } from "../model/series.ts";
import { type ActOffer, codeOffer } from "./offer.ts";

/** Registering for a series, as long as it has webinars. */
export const seriesRegisterOffers = (of: SeriesWebinars): ActOffer[] =>
  of.webinars.length > 0 ? [codeOffer("register", codeOf(of), "primary")] : [];

export const seriesHostOffers = (of: SeriesWebinars): ActOffer[] => [
  codeOffer("series_edit", codeOf(of)),
  codeOffer("form", codeOf(of)),
];

export const listedSeriesOffers = (of: SeriesWebinars, isMine: boolean): ActOffer[] => [
  ...seriesRegisterOffers(of),
  codeOffer("show", codeOf(of)),
  ...(isMine ? seriesHostOffers(of) : []),
];
