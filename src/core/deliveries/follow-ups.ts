import { NOBODY } from "../model/audit.ts";
import { defined } from "../model/defined.ts";
import type { PersonId } from "../model/ids.ts";
import type { Person } from "../model/person.ts";
import type { Registration } from "../model/registration.ts";
import { reachOf } from "../model/told/reach.ts";
import type { Webinar } from "../model/webinar.ts";
import type { Delivery, FanOut } from "./delivery.ts";
import { fanOut } from "./fan-outs.ts";
import { tellPerson } from "./telling.ts";

/** What runs over its time is not thanked for while it runs. */
const AFTER_MS = 15 * 60_000;

export type FollowUps = Extract<FanOut, { kind: "follow_ups" | "recording" }>;

type Timed = Pick<Webinar, "organisation" | "code" | "endsAt" | "followUp">;

/** When people hear from the host after the end (P30), where the host wants that. */
export const followUpsAhead = (webinar: Timed): Delivery[] => {
  const { endsAt, followUp } = webinar;
  const what = { kind: "follow_ups", endsAt } as const;
  return followUp ? [fanOut(webinar, what, `${endsAt}`, NOBODY, endsAt + AFTER_MS)] : [];
};

/** The same for a webinar that was changed, where that is new by it. */
export const followUpsAnew = (before: Timed, next: Timed): Delivery[] =>
  before.endsAt === next.endsAt && before.followUp ? [] : followUpsAhead(next);

/** Tells those who were approved where the recording is, which the host said after the follow-up was due. */
export const recordingNews = (
  before: Pick<Webinar, "recording">,
  next: Timed & Pick<Webinar, "recording" | "version">,
  by: PersonId,
  now: number,
): Delivery[] => {
  const { endsAt, recording, version } = next;
  const isLate = recording !== undefined && recording !== before.recording && endsAt + AFTER_MS <= now;
  return isLate ? [fanOut(next, { kind: "recording", recording }, String(version), by)] : [];
};

/** Whether nobody is written to after all: the end moved, the host chose otherwise, or it was called off. */
export const areFollowUpsOff = ({ state, endsAt, followUp, recording }: Webinar, what: FollowUps): boolean => {
  if (state === "cancelled") return true;
  return what.kind === "recording" ? recording !== what.recording : endsAt !== what.endsAt || !followUp;
};

/** Writes to one who was approved, by message and mail. */
export const followUp = (
  { organisation, code, host, endsAt, version }: Webinar,
  { key, via, address }: Registration,
  person: Person | undefined,
  { kind }: FollowUps,
): Delivery[] => {
  const isLater = kind === "recording" ? true : undefined;
  const id = `${code}:${key}:${isLater ? `recording:${version}` : `follow_up:${endsAt}`}`;
  const matter = { kind: "follow_up", code, key, ...defined({ isLater }) } as const;
  return tellPerson({ organisation, host, id, matter }, reachOf(person, { code }, { via, address }));
};
