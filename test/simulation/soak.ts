import { mkdirSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { parseArgs } from "node:util";
import { startThrowawayRedis } from "../setup/redis.ts";
import { reportOf } from "./report.ts";
import { type Outcome, type Plan, simulate } from "./run.ts";
import { shrink } from "./shrink.ts";

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "20" },
    seed: { type: "string" },
    acts: { type: "string", default: "120" },
    without: { type: "string", default: "" },
    trace: { type: "boolean", default: false },
  },
});

const FOLDER = new URL("../../dist/soak/", import.meta.url);
/** So long a failing seed is shortened at most. */
const SHRINK_MS = 120_000;
const MINUTE = 60_000;

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const acts = Number(values.acts);
const began = performance.now();
const redis = await startThrowawayRedis();
const another = await startThrowawayRedis();
const stop = () => Promise.all([redis.stop(), another.stop()]);
// Whoever ends a soak ends its Redis.
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const)
  process.once(signal, () => {
    stop().finally(() => process.exit(128 + constants.signals[signal]));
  });
const run = (plan: Plan) => simulate(redis.path, plan);

/** One seed in so many is run on another server too: whatever each server does in its own way is not of the seed. */
const REPLAYED_EVERY = 10;

/** Whether a plan happens again in the same way elsewhere; where it does not, it says where they part. */
const isReplayed = async (plan: Plan, { hash, trace }: Outcome): Promise<boolean> => {
  const again = await simulate(another.path, plan);
  if (again.hash === hash) return true;
  const parts = trace.findIndex((line, i) => line !== again.trace[i]);
  say(`seed ${plan.seed} is not replayed: line ${parts + 1} is ${trace[parts]}, and ${again.trace[parts]}`);
  return false;
};

/** Runs one plan and says what came of it; a new one that fails is shortened first, and written down. */
const one = async (plan: Plan, isNew: boolean): Promise<boolean> => {
  const outcome = await run(plan);
  if (!outcome.violation) {
    if (!isNew) say(`${reportOf(plan, outcome)}\n`);
    return !isNew || plan.seed % REPLAYED_EVERY > 0 || (await isReplayed(plan, outcome));
  }
  const seconds = Math.round((performance.now() - began) / 1_000);
  if (isNew) say(`after ${seconds} s, with seed ${plan.seed}: ${outcome.violation.message}; now its shortest history`);
  const until = performance.now() + SHRINK_MS;
  const least = isNew ? await shrink(run, plan, outcome, () => performance.now() < until) : { plan, outcome };
  const report = reportOf(least.plan, least.outcome);
  say(report);
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(new URL(`${plan.seed}.txt`, FOLDER), `${report}\n\n${least.outcome.trace.join("\n")}\n`);
  return false;
};

let failed = 0;
if (values.seed !== undefined) {
  const without = values.without.split(",").filter(Boolean).map(Number);
  const plan = { seed: Number(values.seed), acts, without };
  if (!(await one(plan, false))) failed = 1;
  if (values.trace) say((await run(plan)).trace.join("\n"));
} else {
  const until = performance.now() + Number(values.minutes) * MINUTE;
  let seed = Date.now() % 1_000_000_000;
  let runs = 0;
  for (; performance.now() < until; seed += 1, runs += 1)
    if (!(await one({ seed, acts, without: [] }, true))) failed += 1;
  say(`${runs} seeds, ${failed} of them found something`);
}
await stop();
process.exitCode = failed > 0 ? 1 : 0;
