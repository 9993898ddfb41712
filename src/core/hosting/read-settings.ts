import { domainToASCII } from "node:url";
import { defined } from "../model/defined.ts";
import { cleanLine, cleanText, lengthOf } from "../model/form.ts";
import { newPassword } from "../model/ids.ts";
import type { Refusal } from "../model/refusal.ts";
import {
  capLimit,
  HOST_TEXTS,
  type HostText,
  REMINDER_MINUTES,
  type Settings,
  type Site,
  type WebinarField,
} from "../model/webinar.ts";
import type { NamedPeople } from "./named-people.ts";
import {
  CHANNELS_MAX,
  COHOSTS_MAX,
  DESCRIPTION_MAX,
  DURATION_MAX_MINUTES,
  LINK_MAX,
  NOTE_MAX,
  OFFER_MAX_MINUTES,
  OFFER_MINUTES,
  PASSWORD_MAX,
  TITLE_MAX,
  type WallTime,
  type WebinarFields,
  type WebinarProblem,
  type Zones,
} from "./settings.ts";

const MINUTE = 60_000;
/** A webinar starts so far ahead at most. */
export const FARTHEST_START_MS = 2 * 366 * 24 * 60 * MINUTE;

interface Reading {
  readonly site: Site;
  readonly zones: Zones;
  readonly now: number;
  /** What the form showed: a value that was left unchanged is not checked against the clock and the site's settings. */
  readonly before?: Settings;
}

const isHttps = (url: URL | null): url is URL =>
  url !== null && url.protocol === "https:" && url.username === "" && url.password === "";

const parseUrl = (typed: string): URL | null => (URL.canParse(typed) ? new URL(typed) : null);

/** Whether a page's host is one of these domains, or below one (S25); `evilexample.com` is not below `example.com`. */
const isOnOneOf = (host: string, domains: readonly string[]): boolean => {
  const name = host.toLowerCase().replace(/\.$/, "");
  return domains.some((domain) => {
    const ascii = domainToASCII(domain.toLowerCase());
    return ascii !== "" && (name === ascii || name.endsWith(`.${ascii}`));
  });
};

const sameWall = (a: WallTime, b: WallTime): boolean => a.date === b.date && a.time === b.time;

/** The instant somebody chose; left as the form showed it, it stays exact, also where a local time is ambiguous. */
const instantOf = (
  wall: WallTime,
  zone: string,
  { zones }: Reading,
  before: number | undefined,
): number | "unreadable" | "skipped" =>
  before !== undefined && sameWall(wall, zones.wallOf(before, zone)) ? before : zones.instantOf(wall, zone);

type Add = (field: WebinarField, refusal: Refusal) => void;

const readText = (
  field: "title" | "description" | "fullText" | "planText" | HostText,
  typed: string,
  max: number,
  add: Add,
) => {
  const text = field === "title" ? cleanLine(typed) : cleanText(typed);
  const named = field === "title" || field === "description" ? field : "note";
  if (lengthOf(text) > max) add(field, { reason: "too_long", field: named, max, length: lengthOf(text) });
  return text;
};

const readStart = (fields: WebinarFields, reading: Reading, add: Add): number => {
  const { now, before } = reading;
  const start = instantOf(fields.start, fields.zone, reading, before?.startsAt);
  if (start === "unreadable") add("start", { reason: "start_unreadable" });
  else if (start === "skipped") add("start", { reason: "start_skipped", zone: fields.zone });
  else if (start === before?.startsAt) return start;
  else if (start <= now) add("start", { reason: "start_in_the_past", now });
  else if (start > now + FARTHEST_START_MS) add("start", { reason: "start_too_far" });
  return typeof start === "number" ? start : Number.NaN;
};

const readEnd = (fields: WebinarFields, startsAt: number, { now, before }: Reading, add: Add): number => {
  const { durationMinutes } = fields;
  const endsAt = startsAt + durationMinutes * MINUTE;
  if (durationMinutes <= 0) add("duration", { reason: "end_before_start" });
  else if (!Number.isInteger(durationMinutes) || durationMinutes > DURATION_MAX_MINUTES)
    add("duration", { reason: "duration_out_of_range", maxMinutes: DURATION_MAX_MINUTES });
  else if (before && endsAt !== before.endsAt && endsAt <= now) add("duration", { reason: "end_in_the_past" });
  return endsAt;
};

const SETTING_OF_BOUND = { opens: "opensAt", closes: "closesAt", answersUntil: "answersUntil" } as const;

/** Reads when registration opens or closes, or until when answers change; undefined when it is left empty. */
const readBound = (
  field: keyof typeof SETTING_OF_BOUND,
  wall: WallTime,
  { zone }: WebinarFields,
  reading: Reading,
  add: Add,
): number | undefined => {
  if (wall.date === "" && wall.time === "") return undefined;
  const { now, before } = reading;
  const shown = before?.[SETTING_OF_BOUND[field]];
  const at = instantOf(wall, zone, reading, shown);
  if (at === "unreadable") add(field, { reason: "window_unreadable" });
  else if (at === "skipped") add(field, { reason: "start_skipped", zone });
  else if (field !== "opens" && at <= now && at !== shown)
    add(field, { reason: field === "closes" ? "closes_in_the_past" : "answers_until_past" });
  else return at;
  return undefined;
};

const readWindow = (fields: WebinarFields, endsAt: number, reading: Reading, add: Add) => {
  const opensAt = readBound("opens", fields.opens, fields, reading, add);
  const closesAt = readBound("closes", fields.closes, fields, reading, add);
  if (opensAt !== undefined && closesAt !== undefined && closesAt <= opensAt)
    add("closes", { reason: "window_backwards" });
  else if (opensAt !== undefined && opensAt >= endsAt) add("opens", { reason: "opens_after_end" });
  return defined({ opensAt, closesAt });
};

/** Reads until when answers can be changed (P17); a deadline alone needs an instant. */
const readEdits = (fields: WebinarFields, reading: Reading, add: Add) => {
  const { answerEdits, editsReopen } = fields;
  if (answerEdits !== "until_deadline") return { answerEdits, editsReopen };
  const { date, time } = fields.answersUntil;
  if (date === "" && time === "") add("answersUntil", { reason: "answers_until_missing" });
  const answersUntil = readBound("answersUntil", fields.answersUntil, fields, reading, add);
  return { answerEdits, editsReopen, ...defined({ answersUntil }) };
};

const readCap = ({ cap }: WebinarFields, { site }: Reading, add: Add): number => {
  const max = capLimit(site.plan);
  if (cap !== undefined && !(Number.isInteger(cap) && cap >= 1 && cap <= max))
    add("cap", { reason: "cap_out_of_range", max, plan: site.plan });
  return cap ?? max;
};

const readOffer = ({ offerMinutes = OFFER_MINUTES }: WebinarFields, add: Add): number => {
  if (!Number.isInteger(offerMinutes) || offerMinutes < 1 || offerMinutes > OFFER_MAX_MINUTES)
    add("offer", { reason: "offer_out_of_range", max: OFFER_MAX_MINUTES });
  return offerMinutes;
};

const readLink = ({ link }: WebinarFields, { before }: Reading, add: Add): string => {
  // A stored link may be longer than what was typed.
  if (link === before?.link) return link;
  const url = parseUrl(link.trim());
  if (link.length > LINK_MAX) add("link", { reason: "too_long", field: "link", max: LINK_MAX, length: link.length });
  else if (!isHttps(url)) add("link", { reason: "link_invalid" });
  else return url.href;
  return "";
};

const readLanding = ({ landingPage }: WebinarFields, { site, before }: Reading, add: Add): string | undefined => {
  const typed = landingPage.trim();
  if (typed === "") return undefined;
  if (typed === before?.landingPage) return typed;
  const url = parseUrl(typed);
  if (typed.length > LINK_MAX)
    add("landing", { reason: "too_long", field: "link", max: LINK_MAX, length: typed.length });
  else if (!isHttps(url)) add("landing", { reason: "landing_invalid" });
  else if (isOnOneOf(url.hostname, site.landingDomains)) return url.href;
  else add("landing", { reason: "landing_not_allowed", domain: url.hostname });
  return undefined;
};

/** Reads where the recording is (P30): any page that opens by https. */
const readRecording = ({ recording }: WebinarFields, { before }: Reading, add: Add): string | undefined => {
  const typed = recording.trim();
  if (typed === "" || typed === before?.recording) return typed || undefined;
  const url = parseUrl(typed);
  if (typed.length > LINK_MAX)
    add("recording", { reason: "too_long", field: "link", max: LINK_MAX, length: typed.length });
  else if (isHttps(url)) return url.href;
  else add("recording", { reason: "link_invalid" });
  return undefined;
};

/** Reads the host's own words (P38); what a form did not show stays as it is. */
const readTexts = ({ texts }: WebinarFields, { before }: Reading, add: Add): Pick<Settings, HostText> => {
  const read = HOST_TEXTS.map((text) => {
    const typed = texts[text];
    return [text, typed === undefined ? (before?.[text] ?? "") : readText(text, typed, NOTE_MAX, add)];
  });
  return Object.fromEntries(read) as Pick<Settings, HostText>;
};

/** Reads a filled-in webinar form as settings; answers every problem, by field, so that the form shows all at once. */
export const readSettings = (
  fields: WebinarFields,
  named: NamedPeople,
  reading: Reading,
): { settings: Settings; problems: WebinarProblem[] } => {
  const { site } = reading;
  const problems: WebinarProblem[] = [];
  const add: Add = (field, refusal) => problems.push({ field, refusal });
  const title = readText("title", fields.title, TITLE_MAX, add);
  if (title === "") add("title", { reason: "title_missing" });
  const description = readText("description", fields.description, DESCRIPTION_MAX, add);
  const startsAt = readStart(fields, reading, add);
  const endsAt = readEnd(fields, startsAt, reading, add);
  const password = cleanLine(fields.password);
  if (lengthOf(password) > PASSWORD_MAX)
    add("password", { reason: "too_long", field: "password", max: PASSWORD_MAX, length: lengthOf(password) });
  const { joinBeforeHost, registrationIds, kind } = fields;
  if (registrationIds && kind === "meeting") add("ids", { reason: "ids_not_for_meetings" });
  const isOffered = site.registrationIds || reading.before?.registrationIds;
  if (registrationIds && !isOffered) add("ids", { reason: "ids_off" });
  if (named.hostChannels.length === 0) add("channels", { reason: "channel_unknown" });
  if (named.hostChannels.length > CHANNELS_MAX) add("channels", { reason: "too_many_channels", max: CHANNELS_MAX });
  if (named.cohosts.length > COHOSTS_MAX) add("cohosts", { reason: "too_many_cohosts", max: COHOSTS_MAX });
  if (fields.waitResult !== undefined && fields.waitMinutes === undefined)
    add("waitResult", { reason: "wait_result_alone" });
  const landingPage = readLanding(fields, reading, add);
  const settings: Settings = {
    kind,
    title,
    description,
    visibility: fields.visibility,
    startsAt,
    endsAt,
    link: readLink(fields, reading, add),
    password: password === "" ? newPassword() : password,
    ...named,
    speakers: reading.before?.speakers ?? [],
    // S10: with *join before host* there is no registration.
    registrationRequired: fields.registrationRequired && joinBeforeHost === undefined,
    ...defined({ joinBeforeHost }),
    registrationIds,
    policy: fields.policy,
    approveInvited: fields.approveInvited,
    ...defined({ waitMinutes: fields.waitMinutes }),
    // Without a time to wait there is no default decision.
    ...defined({ waitResult: fields.waitMinutes === undefined ? undefined : fields.waitResult }),
    cap: readCap(fields, reading, add),
    ...readWindow(fields, endsAt, reading, add),
    waitlist: fields.waitlist,
    dmOnly: fields.dmOnly,
    // P43: another address is nobody's who was invited.
    invitationsLocked: fields.invitationsLocked || fields.visibility === "invited_only",
    offerMinutes: readOffer(fields, add),
    ...readEdits(fields, reading, add),
    ...defined({ landingPage }),
    fullText: readText("fullText", fields.fullText, NOTE_MAX, add),
    planText: readText("planText", fields.planText, NOTE_MAX, add),
    reminders: REMINDER_MINUTES.filter((minutes) => fields.reminders.includes(minutes)),
    followUp: fields.followUp,
    ...defined({ nudgeMinutes: fields.nudgeMinutes, recording: readRecording(fields, reading, add) }),
    ...readTexts(fields, reading, add),
  };
  return { settings, problems };
};
