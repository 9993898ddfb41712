import { hosted } from "../access/host-access.ts";
import { personName } from "../access/names.ts";
import { announcementsAhead } from "../deliveries/announcements.ts";
import { webinarCardsAfter } from "../deliveries/cards.ts";
import type { Delivery, RevisedFrom } from "../deliveries/delivery.ts";
import { fanOut } from "../deliveries/fan-outs.ts";
import { followUpsAnew, recordingNews } from "../deliveries/follow-ups.ts";
import { comingAnew } from "../deliveries/host-news.ts";
import { nudgesAhead } from "../deliveries/nudges.ts";
import { remindersAnew } from "../deliveries/reminders.ts";
import { retentionEnds } from "../deliveries/retention.ts";
import { waitlistEnds } from "../deliveries/seat-offers.ts";
import { watchesAnew } from "../deliveries/watches.ts";
import { defined } from "../model/defined.ts";
import { STANDARD_FORM } from "../model/form.ts";
import type { OrganisationId, PersonId, RequestId, WebinarCode } from "../model/ids.ts";
import { readCode } from "../model/ids.ts";
import { CHANGED, untilStored } from "../model/optimistic.ts";
import type { Person } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import { done, type Result, refuse } from "../model/result.ts";
import {
  type HostChannel,
  isOver,
  registrationsIn,
  type SettingChange,
  type Settings,
  type Site,
  type Webinar,
  withoutHostsAsSpeakers,
} from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { People } from "../ports/people.ts";
import type { Webinars } from "../ports/webinars.ts";
import { withoutChatsOfFormer } from "./cohosts.ts";
import type { FindNamedPeople, NamedPeopleFields } from "./named-people.ts";
import { readSettings } from "./read-settings.ts";
import { changesOf, mergeSettings, settingsOf } from "./setting-changes.ts";
import type { WebinarFields, WebinarProblem, Zones } from "./settings.ts";
import { tellHosts } from "./tell-hosts.ts";
import { askForTimes } from "./times-with-start.ts";

/** How long the operator can bring back what was deleted (S12). */
export const ARCHIVE_KEPT_MS = 30 * 24 * 3_600_000;
const FORMER_CHANNELS_MAX = 10;

/** What can be changed once it is over: what people read afterwards (P30). */
const AFTER_THE_END: readonly (keyof Settings)[] = ["followUp", "recording", "followUpText"];

export interface EditInput {
  readonly organisation: OrganisationId;
  readonly code: WebinarCode;
  readonly requestId: RequestId;
  readonly by: Person;
  /** The version that the form showed. */
  readonly version: number;
  readonly fields: WebinarFields;
  readonly named: NamedPeopleFields;
  /** The form asked already whether registration opens and closes as much earlier or later as the start is. */
  readonly timesAsked?: boolean;
  /** What was typed to confirm the deletion of all registrations, and how many the form showed. */
  readonly confirm: { readonly typed: string; readonly count: number };
}

export interface Edited {
  readonly webinar: Webinar;
  readonly changes: readonly SettingChange[];
  /** How many registrations were deleted. */
  readonly deleted: number;
}

/** Why nothing was changed. `merged` is what the form shows next: others' changes, and on top what was typed. */
export interface EditRefused {
  readonly problems: readonly WebinarProblem[];
  readonly merged?: Webinar;
  /** That form has asked for the times that were chosen for another start. */
  readonly timesAsked?: boolean;
}

interface Deps {
  readonly webinars: Webinars;
  readonly people: People;
  readonly findNamedPeople: FindNamedPeople;
  readonly zones: Zones;
  readonly site: Site;
  readonly clock: Clock;
}

const refuseWhole = (refusal: Refusal) => refuse({ problems: [{ field: "none" as const, refusal }] });

const sameChannel = (a: HostChannel, b: HostChannel): boolean => a.group === b.group && a.channelId === b.channelId;

/** The webinar with new settings, and with what follows from them. */
const becomes = (before: Webinar, settings: Settings): Webinar => {
  // Optional settings that the new ones lack are dropped.
  const { joinBeforeHost: _e, opensAt: _o, closesAt: _c, landingPage: _l, ...rest } = before;
  const { waitMinutes: _w, waitResult: _r, answersUntil: _a, nudgeMinutes: _n, recording: _v, ...kept } = rest;
  const isMoved = settings.startsAt !== before.startsAt || settings.endsAt !== before.endsAt;
  const isRevised = settings.title !== before.title || settings.description !== before.description;
  const left = [...before.hostChannels, ...before.formerChannels].filter(
    (channel) => !settings.hostChannels.some((present) => sameChannel(present, channel)),
  );
  const isSwitchedOff = before.registrationRequired && !settings.registrationRequired;
  return withoutHostsAsSpeakers({
    ...kept,
    ...settings,
    formerChannels: left.slice(0, FORMER_CHANNELS_MAX),
    sequence: before.sequence + (isMoved ? 1 : 0),
    revision: before.revision + (isRevised ? 1 : 0),
    // S29: when registration is switched on again, it starts from the standard form.
    form: isSwitchedOff && !before.series ? STANDARD_FORM : before.form,
    version: before.version + 1,
  });
};

/** Whether the gate asks late people for another password, or asks for one that it did not ask for before (S16). */
const asksOtherwise = (before: Webinar, next: Webinar): boolean =>
  next.registrationRequired &&
  next.policy !== "automatic" &&
  (next.password !== before.password || before.policy === "automatic");

const revisedFrom = (before: Webinar, next: Webinar): RevisedFrom =>
  defined({
    title: next.title === before.title ? undefined : before.title,
    isDescription: next.description === before.description ? undefined : (true as const),
  });

/** The fan-outs that tell everybody whom the change concerns, and what follows from it later. */
const fanOutsOf = (before: Webinar, next: Webinar, deleted: number, now: number, by: PersonId): Delivery[] => {
  const { startsAt, endsAt, era } = before;
  const { sequence, revision } = next;
  const isMoved = sequence !== before.sequence;
  const purgedAt = now + ARCHIVE_KEPT_MS;
  return [
    ...(isMoved
      ? [fanOut(next, { kind: "moved", startsAt, endsAt, sequence, at: now }, `${sequence}`, by), waitlistEnds(next)]
      : []),
    ...(next.registrationIds && !before.registrationIds
      ? [fanOut(next, { kind: "ids", at: now }, String(next.version), by)]
      : []),
    ...(asksOtherwise(before, next) ? [fanOut(next, { kind: "password" }, String(next.version), by)] : []),
    // The mail about a new time brings the new title too.
    ...(revision !== before.revision && !isMoved
      ? [fanOut(next, { kind: "revised", revision, at: now, from: revisedFrom(before, next) }, `${revision}`, by)]
      : []),
    // Also where nobody waits: somebody may be put on the waiting list at this very moment.
    ...(next.cap > before.cap ? [fanOut(next, { kind: "seats" }, String(next.version), by)] : []),
    ...(deleted > 0
      ? [
          fanOut(next, { kind: "let_go", era }, `${era}`, by),
          fanOut(next, { kind: "purge", era }, `${era}`, by, purgedAt),
        ]
      : []),
    ...announcementsAhead(next, now),
    ...remindersAnew(before, next, now),
    ...followUpsAnew(before, next),
    ...recordingNews(before, next, by, now),
    ...comingAnew(before, next, now),
    ...(isMoved || next.nudgeMinutes !== before.nudgeMinutes ? nudgesAhead(next, now) : []),
    ...(next.counts.pending > 0 ? watchesAnew(before, next, now) : []),
  ];
};

/** How many registrations go when the webinar becomes `next` (S11, S28). */
const deletedBy = (webinar: Webinar, next: Webinar): number =>
  webinar.registrationRequired && !next.registrationRequired ? registrationsIn(webinar) : 0;

/** Refuses to delete registrations until their number, as the form showed it, and the code are confirmed. */
const confirmRefusal = ({ code, confirm }: EditInput, count: number): Refusal | undefined => {
  const isCode = readCode(confirm.typed) === code;
  if (count === 0 || (isCode && confirm.count === count)) return undefined;
  const wrong = confirm.typed.trim() !== "" && !isCode;
  return { reason: "confirm_deletion", count, code, wrong };
};

/** Refuses what cannot be changed any more: all of one that is cancelled; once it is over, all but `AFTER_THE_END`. */
const lateRefusal = (webinar: Webinar, changes: readonly SettingChange[], now: number): Refusal | undefined => {
  const isAllowed = webinar.state === "scheduled" && changes.every(({ setting }) => AFTER_THE_END.includes(setting));
  return isAllowed ? undefined : isOver(webinar, now);
};

/** The webinar as the form showed it, and who changed it since. */
interface Base {
  readonly settings: Settings;
  readonly changedBy?: PersonId;
}

/**
 * Changes a webinar's settings for a host. Refuses who does not host it, of one that is over all but what people read
 * afterwards, and whatever `readSettings` finds. Where another host changed something since the form was opened, it tells that first and keeps what was typed;
 * where the start is moved, it asks once whether registration opens and closes with it.
 * Deleting registrations (S11, S28) takes their exact number, as the form showed it, and the webinar's code typed.
 * Everybody whom the change concerns is told by a fan-out that is stored with it.
 */
export const makeEdit = (deps: Deps) => {
  const { webinars, people, findNamedPeople, zones, site, clock } = deps;

  /** What the form showed; undefined when that is too long ago. */
  const baseOf = async ({ organisation, code, version }: EditInput, webinar: Webinar): Promise<Base | undefined> => {
    if (version >= webinar.version) return { settings: webinar };
    const past = await webinars.past(organisation, code, version);
    if (past === "forgotten") return undefined;
    return past ? { settings: past.settings, changedBy: past.by } : { settings: webinar };
  };

  /** What the host made of the form, or what is wrong with it, by field. */
  const read = async (
    { organisation, fields, named }: EditInput,
    webinar: Webinar,
    base: Settings,
    now: number,
  ): Promise<Result<Settings, EditRefused>> => {
    const { named: people, problems: lost } = await findNamedPeople(organisation, webinar.host, named, base);
    const { settings, problems } = readSettings(fields, people, { site, zones, now, before: settingsOf(base) });
    const all = [...problems, ...lost];
    return all.length > 0 ? refuse({ problems: all }) : done(settings);
  };

  /** Why the host has to look at the form once more: what others changed since it was opened. */
  const overlap = async (webinar: Webinar, base: Base, next: Webinar): Promise<EditRefused | undefined> => {
    const changes = changesOf(base.settings, webinar);
    if (changes.length === 0) return undefined;
    const byName = await personName(people, webinar.organisation, base.changedBy);
    return {
      problems: [{ field: "none", refusal: { reason: "changed_meanwhile", byName, changes } }],
      merged: { ...next, version: webinar.version },
    };
  };

  /** The webinar with what the host changed, or why they have to look at the form once more. */
  const merge = async (input: EditInput, webinar: Webinar, now: number): Promise<Result<Webinar, EditRefused>> => {
    const base = await baseOf(input, webinar);
    if (!base) return refuseWhole({ reason: "form_too_old", title: webinar.title });
    const typed = await read(input, webinar, base.settings, now);
    if (!typed.ok) return typed;
    const settings = mergeSettings(settingsOf(base.settings), typed.value, settingsOf(webinar));
    const next = await withoutChatsOfFormer(people, webinar, becomes(webinar, settings));
    const refused = await overlap(webinar, base, next);
    if (refused) return refuse(refused);
    const asked = input.timesAsked ? undefined : askForTimes(webinar, next, now);
    if (!asked) return done(next);
    const merged = { ...next, ...asked.times, version: webinar.version };
    return refuse({ problems: asked.problems, merged, timesAsked: true });
  };

  const store = async (input: EditInput, before: Webinar, next: Webinar, deleted: number, now: number) => {
    const { organisation, code, requestId, by, named } = input;
    return webinars.edit({
      act: { organisation, code, requestId, now, way: named.face },
      before,
      next,
      by: by.id,
      as: "edited",
      ...defined({ deletes: deleted > 0 ? deleted : undefined }),
      deliveries: [
        ...webinarCardsAfter(before, next, now),
        ...fanOutsOf(before, next, deleted, now, by.id),
        ...(next.endsAt === before.endsAt ? [] : [retentionEnds(next, site, next.endsAt)]),
        ...(await tellHosts(people, before, next)),
      ],
    });
  };

  return (input: EditInput): Promise<Result<Edited, EditRefused>> =>
    untilStored(async () => {
      const { organisation, code, requestId, by } = input;
      const now = clock.now();
      // First of all: a host who removed themselves is answered as the first time.
      const repeated = (await webinars.isDone(organisation, requestId)) && (await webinars.get(organisation, code));
      if (repeated) return done({ webinar: repeated, changes: [], deleted: 0 });
      const found = await hosted(deps, organisation, code, by);
      if (!found.ok) return refuseWhole(found.refusal);
      const webinar = found.value;
      const merged = await merge(input, webinar, now);
      if (!merged.ok) return merged;
      const next = merged.value;
      const deleted = deletedBy(webinar, next);
      const unconfirmed = confirmRefusal(input, deleted);
      if (unconfirmed) return refuse({ problems: [{ field: "confirm", refusal: unconfirmed }] });
      const changes = changesOf(webinar, next);
      const late = lateRefusal(webinar, changes, now);
      if (late) return refuseWhole(late);
      if (changes.length === 0) return done({ webinar, changes, deleted: 0 });
      const answer = await store(input, webinar, next, deleted, now);
      if (answer.kind === "moved") return CHANGED;
      return done({ webinar: (await webinars.get(organisation, code)) ?? next, changes, deleted });
    });
};
