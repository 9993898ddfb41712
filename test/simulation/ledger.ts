import type { Redis } from "ioredis";
import { SITE_ORGANISATION } from "../../src/core/access/organisations.ts";
import type { Status } from "../../src/core/model/status.ts";
import { keys } from "../../src/redis/keys.ts";

/** A registration as Redis holds it. */
export interface Held {
  readonly key: string;
  readonly status: Status;
  readonly version: number;
  readonly address: string;
  readonly person: string;
  /** Before a decision that can be undone. */
  readonly wasBefore: string | undefined;
  readonly keepsSeat: boolean;
  /** By which link or card they came. */
  readonly tag: string | undefined;
  /** The version that a host's decision made; 0 for none. */
  readonly decidedIn: number;
  /** Rises when somebody registers again. */
  readonly round: number;
  readonly digest: string | undefined;
  readonly undoUntil: number;
  /** Until when a seat is offered. */
  readonly offerEndsAt: number;
  readonly history: Readonly<Record<string, string>>;
}

/** Somebody who was invited. */
export interface Invitee {
  readonly key: string;
  readonly hasDeclined: boolean;
  readonly invitedAt: number;
  readonly wasNudged: boolean;
}

/** A webinar as Redis holds it, read at once. */
export interface HeldWebinar {
  readonly code: string;
  readonly title: string;
  readonly era: number;
  readonly cap: number;
  readonly seatsHeld: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly state: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly hasIds: boolean;
  /** So many minutes before the start people are reminded. */
  readonly reminders: readonly number[];
  readonly hasFollowUp: boolean;
  readonly isRequired: boolean;
  /** Which of its times is the present one. */
  readonly sequence: number;
  /** So many minutes before the start who did not answer is reminded to. */
  readonly nudgeMinutes: number | undefined;
  readonly closesAt: number | undefined;
  readonly invitees: readonly Invitee[];
  readonly hosts: readonly string[];
  readonly hostAddresses: readonly string[];
  readonly speakers: readonly string[];
  /** Where requests come in, or came. */
  readonly channels: readonly string[];
  /** Where it is announced, as deliveries name it: the product and the channel. */
  readonly announcedIn: readonly string[];
  /** The series that it is in, with the places where that is announced. */
  readonly series: string | undefined;
  readonly seriesIn: readonly string[];
  readonly visibility: string;
  readonly waitlist: readonly string[];
  /** Whether hosts decided many requests at once. */
  readonly hasBulk: boolean;
  readonly registrations: ReadonlyMap<string, Held>;
  /** Address → its key, and its registration ID where it has one. */
  readonly addresses: ReadonlyMap<string, { readonly key: string; readonly id: string | undefined }>;
}

export type State = ReadonlyMap<string, HeldWebinar>;

const READ = `
local function host_addresses(settings)
  local read, found = cjson.decode(settings), {}
  local hosts = read.cohosts
  hosts[#hosts + 1] = read.host
  for _, id in ipairs(hosts) do found[#found + 1] = redis.call('HGET', ARGV[1] .. 'p:' .. id, 'a') or '' end
  return found
end
-- One look at all names: each look takes as long as there are keys.
local codes, of_code = {}, {}
for _, name in ipairs(redis.call('KEYS', ARGV[1] .. 'w:*')) do
  local code, rest = string.match(name, 'w:([^:]+):(.*)$', #ARGV[1])
  local known = of_code[code]
  if not known then
    known = { registrations = {}, invitees = {}, bulks = 0 }
    of_code[code] = known
    codes[#codes + 1] = code
  end
  if rest == 'webinar' then known.is_there = true
  elseif string.find(rest, '^invitee:') then known.invitees[#known.invitees + 1] = rest
  elseif string.find(rest, '^bulk:') then known.bulks = known.bulks + 1
  elseif string.find(rest, '^e%d+:r:[^:]+$') then known.registrations[#known.registrations + 1] = rest end
end
local answer = {}
for _, code in ipairs(codes) do
  local known, prefix = of_code[code], ARGV[1] .. 'w:' .. code .. ':'
  if known.is_there then
    local webinar = prefix .. 'webinar'
    local era = redis.call('HGET', webinar, 'era') or '1'
    local registrations = {}
    for _, rest in ipairs(known.registrations) do
      local of_era, key = string.match(rest, '^e(%d+):r:(.*)$')
      if of_era == era then registrations[#registrations + 1] = { key, redis.call('HGETALL', prefix .. rest) } end
    end
    local invitees = {}
    for _, rest in ipairs(known.invitees) do
      local invitee = prefix .. rest
      local at, declined = redis.call('HGET', invitee, 'at') or '0', redis.call('HEXISTS', invitee, 'declined')
      invitees[#invitees + 1] = { string.sub(rest, 9), declined, at, redis.call('HEXISTS', invitee, 'nudged') }
    end
    answer[#answer + 1] = {
      code, redis.call('HGETALL', webinar), redis.call('ZRANGE', prefix .. 'e' .. era .. ':line', 0, -1),
      registrations, redis.call('HGETALL', prefix .. 'addresses'), known.bulks,
      host_addresses(redis.call('HGET', webinar, 'settings')), invitees,
      redis.call('HGET', ARGV[1] .. 's:' .. (redis.call('HGET', webinar, 'series') or ''), 'settings') or '',
    }
  end
end
return cjson.encode(answer)`;

const hashOf = (flat: unknown): Record<string, string> => {
  const list = Array.isArray(flat) ? flat.map(String) : [];
  return Object.fromEntries(list.flatMap((field, i) => (i % 2 === 0 ? [[field, list[i + 1] ?? ""]] : [])));
};

const listOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

type Read = [
  code: string,
  fields: unknown,
  waitlist: unknown,
  registrations: unknown,
  addresses: unknown,
  bulks: number,
  hostAddresses: unknown,
  invitees: unknown,
  seriesSettings: string,
];

const heldOf = (key: string, flat: unknown): Held => {
  const fields = hashOf(flat);
  return {
    key,
    status: fields.s as Status,
    version: Number(fields.v),
    address: fields.a ?? "",
    person: fields.p ?? "",
    wasBefore: fields.b,
    keepsSeat: fields.k === "1",
    tag: fields.T,
    decidedIn: Number(fields.d ?? 0),
    round: Number(fields.o ?? 1),
    digest: fields.g,
    undoUntil: Number(fields.u ?? 0),
    offerEndsAt: Number(fields.e ?? 0),
    history: Object.fromEntries(Object.entries(fields).filter(([name]) => /^h\d+$/.test(name))),
  };
};

const placesOf = (settings: { announcedIn?: { face: string; channelId: string }[] }): string[] =>
  (settings.announcedIn ?? []).map(({ face, channelId }) => `${face}:${channelId}`);

/** The order in which a server names its keys is its own. */
const byKey = (a: { readonly key: string }, b: { readonly key: string }): number => (a.key < b.key ? -1 : 1);

const webinarOf = ([
  code,
  flat,
  waitlist,
  registrations,
  addresses,
  bulks,
  hostAddresses,
  invitees,
  seriesSettings,
]: Read): HeldWebinar => {
  const fields = hashOf(flat);
  const settings = JSON.parse(fields.settings ?? "{}");
  const held = (Array.isArray(registrations) ? registrations : [])
    .map(([key, hash]) => heldOf(String(key), hash))
    .sort(byKey);
  return {
    code,
    title: settings.title,
    era: Number(fields.era),
    cap: Number(fields.cap),
    seatsHeld: Number(fields.held),
    counts: Object.fromEntries(
      Object.entries(fields).flatMap(([name, count]) =>
        name.startsWith("n:") ? [[name.slice(2), Number(count)]] : [],
      ),
    ),
    state: settings.state,
    startsAt: settings.startsAt,
    endsAt: settings.endsAt,
    hasIds: settings.registrationIds,
    reminders: settings.reminders ?? [],
    hasFollowUp: settings.followUp === true,
    isRequired: settings.registrationRequired,
    sequence: settings.sequence,
    nudgeMinutes: settings.nudgeMinutes,
    closesAt: settings.closesAt,
    invitees: (Array.isArray(invitees) ? invitees : [])
      .map(([key, declined, at, nudged]) => ({
        key: String(key),
        hasDeclined: Number(declined) === 1,
        invitedAt: Number(at),
        wasNudged: Number(nudged) === 1,
      }))
      .sort(byKey),
    hosts: [settings.host, ...settings.cohosts],
    hostAddresses: listOf(hostAddresses),
    speakers: settings.speakers ?? [],
    channels: [...settings.hostChannels, ...(settings.formerChannels ?? [])].map(({ channelId }) => channelId),
    announcedIn: placesOf(settings),
    series: fields.series,
    seriesIn: seriesSettings === "" ? [] : placesOf(JSON.parse(seriesSettings)),
    visibility: settings.visibility ?? "listed",
    waitlist: listOf(waitlist),
    hasBulk: bulks > 0,
    // Fields alone do not make a registration.
    registrations: new Map(held.flatMap((one) => (one.status ? [[one.key, one]] : []))),
    addresses: new Map(
      Object.entries(hashOf(addresses)).map(([address, pair]) => {
        const [key = "", id] = pair.split(" ");
        return [address, { key, id: id || undefined }];
      }),
    ),
  };
};

/** Whether some message, or one that nobody asked for, may not have reached somebody. */
export type IsExcused = (webinar: HeldWebinar, key: string, isUnasked: boolean) => boolean;

/** Whether somebody who was invited did not answer. */
export const isSilent = ({ registrations }: HeldWebinar, { key, hasDeclined }: Invitee): boolean =>
  !hasDeclined && !registrations.has(key);

/** Reads all webinars as they are at one moment. */
export const readState = async (redis: Redis): Promise<State> => {
  const answer = await redis.eval(READ, 0, keys.organisationPrefix(SITE_ORGANISATION));
  const read = JSON.parse(String(answer)) as Read[];
  const all = Array.isArray(read) ? read.map(webinarOf) : [];
  return new Map(all.sort((a, b) => (a.code < b.code ? -1 : 1)).map((one) => [one.code, one]));
};
