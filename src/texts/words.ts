import type { Reader } from "../core/model/person.ts";
import { unreachable } from "../core/model/result.ts";
import { isOver, type Webinar } from "../core/model/webinar.ts";
import type { Notice } from "../core/notices/notice.ts";
import type { Fact, Words } from "./fact.ts";
import { reportWords } from "./report/words.ts";
import { hasTime, saysYours, withoutYours } from "./when.ts";
import { announcingWords } from "./words/announcing.ts";
import { auditLogWords } from "./words/audit-log.ts";
import { changeWords } from "./words/changes.ts";
import { choiceWords } from "./words/choices.ts";
import { contextFor, type Showing, type TextContext } from "./words/facts.ts";
import { generalWords } from "./words/general.ts";
import { homeWords } from "./words/home.ts";
import { hostingWords } from "./words/hosts/hosting.ts";
import { inquiryWords } from "./words/inquiry.ts";
import { manyRequestsWords } from "./words/many-requests.ts";
import { openFormWords } from "./words/open-form.ts";
import { registrationWords } from "./words/registration.ts";
import { requestWords } from "./words/request.ts";
import { rosterWords } from "./words/roster.ts";
import { seriesWords } from "./words/series.ts";
import { timedWords } from "./words/timed.ts";
import { webinarWords } from "./words/webinar.ts";
import { isSameClock, zoneTime } from "./zone-name.ts";

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

/** Cards that say when something happened to a person or a setting, and no time of the webinar's own. */
const ONLY_PAST: readonly Notice["kind"][] = ["registrant", "log", "open_form"];

/** There are many of these, and their readers, its hosts, have the zone on the webinar's own card. */
const OF_REQUESTS: readonly Notice["kind"][] = ["request", "waiting", "digest"];

const tellsWhen = ({ lines, facts, items }: Words, { kind }: Notice): boolean => {
  if (OF_REQUESTS.includes(kind)) return false;
  const all = [...facts, ...items.flatMap((item) => item.facts)];
  const told = ONLY_PAST.includes(kind) ? all.filter(({ is }) => is === "when") : all;
  const said = told.flatMap(({ label, value }) => [label, value]);
  return [...(ONLY_PAST.includes(kind) ? [] : lines), ...said].some(hasTime);
};

/**
 * Where the webinar's times are the reader's own, its zone stands once below (P16); not for who is known to have the
 * same time there, nor once it is over.
 */
const withZone = (words: Words, notice: Notice, { t, locale, zone: own, now = 0 }: TextContext): Words => {
  if (!tellsWhen(words, notice)) return words;
  const runs = webinarsIn(notice).filter(
    (webinar) => !isOver(webinar, now) && !(own && isSameClock(webinar.startsAt, webinar.zone, own)),
  );
  const zones = [...new Set(runs.map(({ zone }) => zone))];
  const named = zones.slice(0, ZONES_MAX).map((zone) => zoneTime(zone, locale));
  const foot = [
    // Times of a list do not say so each.
    ...(words.items.some(({ facts }) => facts.some(({ value }) => hasTime(value))) ? [t("foot_yours")] : []),
    ...(zones.length > 0 ? [t("foot_zone", { count: zones.length, zones: named.join(", ") })] : []),
  ].join(" ");
  return foot === "" ? words : { ...words, foot };
};

/** Cards from which others are given the code, or on which what is typed with it is looked for. */
const WITH_CODE: readonly Notice["kind"][] = [
  ...([
    "scheduled",
    "overview",
    "webinar",
    "webinars",
    "choose",
    "mine",
    "series",
    "series_one",
    "series_saved",
    "repeated",
    "series_people",
  ] as const),
];

/** Leaves the code out where a card's buttons do all that it could be typed for. */
const withoutCode = (words: Words, { kind }: Notice, { isCard = false }: TextContext): Words => {
  if (!isCard || WITH_CODE.includes(kind)) return words;
  const rest = (facts: readonly Fact[]) => facts.filter(({ is }) => is !== "code");
  return { ...words, facts: rest(words.facts), items: words.items.map((one) => ({ ...one, facts: rest(one.facts) })) };
};

/** All facts of which a card shows, so that the first of them says whose its times are. */
const SHOWS_ALL: readonly Notice["kind"][] = ["registrant"];

/** Whose the times of a card are is said once: by when the webinar is, which stands on top; of a list, by its foot. */
const withYoursOnce = (words: Words, { kind }: Notice, { isCard = false }: TextContext): Words => {
  if (!isCard) return words;
  const timed = words.facts.filter(({ value }) => saysYours(value));
  const first = timed.find(({ is }) => is === "when") ?? (SHOWS_ALL.includes(kind) ? timed[0] : undefined);
  const without = (fact: Fact): Fact => (fact === first ? fact : { ...fact, value: withoutYours(fact.value) });
  const items = words.items.map((item) => ({ ...item, facts: item.facts.map(without) }));
  if (!first)
    return words.items.some(({ facts }) => facts.some(({ is }) => is === "when")) ? { ...words, items } : words;
  return { ...words, lines: words.lines.map(withoutYours), facts: words.facts.map(without), items };
};

/** Puts a notice into plain text for its reader, shown in this way. */
export const wordsOf = (notice: Notice, reader: Reader, showing: Showing = {}): Words => {
  const context = contextFor(reader, showing);
  const words = withWarnings(plainWords(notice, context), context);
  return withZone(withYoursOnce(withoutCode(words, notice, context), notice, context), notice, context);
};

/** Only cards can set a warning off. */
const withWarnings = ({ warnings = [], ...words }: Words, { isCard = false }: TextContext): Words => {
  if (warnings.length === 0) return words;
  return isCard ? { ...words, warnings } : { ...words, lines: [...words.lines, ...warnings] };
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
    case "undelivered":
      return generalWords(notice, context);
    case "moved":
    case "revised":
    case "id_given":
    case "password_changed":
      return changeWords(notice, context);
    case "told_by":
    case "withdrawn":
      return choiceWords(notice, context);
    case "open_form":
      return openFormWords(notice, context);
    case "choose":
    case "webinars":
    case "webinar":
    case "link_preview":
    case "overview":
      return webinarWords(notice, context);
    case "announcement":
    case "series_announcement":
    case "announcement_closed":
    case "announced":
      return announcingWords(notice, context);
    case "scheduled":
    case "edited":
    case "confirm_cancel":
    case "confirm_handover":
    case "step_down":
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
      return hostingWords(notice, context);
    case "home":
      return homeWords(notice, context);
    case "series":
    case "series_one":
    case "series_saved":
    case "series_registered":
    case "repeated":
    case "series_people":
      return seriesWords(notice, context);
    case "mine":
    case "invitation":
    case "declined":
    case "registration":
    case "confirm_leave":
    case "called_off":
    case "over":
    case "line_over":
    case "offer_replaced":
    case "let_go":
    case "corrected":
    case "full":
    case "admitted":
    case "draft":
      return registrationWords(notice, context);
    case "reminder":
    case "follow_up":
    case "host_message":
    case "cancellations":
    case "coming":
    case "message_sent":
      return timedWords(notice, context);
    case "registrant":
    case "exported":
    case "resent_to":
      return rosterWords(notice, context);
    case "report":
      return reportWords(notice, context);
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
