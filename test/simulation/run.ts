import { ACTS, FAULTS } from "./acts/table.ts";
import { type Machine, openMachine } from "./machine.ts";
import { randomOf } from "./random.ts";
import { checkAtRest, checkAtTheEnd } from "./rules/end.ts";
import { checkKept } from "./rules/kept.ts";
import { checkSeen } from "./rules/seen.ts";
import { broken, type Violation } from "./simulation.ts";
import { settled } from "./time.ts";

/** What a simulation is made from. */
export interface Plan {
  readonly seed: number;
  /** How many things are done. */
  readonly acts: number;
  /** Which of them are left out, by their number. */
  readonly without: readonly number[];
}

export interface Outcome {
  readonly hash: string;
  readonly steps: number;
  readonly trace: readonly string[];
  /** What was done, by its number in the plan. */
  readonly history: readonly { readonly at: number; readonly name: string }[];
  readonly violation: Violation | undefined;
  /** How often what happened, to see that a seed comes far: notices and changes of status. */
  readonly reached: Readonly<Record<string, number>>;
}

const IN_FLIGHT_MAX = 5;
/** With one seed in three nothing breaks: then only what people do at once is tried. */
const isCalm = (seed: number): boolean => seed % 3 === 0;
const FAULTS_SHARE = 0.16;
/** So many things may happen before everything is quiet. */
const QUIET_WITHIN = 12_000;
const SEEN_EVERY = 200;
const FIRST_WEBINARS = 3;
const FIRST_REGISTRATIONS = 6;
/** More than any plan takes. */
const TURNS_MAX = 30_000;

/** Lets everything that waits happen, in small steps of time, until nothing of what `left` counts is under way. */
const quieten = async (machine: Machine, left = machine.inFlight): Promise<void> => {
  const { scheduler } = machine;
  for (let i = 0; i < QUIET_WITHIN && !machine.violation(); i += 1) {
    if (scheduler.waits() > 0) await machine.step();
    else if (left() === 0 && machine.isWhole()) return;
    else await machine.advance(machine.idleMs());
  }
};

/** The app comes to those who have it, some webinars are scheduled, and some people register. */
const prepare = async (machine: Machine, seed: number): Promise<void> => {
  const { simulation } = machine;
  const { teams, world } = simulation;
  await machine.startAll();
  const inTeams = world.members.filter(({ face }) => face === "teams");
  for (const { id } of inTeams)
    if (teams.world.isInstalled(id)) machine.begin(-1, "install", () => teams.as(id).install());
  const [one] = inTeams;
  if (one) machine.begin(-1, "install in the team", () => teams.as(one.id).install({ teamId: world.teamId }));
  await quieten(machine);
  const first = async (name: string, i: number): Promise<void> => {
    const act = ACTS.find((one) => one.name === name)?.make(simulation, randomOf(seed, "first", name, i));
    if (act) machine.begin(-1, name, act);
    await quieten(machine);
  };
  for (let i = 0; i < FIRST_WEBINARS; i += 1) await first("schedule", i);
  for (let i = 0; i < FIRST_REGISTRATIONS; i += 1) await first(i % 2 === 0 ? "slack registers" : "teams registers", i);
};

/** How far time goes on while something waits: seldom far enough for leases to end. */
const pause = ({ random, time }: Machine): number =>
  random.chance(0.01) ? 25_000 : Math.min(Math.max(1, (time.nextAt() ?? 0) - time.now()), 2_000);

/** Time goes on while nothing waits. Before it goes far and nobody does anything, what is seen must be so. */
const leap = async (machine: Machine): Promise<void> => {
  const { random, busy } = machine;
  const most = { timer: 0, seconds: 5_000, minutes: 1_800_000, hours: 7_200_000, days: 172_800_000 };
  // What only waits for its time changes nothing until then.
  const days = busy() === 0 ? 1 : 0;
  const kind = random.weighted({ timer: 60, seconds: 20, minutes: 12, hours: 5, days });
  if (kind === "timer") return machine.advance(machine.idleMs());
  if (kind !== "seconds" && busy() === 0 && machine.isWhole()) await checkAtRest(machine, () => quieten(machine, busy));
  return machine.advance(1 + random.below(most[kind]));
};

/** Does what the plan says, in whatever order the generator lets it happen. */
const live = async (machine: Machine, plan: Plan, history: { at: number; name: string }[]): Promise<void> => {
  const { simulation, random, scheduler } = machine;
  let next = 0;
  const beginNext = (): void => {
    const at = next;
    next += 1;
    if (plan.without.includes(at)) return;
    const own = randomOf(plan.seed, "act", at);
    const table = own.chance(isCalm(plan.seed) ? 0 : FAULTS_SHARE) ? FAULTS : ACTS;
    const name = own.weighted(Object.fromEntries(table.map((one) => [one.name, one.weight])));
    const act = table.find((one) => one.name === name)?.make(simulation, own);
    if (!act) return;
    history.push({ at, name });
    machine.begin(at, name, act);
  };
  const goOn = async (): Promise<void> => {
    const mayBegin = machine.busy() < IN_FLIGHT_MAX && machine.mayBegin();
    if (scheduler.waits() > 0 && !random.chance(0.04)) return machine.step();
    if (mayBegin && random.chance(0.65)) return beginNext();
    return scheduler.waits() > 0 ? machine.advance(pause(machine)) : leap(machine);
  };
  let seenAt = 0;
  for (let turns = 0; next < plan.acts && !machine.violation(); turns += 1) {
    if (turns > TURNS_MAX) broken("everything ends", `${machine.underWay().join(", ")} go on for ever`);
    await goOn();
    await settled();
    if (scheduler.steps() < seenAt + SEEN_EVERY) continue;
    seenAt = scheduler.steps();
    machine.checked(() => checkSeen(simulation));
    await checkKept(machine.redis);
  }
};

/** Runs one plan on the Redis behind this socket, and checks every rule. */
export const simulate = async (path: string, plan: Plan): Promise<Outcome> => {
  const machine = await openMachine(path, plan.seed);
  const { trace, scheduler, reached } = machine;
  const history: { at: number; name: string }[] = [];
  try {
    await prepare(machine, plan.seed);
    await live(machine, plan, history);
    await quieten(machine);
    machine.heal();
    machine.eraseAgain();
    if (!machine.violation()) await checkAtTheEnd(machine, () => quieten(machine));
  } catch (error) {
    machine.found(error, "the simulation");
  } finally {
    machine.close();
  }
  const violation = machine.violation();
  if (violation) trace.note(`broken: ${violation.rule}`);
  return { hash: trace.hash(), steps: scheduler.steps(), trace: trace.lines, history, violation, reached };
};
