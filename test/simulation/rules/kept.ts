import { createHash } from "node:crypto";
import type { Redis } from "ioredis";
import { SITE_ORGANISATION } from "../../../src/core/access/organisations.ts";
import { STATUSES } from "../../../src/core/model/status.ts";
import { keys, partitionOf } from "../../../src/redis/keys.ts";
import { type HeldWebinar, readState, type State } from "../ledger.ts";
import { isOfSimulation } from "../redis.ts";
import { broken } from "../simulation.ts";

type Code = Parameters<typeof keys.webinar>[1];

const ORGANISATION = SITE_ORGANISATION;
const RULE = "no key without an owner";

/** Stands in a key's name for what varies. */
const ANY = "0ANY0";
const ANY_NUMBER = 4_711;

/** A key's name as a pattern; a prefix stands for all that is built below it, in scripts too. */
const patternOf = (made: string): string => {
  const hashed = createHash("sha256").update(ANY).digest("base64url").slice(0, 22);
  const pattern = made
    .replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")
    .replaceAll(hashed, "[\\w-]{22}")
    .replaceAll(`e${ANY_NUMBER}`, "e\\d+")
    .replaceAll(ANY, "[^:]+");
  return `^${pattern}${/[:/]$|limit$/.test(made) ? ".*" : ""}$`;
};

/** A prefix of everything says nothing of what is below it. */
const TOO_WIDE = [
  keys.sitePrefix,
  keys.organisationPrefix(ORGANISATION),
  keys.webinarsPrefix(ORGANISATION),
  keys.webinarPrefix(ORGANISATION, ANY as Code),
  keys.eraPrefix(ORGANISATION, ANY as Code, ANY_NUMBER),
];

/** What each key of Usher's may be called, made from the functions that name them, whatever each of them takes. */
const NAMES: RegExp[] = Object.values(keys).flatMap((name) => {
  if (typeof name === "string") return TOO_WIDE.includes(name) ? [] : [new RegExp(patternOf(name))];
  const make = name as (...given: unknown[]) => string;
  const made = [
    make(partitionOf(ORGANISATION), ANY, ANY),
    make(ANY, ANY, ANY),
    make(ORGANISATION, ANY, ANY, ANY),
    make(ORGANISATION, ANY, `${ANY_NUMBER}`, ANY),
  ];
  return [...new Set(made)].flatMap((one) => (TOO_WIDE.includes(one) ? [] : [new RegExp(patternOf(one))]));
});

/** Lists beside a long invitation (scripts/shared/inviting.lua). */
NAMES.push(/:inviting:[^:]+:\w+$/);

const isNamed = (key: string): boolean => NAMES.some((name) => name.test(key));

const below = (key: string, prefix: string): string | undefined =>
  key.startsWith(prefix) ? key.slice(prefix.length) : undefined;

/** What an index of one webinar says, beside what it indexes. */
const checkIndexes = async (redis: Redis, webinar: HeldWebinar, all: readonly string[]): Promise<void> => {
  const code = webinar.code as Code;
  for (const status of STATUSES) {
    const marked = await redis.bitcount(keys.inStatus(ORGANISATION, code, webinar.era, status));
    const have = [...webinar.registrations.values()].filter((one) => one.status === status).length;
    if (marked !== have) broken("indexes", `${code}: ${marked} are marked as ${status}, ${have} are`);
  }
  const prefix = keys.inviteePrefix(ORGANISATION, code);
  const invitees = all.filter((key) => key.startsWith(prefix)).length;
  const invited = await redis.bitcount(keys.invitedIn(ORGANISATION, code, "all"));
  if (invited !== invitees) broken("indexes", `${code}: ${invited} are marked as invited, ${invitees} are`);
  for (const [address, { key }] of webinar.addresses) {
    const isThere = webinar.registrations.has(key) || all.includes(`${prefix}${key}`) || webinar.era > 1;
    if (!isThere) broken(RULE, `${code}: an address (${address.length} characters) leads to ${key}, which is nobody`);
  }
};

/** The index of people leads to people that are there, and so does what they host. */
const checkPeople = async (redis: Redis, all: readonly string[]): Promise<void> => {
  const index = keys.peopleIndex(ORGANISATION);
  const prefix = keys.personPrefix(ORGANISATION);
  // Whoever is being erased owns what is left of them until that is done.
  const going = await redis.hkeys(keys.erasures(ORGANISATION));
  const isThere = (person: string): boolean => going.includes(person) || all.includes(`${prefix}${person}`);
  for (const key of all.filter((one) => one.startsWith(index)))
    for (const person of Object.values(await redis.hgetall(key)))
      if (!all.includes(`${prefix}${person}`)) broken(RULE, `the index of people leads to ${person}, who is not there`);
  for (const of of [keys.hostingPrefix(ORGANISATION), keys.speakingPrefix(ORGANISATION)])
    for (const key of all) {
      const person = below(key, of);
      if (person !== undefined && !isThere(person)) broken(RULE, `${key} is of nobody`);
    }
};

/** Whom the webinars name as hosts, or as speakers, has these in their list, and no others. */
const checkLeading = async (redis: Redis, all: readonly string[], state: State): Promise<void> => {
  const people = keys.personPrefix(ORGANISATION);
  for (const [prefix, named] of [
    [keys.hostingPrefix(ORGANISATION), "hosts"],
    [keys.speakingPrefix(ORGANISATION), "speakers"],
  ] as const) {
    const should = new Map<string, string[]>();
    // Whoever was erased is in no list any more, whatever past webinars name.
    for (const { code, [named]: ids } of state.values())
      for (const id of ids.filter((one) => all.includes(`${people}${one}`)))
        should.set(id, [...(should.get(id) ?? []), code]);
    const lists = all.flatMap((key) => below(key, prefix) ?? []);
    for (const id of new Set([...lists, ...should.keys()])) {
      if (!all.includes(`${people}${id}`)) continue;
      const listed = await redis.zrange(`${prefix}${id}`, "0", "-1");
      const wanted = (should.get(id) ?? []).toSorted();
      if (listed.toSorted().join() !== wanted.join())
        broken("lists of who hosts and speaks", `${prefix}${id} has ${listed.join()} in place of ${wanted.join()}`);
    }
  }
};

/** What somebody's record says that they have is there. */
const checkEntries = async (redis: Redis, all: readonly string[], state: State): Promise<void> => {
  const prefix = keys.personPrefix(ORGANISATION);
  for (const key of all.filter((one) => one.startsWith(prefix)))
    for (const [field, value] of Object.entries(await redis.hgetall(key))) {
      const code = below(field, "w:");
      if (code === undefined) continue;
      const webinar = state.get(code);
      if (!webinar) broken(RULE, `${key} has something in ${code}, which is not there`);
      for (const one of value.split(" "))
        if (![...(webinar?.addresses.values() ?? [])].some((pair) => pair.key === one))
          broken(RULE, `${key} has ${one} in ${code}, which is not there`);
    }
};

/** Whatever waits to be sent is found by some worker, and nothing leads to a delivery that is not there. */
const checkLanes = async (redis: Redis, prefix: string, all: readonly string[]): Promise<void> => {
  const members = async (set: string) => redis.zrange(`${prefix}${set}`, "0", "-1");
  const [ready, leased, due, dead] = [
    await members("ready"),
    await members("leased"),
    await members("due"),
    await members("dead"),
  ];
  const queued = new Set<string>();
  for (const key of all) {
    const lane = below(key, `${prefix}q:`);
    if (lane === undefined) continue;
    if (!ready.includes(lane) && !leased.includes(lane)) broken("lanes", `nobody looks into ${lane}`);
    for (const id of await redis.lrange(key, 0, -1)) queued.add(id);
  }
  const records = all.flatMap((key) => below(key, `${prefix}d:`) ?? []);
  const lost = records.find((id) => !queued.has(id) && !due.includes(id) && !dead.includes(id));
  if (lost) broken("lanes", `${lost} waits in no lane`);
  const empty = [...queued, ...due, ...dead].find((id) => !records.includes(id));
  if (empty) broken("lanes", `${empty} is waited for, and is not there`);
};

/** Every key is named, and of something that is there; every index says what is. Throws what is broken. */
export const checkKept = async (redis: Redis): Promise<void> => {
  // Read anew: what was read after the last change may be older than what is compared with it here.
  const state = await readState(redis);
  const all = (await redis.keys("*")).filter((key) => !isOfSimulation(key)).sort();
  const unnamed = all.find((key) => !isNamed(key));
  if (unnamed) broken(RULE, `no name that Usher gives fits ${unnamed}`);
  const ofWebinars = keys.webinarsPrefix(ORGANISATION);
  for (const key of all) {
    const code = below(key, ofWebinars)?.split(":")[0];
    if (code !== undefined && !state.has(code)) broken(RULE, `${key} is of no webinar`);
  }
  for (const prefix of [keys.lanes(ORGANISATION), keys.mailLanes(ORGANISATION)]) await checkLanes(redis, prefix, all);
  for (const webinar of state.values()) await checkIndexes(redis, webinar, all);
  await checkPeople(redis, all);
  await checkLeading(redis, all, state);
  await checkEntries(redis, all, state);
};
