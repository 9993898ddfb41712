import type { Redis } from "ioredis";
import { SITE_ORGANISATION } from "../../../src/core/access/organisations.ts";
import { keys } from "../../../src/redis/keys.ts";
import { findEverywhere } from "../../setup/keyspace.ts";
import { standingActs } from "../acts/standing.ts";
import type { HeldWebinar, IsExcused } from "../ledger.ts";
import type { Machine } from "../machine.ts";
import { randomOf } from "../random.ts";
import { broken } from "../simulation.ts";
import { deadBy } from "./answers.ts";
import { checkCalendars } from "./calendars.ts";
import { checkSeatsOffered } from "./held.ts";
import { checkKept } from "./kept.ts";
import { checkReports, readReports } from "./reported.ts";
import { checkTimed, comingDueAt, nudgeDueOf } from "./timed.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ROUNDS = 3_000;
const APART_MS = 120_000;
const STEPS = 20_000;
const LANES = [keys.lanes(SITE_ORGANISATION), keys.mailLanes(SITE_ORGANISATION)];

/** When the next delivery is due, and of which lane or name; undefined when nothing waits. */
const nextDue = async (redis: Redis): Promise<{ at: number; name: string } | undefined> => {
  const dues: { at: number; name: string }[] = [];
  for (const prefix of LANES)
    for (const set of ["ready", "leased", "due"]) {
      const flat = await redis.zrange(`${prefix}${set}`, "0", "-1", "WITHSCORES");
      for (let i = 0; i < flat.length; i += 2) {
        const name = flat[i] ?? "";
        // A lane whose gap is not over stays there empty.
        if (set === "ready" && (await redis.exists(`${prefix}q:${name}`)) === 0) continue;
        dues.push({ name, at: Number(flat[i + 1]) });
      }
    }
  return dues.toSorted((a, b) => a.at - b.at)[0];
};

/** Lets everything be sent that is due within some time. */
const deliverAll = async (machine: Machine, quieten: () => Promise<void>, withinMs: number): Promise<void> => {
  const { time, scheduler, redis } = machine;
  const until = time.now() + withinMs;
  for (let i = 0; i < ROUNDS && !machine.violation(); i += 1) {
    await quieten();
    const due = await nextDue(redis);
    if (!due || due.at > until) return;
    await machine.advance(Math.max(250, Math.min(due.at - time.now(), HOUR)));
    for (let steps = 0; scheduler.waits() > 0 && steps < STEPS && !machine.violation(); steps += 1)
      await machine.step();
  }
  if (!machine.violation()) broken("lanes empty in the end", `${(await nextDue(redis))?.name} waits for ever`);
};

const givenUp = async (redis: Redis): Promise<string[]> =>
  (await Promise.all(LANES.map((prefix) => redis.zrange(`${prefix}dead`, "0", "-1")))).flat();

/** Whose calendars do not follow by mail: who chose, at some time, not to be told by it, or to hold no time. */
const choosers = async (redis: Redis): Promise<string[]> => {
  const people = await redis.keys(`${keys.personPrefix(SITE_ORGANISATION)}*`);
  const all = await Promise.all(people.map((person) => redis.hgetall(person)));
  return all.flatMap((fields) => (Object.keys(fields).some((name) => /^t(:|$)/.test(name)) ? [fields.a ?? ""] : []));
};

/** Everybody was told how their registration stands, in the last that was said of it to one of their ways. */
const checkNews = async ({ simulation, told, redis }: Machine): Promise<void> => {
  const given = await givenUp(redis);
  const chose = new Set(await choosers(redis));
  for (const { code, era, state, endsAt, registrations } of simulation.state().values()) {
    if (state === "cancelled") continue;
    for (const { key, version, status, address } of registrations.values()) {
      // The end of a waiting list is told in words of its own.
      if (status === "cancelled" && endsAt <= simulation.time.now() + APART_MS) continue;
      const last = told.lastOf(code, era, key);
      if (simulation.isErased(address) || last.some(({ registration }) => registration.status === status)) continue;
      // Who wants no mail beside an answer in chat has that answer alone.
      if (chose.has(address)) continue;
      // What could not be delivered is kept, and shown to the host.
      if (given.some((id) => id.includes(key))) continue;
      const heard = last.map(({ registration }) => `${registration.status} at ${registration.version}`).join(", ");
      broken("everybody is told what happened", `${key} is ${status} at ${version}, and heard ${heard || "nothing"}`);
    }
  }
};

/**
 * Whom some message may not have reached: who was erased, or chose how to be told, or of whom one was given up; and what
 * nobody asked for, who unsubscribed.
 */
const excuses = async ({ simulation, redis, unsubscribed }: Machine): Promise<IsExcused> => {
  const given = await givenUp(redis);
  const chose = new Set(await choosers(redis));
  return ({ addresses }, key, isUnasked) => {
    const [address = ""] = [...addresses].find(([, one]) => one.key === key) ?? [];
    if (isUnasked && unsubscribed.ever(address)) return true;
    return simulation.isErased(address) || chose.has(address) || given.some((id) => id.includes(key));
  };
};

/** Of those whose account ended. */
const addressesLeft = ({ world }: Machine["simulation"]): ReadonlySet<string> =>
  new Set(world.members.flatMap(({ isGone, address }) => (isGone ? [address] : [])));

/** Whose hosts some of what is for them may not have reached. */
const hostExcuses = async ({ simulation, redis }: Machine): Promise<(webinar: HeldWebinar) => boolean> => {
  const given = await givenUp(redis);
  const left = addressesLeft(simulation);
  return ({ code, hostAddresses }) =>
    hostAddresses.some((address) => simulation.isErased(address)) ||
    hostAddresses.every((address) => left.has(address)) ||
    given.some((id) => id.startsWith(`${code}:cancellations`) || id.startsWith(`${code}:coming`));
};

/** In the end hosts have heard of everybody who cancelled, unless none of them can be told any more. */
const checkHostNews = async (machine: Machine): Promise<void> => {
  const { simulation, hostNews, time } = machine;
  hostNews.check(simulation.state(), time.now() + APART_MS, await hostExcuses(machine));
};

/** As long as all is quiet after everything else, at most. */
const AFTERWARDS_MS = 40 * HOUR;
/** The same where somebody is to be reminded to answer. */
const UNTIL_NUDGED_MS = 80 * HOUR;

/** Time goes on, and nobody does anything any more: what is due by the clock comes. */
const checkAfterwards = async (machine: Machine, quieten: () => Promise<void>): Promise<void> => {
  const { simulation, heard, time } = machine;
  const before = simulation.state();
  const since = time.now();
  const ends = [...before.values()].map(({ endsAt }) => endsAt + HOUR).filter((at) => at < since + AFTERWARDS_MS);
  const nudges = [...before.values()].flatMap((webinar) => (webinar.state === "cancelled" ? [] : nudgeDueOf(webinar)));
  const nudged = nudges.map(({ at }) => at + HOUR).filter((at) => at < since + UNTIL_NUDGED_MS);
  const lists = [...before.values()].flatMap((webinar) => comingDueAt(webinar) ?? []);
  const listed = lists.map((at) => at + HOUR).filter((at) => at > since && at < since + UNTIL_NUDGED_MS);
  const until = Math.max(since, ...ends, ...nudged, ...listed);
  await deliverAll(machine, quieten, until - since);
  if (machine.violation()) return;
  const isExcused = await excuses(machine);
  const spans = { since, until, sleptMs: machine.oversleptMs() };
  checkTimed({ before, now: simulation.state(), ...spans }, heard.takenAt, isExcused, await hostExcuses(machine));
};

const checkEntries = async ({ simulation, redis }: Machine): Promise<void> => {
  const given = await givenUp(redis);
  const chose = new Set([...(await choosers(redis)), ...simulation.mail.choseHolds]);
  const isExcused = (address: string, key: string) =>
    simulation.isErased(address) || chose.has(address) || given.some((id) => id.includes(key));
  checkCalendars(simulation.mail.mails, simulation.state(), isExcused);
};

/** Whether a message is still there. */
const standsIn = ({ simulation: { slack, teams, world } }: Machine): ((message: string) => boolean) => {
  const all = new Set([
    ...slack.workspace.channels().flatMap(({ id }) => slack.workspace.messages(id).map(({ ts }) => `${id} ${ts}`)),
    ...world.teamsChannels.flatMap((channel) => teams.world.messagesIn(channel).map(({ id }) => id)),
  ]);
  return (message) => all.has(message);
};

/** What waits to be sent, or was given up, by its id. */
const undelivered = async (redis: Redis): Promise<string[]> =>
  (await Promise.all(LANES.map(async (prefix) => redis.keys(`${prefix}d:*`)))).flat();

/** What of it is due after an instant, as each webinar's end is from the day on which it was scheduled. */
const dueAfter = async (redis: Redis, instant: number): Promise<ReadonlySet<string>> => {
  const of = async (prefix: string): Promise<string[]> =>
    (await redis.zrangebyscore(`${prefix}due`, `(${instant}`, "+inf")).map((id) => `${prefix}d:${id}`);
  return new Set((await Promise.all(LANES.map(of))).flat());
};

/**
 * Cards show what is so, and no card and no message of somebody's own offers what can no longer be done; but for those
 * whose edit is on its way.
 */
const checkCards = async (machine: Machine): Promise<void> => {
  const { simulation, shown, asked, decisions, redis } = machine;
  const waiting = await undelivered(redis);
  asked.check();
  checkSeatsOffered(simulation.state(), simulation.time.now(), waiting);
  shown.check(simulation.state(), simulation.time.now(), waiting, standsIn(machine));
  decisions.checkClaimed();
  const later = await dueAfter(redis, simulation.time.now() + MINUTE);
  const soon = waiting.filter((id) => !later.has(id));
  const left = addressesLeft(simulation);
  for (const standing of standingActs(simulation)) {
    // Erasing tells nobody, and nobody reads the chat of an account that ended: what they show stays as it was.
    const { owner } = standing;
    if (owner !== undefined && (simulation.isErased(owner) || left.has(owner))) continue;
    const why = deadBy(standing, simulation.state());
    const { act } = standing;
    const isOnItsWay = "code" in act && soon.some((id) => id.includes(act.code));
    if (why && !isOnItsWay) broken("no live button that does nothing", `${standing.where}: ${why}`);
  }
};

/** So soon the edit of a card follows. */
const SOON_MS = 5_000;

/** In between, once what is due soon was sent: what cards show is so then too, before anything else is done. */
export const checkAtRest = async (machine: Machine, quieten: () => Promise<void>): Promise<void> => {
  if (machine.hasLost()) return;
  await deliverAll(machine, quieten, SOON_MS);
  if (!machine.violation()) await checkCards(machine);
};

/** A process reads them as any other. */
const checkAllReports = async ({ simulation, begin }: Machine, quieten: () => Promise<void>): Promise<void> => {
  const process = simulation.webProcess(randomOf("reports"));
  let reports: Awaited<ReturnType<typeof readReports>> = new Map();
  const read = async () => {
    if (process) reports = await process.within(() => readReports(process, simulation.state));
  };
  begin(-1, "reads reports", read);
  await quieten();
  checkReports(reports);
};

/** Everything is well again, and all is told: then what holds in the end must hold. Throws what is broken. */
export const checkAtTheEnd = async (machine: Machine, quieten: () => Promise<void>): Promise<void> => {
  await deliverAll(machine, quieten, 2 * HOUR);
  if (machine.violation()) return;
  await checkKept(machine.redis);
  // What Redis lost, nobody knows of: its messages stay as they are.
  if (!machine.hasLost()) {
    await checkNews(machine);
    await checkCards(machine);
    const isExcused = await excuses(machine);
    machine.heard.check(machine.simulation.state(), machine.time.now() + APART_MS, isExcused);
    machine.written.check(machine.simulation.state(), machine.time.now(), machine.heard.takenAt, isExcused);
    await checkAllReports(machine, quieten);
    await checkEntries(machine);
    await checkHostNews(machine);
    await checkAfterwards(machine, quieten);
    if (machine.violation()) return;
  }
  for (const { typed, address } of machine.erased) {
    const left = await findEverywhere(machine.redis, [...new Set([typed, address])]);
    if (left.length > 0)
      broken("nothing is left after an erasure", `${left.length} places: ${left[0]?.split(": ")[0]}`);
  }
};
