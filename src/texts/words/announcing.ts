import { unreachable } from "../../core/model/result.ts";
import { gateOpensAt, isOver, type Webinar } from "../../core/model/webinar.ts";
import type { Notice } from "../../core/notices/notice.ts";
import { seatsLeft } from "../../core/notices/readers/shown.ts";
import { isFull, registrationClosed } from "../../core/registering/register-refusals.ts";
import { type Fact, makeWords, type Words } from "../fact.ts";
import { channelName, descriptionLines, showInstantOf, type TextContext, webinarItem, whenFact } from "./facts.ts";
import { registerLines } from "./status.ts";
import { hostFacts } from "./webinar.ts";

const sayLeft = (webinar: Webinar, { t }: TextContext): string => {
  const { left, isMore } = seatsLeft(webinar);
  return t(isMore ? "announcement_left_about" : "announcement_left", { left });
};

/** How many seats there are, and until when; nothing where nobody can register now. */
const openFacts = (webinar: Webinar, context: TextContext): readonly Fact[] => {
  const { t, now = 0 } = context;
  const { closesAt } = webinar;
  if (!webinar.registrationRequired || registrationClosed(webinar, now)) return [];
  const closes =
    closesAt === undefined ? [] : [{ label: t("fact_closes"), value: showInstantOf(webinar, closesAt, context) }];
  return isFull(webinar)
    ? closes
    : [{ label: t("fact_seats"), value: sayLeft(webinar, context), is: "seats" }, ...closes];
};

/** Whether there are seats, or what is the matter, beside one webinar of several; nothing of one that has ended. */
const rowFacts = (webinar: Webinar, context: TextContext): readonly Fact[] => {
  if (isOver(webinar, context.now ?? 0)) return [];
  const { opensAt = 0 } = webinar;
  // Beside the webinar's own time a short word must do.
  if (webinar.registrationRequired && (context.now ?? 0) < opensAt)
    return [
      { label: "", value: context.t("row_opens", { when: showInstantOf(webinar, opensAt, context) }), is: "status" },
    ];
  // Its button says that it leads to the waiting list.
  const [value] = standingLines({ ...webinar, waitlist: false }, context);
  if (value !== undefined)
    return [{ label: "", value: isFull(webinar) ? context.t("row_taken") : value.replace(/\.$/u, ""), is: "status" }];
  const [first] = openFacts(webinar, context);
  // Where there are seats enough, *Register* says so.
  if (!first || (first.is === "seats" && seatsLeft(webinar).isMore)) return [];
  return [first.is === "seats" ? { ...first, label: "", is: "status" } : first];
};

/** A series for readers: each of its webinars to come with its seats; once none is ahead, that it is over. */
const seriesAnnouncement = (notice: Notice & { kind: "series_announcement" }, context: TextContext): Words => {
  const { t } = context;
  const { series, webinars, more, hostName } = notice;
  const { title } = series;
  const facts = hostFacts(hostName, context);
  const ahead = webinars.filter((webinar) => !isOver(webinar, context.now ?? 0));
  if (webinars.length === 0) return makeWords(t("series_over_title", { title }), [], facts);
  return makeWords(
    title,
    [
      t("series_announcement_line", { count: ahead.length + more }),
      ...(more > 0 ? [t("series_announcement_more", { shown: webinars.length })] : []),
    ],
    facts,
    webinars.map((webinar) => webinarItem(webinar, context, rowFacts(webinar, context))),
  );
};

/** Why nobody gets a seat by registering now. */
const standingLines = (webinar: Webinar, context: TextContext): readonly string[] => {
  const { t, now = 0 } = context;
  const { opensAt = now } = webinar;
  if (!webinar.registrationRequired) return [t("announcement_no_seats")];
  if (now < opensAt) return [t("announcement_opens", { at: showInstantOf(webinar, opensAt, context) })];
  const closed = registrationClosed(webinar, now);
  if (closed?.reason === "registration_closed") return [t("announcement_registration_closed")];
  if (closed || !isFull(webinar)) return [];
  return [t(webinar.waitlist ? "announcement_line" : "announcement_full")];
};

/** When whoever needs no registration can come in. */
const doorsLines = (webinar: Webinar, { t, now = 0 }: TextContext): readonly string[] => {
  const { registrationRequired, startsAt } = webinar;
  if (registrationRequired || now >= startsAt) return [];
  return [t("doors_line", { minutes: Math.round((startsAt - gateOpensAt(webinar)) / 60_000) })];
};

const announcement = ({ webinar, hostName }: Notice & { kind: "announcement" }, context: TextContext): Words => {
  const { t, now = 0 } = context;
  const { title, state } = webinar;
  const facts = [whenFact(webinar, context), ...hostFacts(hostName, context)];
  if (state === "cancelled") return makeWords(t("called_off_title", { title }), [t("overview_cancelled")], facts);
  if (isOver(webinar, now)) return makeWords(t("over_title", { title }), [], facts);
  const written = descriptionLines(webinar);
  const standing = standingLines(webinar, context);
  // That nobody gets a seat now is news; that none is needed belongs to how one gets in.
  const isNews = webinar.registrationRequired;
  const words = makeWords(
    title,
    [
      ...(isNews ? standing : []),
      ...written,
      ...(isNews ? [] : standing),
      ...doorsLines(webinar, context),
      ...registerLines(webinar, context),
    ],
    [...facts, ...openFacts(webinar, context)],
  );
  return { ...words, quotes: written };
};

const SAID = {
  announced: { title: "announced_title", line: "announced_line" },
  again: { title: "announced_again_title", line: "announced_again_line" },
  withdrawn: { title: "unannounced_title", line: "unannounced_line" },
  asked: { title: "announced_asked_title", line: "announced_asked_line" },
} as const;

type AnnouncingNotice = Extract<
  Notice,
  { kind: "announcement" | "series_announcement" | "announcement_closed" | "announced" }
>;

/** What readers of a channel see of a webinar, and what its host is answered who announces it there. */
export const announcingWords = (notice: AnnouncingNotice, context: TextContext): Words => {
  const { t } = context;
  switch (notice.kind) {
    case "announcement":
      return announcement(notice, context);
    case "series_announcement":
      return seriesAnnouncement(notice, context);
    case "announcement_closed": {
      if (notice.isWithdrawn) return makeWords(t("announcement_withdrawn_title"), [t("announcement_withdrawn_line")]);
      const title = notice.isSeries ? "announcement_closed_series_title" : "announcement_closed_title";
      const line = notice.isSeries ? "announcement_closed_series_line" : "announcement_closed_line";
      return makeWords(t(title), [t(line)]);
    }
    case "announced": {
      const { webinar, series, became } = notice;
      const { title, line } = SAID[became];
      const values = { title: (series ?? webinar).title, channel: channelName(notice.channel) };
      return makeWords(t(title, values), [t(series && became === "asked" ? "announced_asked_series_line" : line)]);
    }
    default:
      return unreachable(notice);
  }
};
