import { domainToASCII } from "node:url";
import { defined } from "../model/defined.ts";
import { cleanLine, cleanText } from "../model/form.ts";
import type { PersonId } from "../model/ids.ts";
import { newPassword } from "../model/ids.ts";
import type { Refusal } from "../model/refusal.ts";
import {
  capLimit,
  type EarlyMinutes,
  type HostChannel,
  type Kind,
  type Policy,
  type SettingChange,
  type Settings,
  type Site,
  type WaitMinutes,
  type WaitResult,
  type WebinarField,
} from "../model/webinar.ts";

export const TITLE_MAX = 120;
export const DESCRIPTION_MAX = 2_000;
export const LINK_MAX = 1_000;
export const PASSWORD_MAX = 40;
/** What people read when it is full, or when the plan is. */
export const NOTE_MAX = 1_000;
export const COHOSTS_MAX = 30;
export const CHANNELS_MAX = 10;
const MINUTE = 60_000;
/** An offer's term (P7). */
export const OFFER_MAX_MINUTES = 10_080;
export const OFFER_MINUTES = 720;
/** After so long hosts are reminded of a request, where they choose nothing else (N6). */
export const WAIT_DEFAULT_MINUTES: WaitMinutes = 240;
export const DURATION_MAX_MINUTES = 1_440;
const FARTHEST_START_MS = 2 * 366 * 24 * 60 * MINUTE;

/** A date and a time as somebody chose them, `YYYY-MM-DD` and `HH:mm`; either may be missing. */
export interface WallTime {
  readonly date: string;
  readonly time: string;
}

/** Local time and instants; what knows the zones stands outside the core. */
export interface Zones {
  /** The instant in ms; of a time that comes twice, the earlier. `skipped`: the clocks go forward over it. */
  instantOf(wall: WallTime, zone: string): number | "unreadable" | "skipped";
  wallOf(instant: number, zone: string): WallTime;
}

/** The form of a webinar as a host filled it in. */
export interface WebinarFields {
  readonly kind: Kind;
  readonly title: string;
  readonly description: string;
  readonly start: WallTime;
  /** In which the dates and times were chosen. */
  readonly zone: string;
  readonly durationMinutes: number;
  readonly link: string;
  /** Empty: one is made. */
  readonly password: string;
  readonly registrationRequired: boolean;
  readonly joinBeforeHost: EarlyMinutes | undefined;
  readonly registrationIds: boolean;
  readonly policy: Policy;
  /** Undefined: nobody is reminded of requests that wait (N6). */
  readonly waitMinutes: WaitMinutes | undefined;
  /** Undefined: requests that nobody decided in time go on waiting. */
  readonly waitResult: WaitResult | undefined;
  /** Undefined: the plan's own limit. */
  readonly cap: number | undefined;
  readonly opens: WallTime;
  readonly closes: WallTime;
  readonly waitlist: boolean;
  /** Undefined: twelve hours. */
  readonly offerMinutes: number | undefined;
  readonly landingPage: string;
  readonly fullText: string;
  readonly planText: string;
}

export type WebinarProblem = { field: WebinarField | "none"; refusal: Refusal };

/** The people and channels that a form names, found. */
export interface NamedPeople {
  readonly cohosts: readonly PersonId[];
  readonly hostChannels: readonly HostChannel[];
}

interface Reading {
  readonly site: Site;
  readonly zones: Zones;
  readonly now: number;
  /** As the form showed it: what stands in it unchanged is not held against today's clock or today's rules. */
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

/** The instant somebody chose; one that was left as the form showed it stays exact, also where a time comes twice. */
const instantOf = (
  wall: WallTime,
  zone: string,
  { zones }: Reading,
  before: number | undefined,
): number | "unreadable" | "skipped" =>
  before !== undefined && sameWall(wall, zones.wallOf(before, zone)) ? before : zones.instantOf(wall, zone);

type Add = (field: WebinarField, refusal: Refusal) => void;

const readText = (field: "title" | "description" | "fullText" | "planText", typed: string, max: number, add: Add) => {
  const text = field === "title" ? cleanLine(typed) : cleanText(typed);
  const named = field === "title" || field === "description" ? field : "note";
  if (text.length > max) add(field, { reason: "too_long", field: named, max, length: text.length });
  return text;
};

const readStart = (fields: WebinarFields, reading: Reading, add: Add): number => {
  const { now, before } = reading;
  const start = instantOf(fields.start, fields.zone, reading, before?.startsAt);
  if (start === "unreadable") add("start", { reason: "start_unreadable" });
  else if (start === "skipped") add("start", { reason: "start_skipped", zone: fields.zone });
  else if (start === before?.startsAt) return start;
  else if (start <= now) add("start", { reason: "start_in_the_past" });
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

/** One end of the time in which people may register; undefined when it is left empty. */
const readBound = (
  field: "opens" | "closes",
  wall: WallTime,
  { zone }: WebinarFields,
  reading: Reading,
  add: Add,
): number | undefined => {
  if (wall.date === "" && wall.time === "") return undefined;
  const { now, before } = reading;
  const at = instantOf(wall, zone, reading, field === "opens" ? before?.opensAt : before?.closesAt);
  if (at === "unreadable") add(field, { reason: "window_unreadable" });
  else if (at === "skipped") add(field, { reason: "start_skipped", zone });
  else if (field === "closes" && at <= now && at !== before?.closesAt) add(field, { reason: "closes_in_the_past" });
  else return at;
  return undefined;
};

const readWindow = (fields: WebinarFields, endsAt: number, reading: Reading, add: Add) => {
  const opensAt = readBound("opens", fields.opens, fields, reading, add);
  const closesAt = readBound("closes", fields.closes, fields, reading, add);
  if (opensAt !== undefined && closesAt !== undefined && closesAt <= opensAt)
    add("closes", { reason: "window_backwards" });
  else if (opensAt !== undefined && opensAt >= endsAt) add("opens", { reason: "opens_after_end" });
  return { ...defined({ opensAt, closesAt }) };
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
  // As it is kept it may be longer than it was typed.
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

/** What a host filled in as settings, with everything that is wrong with it by field, so that a form can show it all at once. */
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
  if (password.length > PASSWORD_MAX)
    add("password", { reason: "too_long", field: "password", max: PASSWORD_MAX, length: password.length });
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
    startsAt,
    endsAt,
    link: readLink(fields, reading, add),
    password: password === "" ? newPassword() : password,
    ...named,
    // S10: people who come in early on their own cannot be asked for a registration.
    registrationRequired: fields.registrationRequired && joinBeforeHost === undefined,
    ...defined({ joinBeforeHost }),
    registrationIds,
    policy: fields.policy,
    ...defined({ waitMinutes: fields.waitMinutes }),
    // Without a time nothing is ever decided by itself.
    ...defined({
      waitResult: fields.waitMinutes === undefined || fields.waitResult === undefined ? undefined : fields.waitResult,
    }),
    cap: readCap(fields, reading, add),
    ...readWindow(fields, endsAt, reading, add),
    waitlist: fields.waitlist,
    offerMinutes: readOffer(fields, add),
    ...defined({ landingPage }),
    fullText: readText("fullText", fields.fullText, NOTE_MAX, add),
    planText: readText("planText", fields.planText, NOTE_MAX, add),
  };
  return { settings, problems };
};

/** A webinar's settings as the fields of a form, its times on the clocks of `zone`. */
export const fieldsOf = (settings: Settings, zone: string, zones: Zones, plan: number): WebinarFields => {
  const wall = (at: number | undefined) => (at === undefined ? { date: "", time: "" } : zones.wallOf(at, zone));
  const { kind, title, description, link, password, registrationRequired, registrationIds, policy, waitlist } =
    settings;
  return {
    kind,
    title,
    description,
    link,
    password,
    registrationRequired,
    registrationIds,
    policy,
    waitlist,
    zone,
    start: wall(settings.startsAt),
    durationMinutes: Math.round((settings.endsAt - settings.startsAt) / MINUTE),
    joinBeforeHost: settings.joinBeforeHost,
    waitMinutes: settings.waitMinutes,
    waitResult: settings.waitResult,
    offerMinutes: settings.offerMinutes,
    cap: settings.cap === capLimit(plan) ? undefined : settings.cap,
    opens: wall(settings.opensAt),
    closes: wall(settings.closesAt),
    landingPage: settings.landingPage ?? "",
    fullText: settings.fullText,
    planText: settings.planText,
  };
};

/** The settings by which two states of a webinar can differ, with the field in which each is shown. */
const FIELD_OF = {
  title: "title",
  description: "description",
  kind: "kind",
  startsAt: "start",
  endsAt: "duration",
  link: "link",
  password: "password",
  registrationRequired: "registration",
  joinBeforeHost: "early",
  registrationIds: "ids",
  policy: "policy",
  waitMinutes: "wait",
  waitResult: "waitResult",
  cap: "cap",
  opensAt: "opens",
  closesAt: "closes",
  waitlist: "waitlist",
  offerMinutes: "offer",
  landingPage: "landing",
  fullText: "fullText",
  planText: "planText",
  cohosts: "cohosts",
  hostChannels: "channels",
} as const satisfies Record<keyof Settings, WebinarField>;

const SETTINGS = Object.keys(FIELD_OF) as (keyof Settings)[];

/** Of the end the length is compared: an end that moves with its start is no change of its own. */
const settingOf = (settings: Settings, setting: keyof Settings): unknown =>
  setting === "endsAt" ? settings.endsAt - settings.startsAt : settings[setting];

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
/** What differs between two states. */
export const changesOf = (from: Settings, to: Settings): SettingChange[] =>
  SETTINGS.filter((setting) => !same(settingOf(from, setting), settingOf(to, setting))).map((setting) => ({
    field: FIELD_OF[setting],
    setting,
    from,
    to,
  }));

/** What two hosts made of the same state: `mine` where I changed something, `theirs` everywhere else. */
export const mergeSettings = (base: Settings, mine: Settings, theirs: Settings): Settings => {
  const from = (setting: keyof Settings) => (same(settingOf(base, setting), settingOf(mine, setting)) ? theirs : mine);
  const taken = SETTINGS.map((setting) => [setting, from(setting)[setting]]);
  const merged = Object.fromEntries(taken.filter(([, value]) => value !== undefined)) as unknown as Settings;
  const length = from("endsAt").endsAt - from("endsAt").startsAt;
  return { ...merged, endsAt: merged.startsAt + length };
};

/** The settings alone of a webinar. */
export const settingsOf = (webinar: Settings): Settings =>
  Object.fromEntries(
    SETTINGS.filter((setting) => webinar[setting] !== undefined).map((setting) => [setting, webinar[setting]]),
  ) as unknown as Settings;
