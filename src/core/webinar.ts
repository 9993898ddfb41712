import type { Form } from "./form.ts";
import type { ChatId, Face, OrganisationId, PersonId, WebinarCode } from "./ids.ts";
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

/** What people register for. */
export interface Webinar {
  readonly organisation: OrganisationId;
  readonly code: WebinarCode;
  readonly kind: Kind;
  readonly title: string;
  readonly description: string;
  /** UTC instants in ms; `zone` is the IANA zone the host scheduled in. */
  readonly startsAt: number;
  readonly endsAt: number;
  readonly zone: string;
  /** The meeting's own address: appears only in the gate's answer *admitted*. */
  readonly link: string;
  readonly host: PersonId;
  readonly cohosts: readonly PersonId[];
  readonly hostChannels: readonly HostChannel[];
  readonly registrationRequired: boolean;
  readonly registrationIds: boolean;
  readonly policy: "manual";
  readonly cap: number;
  readonly state: "scheduled" | "cancelled";
  /** Registrations live under an era; a new one starts when all are deleted, and the old one is the archive. */
  readonly era: number;
  readonly form: Form;
  /** Rises with every change of the settings. */
  readonly version: number;
  readonly counts: Readonly<Record<Status, number>>;
  readonly seatsHeld: number;
}

/** The site's settings that bind every webinar. */
export interface Site {
  /** The most attendees at once. */
  readonly plan: number;
  readonly registrationIds: boolean;
  /** Who may schedule: every full member, or these chat identities and addresses. */
  readonly hosts: "members" | readonly string[];
}

/** The highest registration cap a plan allows: 10,000 up to a plan of 5,000, above it 20 % more than the plan (S20, S21). */
export const capLimit = (plan: number): number => (plan <= 5_000 ? 10_000 : Math.round(plan * 1.2));

export const mayDecide = (webinar: Webinar, by: PersonId): boolean =>
  webinar.host === by || webinar.cohosts.includes(by);

export const mayHost = (
  site: Site,
  person: { chats: readonly ChatId[]; address?: string; fullMember: boolean },
): boolean =>
  site.hosts === "members"
    ? person.fullMember
    : site.hosts.some((host) => host === person.address || person.chats.some((chat) => chat === host));
