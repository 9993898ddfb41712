import { fullName } from "../../model/person.ts";
import { codeOf, type SeriesWebinars } from "../../model/series.ts";
import { isAhead } from "../../model/webinar.ts";
import { actOfCommand } from "../command-acts.ts";
import type { Notice } from "../notice.ts";
import { type ActOffer, codeOffer, minor, type NoticeOffer, offer } from "../offer.ts";
import { pageOffers } from "../paging.ts";

/** Registering for a series, as long as it has webinars ahead. */
const seriesRegisterOffers = (of: SeriesWebinars, now: number): ActOffer[] =>
  of.webinars.some((webinar) => isAhead(webinar, now)) ? [codeOffer("register", codeOf(of), "primary")] : [];

type Counted = SeriesWebinars & Pick<Notice & { kind: "series_one" }, "counts">;

/** What waits for a decision in all of its webinars, with its number; and everybody. Both are answered by a list. */
const peopleOffers = (of: Counted): ActOffer[] => {
  const [code, count] = [codeOf(of), pendingIn(of)];
  const requests = offer("requests_count", { act: "requests", code }, { values: { count }, tone: "primary" });
  return [...(count > 0 ? [requests] : []), codeOffer("roster", code)].map((one) => ({ ...one, opens: false }));
};

/** Of all its webinars, where only a page of them is told. */
const pendingIn = ({ webinars, counts }: Counted): number =>
  counts?.pending ?? webinars.reduce((sum, one) => sum + one.counts.pending, 0);

/** The next page of everybody of a series, and all of them as a page. */
export const seriesPeopleOffers = (notice: Notice & { kind: "series_people" }): NoticeOffer[] => {
  const { tab, next, link } = notice;
  const code = codeOf(notice);
  return [
    ...(next ? [offer("next", { act: "series_people", code, tab, ...next })] : []),
    ...(link ? [{ link, say: "roster_page" } as const] : []),
    codeOffer("show", code),
  ];
};

/** What can be done about a series that is looked at; in an empty one, to look for something else. */
export const seriesOneOffers = (notice: Notice & { kind: "series_one" }, now: number): ActOffer[] => {
  const register = seriesRegisterOffers(notice, now);
  const hosts = notice.isMine ? seriesHostOffers(notice) : [];
  return [
    ...(notice.isMine ? [] : register),
    ...pageOffers(notice.page, (from) => ({ act: "page_series", code: codeOf(notice), from })),
    // What waits for its host's decision comes first. Few hosts register themselves.
    ...hosts,
    ...(notice.isMine ? register.map(minor) : []),
    ...(notice.isMine || notice.webinars.length > 0 ? [] : [offer("whats_coming", actOfCommand("list", undefined))]),
  ];
};

/** What can be done about one of them. */
export const seriesPersonOffers = (
  { some }: Notice & { kind: "series_people" },
  index: number,
  now: number,
): NoticeOffer[] => {
  const one = some[index];
  if (!one) return [];
  const { webinar, row } = one;
  const { code } = webinar;
  const about = { name: fullName(row) || row.address };
  const { registration } = row;
  const approving =
    registration?.status === "pending" && isAhead(webinar, now)
      ? [
          offer(
            "approve",
            { act: "approve", code, registration: row.key, version: registration.version },
            { about: { ...about, say: "approve_name" } },
          ),
        ]
      : [];
  return [...approving, offer("more", { act: "registrant", code, registration: row.key }, { about })];
};

/** What its host does with a series that is looked at: six acts at most, so that its form gives way to what waits. */
const seriesHostOffers = (of: Counted): ActOffer[] => {
  const code = codeOf(of);
  if (of.webinars.length === 0) return seriesChangeOffers(of);
  return [
    ...peopleOffers(of),
    ...(pendingIn(of) > 0 ? [codeOffer("series_edit", code)] : seriesChangeOffers(of)),
    minor(codeOffer("announce", code)),
    minor(codeOffer("message", code)),
  ];
};

/** All that is coming of it, where its card has no room for them. */
export const seriesAnnouncementOffers = (notice: Notice & { kind: "series_announcement" }): ActOffer[] => {
  const { webinars, more } = notice;
  if (webinars.length === 0) return [offer("whats_coming", actOfCommand("list", undefined))];
  const values = { count: webinars.length + more };
  return more > 0 ? [offer("show_all", { act: "show", code: codeOf(notice) }, { values })] : [];
};

/** Its title and webinars, and its form. */
const seriesChangeOffers = (of: SeriesWebinars): ActOffer[] => [
  codeOffer("series_edit", codeOf(of)),
  codeOffer("form", codeOf(of)),
];

/** What comes next for a series that was just saved: people hear of it where there is something to come to. */
export const seriesSavedOffers = (of: SeriesWebinars, now: number): ActOffer[] => {
  const code = codeOf(of);
  return [
    ...(of.webinars.some((webinar) => isAhead(webinar, now)) ? [codeOffer("announce", code)] : []),
    codeOffer("form", code),
    codeOffer("series_edit", code),
  ];
};

export const listedSeriesOffers = (of: SeriesWebinars, now: number, isMine: boolean): ActOffer[] => [
  ...seriesRegisterOffers(of, now),
  codeOffer("show", codeOf(of)),
  ...(isMine ? seriesChangeOffers(of).map(minor) : []),
];

/** What can be done with a list of series. */
export const seriesListOffers = (notice: Notice & { kind: "series" }): NoticeOffer[] => [
  ...pageOffers(notice.page, (from) => ({ act: "page", list: "series", from })),
  // Where there is none, nothing else is to be done.
  ...(notice.mayHost
    ? [offer("series_new", { act: "series_new" }, notice.entries.length === 0 ? { tone: "primary" } : {})]
    : []),
  ...(notice.entries.length > 0 || notice.mayHost ? [] : [offer("whats_coming", actOfCommand("list", undefined))]),
];

/** What comes next for several webinars that were just scheduled: their series, and its form. */
export const repeatedOffers = ({ series, seriesRefusal }: Notice & { kind: "repeated" }): ActOffer[] => {
  const coming = offer("whats_coming", actOfCommand("list", undefined));
  if (!series) return seriesRefusal ? [offer("series_new", { act: "series_new" }), coming] : [coming];
  const code = codeOf({ series });
  return [{ ...codeOffer("show", code, "primary"), say: "whole_series" }, codeOffer("form", code)];
};
