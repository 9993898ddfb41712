import type { Reader } from "../core/model/person.ts";
import { unreachable } from "../core/model/result.ts";
import type { Webinar } from "../core/model/webinar.ts";
import type { Notice } from "../core/notices/notice.ts";
import type { Words } from "./fact.ts";
import { hasTime } from "./when.ts";
import { auditLogWords } from "./words/audit-log.ts";
import { contextFor, type Showing, type TextContext } from "./words/facts.ts";
import { generalWords } from "./words/general.ts";
import { homeWords } from "./words/home.ts";
import { hostingWords } from "./words/hosting.ts";
import { inquiryWords } from "./words/inquiry.ts";
import { manyRequestsWords } from "./words/many-requests.ts";
import { openFormWords } from "./words/open-form.ts";
import { registrationWords } from "./words/registration.ts";
import { requestWords } from "./words/request.ts";
import { rosterWords } from "./words/roster.ts";
import { seriesWords } from "./words/series.ts";
import { webinarWords } from "./words/webinar.ts";

/** So many zones are named. */
const ZONES_MAX = 5;

const webinarsIn = (notice: Notice): readonly Webinar[] => {
  if ("webinar" in notice) return [notice.webinar];
  if ("webinars" in notice) return notice.webinars;
  if ("target" in notice) return notice.target.kind === "webinar" ? [notice.target.webinar] : notice.target.webinars;
  if (notice.kind === "home")
    return [...notice.hosted.some, ...notice.mine.some.map(({ webinar }) => webinar), ...notice.upcoming.some];
  if (notice.kind === "mine") return notice.entries.map(({ webinar }) => webinar);
  return notice.kind === "series_registered" ? notice.outcomes.map(({ webinar }) => webinar) : [];
};

const areTimesMarked = ({ lines, facts, items }: Words): boolean =>
  [...lines, ...[...facts, ...items.flatMap((item) => item.facts)].flatMap(({ label, value }) => [label, value])].some(
    hasTime,
  );

/** Where times are the reader's own, the webinar's zone stands once below (P16). */
const withZone = (words: Words, notice: Notice, { t }: TextContext): Words => {
  const zones = [...new Set(webinarsIn(notice).map(({ zone }) => zone))];
  return zones.length > 0 && areTimesMarked(words)
    ? { ...words, foot: t("foot_zone", { count: zones.length, zones: zones.slice(0, ZONES_MAX).join(", ") }) }
    : words;
};

/** Puts a notice into plain text for its reader, shown in this way. */
export const wordsOf = (notice: Notice, reader: Reader, showing: Showing = {}): Words => {
  const context = contextFor(reader, showing);
  return withZone(plainWords(notice, context), notice, context);
};

/** A new notice does not compile until it has its words here. */
const plainWords = (notice: Notice, context: TextContext): Words => {
  switch (notice.kind) {
    case "help":
    case "unknown_command":
    case "refused":
    case "failed":
    case "not_saved":
    case "working":
    case "form_open":
    case "saved":
    case "resent":
    case "retried":
      return generalWords(notice, context);
    case "open_form":
      return openFormWords(notice, context);
    case "choose":
    case "webinars":
    case "webinar":
    case "announcement":
      return webinarWords(notice, context);
    case "scheduled":
    case "edited":
    case "confirm_cancel":
    case "confirm_handover":
    case "cancelled":
    case "cohosts":
    case "cohosting":
    case "speakers":
    case "speaking":
    case "handover":
    case "handed_over":
    case "hosting":
    case "invited":
    case "request_gone":
    case "undelivered":
      return hostingWords(notice, context);
    case "home":
      return homeWords(notice, context);
    case "series":
    case "series_one":
    case "series_saved":
    case "series_registered":
      return seriesWords(notice, context);
    case "mine":
    case "invitation":
    case "declined":
    case "registration":
    case "confirm_leave":
    case "moved":
    case "revised":
    case "called_off":
    case "over":
    case "id_given":
    case "password_changed":
    case "line_over":
    case "let_go":
    case "withdrawn":
    case "corrected":
    case "full":
    case "admitted":
    case "draft":
      return registrationWords(notice, context);
    case "registrant":
    case "exported":
    case "resent_to":
      return rosterWords(notice, context);
    case "request":
    case "added":
    case "no_seat_to_add":
    case "answers":
    case "no_free_seat":
    case "always":
    case "rule_test":
      return requestWords(notice, context);
    case "bulk":
    case "digest":
    case "waiting":
      return manyRequestsWords(notice, context);
    case "asked":
    case "ask_sent":
    case "thread":
    case "answer_sent":
    case "answer_found":
      return inquiryWords(notice, context);
    case "log":
      return auditLogWords(notice, context);
    default:
      return unreachable(notice);
  }
};
