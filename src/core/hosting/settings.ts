import type { Refusal } from "../model/refusal.ts";
import {
  type AnswerEdits,
  capLimit,
  type EarlyMinutes,
  HOST_TEXTS,
  type HostText,
  type Kind,
  type NudgeMinutes,
  type Policy,
  type ReminderMinutes,
  type Settings,
  type Visibility,
  type WaitMinutes,
  type WaitResult,
  type WebinarField,
} from "../model/webinar.ts";

export const TITLE_MAX = 120;
export const DESCRIPTION_MAX = 2_000;
export const LINK_MAX = 1_000;
export const PASSWORD_MAX = 40;
/** For the texts that people read when the webinar is full, or the plan is. */
export const NOTE_MAX = 1_000;
export const COHOSTS_MAX = 30;
export const SPEAKERS_MAX = 30;
export const CHANNELS_MAX = 10;
const MINUTE = 60_000;
/** How long an offer can be claimed (P7). */
export const OFFER_MAX_MINUTES = 10_080;
export const OFFER_MINUTES = 720;
/** After how long hosts are reminded of a request, unless they choose otherwise (N6). */
export const WAIT_DEFAULT_MINUTES: WaitMinutes = 240;
/** When people are reminded, unless the host chooses otherwise (P14, P29). */
export const REMINDERS_DEFAULT: readonly ReminderMinutes[] = [1_440, 60, 10];
export const NUDGE_DEFAULT_MINUTES: NudgeMinutes = 4_320;
export const DURATION_MAX_MINUTES = 1_440;

/** A date and a time as somebody chose them, `YYYY-MM-DD` and `HH:mm`; either may be missing. */
export interface WallTime {
  readonly date: string;
  readonly time: string;
}

/** Converts between local times and instants; implemented outside the core. */
export interface Zones {
  /** The instant in ms; of a time that comes twice, the earlier. `skipped`: the clocks go forward over it. */
  instantOf(wall: WallTime, zone: string): number | "unreadable" | "skipped";
  /**
   * The instant in ms, as RFC 5545 (3.3.5) places local times: of one that comes twice, the earlier; one that the clocks
   * go forward over `isMoved`, as far forward as the clocks.
   */
  placedAt(wall: WallTime, zone: string): { readonly at: number; readonly isMoved: boolean } | "unreadable";
  wallOf(instant: number, zone: string): WallTime;
}

/** The webinar form as a host filled it in. */
export interface WebinarFields {
  readonly kind: Kind;
  readonly title: string;
  readonly description: string;
  readonly visibility: Visibility;
  readonly start: WallTime;
  /** The IANA zone in which the dates and times were chosen. */
  readonly zone: string;
  readonly durationMinutes: number;
  readonly link: string;
  /** Empty: a password is made. */
  readonly password: string;
  readonly registrationRequired: boolean;
  readonly joinBeforeHost: EarlyMinutes | undefined;
  readonly registrationIds: boolean;
  readonly policy: Policy;
  readonly approveInvited: boolean;
  /** Undefined: nobody is reminded of requests that wait (N6). */
  readonly waitMinutes: WaitMinutes | undefined;
  /** Undefined: requests that nobody decided in time go on waiting. */
  readonly waitResult: WaitResult | undefined;
  /** Undefined: the plan's own limit. */
  readonly cap: number | undefined;
  readonly opens: WallTime;
  readonly closes: WallTime;
  readonly waitlist: boolean;
  readonly dmOnly: boolean;
  readonly invitationsLocked: boolean;
  /** Undefined: twelve hours. */
  readonly offerMinutes: number | undefined;
  readonly answerEdits: AnswerEdits;
  readonly answersUntil: WallTime;
  readonly editsReopen: boolean;
  readonly landingPage: string;
  readonly fullText: string;
  readonly planText: string;
  readonly reminders: readonly ReminderMinutes[];
  /** Undefined: nobody is reminded of an invitation. */
  readonly nudgeMinutes: NudgeMinutes | undefined;
  readonly followUp: boolean;
  readonly recording: string;
  /** The host's own words (P38); one that is absent stays as it is. */
  readonly texts: Readonly<Partial<Record<HostText, string>>>;
}

export type WebinarProblem = { field: WebinarField | "none"; refusal: Refusal };

/** Shows a webinar's settings as the fields of its form, with times in `zone`. */
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
    dmOnly: settings.dmOnly,
    invitationsLocked: settings.invitationsLocked,
    visibility: settings.visibility,
    approveInvited: settings.approveInvited,
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
    answerEdits: settings.answerEdits,
    answersUntil: wall(settings.answersUntil),
    editsReopen: settings.editsReopen,
    landingPage: settings.landingPage ?? "",
    fullText: settings.fullText,
    planText: settings.planText,
    reminders: settings.reminders,
    nudgeMinutes: settings.nudgeMinutes,
    followUp: settings.followUp,
    recording: settings.recording ?? "",
    texts: Object.fromEntries(HOST_TEXTS.map((text) => [text, settings[text]])),
  };
};
