import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Delivery } from "../../src/core/deliveries/delivery.ts";
import { type Address, type ChatId, chatId, parseAddress, type WebinarCode } from "../../src/core/model/ids.ts";
import type { Notice } from "../../src/core/notices/notice.ts";
import type { Outcome } from "../../src/delivery/outcome.ts";
import { connectRedis } from "../../src/redis/connect.ts";
import { makeLanes } from "../../src/redis/lanes.ts";
import { wireCore } from "../../src/wire.ts";
import { workerOf } from "../setup/delivering.ts";
import { freshRequest, ORGANISATION, openStore, type Store } from "../setup/store.ts";
import { type Random, randomOf } from "../simulation/random.ts";

const PEOPLE = 10_000;
const TOGETHER = 50;
const HOUR = 3_600_000;
const SITE = {
  site: { plan: 10_000, registrationIds: true, landingDomains: [], retentionDays: 90, hosts: "members" },
  secret: "a secret of the tests, long enough for it",
} as const;
/** A worker dies after it has begun so many attempts. */
const KILLED_AFTER = [3_000, 7_500];

/** What one recipient got, in order, with the instant; `told` is a status, or another kind of notice. */
interface Got {
  readonly delivery: string;
  readonly told: string;
  readonly at: number;
}

const firsts = (got: readonly Got[]): Got[] =>
  got.filter(({ delivery }, i) => got.findIndex((other) => other.delivery === delivery) === i);

const parsed = (typed: string): Address => {
  const address = parseAddress(typed);
  if (!address) throw new Error(typed);
  return address;
};

/** A platform that refuses 5 % of what it is sent, fails at 2 %, and loses its answer to 1 %, by a seed. */
const makePlatform = (random: Random, now: () => number) => {
  const got = new Map<string, Got[]>();
  const faults = { refused: 0, failed: 0, lost: 0 };
  /** Whom a fault met. */
  const met = new Set<string>();
  let overview: Extract<Notice, { kind: "overview" }> | undefined;
  const take: Take = (delivery, notice) => {
    const who = whoOf(delivery);
    const fate = random.next();
    if (fate < 0.08) met.add(who);
    if (fate < 0.05) {
      faults.refused += 1;
      return { kind: "slow_down", afterMs: random.pick([1_000, 30_000]) };
    }
    if (fate < 0.07) {
      faults.failed += 1;
      return { kind: "again", code: "500" };
    }
    if (notice.kind === "overview") overview = notice;
    const told = notice.kind === "registration" ? notice.registration.status : notice.kind;
    got.set(who, [...(got.get(who) ?? []), { delivery: delivery.id, told, at: now() }]);
    if (fate >= 0.08) return { kind: "sent", messageId: delivery.id };
    faults.lost += 1;
    return { kind: "again", code: "lost" };
  };
  return { got, faults, met, take, overview: () => overview };
};

const whoOf = ({ id, to }: Delivery): string =>
  to.kind === "dm" ? to.chat : to.kind === "mail" ? to.address : `card ${id}`;

type Take = (delivery: Delivery, notice: Notice) => Outcome;

/** A worker over a connection of its own: once it dies, nothing of it reaches Redis or the platform any more. */
const startWorker = async (store: Store, take: Take, diesAfter = Number.POSITIVE_INFINITY) => {
  const redis = await connectRedis({ url: `unix://${store.server.path}` }, () => {});
  const { core, run, stores } = wireCore({ ...SITE, redis, clock: store.clock });
  const lanes = makeLanes(run);
  /** What it has claimed and not settled. */
  const claimed = new Map<string, Delivery>();
  const sent = new Set<string>();
  let begun = 0;
  let isDead = false;
  let die = () => {};
  const dead = new Promise<void>((resolve) => {
    die = resolve;
  });
  const settle = (id: string) => {
    claimed.delete(id);
    sent.delete(id);
  };
  const counting: typeof lanes = {
    ...lanes,
    claim: async (group, how) => {
      const found = await lanes.claim(group, how);
      for (const { id, delivery } of found.taken) claimed.set(id, delivery);
      return found;
    },
    finish: async (one, how) => {
      const answer = await lanes.finish(one, how);
      settle(one.id);
      return answer;
    },
    retry: async (one, ...how) => {
      const answer = await lanes.retry(one, ...how);
      settle(one.id);
      return answer;
    },
  };
  const worker = workerOf({ ...store, redis, run, core, ...stores, lanes: counting }, (notice, delivery) => {
    if (isDead) throw new Error("dead");
    begun += 1;
    const outcome = take(delivery, notice);
    if (outcome.kind === "sent") sent.add(delivery.id);
    if (begun >= diesAfter) {
      isDead = true;
      redis.disconnect();
      die();
    }
    return outcome;
  });
  return {
    /** Sends what is ready, for as long as it lives. */
    drain: () => (isDead ? dead : Promise.race([worker.drain().catch(() => {}), dead])),
    isDead: () => isDead,
    /** Whose messages it held when it died, and how many of these had arrived. */
    left: () => ({ whose: [...claimed.values()].map(whoOf), arrived: sent.size }),
    stop: () => redis.disconnect(),
  };
};

const chatOf = (i: number): ChatId => chatId("slack", "T1", `U${String(i).padStart(6, "0")}`);
const addressOf = (i: number) => parsed(`person${i}@example.com`);

const registerAll = async (store: Store, code: WebinarCode) => {
  for (let from = 0; from < PEOPLE; from += TOGETHER) {
    const some = Array.from({ length: TOGETHER }, async (_, i) => {
      const profile = { firstName: "Person", lastName: String(from + i), fullMember: true };
      const named = { ...profile, chatId: chatOf(from + i), address: addressOf(from + i) };
      const result = await store.register(code, await store.people.know(ORGANISATION, named));
      if (!result.ok) throw new Error(JSON.stringify(result.refusal));
    });
    await Promise.all(some);
  }
};

describe("ten thousand approvals", () => {
  let store: Store;
  beforeEach(async () => {
    store = await openStore({ plan: SITE.site.plan });
  });
  afterEach(() => store.stop());

  it("section 7: platforms refuse, fail and lose answers, two workers die: nobody is missed, all in order, and no more doubles than was in doubt", {
    timeout: 480_000,
  }, async () => {
    const { clock } = store;
    const platform = makePlatform(randomOf("ten thousand", 1), clock.now);
    const host = await store.member("host");
    const webinar = await store.schedule(host, { inMs: 48 * HOUR });
    await registerAll(store, webinar.code);
    const requestId = freshRequest();
    const of = { organisation: ORGANISATION, code: webinar.code, by: host, requestId };
    await store.core.bulk.decide({ ...of, chat: chatId("slack", "T1", "UHOST"), to: "approved", among: {} });

    const workers = await Promise.all([
      ...KILLED_AFTER.map((attempts) => startWorker(store, platform.take, attempts)),
      startWorker(store, platform.take),
    ]);
    const drain = () => Promise.all(workers.map((worker) => worker.drain()));
    await drain();
    // Until the decision can be undone no more, and the last lease, refusal and back-off are over.
    for (let i = 0; i < 70; i += 1) {
      clock.advance(10_000);
      await drain();
    }
    expect(workers.map((worker) => worker.isDead())).toEqual([true, true, false]);
    const left = workers.slice(0, 2).map((worker) => worker.left());
    for (const worker of workers) worker.stop();

    const people = Array.from({ length: PEOPLE }, (_, i) => [chatOf(i), addressOf(i)]).flat();
    const all = people.map((who) => platform.got.get(who) ?? []);
    // Nobody is missed, and in order: a double stands beside its first. Who was not told yet that they wait when all were
    // approved is told the end of it alone.
    const stories = all.map((got) =>
      firsts(got)
        .map(({ told }) => told)
        .join(" "),
    );
    expect(stories.filter((story) => !["approved", "pending approved"].includes(story))).toEqual([]);
    const met = new Set([...platform.met, ...left.flatMap(({ whose }) => whose)]);
    const spared = people.filter((who) => !met.has(who));
    const doubles = all.reduce((sum, got) => sum + got.length - firsts(got).length, 0);
    const inDoubt = platform.faults.lost + left.reduce((sum, { arrived }) => sum + arrived, 0);
    expect(platform.faults.lost).toBeGreaterThan(PEOPLE / 100);
    expect(doubles).toBeGreaterThan(0);
    expect(doubles).toBeLessThanOrEqual(inDoubt);
    // Whom no fault met was told in one instant, whatever met the others.
    expect(spared.length).toBeGreaterThan(PEOPLE);
    expect(new Set(spared.map((who) => platform.got.get(who)?.at(-1)?.at)).size).toBe(1);
    // The overview counts what was sent. What arrived as a worker died may have nothing more to say when it is tried again:
    // nobody knows of it.
    const sent = (whose: readonly string[]) =>
      whose.reduce((sum, who) => sum + firsts(platform.got.get(who) ?? []).length, 0);
    const [dm, mail] = [sent(people.filter((_, i) => i % 2 === 0)), sent(people.filter((_, i) => i % 2 === 1))];
    const { webinar: shown, reached } = platform.overview() ?? expect.unreachable();
    expect(shown.counts).toMatchObject({ pending: 0, approved: PEOPLE });
    expect([reached.dm, reached.mail].map((count, i) => count <= (i === 0 ? dm : mail))).toEqual([true, true]);
    expect(dm + mail - reached.dm - reached.mail).toBeLessThanOrEqual(inDoubt);
    expect(reached.failed).toBe(0);
  });
});
