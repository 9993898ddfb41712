import type { Form } from "./form.ts";
import type { ChatId, Face, OrganisationId, PersonId, SeriesCode, WebinarCode } from "./ids.ts";
import type { Rules } from "./rules.ts";
import type { Status } from "./status.ts";

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

/** After so many minutes without a decision a request waits too long (N6). */
export const WAIT_MINUTES = [15, 60, 240, 1_440] as const;
export type WaitMinutes = (typeof WAIT_MINUTES)[number];

/** What becomes of a request that nobody decided in time, where the host chose so. */
export const WAIT_RESULTS = ["approved", "rejected"] as const;
export type WaitResult = (typeof WAIT_RESULTS)[number];

/** Who decides requests: a host, nobody, or rules and for the rest a host. */
export const POLICIES = ["manual", "automatic", "rules"] as const;
export type Policy = (typeof POLICIES)[number];

/** What a webinar's hosts set, as they set it. */
export interface Settings {
  readonly kind: Kind;
  readonly title: string;
  readonly description: string;
  /** UTC instants in ms. */
  readonly startsAt: number;
  readonly endsAt: number;
  /** The meeting's own address: appears only in the gate's answer *admitted*. */
  readonly link: string;
  /** Asked of who comes late (S16); the hosts see it. */
  readonly password: string;
  readonly cohosts: readonly PersonId[];
  readonly hostChannels: readonly HostChannel[];
  readonly registrationRequired: boolean;
  /** Absent: not selected. With it there is no registration (S10). */
  readonly joinBeforeHost?: EarlyMinutes;
  readonly registrationIds: boolean;
  readonly policy: Policy;
  /** Absent: nobody is reminded, and nothing is decided by itself. */
  readonly waitMinutes?: WaitMinutes;
  /** Absent: it goes on waiting. */
  readonly waitResult?: WaitResult;
  readonly cap: number;
  /** Registration opens and closes then (P8); absent: at once, and at the end. */
  readonly opensAt?: number;
  readonly closesAt?: number;
  /** Who comes when all seats are taken waits in line (P6). */
  readonly waitlist: boolean;
  /** How long an offer to somebody in line is good (P7). */
  readonly offerMinutes: number;
  /** Where people are taken after they registered (S24). */
  readonly landingPage?: string;
  /** What people read when all seats are taken (S26), and when the plan's attendees are all in (P25). */
  readonly fullText: string;
  readonly planText: string;
}

/** What people register for. */
export interface Webinar extends Settings {
  readonly organisation: OrganisationId;
  readonly code: WebinarCode;
  /** The IANA zone the host scheduled in. */
  readonly zone: string;
  readonly host: PersonId;
  /** Channels that were host channels once: cards that stand there are kept true, and new ones go elsewhere. */
  readonly formerChannels: readonly HostChannel[];
  readonly state: "scheduled" | "cancelled";
  /** Rises with every change of the time: a calendar takes an entry with a higher one as news (P15). */
  readonly sequence: number;
  /** Whose form it uses (S13). */
  readonly series?: SeriesCode;
  /** Registrations live under an era; a new one starts when all are deleted, and the old one is the archive. */
  readonly era: number;
  readonly rules: Rules;
  /** Its own, or its series'. */
  readonly form: Form;
  /** Rises with every change of the settings, the form or the series. */
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
  /** Who may schedule: every full member, or these chat identities and addresses. */
  readonly hosts: "members" | readonly string[];
}

/** The highest registration cap a plan allows: 10,000 up to a plan of 5,000, above it 20 % more than the plan (S20, S21). */
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

/** Whether this person hosts or cohosts the webinar. */
export const mayDecide = (webinar: Pick<Webinar, "host" | "cohosts">, by: PersonId): boolean =>
  webinar.host === by || webinar.cohosts.includes(by);

export const mayHost = (
  site: Site,
  person: { chats: readonly ChatId[]; address?: string; fullMember: boolean },
): boolean =>
  site.hosts === "members"
    ? person.fullMember
    : site.hosts.some((host) => host === person.address || person.chats.some((chat) => chat === host));

/** Where a problem is shown. */
export type WebinarField =
  | "title"
  | "description"
  | "kind"
  | "start"
  | "duration"
  | "link"
  | "password"
  | "registration"
  | "early"
  | "ids"
  | "policy"
  | "wait"
  | "waitResult"
  | "cap"
  | "opens"
  | "closes"
  | "waitlist"
  | "offer"
  | "landing"
  | "fullText"
  | "planText"
  | "cohosts"
  | "channels"
  | "confirm";

/** One setting that somebody changed. */
export interface SettingChange {
  readonly field: WebinarField;
  readonly setting: keyof Settings;
  readonly from: Settings;
  readonly to: Settings;
}
