import { hosted, isOver } from "../access/host-access.ts";
import { announcements } from "../deliveries/cards.ts";
import type { Delivery } from "../deliveries/delivery.ts";
import { fanOut } from "../deliveries/fan-outs.ts";
import { waitlistEnds } from "../deliveries/seat-offers.ts";
import { watchesAnew } from "../deliveries/watches.ts";
import { defined } from "../model/defined.ts";
import { STANDARD_FORM } from "../model/form.ts";
import type { OrganisationId, PersonId, RequestId, WebinarCode } from "../model/ids.ts";
import { parseCode } from "../model/ids.ts";
import { fullName, type Person } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import { done, type Result, ROUNDS, refuse } from "../model/result.ts";
import {
  type HostChannel,
  registrationsIn,
  type SettingChange,
  type Settings,
  type Site,
  type Webinar,
} from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { People } from "../ports/people.ts";
import type { Webinars } from "../ports/webinars.ts";
import type { CrewFields, CrewOf } from "./named-people.ts";
import { tellCohosts } from "./schedule.ts";
import {
  changesOf,
  mergeSettings,
  readSettings,
  settingsOf,
  type WebinarFields,
  type WebinarProblem,
  type Zones,
} from "./settings.ts";

/** How long the operator can bring back what was deleted (S12). */
export const ARCHIVE_KEPT_MS = 30 * 24 * 3_600_000;
const FORMER_CHANNELS_MAX = 10;

export interface EditInput {
  readonly organisation: OrganisationId;
  readonly code: WebinarCode;
  readonly requestId: RequestId;
  readonly by: Person;
  /** The version that the form showed. */
  readonly version: number;
  readonly fields: WebinarFields;
  readonly crew: CrewFields;
  /** What was typed against the deletion of all registrations, and how many the form said they were. */
  readonly confirm: { readonly typed: string; readonly count: number };
}

export interface Edited {
  readonly webinar: Webinar;
  readonly changes: readonly SettingChange[];
  /** How many registrations were deleted. */
  readonly deleted: number;
}

/** Why nothing was changed. `merged` is what the form shows next: what was typed, on top of what others changed. */
export interface EditRefused {
  readonly problems: readonly WebinarProblem[];
  readonly merged?: Webinar;
}

interface Deps {
  readonly webinars: Webinars;
  readonly people: People;
  readonly crewOf: CrewOf;
  readonly zones: Zones;
  readonly site: Site;
  readonly clock: Clock;
}

const sameChannel = (a: HostChannel, b: HostChannel): boolean => a.group === b.group && a.channelId === b.channelId;

/** The webinar as these settings make it; what follows from them is set beside them. */
const becomes = (before: Webinar, settings: Settings): Webinar => {
  // What a host can leave empty is empty where the new settings have none.
  const { joinBeforeHost: _e, opensAt: _o, closesAt: _c, landingPage: _l, ...rest } = before;
  const { waitMinutes: _w, waitResult: _r, ...kept } = rest;
  const isMoved = settings.startsAt !== before.startsAt || settings.endsAt !== before.endsAt;
  const left = [...before.hostChannels, ...before.formerChannels].filter(
    (channel) => !settings.hostChannels.some((present) => sameChannel(present, channel)),
  );
  const isSwitchedOff = before.registrationRequired && !settings.registrationRequired;
  return {
    ...kept,
    ...settings,
    formerChannels: left.slice(0, FORMER_CHANNELS_MAX),
    sequence: before.sequence + (isMoved ? 1 : 0),
    // S29: switched on again, it starts from the standard form.
    form: isSwitchedOff && !before.series ? STANDARD_FORM : before.form,
    version: before.version + 1,
  };
};

/**
 * A host changes a webinar. Refuses who does not host it, one that is over, and whatever `readSettings` finds; what
 * another host changed since the form was opened is told first, with everything typed kept. Deleting registrations
 * (S11, S28) takes their exact number, as the form showed it, and the webinar's code typed. Everybody whom it concerns
 * is told by a fan-out that is stored with the change.
 */
export const makeEdit = (deps: Deps) => {
  const { webinars, people, crewOf, zones, site, clock } = deps;

  const deliveriesOf = async (
    before: Webinar,
    next: Webinar,
    deleted: number,
    now: number,
    by: PersonId,
  ): Promise<Delivery[]> => {
    const isMoved = next.sequence !== before.sequence;
    const { startsAt, endsAt } = before;
    const added = next.cohosts.filter((id) => !before.cohosts.includes(id));
    return [
      ...announcements(next),
      ...(isMoved
        ? [
            fanOut(next, { kind: "moved", startsAt, endsAt, sequence: next.sequence }, `${next.sequence}`, by),
            waitlistEnds(next),
          ]
        : []),
      // Somebody may get in line at this very moment: it ends at once where nobody waits.
      ...(next.cap > before.cap ? [fanOut(next, { kind: "seats" }, String(next.version), by)] : []),
      ...(deleted > 0
        ? [
            fanOut(next, { kind: "let_go", era: before.era }, `${before.era}`, by),
            fanOut(next, { kind: "purge", era: before.era }, `${before.era}`, by, now + ARCHIVE_KEPT_MS),
          ]
        : []),
      ...(next.counts.pending > 0 ? watchesAnew(before, next, now) : []),
      ...(await tellCohosts(people, next, added, String(next.version))),
    ];
  };

  const whoChanged = async (webinar: Webinar, by: Person["id"] | undefined): Promise<string> => {
    const person = by && (await people.get(webinar.organisation, by));
    return person ? fullName(person) : "";
  };

  return async (input: EditInput): Promise<Result<Edited, EditRefused>> => {
    const { organisation, code, requestId, by } = input;
    const refuseWhole = (refusal: Refusal) => refuse({ problems: [{ field: "none" as const, refusal }] });
    for (let round = 0; round < ROUNDS; round += 1) {
      const now = clock.now();
      // Before anything else: a host who took themselves out is answered as at the first time.
      const repeated = (await webinars.isDone(organisation, requestId)) && (await webinars.get(organisation, code));
      if (repeated) return done({ webinar: repeated, changes: [], deleted: 0 });
      const found = await hosted(deps, organisation, code, by);
      if (!found.ok) return refuseWhole(found.refusal);
      const webinar = found.value;
      const over = isOver(webinar, now);
      if (over) return refuseWhole(over);
      const past = input.version < webinar.version ? await webinars.past(organisation, code, input.version) : undefined;
      if (past === "forgotten") return refuseWhole({ reason: "form_too_old", title: webinar.title });
      const base: Settings = past?.settings ?? webinar;
      const { crew, problems: lost } = await crewOf(organisation, webinar.host, input.crew, base);
      const read = readSettings(input.fields, crew, { site, zones, now, before: settingsOf(base) });
      const problems = [...read.problems, ...lost];
      if (problems.length > 0) return refuse({ problems });

      const settings = mergeSettings(settingsOf(base), read.settings, settingsOf(webinar));
      const next = becomes(webinar, settings);
      const theirs = changesOf(base, webinar);
      if (theirs.length > 0) {
        const byName = await whoChanged(webinar, past?.by);
        return refuse({
          problems: [{ field: "none", refusal: { reason: "changed_meanwhile", byName, changes: theirs } }],
          merged: { ...next, version: webinar.version },
        });
      }
      const count = webinar.registrationRequired && !next.registrationRequired ? registrationsIn(webinar) : 0;
      const { confirm } = input;
      const isConfirmed = parseCode(confirm.typed) === code && confirm.count === count;
      if (count > 0 && !isConfirmed) {
        const wrong = confirm.typed.trim() !== "" && parseCode(confirm.typed) !== code;
        return refuse({
          problems: [{ field: "confirm", refusal: { reason: "confirm_deletion", count, code, wrong } }],
        });
      }
      const changes = changesOf(webinar, next);
      if (changes.length === 0) return done({ webinar, changes, deleted: 0 });
      const answer = await webinars.edit({
        act: { organisation, code, requestId, now, way: input.crew.face },
        before: webinar,
        next,
        by: by.id,
        as: "edited",
        ...defined({ deletes: count > 0 ? count : undefined }),
        deliveries: await deliveriesOf(webinar, next, count, now, by.id),
      });
      if (answer.kind === "done") {
        const stored = (await webinars.get(organisation, code)) ?? next;
        return done({ webinar: stored, changes, deleted: count });
      }
    }
    throw new Error("what was read was changed each time");
  };
};
