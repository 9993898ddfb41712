import { defined } from "../model/defined.ts";
import type { PersonId, SeriesCode } from "../model/ids.ts";
import { codeOf, type Series } from "../model/series.ts";
import type { Announced } from "../model/told/announced.ts";
import type { Webinar } from "../model/webinar.ts";
import type { Delivery, FanOut, Matter } from "./delivery.ts";
import { fanOut } from "./fan-outs.ts";

/** Announcements follow the seats at most once in so long: a crowd that registers costs each channel few edits. */
const FOLLOW_AFTER_MS = 10_000;

type AnnouncedMatter = Extract<Matter, { kind: "announced" | "series_announced" }>;
/** What has announcements: a webinar, or a series. */
type Announceable =
  | Pick<Webinar, "organisation" | "code" | "host" | "announcedIn">
  | Pick<Series, "organisation" | "code" | "host" | "announcedIn" | "webinars">;
type Of = Pick<Webinar, "organisation" | "code" | "host" | "announcedIn" | "series" | "seriesAnnounced">;

const EDIT = ":edit";
const WITHDRAW = `:withdrawn${EDIT}`;

/** The name by which an announcement's message is remembered: one in each channel, posted or edited. */
export const announcementName = (id: string): string => {
  const edit = [WITHDRAW, EDIT].find((end) => id.endsWith(end)) ?? "";
  return id.slice(0, id.length - edit.length);
};

/** Whether a delivery of this name posts an announcement. */
export const isAnnouncement = (id: string): boolean => id.startsWith("announced:");

const matterOf = (of: Pick<Announceable, "code">, channel: string): AnnouncedMatter =>
  "webinars" in of
    ? { kind: "series_announced", code: codeOf({ series: of as Series }), channel }
    : { kind: "announced", code: (of as Webinar).code, channel };

/** Posts the announcement in a channel, or edits the one that stands there. `host` is told where that fails. */
export const announcementCard = (
  of: Announceable,
  { face, group, channelId }: Omit<Announced, "name" | "at">,
  host: PersonId = of.host,
): Delivery & { readonly matter: AnnouncedMatter } => ({
  id: `announced:${of.code}:${face}:${channelId}`,
  organisation: of.organisation,
  to: { kind: "card", channel: { face, group, channelId } },
  matter: matterOf(of, channelId),
  host,
  level: true,
});

/**
 * Edits the announcements where they stand; one that somebody deleted is not posted again. With `staysDead` one that was
 * given up is not tried again by each seat that is taken, only by what a host does.
 */
export const announcementEdits = (of: Announceable, staysDead?: true): Delivery[] =>
  of.announcedIn.map((channel) => {
    const card = announcementCard(of, channel);
    return { ...card, id: `${card.id}${EDIT}`, editOnly: true, ...defined({ staysDead }) };
  });

/** Has the announcement in a channel say that it was withdrawn, where it stands. */
export const announcementWithdrawn = (of: Announceable, channel: Announced): Delivery => {
  const { matter, ...card } = announcementCard(of, channel);
  const isWithdrawn = true as const;
  // A name of its own: an edit that waits there has nothing left to say.
  return { ...card, id: `${card.id}${WITHDRAW}`, matter: { ...matter, isWithdrawn }, editOnly: true };
};

/**
 * Has the announcements of a series follow what became of one of its webinars: one delivery for all of them, whichever
 * of its webinars asked for it.
 */
const seriesFollows = (
  webinar: Pick<Webinar, "organisation" | "code" | "host">,
  series: SeriesCode,
  name: string,
  more: { readonly notBefore?: number; readonly byHost?: true } = {},
): Delivery => {
  const { notBefore, byHost } = more;
  const what: FanOut = { kind: "series_announcements", series, ...defined({ byHost }) };
  const made = fanOut(webinar, what, name, webinar.host, notBefore);
  return { ...made, id: `${series}:fan:${what.kind}:${name}`, level: true };
};

/** Marks that seats changed: one delivery in however many channels, expanded once for all that changes until then. */
export const announcementsSoon = (webinar: Of, now: number): Delivery[] => {
  const { announcedIn, series, seriesAnnounced, host } = webinar;
  const notBefore = now + FOLLOW_AFTER_MS;
  return [
    ...(announcedIn.length === 0
      ? []
      : [{ ...fanOut(webinar, { kind: "announcements" }, "soon", host, notBefore), level: true }]),
    ...(series && seriesAnnounced ? [seriesFollows(webinar, series, "soon", { notBefore })] : []),
  ];
};

/** Has all announcements follow what a host changed, or what became of it, at once. */
export const announcementsNow = (webinar: Of): Delivery[] => {
  const { series, seriesAnnounced } = webinar;
  return [
    ...announcementEdits(webinar),
    ...(series && seriesAnnounced ? [seriesFollows(webinar, series, "now", { byHost: true })] : []),
  ];
};

/** Marks that seats of a series may have changed while it was announced, or while a webinar was put into it. */
export const seriesAnnouncementsSoon = (series: Series, now: number): Delivery[] => {
  const { organisation, host, webinars, announcedIn } = series;
  const [code] = webinars;
  if (!code || announcedIn.length === 0) return [];
  return [seriesFollows({ organisation, code, host }, series.code, "soon", { notBefore: now + FOLLOW_AFTER_MS })];
};

/** Has the announcements of a series follow what its host changed of it. */
export const seriesChanged = (series: Series, now: number): Delivery[] => [
  ...announcementEdits(series),
  ...seriesAnnouncementsSoon(series, now),
];

/** When announcements say something else by themselves: registration opens or closes, the webinar begins. */
export const announcementsAhead = (webinar: Of & Webinar, now: number): Delivery[] => {
  const { opensAt, closesAt, startsAt, announcedIn, host } = webinar;
  const instants = announcedIn.length === 0 ? [] : [opensAt, closesAt, startsAt];
  return instants
    .filter((at) => at !== undefined)
    .filter((at) => at > now)
    .map((at) => fanOut(webinar, { kind: "announcements" }, String(at), host, at));
};

/** The next instant at which one of its webinars makes a series' announcements say something else; that sets the next. */
export const seriesAhead = (series: Series, webinars: readonly Webinar[], now: number): Delivery[] => {
  if (series.announcedIn.length === 0) return [];
  const all = webinars.flatMap((webinar) => {
    const { opensAt, closesAt, startsAt, endsAt } = webinar;
    return [opensAt, closesAt, startsAt, endsAt].flatMap((at) =>
      at !== undefined && at > now ? [{ at, webinar }] : [],
    );
  });
  const [next] = all.sort((a, b) => a.at - b.at);
  return next ? [seriesFollows(next.webinar, series.code, String(next.at), { notBefore: next.at })] : [];
};
