import type { RepeatField } from "./dates/recurrence.ts";
import type { Form } from "./form.ts";
import {
  type ChatId,
  chatParts,
  type Face,
  type OrganisationId,
  type PersonId,
  type SeriesCode,
  type WebinarCode,
} from "./ids.ts";
import type { Rules } from "./rules.ts";
import type { Status } from "./status.ts";
import type { Announced, WithdrawnAnnouncement } from "./told/announced.ts";

export const KINDS = ["webinar", "meeting"] as const;
export type Kind = (typeof KINDS)[number];

/** The Slack or Teams channel, or the host's own chat, where requests are posted. */
export interface HostChannel {
  readonly face: Face;
  /** Slack's team, Teams' tenant. */
  readonly group: string;
  readonly channelId: string;
}

/** How many minutes before the start people may come in without the host, where that is chosen (S10). */
export const EARLY_MINUTES = [0, 15, 30, 45, 60] as const;
export type EarlyMinutes = (typeof EARLY_MINUTES)[number];

/** After how many minutes without a decision the hosts are reminded (N6). */
export const WAIT_MINUTES = [15, 60, 240, 1_440] as const;
export type WaitMinutes = (typeof WAIT_MINUTES)[number];

/** What can become of a request that nobody decided in time. */
export const WAIT_RESULTS = ["approved", "rejected"] as const;
export type WaitResult = (typeof WAIT_RESULTS)[number];

/** How many minutes before the start approved people may be reminded (P14); a host chooses any of them. */
export const REMINDER_MINUTES = [10_080, 4_320, 1_440, 180, 60, 30, 10] as const;
export type ReminderMinutes = (typeof REMINDER_MINUTES)[number];

/** When those are reminded who are invited and did not answer (P29). */
export const NUDGE_MINUTES = [1_440, 4_320, 10_080] as const;
export type NudgeMinutes = (typeof NUDGE_MINUTES)[number];

/** Where a host's own words stand among Usher's (P38). */
export const HOST_TEXTS = ["invitationText", "approvalText", "reminderText", "followUpText"] as const;
export type HostText = (typeof HOST_TEXTS)[number];

/** Who decides requests: a host, nobody (all are approved), or rules, and a host where none matches. */
export const POLICIES = ["manual", "automatic", "rules"] as const;
export type Policy = (typeof POLICIES)[number];

/** Until when registrants can change their answers (P17): their name they can correct until the end. */
export const ANSWER_EDITS = ["never", "until_approval", "until_deadline"] as const;
export type AnswerEdits = (typeof ANSWER_EDITS)[number];

/** What holds unless the hosts choose otherwise. */
export const ANSWER_EDITS_DEFAULT: AnswerEdits = "until_approval";

/**
 * Who sees a webinar (P43): everybody, in lists too; whoever has its code or link; or those alone who have to do with it.
 */
export const VISIBILITIES = ["listed", "by_link", "invited_only"] as const;
export type Visibility = (typeof VISIBILITIES)[number];

/** What hosts set of a webinar. */
export interface Settings {
  readonly kind: Kind;
  readonly title: string;
  readonly description: string;
  readonly visibility: Visibility;
  /** UTC instants in ms. */
  readonly startsAt: number;
  readonly endsAt: number;
  /** The meeting's own address; only the gate gives it away, to who is admitted. */
  readonly link: string;
  /** Late comers are asked for it (S16); the hosts see it. */
  readonly password: string;
  readonly cohosts: readonly PersonId[];
  /** Who comes in without a registration and decides nothing (P34); none of them hosts it. */
  readonly speakers: readonly PersonId[];
  readonly hostChannels: readonly HostChannel[];
  readonly registrationRequired: boolean;
  /** How early people may join before the host; with it there is no registration (S10). Absent: not selected. */
  readonly joinBeforeHost?: EarlyMinutes;
  readonly registrationIds: boolean;
  readonly policy: Policy;
  /** Who is invited is approved; the policy is for the others only (P36). */
  readonly approveInvited: boolean;
  /** Absent: nobody is reminded, and every request waits for a host. */
  readonly waitMinutes?: WaitMinutes;
  /** What becomes of a request that nobody decided in time; absent: it goes on waiting. */
  readonly waitResult?: WaitResult;
  readonly cap: number;
  /** When registration opens and closes (P8); absent: at once, and at the end. */
  readonly opensAt?: number;
  readonly closesAt?: number;
  /** Whether people are put on a waiting list when all seats are taken (P6). */
  readonly waitlist: boolean;
  /** Whether members are invited by direct message alone, without the mail beside it (S5). */
  readonly dmOnly: boolean;
  /** Whether an invitation's link registers its own address alone (P11); always where only those invited see it. */
  readonly invitationsLocked: boolean;
  /** How long somebody on the waiting list has to claim an offered seat (P7). */
  readonly offerMinutes: number;
  readonly answerEdits: AnswerEdits;
  /** The deadline of `until_deadline`. */
  readonly answersUntil?: number;
  /** Whether an approved registration waits for a host again once its answers are changed. */
  readonly editsReopen: boolean;
  /** The page to which people are sent after they registered (S24). */
  readonly landingPage?: string;
  /** What people read when all seats are taken (S26), and when the plan's attendees are all in (P25). */
  readonly fullText: string;
  readonly planText: string;
  /** How many minutes before the start those are reminded who are approved (P14). */
  readonly reminders: readonly ReminderMinutes[];
  /** When who did not answer an invitation is reminded of it; absent: never. */
  readonly nudgeMinutes?: NudgeMinutes;
  /** Whether people get a follow-up after the end (P30), and where the recording is, once the host says it. */
  readonly followUp: boolean;
  readonly recording?: string;
  /** The host's own words (P38), empty where there are none. */
  readonly invitationText: string;
  readonly approvalText: string;
  readonly reminderText: string;
  readonly followUpText: string;
}

/** What people register for. */
export interface Webinar extends Settings {
  readonly organisation: OrganisationId;
  readonly code: WebinarCode;
  /** The IANA zone the host scheduled in. */
  readonly zone: string;
  readonly host: PersonId;
  /** Former host channels: cards that were posted there are kept up to date, and no new ones are posted. */
  readonly formerChannels: readonly HostChannel[];
  /** Where it was announced to its readers; the cards there are kept true. */
  readonly announcedIn: readonly Announced[];
  /** The last announcements that were withdrawn; absent for none. */
  readonly withdrawn?: readonly WithdrawnAnnouncement[];
  readonly state: "scheduled" | "cancelled";
  /** Rises with every change of the time; a calendar replaces its entry by one with a higher sequence (P15). */
  readonly sequence: number;
  /** Rises with every change of its title or description, which calendar entries show beside the time (P15). */
  readonly revision: number;
  /** How calendar entries are named: by ids alone; absent for webinars that older entries name by the mail domain too. */
  readonly entryNames?: "ids";
  /** Whose form it uses (S13). */
  readonly series?: SeriesCode;
  /** That series is announced somewhere: its cards follow what becomes of this webinar. */
  readonly seriesAnnounced?: true;
  /** Registrations are stored under an era. Deleting them all starts the next one; the old one becomes the archive. */
  readonly era: number;
  readonly rules: Rules;
  /** Its own, or its series'. */
  readonly form: Form;
  /** For optimistic locking: rises with every change of the settings, the form or the series. */
  readonly version: number;
  readonly counts: Readonly<Record<Status, number>>;
  readonly seatsHeld: number;
}

/** The site's settings that bind every webinar. */
export interface Site {
  /** The most attendees at once. */
  readonly plan: number;
  readonly registrationIds: boolean;
  /** Landing pages may be on these domains and below them (S25). */
  readonly landingDomains: readonly string[];
  /** So long after a webinar is over, its data about people are purged (P22). */
  readonly retentionDays: number;
  /** Who may schedule: every full member, or these chat identities and addresses. */
  readonly hosts: "members" | readonly string[];
}

/** The highest cap that a plan allows: 10,000 up to a plan of 5,000, else 20 % more than the plan (S20, S21). */
export const capLimit = (plan: number): number => (plan <= 5_000 ? 10_000 : Math.round(plan * 1.2));

/** How many registrations there are, whatever their status. */
export const registrationsIn = (webinar: Webinar): number =>
  Object.values(webinar.counts).reduce((sum, count) => sum + count, 0);

/** Whether it is neither cancelled nor over. */
export const isAhead = (webinar: Webinar, now: number): boolean =>
  webinar.state === "scheduled" && webinar.endsAt > now;

/** The refusal for a webinar that is cancelled or has ended; undefined while it is ahead or runs. */
export const isOver = (
  { state, endsAt, title }: Pick<Webinar, "state" | "endsAt" | "title">,
  now: number,
): { reason: "webinar_cancelled" | "webinar_ended"; title: string } | undefined => {
  if (state === "cancelled") return { reason: "webinar_cancelled", title };
  return endsAt <= now ? { reason: "webinar_ended", title } : undefined;
};

/** How long before the start the gate opens. */
const OPENS_BEFORE_MS = 15 * 60_000;

/** When the gate opens; *join before host* says so where it is selected (S10). */
export const gateOpensAt = ({ startsAt, joinBeforeHost }: Pick<Webinar, "startsAt" | "joinBeforeHost">): number =>
  startsAt - (joinBeforeHost === undefined ? OPENS_BEFORE_MS : joinBeforeHost * 60_000);

/** Whether this person hosts or cohosts the webinar. */
export const mayDecide = (webinar: Pick<Webinar, "host" | "cohosts">, by: PersonId): boolean =>
  webinar.host === by || webinar.cohosts.includes(by);

/** Somebody's own chat as a host channel. */
export const ownChannel = (chat: ChatId): HostChannel => {
  const { face, group, user } = chatParts(chat);
  return { face, group, channelId: user };
};

export const isSameChannel = (a: HostChannel, b: HostChannel): boolean =>
  a.face === b.face && a.group === b.group && a.channelId === b.channelId;

/** Host and cohosts. */
export const hostsOf = ({ host, cohosts }: Pick<Webinar, "host" | "cohosts">): PersonId[] => [host, ...cohosts];

/** What somebody is in a webinar besides a registrant: `none` for who is nothing. */
export type Role = "host" | "cohost" | "speaker" | "none";

export const roleIn = (
  { host, cohosts, speakers }: Pick<Webinar, "host" | "cohosts" | "speakers">,
  id: PersonId,
): Role => {
  if (host === id) return "host";
  if (cohosts.includes(id)) return "cohost";
  return speakers.includes(id) ? "speaker" : "none";
};

/** Whether this person comes in at any time without a registration, uncounted (P34). */
export const needsNoSeat = (webinar: Pick<Webinar, "host" | "cohosts" | "speakers">, id: PersonId): boolean =>
  mayDecide(webinar, id) || webinar.speakers.includes(id);

/** A webinar whose speakers do not host it: who does needs to be neither named nor listed twice. */
export const withoutHostsAsSpeakers = <Changed extends Pick<Webinar, "host" | "cohosts" | "speakers">>(
  webinar: Changed,
): Changed => ({ ...webinar, speakers: webinar.speakers.filter((id) => !mayDecide(webinar, id)) });

export const mayHost = (
  site: Site,
  person: { chats: readonly ChatId[]; address?: string; fullMember: boolean },
): boolean =>
  site.hosts === "members"
    ? person.fullMember
    : site.hosts.some((host) => host === person.address || person.chats.some((chat) => chat === host));

/** A field of the webinar form, by which problems are shown. */
export type WebinarField =
  | "title"
  | "description"
  | "kind"
  | "visibility"
  | "start"
  | "duration"
  | "link"
  | "password"
  | "registration"
  | "early"
  | "ids"
  | "policy"
  | "approveInvited"
  | "wait"
  | "waitResult"
  | "cap"
  | "opens"
  | "closes"
  | "waitlist"
  | "dmOnly"
  | "invitationsLocked"
  | "invitees"
  | "offer"
  | "answerEdits"
  | "answersUntil"
  | "editsReopen"
  | "landing"
  | "fullText"
  | "planText"
  | "reminders"
  | "nudge"
  | "followUp"
  | "recording"
  | HostText
  | "cohosts"
  | "speakers"
  | "channels"
  | RepeatField
  | "confirm";

/** One setting that somebody changed. */
export interface SettingChange {
  readonly field: WebinarField;
  readonly setting: keyof Settings;
  readonly from: Settings;
  readonly to: Settings;
}
