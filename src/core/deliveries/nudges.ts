import { NOBODY } from "../model/audit.ts";
import { chatFor, type Person } from "../model/person.ts";
import type { Concerned, Invitee } from "../model/registration.ts";
import { asChosen, type Reach } from "../model/told/reach.ts";
import type { Webinar } from "../model/webinar.ts";
import type { Delivery, FanOut } from "./delivery.ts";
import { fanOut } from "./fan-outs.ts";
import { tellPerson } from "./telling.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

export type Nudges = Extract<FanOut, { kind: "nudges" }>;

type Timed = Pick<Webinar, "organisation" | "code" | "startsAt" | "nudgeMinutes">;

/** When a webinar's invitees are reminded to answer (P29): one fan-out, where that is still ahead. */
export const nudgesAhead = (webinar: Timed, now: number): Delivery[] => {
  const { startsAt, nudgeMinutes: minutes } = webinar;
  const at = minutes === undefined ? 0 : startsAt - minutes * MINUTE;
  return minutes !== undefined && at > now
    ? [fanOut(webinar, { kind: "nudges", minutes, startsAt }, `${startsAt}:${minutes}`, NOBODY, at)]
    : [];
};

/** Whether nobody is reminded after all: the start moved, the host chose otherwise, or registering is over. */
export const areNudgesOff = (webinar: Webinar, { minutes, startsAt }: Nudges, now: number): boolean => {
  const { state, nudgeMinutes, registrationRequired, closesAt } = webinar;
  if (state === "cancelled" || startsAt !== webinar.startsAt || nudgeMinutes !== minutes) return true;
  return !registrationRequired || startsAt <= now || (closesAt !== undefined && closesAt <= now);
};

/** Whether an invitee did not answer. */
export const isSilent = (
  concerned: Concerned,
): concerned is Concerned & { readonly invitee: Invitee; readonly registration?: never } =>
  concerned.registration === undefined && concerned.invitee !== undefined && concerned.invitee.declinedAt === undefined;

/** Whether this invitee is reminded by itself: once, and not a day after they were invited. */
export const isToBeNudged = (concerned: Concerned, now: number): boolean =>
  isSilent(concerned) && concerned.invitee.nudgedAt === undefined && concerned.invitee.invitedAt <= now - DAY;

/** Where an invitee is told: by message and mail, as they chose, or by message alone where the host chose that (S5). */
export const inviteeReach = (webinar: Webinar, { address }: Concerned, person: Person | undefined): Reach => {
  const chat = person && chatFor(person);
  return chat && webinar.dmOnly ? { chat, orMail: address } : asChosen(person, webinar, { chat, address });
};

/** Reminds an invitee as they were invited. */
export const nudge = (webinar: Webinar, concerned: Concerned, person: Person | undefined): Delivery[] => {
  const { organisation, code, host } = webinar;
  const { key } = concerned;
  const base = { organisation, host, id: `${code}:${key}:nudge`, matter: { kind: "nudge", code, key } as const };
  return tellPerson(base, inviteeReach(webinar, concerned, person));
};
