import type { Outcome, Plan } from "./run.ts";

/**
 * Leaves out what a failure does not need: halves, quarters and so on of what was done, as long as the same rule stays
 * broken and there is time. Answers the shortest plan that was found.
 */
export const shrink = async (
  run: (plan: Plan) => Promise<Outcome>,
  failing: Plan,
  first: Outcome,
  isTimeLeft: () => boolean,
): Promise<{ plan: Plan; outcome: Outcome }> => {
  const rule = first.violation?.rule;
  let plan = failing;
  let outcome = first;
  // What comes after the last act that began is seldom needed: the end then begins sooner.
  const sooner = { ...failing, acts: Math.max(0, ...first.history.map(({ at }) => at + 1)) };
  const ended = await run(sooner);
  if (ended.violation?.rule === rule) {
    plan = sooner;
    outcome = ended;
  }
  const began = (of: Outcome) => of.history.flatMap(({ at }) => (at >= 0 ? [at] : []));
  let left = began(first);
  for (let size = Math.ceil(left.length / 2); size >= 1 && isTimeLeft(); size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < left.length && isTimeLeft(); ) {
      const dropped = left.slice(from, from + size);
      const shorter = { ...plan, without: [...plan.without, ...dropped] };
      const tried = await run(shorter);
      if (tried.violation?.rule === rule) {
        plan = shorter;
        outcome = tried;
        left = left.filter((at) => !dropped.includes(at));
      } else from += size;
    }
  }
  return { plan, outcome };
};
