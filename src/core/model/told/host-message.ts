import type { Face, PersonId, RequestId, WebinarCode } from "../ids.ts";
import type { Status } from "../status.ts";
import { isAhead, type Webinar } from "../webinar.ts";

/** To whom a host can write (P31): by status, or by whether they answered or came. */
export const AUDIENCES = ["approved", "pending", "waitlisted", "silent", "attended", "missed"] as const;
export type Audience = (typeof AUDIENCES)[number];

/** Those who exist only once the webinar has begun. */
const AFTERWARDS: readonly Audience[] = ["attended", "missed"];

/** Whether it is a part of those who are approved, by whether they came. */
export const isAfterwards = (audience: Audience): audience is "attended" | "missed" => AFTERWARDS.includes(audience);

/** To whom a host can write at this time. */
export const audiencesAt = ({ startsAt }: { readonly startsAt: number }, now: number): readonly Audience[] =>
  AUDIENCES.filter((audience) => startsAt <= now || !isAfterwards(audience));

/** Those of a series' webinars in which an audience is: who came or missed it once one has begun, all others ahead. */
export const webinarsWith = (to: Audience, webinars: readonly Webinar[], now: number): readonly Webinar[] =>
  webinars.filter((webinar) =>
    isAfterwards(to) ? webinar.state === "scheduled" && webinar.startsAt <= now : isAhead(webinar, now),
  );

/** Whether somebody with this registration, or with none, can be one of an audience. */
export const isOfStatus = (to: Audience, status: Status | undefined): boolean =>
  to === "silent" ? status === undefined : status === (isAfterwards(to) ? "approved" : to);

/** A host's message is sent so long after the host said so, and can be taken back until then. */
const MESSAGE_UNDO_MS = 60_000;

/** What a host writes to many. */
export interface HostMessage {
  readonly id: RequestId;
  readonly by: PersonId;
  /** The product in which it was written, where its host reads how far it is. */
  readonly face: Face;
  readonly to: Audience;
  /** Empty for the invitation, told again to those who did not answer (P29). */
  readonly text: string;
  /** How many it was for, as its host saw it. */
  readonly count: number;
  readonly sentAt: number;
  /** It is for all of a series, and each person is told once: its webinars one after the other, as it goes through them. */
  readonly series?: { readonly title: string; readonly webinars: readonly WebinarCode[] };
}

/** A message, and how far it is. */
export interface HostMessageState {
  readonly message: HostMessage;
  readonly told: number;
  readonly isUndone: boolean;
  readonly isDone: boolean;
}

/** Until when it can be taken back. */
export const undoableUntil = ({ sentAt }: Pick<HostMessage, "sentAt">): number => sentAt + MESSAGE_UNDO_MS;
