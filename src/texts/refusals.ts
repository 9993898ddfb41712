import type { Locale } from "../core/model/person.ts";
import type { Refusal, RefusedRow } from "../core/model/refusal.ts";
import { type SayInstant, sayChange } from "./settings.ts";
import { PART, type Translate, translatorFor } from "./translate.ts";
import { showInstant } from "./when.ts";

/** What somebody typed, short enough to be said back. */
const short = (typed: string): string => (typed.length > 60 ? `${typed.slice(0, 60)}…` : typed);

/** So many refused rows are said; all are in the report. */
const ROWS_SAID = 5;

/** Somebody of a list who is not invited, and why. */
export const sayRow = ({ row, text, why }: RefusedRow, t: Translate): string =>
  t(row === undefined ? "refused_row_alone" : "refused_row", { row: row ?? 0, text, why: t(`row_${why}`) });

const sayRows = (rows: readonly RefusedRow[], t: Translate): string =>
  `${rows
    .slice(0, ROWS_SAID)
    .map((one) => sayRow(one, t))
    .join("; ")}${rows.length > ROWS_SAID ? "; …" : ""}`;

/** Rows that are not invited, a line for each. */
export const refusedLines = (rows: readonly RefusedRow[], count: number, t: Translate): readonly string[] => {
  const said = rows.slice(0, ROWS_SAID).map((one) => sayRow(one, t));
  const left = count - said.length;
  return [...said, ...(left > 0 ? [t("invited_rows_more", { count: left })] : [])];
};

/** Who comes early waits for the doors; who is not registered has something to do first. */
const notOpenYet = (
  { title, unregistered }: Refusal & { reason: "not_open_yet" },
  opensAt: string,
  say: (refusal: Refusal) => string,
  t: Translate,
): string => {
  if (unregistered?.reason === "not_registered" && !unregistered.closed)
    return t("early_unregistered", { title, opensAt });
  const sentence = t("no_not_open_yet", { title, opensAt });
  return unregistered ? `${sentence} ${say(unregistered)}` : sentence;
};

/** Who wanted to cancel a webinar that is not theirs may have meant their own registration. */
const notTheHost = ({ hostName, title, own }: Refusal & { reason: "not_the_host" }, t: Translate): string => {
  if (own) return t("not_the_host_own", { title, code: own.code });
  return t(hostName === "" ? "no_not_the_host_nameless" : "no_not_the_host", { hostName, title });
};

/**
 * A refusal as a sentence: what happened and what to do next. `zone` is the reader's, in which its times are said
 * unless `instant` says them.
 */
export const sayRefusal = (
  refusal: Refusal,
  locale: Locale,
  zone: string,
  instant: SayInstant = (at) => showInstant(at, zone, locale),
  t = translatorFor(locale),
): string => {
  switch (refusal.reason) {
    case "address_invalid":
      return refusal.typed.trim() === ""
        ? t("write_your_address")
        : t("no_address_invalid", { typed: short(refusal.typed) });
    case "unknown_webinar":
    case "unknown_series":
    case "domain_invalid":
      return t(`no_${refusal.reason}`, { typed: short(refusal.typed) });
    case "cohosts_not_members":
      return t("no_cohosts_not_members", { names: refusal.names.slice(0, 10).map(short).join(", ") });
    case "no_speakers_of": {
      const { names, title } = refusal;
      return t("no_no_speakers_of", { names: names.slice(0, 10).map(short).join(", "), count: names.length, title });
    }
    case "unknown_people":
      return t("no_unknown_people", { names: refusal.typed.slice(0, 10).map(short).join(", ") });
    case "not_in_channel":
      return t("no_not_in_channel", { names: refusal.names.slice(0, 10).map(short).join(", ") });
    case "people_not_asked":
      return t("no_people_not_asked", { names: refusal.names.slice(0, 10).map(short).join(", ") });
    case "rows_refused":
      return t("no_rows_refused", { count: refusal.count, rows: sayRows(refusal.rows, t) });
    case "condition_impossible":
      return t("no_condition_impossible", { answer: short(refusal.answer) });
    case "option_too_long":
    case "option_twice":
      return t(`no_${refusal.reason}`, { ...refusal, option: short(refusal.option) });
    case "not_the_host":
      return notTheHost(refusal, t);
    case "not_the_series_host":
      return t(refusal.hostName === "" ? "no_not_the_series_host_nameless" : "no_not_the_series_host", {
        ...refusal,
      });
    case "already_decided": {
      const { status, byName, at } = refusal;
      const key = byName === "" ? "no_already_decided_nameless" : "no_already_decided";
      return t(key, { status: t(`status_${status}`), byName, at: instant(at) });
    }
    case "changed_meanwhile": {
      const { byName } = refusal;
      const changes = refusal.changes.map((change) => sayChange(change, t, instant)).join(t("between_changes"));
      return t(byName === "" ? "no_changed_meanwhile_nameless" : "no_changed_meanwhile", { byName, changes });
    }
    case "already_registered": {
      const { name, title, code, status } = refusal;
      return t("no_already_registered", { name, title, code, status: t(`status_${status}`) });
    }
    case "not_possible_now":
      return t("no_not_possible_now", { title: refusal.title, status: t(`status_${refusal.status}`) });
    case "not_registered":
    case "registration_cancelled": {
      const { reason, title, code, closed } = refusal;
      return closed
        ? `${t(`no_${reason}_closed`, { title })} ${sayRefusal(closed, locale, zone)}`
        : t(`no_${reason}`, { title, code });
    }
    case "in_line":
      return refusal.status === "offered"
        ? t("no_in_line_offered", { title: refusal.title, until: instant(refusal.until) })
        : t("no_in_line_waitlisted", { title: refusal.title });
    case "not_open_yet":
      return notOpenYet(refusal, instant(refusal.opensAt), (other) => sayRefusal(other, locale, zone), t);
    case "start_in_the_past":
      return t("no_start_in_the_past", { now: instant(refusal.now) });
    case "registration_not_yet":
      return t(`no_${refusal.reason}`, { title: refusal.title, opensAt: instant(refusal.opensAt) });
    case "opens_with_start":
    case "closes_with_start":
    case "answers_with_start":
      return t(`no_${refusal.reason}`, { from: instant(refusal.from), to: instant(refusal.to) });
    case "registration_closed":
      return t("no_registration_closed", { title: refusal.title, closedAt: instant(refusal.closedAt) });
    case "answers_until":
      return t("no_answers_until", { title: refusal.title, until: instant(refusal.until) });
    case "address_missing":
      return t(refusal.page === "" ? "no_address_missing" : "no_address_missing_page", { ...refusal });
    case "webinar_full":
    case "plan_full": {
      const sentence = t(`no_${refusal.reason}`, { ...refusal });
      return refusal.note === "" ? sentence : `${sentence}\n${refusal.note}`;
    }
    case "confirm_deletion": {
      const { count, code, wrong } = refusal;
      return t(wrong ? "no_confirm_deletion_wrong" : "no_confirm_deletion", { count, code });
    }
    case "too_many_messages": {
      const { max, series } = refusal;
      return series === undefined ? t("no_too_many_messages", { max }) : t("too_many_messages_series", { max, series });
    }
    case "no_free_seat":
      return t("no_no_free_seat", { title: refusal.title, cap: refusal.cap });
    default:
      // The rest need only their own fields. A reason without a sentence in the catalogue does not compile.
      return t(`no_${refusal.reason}`, { ...refusal });
  }
};

/** Refusals about a webinar: what is the matter with it comes first, and what to do next below. */
const PARTED: readonly Refusal["reason"][] = [
  "webinar_full",
  "plan_full",
  "webinar_cancelled",
  "webinar_ended",
  "registration_not_yet",
  "registration_closed",
  "registration_not_required",
  "registration_cancelled",
  "not_registered",
  "unknown_webinar",
  "in_line",
  "still_pending",
  "was_rejected",
  "confirmation_pending",
  "answers_open",
];

/** A refusal as a message has it: what happened, what to do next, and what its host wrote for the case. */
export const refusalParts = (
  refusal: Refusal,
  locale: Locale,
  zone: string,
  instant: SayInstant,
): { what: string; next: string; note: string } => {
  const isClosed = "closed" in refusal && refusal.closed !== undefined;
  const note = "note" in refusal ? refusal.note : "";
  const said = note === "" ? refusal : { ...refusal, note: "" };
  const isParted = PARTED.includes(refusal.reason) && !isClosed;
  const [what = "", ...next] = sayRefusal(said, locale, zone, instant, translatorFor(locale, isParted)).split(PART);
  return { what, next: next.join(" "), note };
};
