import { type Address, parseAddress } from "../../src/core/model/ids.ts";
import type { Notice } from "../../src/core/notices/notice.ts";
import type { Mailer, Messenger } from "../../src/delivery/outcome.ts";
import { isObject } from "../../src/playground/teams/cards.ts";
import { isOrdinary } from "./acts/act.ts";
import { chatOf } from "./acts/chats.ts";
import { readState, type State } from "./ledger.ts";
import { makeMailPlatform } from "./platforms/mail.ts";
import { makeSlackPlatform } from "./platforms/slack.ts";
import { makeTeamsPlatform } from "./platforms/teams.ts";
import { makeCalls, sending } from "./platforms/weather.ts";
import { type Logged, type Outside, type Process, SECRET, startProcess } from "./process.ts";
import { type Random, randomOf } from "./random.ts";
import { type Fate, openRedis } from "./redis.ts";
import { checkAnswer } from "./rules/answers.ts";
import { makeAskedRules } from "./rules/asked.ts";
import { makeChosen } from "./rules/chosen.ts";
import { makeDecisions } from "./rules/decisions.ts";
import { makeHeard } from "./rules/heard.ts";
import { checkHeld } from "./rules/held.ts";
import { makeHostNews } from "./rules/host-news.ts";
import { makeIssued } from "./rules/ids.ts";
import { makeKnown } from "./rules/known.ts";
import { makeLaneRules } from "./rules/lanes.ts";
import { makeNudged } from "./rules/nudged.ts";
import { makeShown } from "./rules/shown.ts";
import { makeTold } from "./rules/told.ts";
import { makeUndoable } from "./rules/undoable.ts";
import { makeUnsubscribed } from "./rules/unsubscribed.ts";
import { makeWritten } from "./rules/written.ts";
import { makeScheduler, makeTrace } from "./scheduler.ts";
import { type Simulation, Violation } from "./simulation.ts";
import { replaceSurroundings } from "./surroundings.ts";
import { inside, makeTime, type Owner, settled } from "./time.ts";
import { populate } from "./world.ts";

/** A Monday at noon, UTC. */
const STARTS_AT = Date.UTC(2027, 0, 4, 12);
const PROCESSES = [
  { name: "one", role: "both" },
  { name: "two", role: "web" },
  { name: "three", role: "worker" },
] as const;
type Slot = (typeof PROCESSES)[number];

const NO_FAULTS: Readonly<Record<Fate, number>> = { answered: 1, lost: 0, refused: 0 };
/** Whoever sends something may send it again once its lease ended. */
const LEASE_MAY_END_MS = 10_000;
const IDLE_LEAST_MS = 1;
const IDLE_MOST_MS = 5_000;
const LOST_MS = 1_000;
const BROWSER_WAITS_MS = 30_000;

/** Commands and scripts that change no registration: after any other, what Redis holds is checked. */
const CHANGES_NOTHING =
  /^(?:(?:get|set|hget|hmget|hset|hkeys|hgetall|exists|p?ttl|smembers|scard|z?range|zrange|scan|zscan|lrange) |pipeline$|(?:claim|finish|renew|retry|tell|learn|revive|find|read|walk|count|page|report|search|know|keep)-)/;

/** Errors that are Usher's own faults, whatever happens around it. */
const isMistake = ({ error }: Logged): boolean =>
  error instanceof Error &&
  (/^(TypeError|ReferenceError|RangeError|SyntaxError|\$?ZodError|ReplyError)$/.test(error.name) ||
    /Slack would|is not good/.test(error.message));

const isRedisAway = (error: unknown): boolean =>
  /Connection is closed|Command timed out|the store is away/.test(String(error));

/** Everything that a simulation consists of, before anything happens in it. */
export const openMachine = async (path: string, seed: number) => {
  const random = randomOf(seed, "scheduler");
  const time = makeTime(STARTS_AT);
  const trace = makeTrace(time);
  const scheduler = makeScheduler(random, time, trace);
  const shown = makeShown();
  const told = makeTold();
  const written = makeWritten();
  const nudged = makeNudged();
  const undoable = makeUndoable(time.now);
  const hostNews = makeHostNews();
  const unsubscribed = makeUnsubscribed(SECRET);
  const issued = makeIssued();
  const decisions = makeDecisions();
  const lanes = makeLaneRules(time.now);
  const asked = makeAskedRules();
  let violation: Violation | undefined;
  const found = (error: unknown, where: string): void => {
    violation ??= error instanceof Violation ? error : new Violation(where, String((error as Error)?.stack ?? error));
  };
  /** A rule that is broken ends the simulation, and is no error of the process in which it is found. */
  const checked = (check: () => void): void => {
    try {
      check();
    } catch (error) {
      found(error, "a rule");
    }
  };
  const reached: Record<string, number> = {};
  const reach = (name: string): void => {
    reached[name] = (reached[name] ?? 0) + 1;
  };

  let fates = NO_FAULTS;
  const redis = await openRedis(path, scheduler, (owner) => {
    const fate = random.weighted(fates);
    if (fate !== "answered") {
      trace.note(`redis: ${fate}`);
      told.excuse(owner.name);
      asked.excuse();
    }
    return fate;
  });
  const calls = makeCalls(scheduler, time, randomOf(seed, "platforms"), {
    accepted: (sent, label, message) => {
      if (message !== undefined) shown.taken(message, sent);
      if (!sent.isCard) {
        heard.taken(sent.delivery, sent.notice);
        nudged.taken(sent.delivery, sent.notice);
        checked(() => hostNews.taken(sent.delivery, sent.notice));
      }
      if (/postMessage|send|openThread|mail/.test(label)) checked(() => told.accepted(sent));
    },
    doubtful: told.doubtful,
    unanswered: told.unanswered,
    called: asked.called,
  });
  // Before anything is made: what the platforms call things comes from the seed, too.
  const restore = replaceSurroundings(time, randomOf(seed, "bytes"), (url, init) => {
    const owner = inside.getStore();
    return owner ? slack.fetched(owner, url, init) : Promise.reject(new Error("nobody fetches this"));
  });
  const slack = makeSlackPlatform(time, calls);
  const teams = makeTeamsPlatform(time, calls);
  const mail = makeMailPlatform(calls);

  const gone = new Set<string>();
  const goneByThemselves = new Set<string>();
  const erased: { readonly typed: string; readonly address: string }[] = [];
  const toErase: Address[] = [];
  /** Of whom nothing may be left, or not for long. */
  const mayGo = (address: string): boolean =>
    gone.has(address) ||
    goneByThemselves.has(address) ||
    erased.some((one) => one.address === address) ||
    toErase.some((one) => one === address);
  const world = populate(slack, teams);
  const known = makeKnown(world);
  const heard = makeHeard(
    time.now,
    (chat) => world.members.find((member) => chatOf({ slack, teams }, member) === chat)?.address,
  );
  const chosen = makeChosen(time.now, (chat) =>
    world.members.some((one) => one.isGone && chatOf({ slack, teams }, one) === chat),
  );
  let state: State = new Map();
  let isRestored = false;
  redis.onChange(async (label) => {
    if (CHANGES_NOTHING.test(label)) return;
    const next = await readState(redis.control);
    for (const { code, registrations } of next.values())
      for (const { key, status } of registrations.values()) {
        const before = state.get(code)?.registrations.get(key)?.status ?? "none";
        if (before !== status) reach(`${before} > ${status}`);
      }
    told.happens(next);
    decisions.happens(next, state);
    known.happens(next, state);
    heard.happens(next);
    nudged.happens(next);
    undoable.happens(next);
    hostNews.happens(next, state);
    chosen.happens(next);
    checked(() => checkHeld(next, state, isRestored, time.now()));
    checked(() => issued.happens(next, isRestored, mayGo, time.now()));
    isRestored = false;
    state = next;
  });

  redis.onScript((one) => checked(() => lanes.carried(one)));

  /** Sees what is sent, and to whom, and notes under which delivery it goes. */
  const seen = <Answer>(
    how: "dm" | "card" | "mail" | "edit",
    to: string,
    delivery: string,
    notice: Notice,
    owner: Owner,
    send: () => Answer,
  ): Answer => {
    reach(`${how} ${notice.kind === "invitation" && notice.isNudge ? "nudge" : notice.kind}`);
    const of = "registration" in notice ? notice.registration : undefined;
    trace.note(`${owner.name} ${how} ${notice.kind} ${of ? `${of.status} at ${of.version} ` : ""}${delivery} to ${to}`);
    if (how === "dm" || how === "mail") checked(() => heard.begins(how, to, notice));
    if (how !== "card") checked(() => undoable.begins(delivery, to, notice, time.nowIn(owner)));
    checked(() => written.begins(delivery));
    const attempt = told.attemptOf(owner.name, delivery);
    const attempts = told.attemptsOf(owner.name, delivery);
    if (how !== "edit") checked(() => nudged.begins(delivery, attempts, notice));
    if (how === "dm" || how === "mail") checked(() => chosen.begins(delivery, notice));
    if (how === "mail") checked(() => unsubscribed.begins(to, attempts, notice));
    if (how !== "edit") checked(() => told.begins({ delivery, to, notice }, owner.name));
    checked(() => {
      if ("registrationId" in notice && notice.registrationId !== undefined && "webinar" in notice) {
        const key = "registration" in notice ? notice.registration?.key : "key" in notice ? notice.key : undefined;
        if (key !== undefined) issued.checkTold(notice.webinar.code, key, notice.registrationId);
      }
    });
    // Slack opens no chat of an account that ended, and takes posts to it.
    const isGone = world.members.some((one) => one.isGone && chatOf({ slack, teams }, one) === to);
    const canBeFound = how === "dm" && to.startsWith("slack") && !isGone && told.isRepeat(owner.name, delivery);
    return sending.run(
      {
        attempt,
        delivery,
        notice,
        isCard: how === "card" || how === "edit",
        canBeFound,
      },
      send,
    );
  };
  const messengerSeen = (messenger: Messenger, owner: Owner): Messenger => ({
    ...messenger,
    tell: (organisation, chat, notice, reader, attempt) =>
      seen("dm", chat, attempt.delivery, notice, owner, () =>
        messenger.tell(organisation, chat, notice, reader, attempt),
      ),
    post: (organisation, channel, notice, reader, attempt, thread) =>
      seen("card", channel.channelId, attempt.delivery, notice, owner, () =>
        messenger.post(organisation, channel, notice, reader, attempt, thread),
      ),
    update: (organisation, channel, messageId, notice, reader, attempt) => {
      const process = processes.find((one) => one.owner === owner);
      if (process) editing.splice(0, 1)[0]?.(process, notice);
      return seen("edit", messageId, attempt.delivery, notice, owner, () =>
        messenger.update(organisation, channel, messageId, notice, reader, attempt),
      );
    },
  });
  const mailerSeen = (mailer: Mailer, owner: Owner): Mailer => ({
    send: (address, notice, reader, id) =>
      seen("mail", address, id, notice, owner, () => mailer.send(address, notice, reader, id)),
  });
  const outside: Outside = {
    ...{ time, trace, slack, teams, mail },
    watch: {
      messenger: messengerSeen,
      mailer: mailerSeen,
      logged: (logged) => {
        if (isMistake(logged)) found(logged.error, `no mistakes (${logged.event})`);
      },
      claimed: (delivery, by) => {
        told.claimed(by.name, delivery);
        nudged.claimed(told.attemptOf(by.name, delivery));
        unsubscribed.claimed(told.attemptOf(by.name, delivery));
      },
      settled: (delivery, by, isSent) => {
        told.settled(by.name, delivery);
        if (isSent) shown.settled(told.attemptOf(by.name, delivery), delivery);
      },
      asks: asked.asks,
      kept: asked.kept,
      chooses: (choice, now) => chosen[now](choice),
      mailbox: (name, now) => unsubscribed[now](name),
      erases: (address) => void goneByThemselves.add(address),
      decides: decisions.asked,
      decided: (decision) => checked(() => decisions.answered(decision)),
      answered: (answered) => {
        const { notice, act } = answered;
        reach(notice.kind === "refused" ? `${act.act}: ${notice.refusal.reason}` : `${act.act}: ${notice.kind}`);
        checked(() => checkAnswer(answered, told.happened));
      },
    },
  };

  const processes: Process[] = [];
  let strikes: { readonly owner: Owner; steps: number; readonly act: () => void }[] = [];
  const returns: { readonly at: number; readonly slot: Slot }[] = [];
  let started = 0;
  const start = async (slot: Slot): Promise<void> => {
    started += 1;
    const skewMs = random.pick([0, 0, -1_500, 800, 45_000]);
    const owner: Owner = { name: `${slot.name}.${started}`, isAlive: true, pausedUntil: 0, skewMs, onDeath: [] };
    trace.note(`${owner.name} starts, ${skewMs} ms apart`);
    processes.push(startProcess(owner, await redis.connectionOf(owner), slot.role, outside));
    await settled();
  };
  const alive = () => processes.filter(({ owner }) => owner.isAlive);
  const webProcess = (by: Random) => {
    const all = alive().filter(({ isWeb }) => isWeb);
    return all.length === 0 ? undefined : by.pick(all);
  };
  const end = (owner: Owner): void => {
    owner.isAlive = false;
    scheduler.abandon(owner);
    time.abandon(owner);
  };

  /** Between two steps, what Redis holds is kept, to be lost so many steps later. */
  let keepFor: number | undefined;
  let lossAt: number | undefined;
  let keptAt = 0;
  let hasLost = false;
  let lossDone: (() => void) | undefined;
  const keep = async (steps: number): Promise<void> => {
    keepFor = undefined;
    lossAt = scheduler.steps() + steps;
    keptAt = time.now();
    trace.note("redis keeps nothing from here on");
    told.keepsNothing();
    await redis.keep();
  };
  const lose = async (): Promise<void> => {
    lossAt = undefined;
    hasLost = true;
    trace.note("redis loses what was done since");
    await redis.bringBack(time.now());
    isRestored = true;
    told.loses();
    lanes.forget();
    nudged.forget();
    chosen.forget();
    unsubscribed.forget();
    asked.excuse();
    told.excuse(undefined);
    state = await readState(redis.control);
    undoable.forget(state);
    await scheduler.breakConnections();
    lossDone?.();
    await settled();
  };

  let idle = 1;
  let workedAt = 0;
  let inFlight = 0;
  /** Those that do nothing until some time has passed. */
  let asleep = 0;
  const underWay = new Set<string>();
  /** Instants at which something is to happen. */
  let planned: number[] = [];
  /** For how long after the end of its pause a process slept on at most, as time leapt. */
  let oversleptMs = 0;
  const editing: Parameters<Simulation["onEdit"]>[0][] = [];
  let waitsAlone = 0;
  let isAlone = false;

  const simulation: Simulation = {
    ...{ time, scheduler, slack, teams, mail, calls, webProcess },
    world,
    mayKnow: known.mayKnow,
    mayRead: known.mayRead,
    written,
    state: () => state,
    processes: alive,
    kill: ({ owner }, backAfterMs) => {
      const slot = PROCESSES.find(({ name }) => owner.name.startsWith(`${name}.`));
      if (!owner.isAlive || !slot) return;
      trace.note(`${owner.name} dies`);
      end(owner);
      told.excuse(owner.name);
      for (const tell of owner.onDeath) tell();
      returns.push({ at: time.now() + backAfterMs, slot });
    },
    strike: ({ owner }, steps, act) => void strikes.push({ owner, steps, act }),
    pause: ({ owner }, ms) => {
      trace.note(`${owner.name} pauses for ${ms} ms`);
      owner.pausedUntil = time.now() + ms;
      told.pauses(owner.name);
    },
    setRedis: (next) => {
      fates = next ?? NO_FAULTS;
    },
    loseLastSecond: (afterSteps) =>
      new Promise((resolve) => {
        if (keepFor !== undefined || lossAt !== undefined) return resolve();
        keepFor = afterSteps;
        lossDone = resolve;
      }),
    browse: (request, from) => {
      const process = webProcess(random);
      if (!process) return Promise.resolve(undefined);
      return new Promise((resolve, reject) => {
        const timer = time.set(undefined, BROWSER_WAITS_MS, () => resolve(undefined));
        process.page(request, from).then((answer) => {
          time.clear(timer);
          resolve(answer);
        }, reject);
      });
    },
    after: (ms, act) =>
      new Promise((resolve, reject) => {
        asleep += 1;
        time.set(undefined, ms, () => {
          asleep -= 1;
          act().then(resolve, reject);
        });
      }),
    at: (instant, act) => {
      planned.push(instant);
      return simulation.after(instant - time.now(), act);
    },
    onEdit: (act) => void editing.push(act),
    alone: async (act) => {
      waitsAlone += 1;
      while (inFlight > waitsAlone || isAlone) await simulation.after(200, async () => {});
      isAlone = true;
      await act().finally(() => {
        isAlone = false;
        waitsAlone -= 1;
      });
    },
    leaves: (typed) => {
      gone.add(typed);
      gone.add(parseAddress(typed) ?? typed);
      for (const member of simulation.world.members.filter(({ address }) => address === typed)) {
        member.isGone = true;
        if (member.face === "slack") slack.leave(member.id);
        else teams.world.deactivate(member.id);
      }
    },
    erased: (typed, address) => void erased.push({ typed, address }),
    isToErase: (address) => void toErase.push(address),
    isErased: (address) => gone.has(address),
    isKept: shown.isKept,
  };
  /** Notes what somebody typed. */
  const typedBy = (id: unknown, body: unknown): void => {
    const member = world.members.find((one) => one.id === id);
    if (member) known.typed(member.address, body);
  };
  slack.connect((body, ack) => {
    const { user_id, user, event } = body as Record<string, { id?: unknown; user?: unknown } | undefined>;
    typedBy(user_id ?? user?.id ?? event?.user, body);
    webProcess(random)?.fromSlack(body, ack);
  });
  teams.connect((activity, answer) => {
    typedBy(isObject(activity.from) ? activity.from.id : undefined, activity);
    webProcess(random)?.fromTeams(activity, answer);
  });

  return {
    ...{ simulation, random, time, trace, scheduler, told, shown, decisions, reached, checked, found, erased },
    redis: redis.control,
    violation: () => violation,
    ...{ asked, heard, written, unsubscribed, hostNews },
    hasLost: () => hasLost,
    oversleptMs: () => oversleptMs,
    inFlight: () => inFlight,
    /** How many acts are under way, without those that only wait for some time to pass. */
    busy: () => inFlight - asleep,
    underWay: () => [...underWay],
    mayBegin: () => waitsAlone === 0 && !isAlone,
    isWhole: () =>
      alive().every(({ owner }) => owner.pausedUntil <= time.now()) &&
      returns.length === 0 &&
      lossAt === undefined &&
      keepFor === undefined,

    startAll: async (): Promise<void> => {
      await redis.moveClock(time.now());
      for (const slot of PROCESSES) await start(slot);
    },

    /** Begins something, which goes on beside everything else. */
    begin: (at: number, name: string, act: () => Promise<unknown>): void => {
      trace.note(`begins ${at}: ${name}`);
      inFlight += 1;
      underWay.add(`${at} ${name}`);
      Promise.resolve()
        .then(act)
        .catch((error: unknown) => {
          trace.note(`${at}: ${name}: ${error instanceof Error ? error.message.split("\n")[0] : "threw"}`);
          if (!isOrdinary(error) && !isRedisAway(error)) found(error, `act ${name}`);
        })
        .finally(() => {
          inFlight -= 1;
          underWay.delete(`${at} ${name}`);
        });
    },

    /**
     * How far time goes on while nothing waits: to the next timer; further each time when all that comes of it is that
     * workers look into empty lanes.
     */
    idleMs: (): number => {
      idle = scheduler.worked() === workedAt ? Math.min(idle * 2, IDLE_MOST_MS) : IDLE_LEAST_MS;
      workedAt = scheduler.worked();
      return Math.max(1, idle, (time.nextAt() ?? 0) - time.now());
    },

    /** Time goes on. */
    advance: async (wantedMs: number): Promise<void> => {
      planned = planned.filter((at) => at > time.now());
      const ms = Math.min(wantedMs, ...planned.map((at) => at - time.now()));
      if (keepFor !== undefined) await keep(keepFor);
      if (lossAt !== undefined && time.now() + ms > keptAt + LOST_MS) await lose();
      if (ms >= LEASE_MAY_END_MS) told.excuse(undefined);
      for (const { owner } of alive())
        if (owner.pausedUntil > time.now()) oversleptMs = Math.max(oversleptMs, time.now() + ms - owner.pausedUntil);
      await redis.moveClock(time.now() + ms);
      await time.advanceTo(time.now() + ms);
      await settled();
      for (const one of returns.splice(0)) {
        if (one.at <= time.now()) await start(one.slot);
        else returns.push(one);
      }
    },

    /** One of the things that wait happens. */
    step: async (): Promise<void> => {
      if (keepFor !== undefined) await keep(keepFor);
      await scheduler.step();
      for (const one of strikes) if (told.isBusy(one.owner.name)) one.steps -= 1;
      for (const { act } of strikes.filter((one) => one.steps < 0 && one.owner.isAlive)) act();
      strikes = strikes.filter((one) => one.steps >= 0 && one.owner.isAlive);
      if (lossAt !== undefined && scheduler.steps() >= lossAt) await lose();
    },

    /** Erasures that were cut short are begun again. */
    eraseAgain: (): void => {
      for (const address of toErase.splice(0)) {
        const process = webProcess(random);
        if (process) void process.within(() => process.core.erase.everywhere(address)).catch(() => undefined);
      }
    },

    /** From here on nothing breaks any more. */
    heal: (): void => {
      fates = NO_FAULTS;
      calls.setWeather("fair");
      strikes = [];
    },

    close: (): void => {
      for (const { owner } of processes) end(owner);
      restore();
      redis.close();
    },
  };
};

export type Machine = Awaited<ReturnType<typeof openMachine>>;
