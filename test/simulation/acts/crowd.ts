import { SITE_ORGANISATION } from "../../../src/core/access/organisations.ts";
import type { NamedPeopleFields } from "../../../src/core/hosting/named-people.ts";
import { fieldsOf, type WebinarFields } from "../../../src/core/hosting/settings.ts";
import {
  type Address,
  type PersonId,
  parseAddress,
  type RegistrationKey,
  type WebinarCode,
} from "../../../src/core/model/ids.ts";
import { mayMoveFrom } from "../../../src/core/model/status.ts";
import type { HostChannel, Webinar } from "../../../src/core/model/webinar.ts";
import { zones } from "../../../src/zones.ts";
import type { Held, HeldWebinar } from "../ledger.ts";
import { TENANT } from "../platforms/teams.ts";
import type { Process } from "../process.ts";
import { type Random, randomOf } from "../random.ts";
import type { Simulation } from "../simulation.ts";
import { markOf } from "../world.ts";
import type { Act } from "./act.ts";
import { chatOf } from "./chats.ts";
import { freshRequest } from "./requests.ts";

const HOUR = 3_600_000;
const ZONE = "Europe/Paris";
const ORGANISATION = SITE_ORGANISATION;

/** One thing that somebody does to a webinar, through the process that takes it. */
type Doing = (process: Process) => Promise<unknown>;
/** Makes one in the present state; undefined when there is nobody who could. */
type Doer = (simulation: Simulation, webinar: HeldWebinar, random: Random) => Doing | undefined;

const one = (
  webinar: HeldWebinar,
  random: Random,
  isMeant: (held: Held) => boolean,
): (Held & { key: RegistrationKey }) | undefined => {
  const some = [...webinar.registrations.values()].filter(isMeant);
  return some.length > 0 ? (random.pick(some) as Held & { key: RegistrationKey }) : undefined;
};

const ofWebinar = ({ code }: HeldWebinar, random: Random) =>
  ({ organisation: ORGANISATION, code: code as WebinarCode, requestId: freshRequest(random), way: "page" }) as const;

const registers: Doer = (simulation, webinar, random) => {
  const { world } = simulation;
  const members = world.members.filter(({ isGone, address }) => !isGone && !simulation.isErased(address));
  const guests = world.guests.filter((guest) => !simulation.isErased(guest));
  const about = ofWebinar(webinar, random);
  const isGuest = guests.length > 0 && random.chance(0.3);
  const member = members.length > 0 ? random.pick(members) : undefined;
  const typed = isGuest ? random.pick(guests) : member?.address;
  const address = typed === undefined ? undefined : parseAddress(typed);
  if (typed === undefined || !address) return undefined;
  const names = { firstName: "Zoë", lastName: markOf(world, typed) };
  const [firstName = "", ...rest] = (isGuest ? "Guest" : (member?.name ?? "")).split(" ");
  return async ({ core }) => {
    const chatId = isGuest || !member ? undefined : chatOf(simulation, member);
    const known = chatId ? { chatId, fullMember: true as const } : { fullMember: false as const };
    const profile = { firstName, lastName: rest.join(" "), address, ...known } as Parameters<
      typeof core.people.know
    >[1];
    const person = await core.people.know(ORGANISATION, profile);
    await core.register({
      ...{ ...about, person, address, ...names, given: {}, via: chatId ?? "page", answerStays: false },
    });
  };
};

const leaves: Doer = (_, webinar, random) => {
  const held = one(webinar, random, ({ status }) => mayMoveFrom("cancelled", "registrant").includes(status));
  if (!held) return undefined;
  const about = ofWebinar(webinar, random);
  const passes = held.status === "offered" ? { passes: true as const } : {};
  return ({ core }) => core.leave({ ...about, of: { key: held.key }, ...passes });
};

const claims: Doer = (_, webinar, random) => {
  const held = one(webinar, random, ({ status }) => status === "offered");
  if (!held) return undefined;
  const about = ofWebinar(webinar, random);
  return ({ core }) => core.waitlist.claim({ ...about, of: { key: held.key }, answerStays: false });
};

/** As the cards and forms of hosts do, of the version that they show; sometimes of the one before. */
const decides: Doer = (_, webinar, random) => {
  const held =
    (random.chance(0.7) && one(webinar, random, ({ status }) => status === "pending")) ||
    one(webinar, random, ({ status }) => ["pending", "approved", "rejected"].includes(status));
  if (!held) return undefined;
  const about = { ...ofWebinar(webinar, random), key: held.key, way: "slack" as const };
  const version = Math.max(1, held.version - (random.chance(0.15) ? 1 : 0));
  const host = random.pick(webinar.hosts);
  const to = random.pick(["approved", "approved", "rejected"] as const);
  const asked = { to, isChange: held.status !== "pending" || random.chance(0.5), raisesCap: random.chance(0.15) };
  return async ({ core }) => {
    const by = await core.people.get(ORGANISATION, host as Parameters<typeof core.people.get>[1]);
    if (by) await core.decide({ ...about, ...asked, version, by });
  };
};

const undoes: Doer = (_, webinar, random) => {
  const held = one(webinar, random, ({ undoUntil }) => undoUntil > 0);
  if (!held) return undefined;
  const about = { ...ofWebinar(webinar, random), key: held.key, way: "slack" as const };
  const host = random.pick(webinar.hosts);
  return async ({ core }) => {
    const by = await core.people.get(ORGANISATION, host as Parameters<typeof core.people.get>[1]);
    if (by) await core.undo({ ...about, version: held.version, by });
  };
};

/** A host decides a request while its owner takes it back. */
const decidesAsTheyLeave: Doer = (_, webinar, random) => {
  const held = one(webinar, random, ({ status }) => status === "pending");
  if (!held) return undefined;
  const { key, version } = held;
  const [decision, leaving] = [ofWebinar(webinar, random), ofWebinar(webinar, random)];
  const host = random.pick(webinar.hosts) as PersonId;
  const to = random.pick(["approved", "rejected"] as const);
  return ({ core }) =>
    Promise.all([
      core.people.get(ORGANISATION, host).then(async (by) => {
        if (by) await core.decide({ ...decision, way: "slack", key, version, to, isChange: false, by });
      }),
      core.leave({ ...leaving, of: { key } }),
    ]);
};

const invites: Doer = ({ world, isErased }, webinar, random) => {
  const all = [...new Set([...world.members.map(({ address }) => address), ...world.guests])];
  const free = all.filter((typed) => !isErased(typed));
  if (free.length === 0) return undefined;
  const address = parseAddress(random.pick(free)) as Address;
  const { way: _, ...about } = ofWebinar(webinar, random);
  return async ({ core }) => {
    const by = await core.people.get(ORGANISATION, webinar.hosts[0] as Parameters<typeof core.people.get>[1]);
    if (by) await core.invite({ ...about, by, face: "slack", people: [{ by: "address", address }], unreadable: [] });
  };
};

/** Somebody who registered chooses by what they are told: of this webinar, or of all. */
const chooses: Doer = (_, webinar, random) => {
  const held = one(webinar, random, ({ person }) => person !== "");
  if (!held) return undefined;
  const by = random.pick(["both", "dm", "mail", "as_everywhere"] as const);
  const code = random.chance(0.5) ? (webinar.code as WebinarCode) : undefined;
  return async ({ core }) => {
    const person = await core.people.get(ORGANISATION, held.person as Parameters<typeof core.people.get>[1]);
    if (person) await core.chooseTold(ORGANISATION, person, by === "as_everywhere" && !code ? "both" : by, code);
  };
};

/** A host sends the form of the settings, in which they changed something. */
const edits =
  (
    fieldsIn: (before: Webinar, simulation: Simulation, random: Random) => Partial<WebinarFields>,
    channels?: (simulation: Simulation, random: Random) => Pick<NamedPeopleFields, "face" | "hostChannels">,
  ): Doer =>
  (simulation, webinar, random) => {
    const { way: _, ...about } = ofWebinar(webinar, random);
    const isConfirmed = random.chance(0.9);
    const [host] = webinar.hosts;
    const chosen = channels?.(simulation, random);
    const own = randomOf("edits", random.below(1_000_000_000));
    return async ({ core }) => {
      const by = await core.people.get(ORGANISATION, host as Parameters<typeof core.people.get>[1]);
      const before = await core.webinars.get(ORGANISATION, about.code);
      if (!by || !before) return;
      const cohosts = await core.people.getMany(ORGANISATION, before.cohosts);
      const face = chosen?.face ?? "slack";
      const hostChannels = chosen?.hostChannels ?? before.hostChannels.filter((channel) => channel.face === face);
      const people = cohosts.flatMap((person) =>
        person?.address ? [{ by: "address" as const, address: person.address }] : [],
      );
      await core.edit({
        ...{ ...about, by, version: before.version, timesAsked: isConfirmed },
        fields: { ...fieldsOf(before, ZONE, zones, core.site.plan), ...fieldsIn(before, simulation, own) },
        named: { face, cohosts: { by: "address", people, unreadable: [] }, hostChannels },
        confirm: { typed: "", count: 0 },
      });
    };
  };

const moves = edits((before, { time }, random) => ({
  start: zones.wallOf(
    Math.max(before.startsAt, time.now() + HOUR) + random.pick([-0.5, 0.5, 1, 24]) * HOUR + 59_999,
    ZONE,
  ),
}));

const resizes = edits((_, __, random) => ({ cap: random.pick([1, 2, 3, 4]) }));

const rewrites = edits((before, _, random) =>
  random.pick([
    { title: random.pick(["Deep sea", "Ice & fire", "«Ω»"]) },
    { registrationIds: !before.registrationIds },
    { reminders: random.pick([[], [60], [1_440, 10]] as const) },
    { policy: random.pick(["manual", "automatic"] as const) },
  ]),
);

/** Requests come in elsewhere from now on. */
const movesChannels = edits(
  () => ({}),
  ({ world, slack }, random) => {
    const some = (ids: readonly string[]): readonly string[] => random.pick([...ids.map((id) => [id]), ids]);
    const inSlack = (channelId: string): HostChannel => ({ face: "slack", group: slack.workspace.teamId, channelId });
    const inTeams = (channelId: string): HostChannel => ({ face: "teams", group: TENANT, channelId });
    return random.chance(0.5)
      ? { face: "slack", hostChannels: some(world.slackChannels).map(inSlack) }
      : { face: "teams", hostChannels: some(world.teamsChannels).map(inTeams) };
  },
);

const DOERS = {
  registers: [14, registers],
  leaves: [7, leaves],
  claims: [5, claims],
  decides: [14, decides],
  decidesAsTheyLeave: [4, decidesAsTheyLeave],
  undoes: [3, undoes],
  invites: [4, invites],
  chooses: [2, chooses],
  moves: [3, moves],
  resizes: [3, resizes],
  rewrites: [2, rewrites],
  movesChannels: [3, movesChannels],
} as const satisfies Record<string, readonly [weight: number, doer: Doer]>;
type Name = keyof typeof DOERS;

const WEIGHTS = Object.fromEntries(Object.entries(DOERS).map(([name, [weight]]) => [name, weight])) as Record<
  Name,
  number
>;

/** So many things that somebody does to a webinar, each through some process. */
export const doingsTo = (simulation: Simulation, webinar: HeldWebinar, random: Random, count: number) =>
  Array.from({ length: count }, () => {
    const [, make] = DOERS[random.weighted(WEIGHTS)];
    return make(simulation, webinar, random) ?? registers(simulation, webinar, random);
  }).flatMap((doing) => (doing ? [{ doing, process: simulation.webProcess(random) }] : []));

/** So many things are done to one webinar at once, at most. */
const MOST = 4;

/**
 * What people and hosts do in several places at the same time, or right after each other, before any clock has moved:
 * below forms and buttons, which take a walk of their own to fill in.
 */
export const CROWD_ACTS: readonly Act[] = [
  {
    name: "at once",
    weight: 55,
    make: (simulation, random) => {
      const now = simulation.time.now();
      const ahead = [...simulation.state().values()].filter(
        ({ state, startsAt }) => state !== "cancelled" && startsAt > now,
      );
      if (ahead.length === 0) return undefined;
      // The first of them, mostly: what meets there meets.
      const webinar = random.chance(0.6) && ahead[0] ? ahead[0] : random.pick(ahead);
      const doings = doingsTo(simulation, webinar, random, 1 + random.below(MOST));
      const [first] = doings;
      if (!first) return undefined;
      if (random.chance(0.5))
        return () => Promise.all(doings.map(({ doing, process }) => process?.within(() => doing(process))));
      // One after the other, in one process.
      const { process } = first;
      return async () => {
        for (const { doing } of doings) await process?.within(() => doing(process));
      };
    },
  },
];
