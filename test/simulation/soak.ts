import { mkdirSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { parseArgs } from "node:util";
import { startThrowawayRedis } from "../setup/redis.ts";
import { reportOf } from "./report.ts";
import { type Plan, simulate } from "./run.ts";
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
// Whoever ends a soak ends its Redis.
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const)
  process.once(signal, () => {
    redis.stop().finally(() => process.exit(128 + constants.signals[signal]));
  });
const run = (plan: Plan) => simulate(redis.path, plan);

/** Runs one plan and says what came of it; a new one that fails is shortened first, and written down. */
const one = async (plan: Plan, isNew: boolean): Promise<boolean> => {
  const outcome = await run(plan);
  if (!outcome.violation) {
    if (!isNew) say(`${reportOf(plan, outcome)}\n`);
    return true;
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
await redis.stop();
process.exitCode = failed > 0 ? 1 : 0;
