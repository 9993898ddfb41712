import type { Outcome, Plan } from "./run.ts";

/** The command that runs a plan again. */
const commandOf = ({ seed, acts, without }: Plan): string =>
  [
    `npm run soak -- --seed ${seed} --acts ${acts}`,
    ...(without.length > 0 ? [`--without ${without.toSorted((a, b) => a - b).join(",")}`] : []),
  ].join(" ");

const LAST_LINES = 25;

/** What somebody needs to find the fault: the rule, the command, the history, and the last that happened. */
export const reportOf = (plan: Plan, { violation, history, trace, hash }: Outcome): string =>
  [
    `seed ${plan.seed}: ${violation?.message ?? "every rule holds"}`,
    `  again:   ${commandOf(plan)}`,
    `  trace:   ${hash}, ${trace.length} lines`,
    `  history: ${history.flatMap(({ at, name }) => (at >= 0 ? [`${at} ${name}`] : [])).join(" · ")}`,
    "  in the end:",
    ...trace.slice(-LAST_LINES).map((line) => `    ${line}`),
  ].join("\n");
