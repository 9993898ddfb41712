import { afterEach, describe, expect, it } from "vitest";
import { makeReport } from "../../src/core/hosting/report.ts";
import { domainOf } from "../../src/core/model/mail-domains.ts";
import { STATUSES } from "../../src/core/model/status.ts";
import { TagSchema } from "../../src/core/model/tag.ts";
import { scriptText } from "../../src/redis/scripts.ts";
import { zones } from "../../src/zones.ts";
import { presentOf } from "../setup/crowd.ts";
import { type Known, openLively } from "../setup/lively.ts";
import { fc } from "../setup/property.ts";

const TAGS = ["newsletter", "invitation"].map((tag) => TagSchema.parse(tag));
/** Of the acts on a roster, the one that brings deleted registrations back: each comes then with the latest time. */
const RESTORES = 10;
const MINUTE = 60_000;

const countedBy = (names: readonly (string | undefined)[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const name of names) if (name !== undefined) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
};

const ranked = (top: readonly { name: string; count: number }[]): Record<string, number> =>
  Object.fromEntries(top.map(({ name, count }) => [name, count]));

const open = async () => {
  const lively = await openLively({
    tagOf: (n) => TAGS[n % 3],
    // So few at a time that an update needs several pieces.
    scripts: { "count-registrations-2": scriptText("count-registrations-2").replace("tonumber(ARGV[1])", "2") },
  });
  const { store, webinar, entryOf } = lively;
  const reportOf = makeReport({ roster: store.roster, zones });
  const arrived: number[] = [];
  let times = 0;

  /** Somebody comes in, whatever the webinar's time: the gate counts whom it is told. */
  const join = async (n: number): Promise<void> => {
    const entry = await entryOf(n);
    if (entry?.registration?.status !== "approved") return;
    const present = await presentOf(store, webinar);
    const isNew = !(await store.gate.wasAdmitted(present, entry.key));
    const now = store.clock.now();
    await store.gate.admit(present, entry.key, `token${now}`, { now, deliveries: [] });
    times += 1;
    if (isNew) arrived.push(Math.floor(now / MINUTE) * MINUTE);
  };

  /** What an update finds: nothing was counted before it. */
  const update = async (): Promise<void> => {
    const { era } = await presentOf(store, webinar);
    const found = await store.redis.keys(`*w:${webinar.code}:e${era}:*`);
    const counts = found.filter((key) => /:(domains|tags|came|counted)$/.test(key));
    if (counts.length > 0) await store.redis.del(...counts);
  };

  const check = async (walked: readonly Known[], isByTime: boolean): Promise<void> => {
    const present = await presentOf(store, webinar);
    const all = walked.map(({ concerned }) => concerned);
    const registrations = all.flatMap(({ registration }) => registration ?? []);
    const report = await reportOf(present);
    const isIn = await store.gate.admittedAmong(
      present,
      registrations.map(({ key }) => key),
    );
    const cameIn = registrations.filter((_, i) => isIn[i]);
    const silent = all.filter(({ registration, invitee }) => !registration && invitee?.declinedAt === undefined);
    expect(report).toMatchObject({
      registered: registrations.length,
      byStatus: {
        ...Object.fromEntries(STATUSES.map((one) => [one, 0])),
        ...countedBy(registrations.map((one) => one.status)),
      },
      invited: all.filter(({ invitee }) => invitee).length,
      silent: silent.length,
      declined: all.filter(({ registration }) => !registration).length - silent.length,
      attended: arrived.length,
      registeredAttended: cameIn.length,
      approvedAttended: cameIn.filter(({ status }) => status === "approved").length,
      again: times - arrived.length,
    });
    expect(ranked(report.domains.top)).toEqual(countedBy(registrations.map(({ address }) => domainOf(address))));
    expect(ranked(report.tags.top)).toEqual(countedBy(registrations.map(({ tag }) => tag)));
    const sum = (bars: readonly { count: number }[]) => bars.reduce((total, { count }) => total + count, 0);
    expect(sum(report.overTime.bars)).toBe(registrations.length);
    if (isByTime)
      for (const { from, to, count } of report.overTime.bars)
        expect(registrations.filter(({ registeredAt }) => registeredAt >= from && registeredAt < to)).toHaveLength(
          count,
        );
    for (const { from, to, count } of report.arrivals.bars)
      expect(arrived.filter((at) => at >= from && at < to)).toHaveLength(count);
    expect([sum(report.arrivals.bars), report.timed]).toEqual([arrived.length, arrived.length]);
  };
  return { ...lively, join, update, check, reportOf };
};

describe("the report", () => {
  const opened: Awaited<ReturnType<typeof open>>[] = [];
  afterEach(async () => {
    for (const { store } of opened.splice(0)) await store.stop();
  });

  it("P32: after any acts, and after an update in their midst, it is what a walk over everybody counts", async () => {
    const JOIN = 12;
    const UPDATE = 13;
    const act = fc.oneof(
      { weight: 12, arbitrary: fc.nat({ max: 11 }) },
      { weight: 4, arbitrary: fc.constant(JOIN) },
      { weight: 1, arbitrary: fc.constant(UPDATE) },
    );
    const history = fc.array(fc.tuple(act, fc.nat({ max: 11 })), { minLength: 125, maxLength: 125 });
    await fc.assert(
      fc.asyncProperty(history, async (steps) => {
        const one = await open();
        opened.push(one);
        let isByTime = true;
        // Each beginning of it is a history of its own: a thousand in all.
        for (const [what, n] of steps) {
          one.store.clock.advance(61_000);
          if (what === JOIN) await one.join(n);
          else if (what === UPDATE) await one.update();
          else await one.acts[what]?.(n);
          isByTime &&= what !== RESTORES;
          await one.check(await one.walked(), isByTime);
        }
        await one.store.stop();
        opened.pop();
      }),
      { numRuns: 8 },
    );
  }, 180_000);
});
